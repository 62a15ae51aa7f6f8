package hook

import (
	"slices"
	"strings"
	"testing"
	"time"

	"focusd/timer"
)

var nine = time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)

// step is something that happens to the timer so long after nine.
type step struct {
	after time.Duration
	event timer.Event
}

func tick(after time.Duration) step {
	now := nine.Add(after)
	return step{after, timer.Event{Verb: timer.Tick, Input: timer.Input{Last: now, Since: nine}}}
}

// play returns the states before and after the last step.
func play(t *testing.T, steps ...step) (before, now timer.State, at time.Time) {
	t.Helper()
	now = timer.State{Preset: timer.Presets()[1]}
	for _, s := range steps {
		before, at = now, nine.Add(s.after)
		done, err := timer.DefaultRules().Next(now, s.event, at)
		if err != nil {
			t.Fatalf("%v: %v", s.event.Verb, err)
		}
		now = done.State
	}
	return before, now, at
}

func TestWhatHasHappened(t *testing.T) {
	verb := func(after time.Duration, v timer.Verb) step { return step{after, timer.Event{Verb: v}} }
	start := step{0, timer.Event{Verb: timer.Start, Label: "writing"}}
	finish := verb(26*time.Minute, timer.Finish)
	const about = " LABEL=writing KIND=pomodoro PLANNED_SECONDS=1500"
	for _, test := range []struct {
		name  string
		steps []step
		want  []string // the event, and what it is told
	}{
		{"start", []step{start}, []string{"block_start" + about}},
		{"nothing", []step{start, tick(time.Minute)}, nil},
		{"pause", []step{start, verb(5*time.Minute, timer.Pause)}, []string{"pause" + about + " FOCUS_SECONDS=300 CAUSE=internal"}},
		{
			"resume",
			[]step{start, {5 * time.Minute, timer.Event{Verb: timer.Pause, Cause: timer.External}}, verb(9*time.Minute, timer.Resume)},
			[]string{"resume" + about + " FOCUS_SECONDS=300 CAUSE=external"},
		},
		{"planned time over", []step{start, tick(25 * time.Minute)}, []string{"overtime" + about + " FOCUS_SECONDS=1500"}},
		{"extended", []step{start, tick(25 * time.Minute), {26 * time.Minute, timer.Event{Verb: timer.Extend, For: 5 * time.Minute}}}, nil},
		{
			"break",
			[]step{start, tick(25 * time.Minute), finish},
			[]string{"block_end" + about + " FOCUS_SECONDS=1560 OUTCOME=completed", "break_start PLANNED_SECONDS=300 BREAK=short"},
		},
		{"stop", []step{start, verb(12*time.Minute, timer.Stop)}, []string{"block_end" + about + " FOCUS_SECONDS=720 OUTCOME=abandoned"}},
		{
			"paused for too long",
			[]step{start, verb(12*time.Minute, timer.Pause), tick(43 * time.Minute)},
			[]string{"block_end" + about + " FOCUS_SECONDS=720 OUTCOME=abandoned"},
		},
		{
			"replaced",
			[]step{start, {12 * time.Minute, timer.Event{Verb: timer.Start, Label: "mail", Replace: true}}},
			[]string{"block_end" + about + " FOCUS_SECONDS=720 OUTCOME=abandoned", "block_start LABEL=mail KIND=pomodoro PLANNED_SECONDS=1500"},
		},
		{
			"break over",
			[]step{start, tick(25 * time.Minute), finish, tick(31 * time.Minute)},
			[]string{"break_end PLANNED_SECONDS=300 BREAK=short OUTCOME=taken"},
		},
		{
			"break skipped",
			[]step{start, tick(25 * time.Minute), finish, verb(27*time.Minute, timer.Skip)},
			[]string{"break_end PLANNED_SECONDS=300 BREAK=short OUTCOME=skipped", "block_start" + about},
		},
		{
			"end taken back",
			[]step{start, verb(12*time.Minute, timer.Stop), verb(12*time.Minute+9*time.Second, timer.UndoLast)},
			[]string{"block_start" + about},
		},
		{"start taken back", []step{start, verb(9*time.Second, timer.UndoLast)}, []string{"block_end" + about}},
	} {
		t.Run(test.name, func(t *testing.T) {
			var got []string
			for _, h := range happened(play(t, test.steps...)) {
				got = append(got, strings.ReplaceAll(strings.Join(append([]string{string(h.event)}, h.facts...), " "), "FOCUSD_", ""))
			}
			if !slices.Equal(got, test.want) {
				t.Errorf("happened:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(test.want, "\n"))
			}
		})
	}
}

// TestWhatLiesBetweenIsToldInPairs: snapshots may be left out, and what is
// told stays in pairs.
func TestWhatLiesBetweenIsToldInPairs(t *testing.T) {
	idle := timer.State{}
	_, paused, at := play(t, step{0, timer.Event{Verb: timer.Start}}, step{time.Minute, timer.Event{Verb: timer.Pause}})
	var got []Event
	for _, h := range happened(idle, paused, at) {
		got = append(got, h.event)
	}
	if want := []Event{BlockStart, Pause}; !slices.Equal(got, want) {
		t.Errorf("from idle to paused: %q, want %q", got, want)
	}
}

func TestEveryEventIsListedOnce(t *testing.T) {
	all := Events()
	slices.Sort(all)
	if got := len(slices.Compact(all)); got != 7 {
		t.Errorf("%d events are listed, want 7", got)
	}
}
