package desktop

import (
	"slices"
	"strings"
	"testing"
	"time"

	"focusd/daemon/engine"
	"focusd/timer"
)

var nine = time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)

// play runs events through the timer and returns the snapshots in between.
func play(t *testing.T, rules timer.Rules, events ...func(s timer.State) (timer.Event, time.Time)) []*engine.Snapshot {
	t.Helper()
	s := timer.State{Preset: timer.Presets()[1]}
	snaps := []*engine.Snapshot{{At: nine, Timer: s}}
	for _, next := range events {
		ev, at := next(s)
		step, err := rules.Next(s, ev, at)
		if err != nil {
			t.Fatalf("%v: %v", ev.Verb, err)
		}
		s = step.State
		snaps = append(snaps, &engine.Snapshot{At: at, Timer: s})
	}
	return snaps
}

func at(ev timer.Event, after time.Duration) func(timer.State) (timer.Event, time.Time) {
	return func(timer.State) (timer.Event, time.Time) { return ev, nine.Add(after) }
}

func tick(after time.Duration) func(timer.State) (timer.Event, time.Time) {
	return func(timer.State) (timer.Event, time.Time) {
		now := nine.Add(after)
		return timer.Event{Verb: timer.Tick, Input: timer.Input{Last: now, Since: nine}}, now
	}
}

func labelsOf(n Notice) []string {
	var out []string
	for _, b := range n.Buttons {
		out = append(out, b.Label)
	}
	return out
}

func TestWhatIsSaid(t *testing.T) {
	auto := timer.DefaultRules()
	auto.AfterWork = timer.ToBreak
	start := at(timer.Event{Verb: timer.Start, Label: "writing"}, 0)
	finish := at(timer.Event{Verb: timer.Finish}, 26*time.Minute)
	for _, test := range []struct {
		name    string
		rules   timer.Rules
		events  []func(timer.State) (timer.Event, time.Time)
		summary string // of the last step; "" says nothing
		buttons []string
	}{
		{"start", timer.DefaultRules(), []func(timer.State) (timer.Event, time.Time){start}, "", nil},
		{
			"end of work", timer.DefaultRules(),
			[]func(timer.State) (timer.Event, time.Time){start, tick(25 * time.Minute)},
			"25 minutes done: writing",
			[]string{"Take the break", "+5 min"},
		},
		{
			"end of work by itself", auto,
			[]func(timer.State) (timer.Event, time.Time){start, tick(25 * time.Minute)},
			"Break: 5 minutes",
			[]string{"+5 min", "Skip the break"},
		},
		{"break taken by the person", timer.DefaultRules(), []func(timer.State) (timer.Event, time.Time){start, tick(25 * time.Minute), finish}, "", nil},
		{
			"end of the break", timer.DefaultRules(),
			[]func(timer.State) (timer.Event, time.Time){start, tick(25 * time.Minute), finish, tick(31 * time.Minute)},
			"The break is over",
			[]string{"Start work"},
		},
		{"stop", timer.DefaultRules(), []func(timer.State) (timer.Event, time.Time){start, at(timer.Event{Verb: timer.Stop}, time.Minute)}, "", nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			snaps := play(t, test.rules, test.events...)
			got, _ := said(snaps[len(snaps)-2], snaps[len(snaps)-1])
			if got.Summary != test.summary {
				t.Errorf("summary = %q, want %q", got.Summary, test.summary)
			}
			if !slices.Equal(labelsOf(got), test.buttons) {
				t.Errorf("buttons = %q, want %q", labelsOf(got), test.buttons)
			}
			if got.Summary != "" && !strings.Contains(got.Body, "focus ") {
				t.Errorf("body %q names no command", got.Body)
			}
		})
	}
}

// TestLabelFromRightToLeft: it must not turn round what stands beside it.
func TestLabelFromRightToLeft(t *testing.T) {
	for label, want := range map[string]string{
		"":                    "25 minutes done",
		"résumé 2":            "25 minutes done: résumé 2",
		"שלום עולם 2":         "25 minutes done: \u2068שלום עולם 2\u2069",
		"مرحبا":               "25 minutes done: \u2068مرحبا\u2069",
		"\u202eback\u2069 on": "25 minutes done: back on",
	} {
		snaps := play(t, timer.DefaultRules(), at(timer.Event{Verb: timer.Start, Label: label}, 0), tick(25*time.Minute))
		if got, _ := said(snaps[1], snaps[2]); got.Summary != want {
			t.Errorf("label %+q: summary = %+q, want %+q", label, got.Summary, want)
		}
	}
}

func TestOvertimeIsSpokenOfLessAndLess(t *testing.T) {
	snaps := play(t, timer.DefaultRules(), at(timer.Event{Verb: timer.Start}, 0), tick(25*time.Minute))
	s := snaps[2].Timer
	now := nine.Add(25 * time.Minute)
	for _, want := range []time.Duration{5 * time.Minute, 15 * time.Minute, 30 * time.Minute, 60 * time.Minute, 90 * time.Minute} {
		next := nextReminder(s, now)
		if got := next.Sub(nine.Add(25 * time.Minute)); got != want {
			t.Fatalf("reminder after %v comes at +%v, want +%v", now.Sub(nine), got, want)
		}
		if text := overtime(s, next); !strings.HasSuffix(text.Summary, "over") {
			t.Errorf("at +%v it says %q", want, text.Summary)
		}
		now = next
	}
	if at := nextReminder(timer.State{}, nine); !at.IsZero() {
		t.Errorf("an idle timer is spoken of at %v", at)
	}
}

func TestMinutes(t *testing.T) {
	for d, want := range map[time.Duration]string{
		0: "0 minutes", 30 * time.Second: "30 seconds", time.Minute: "1 minute", 25*time.Minute + 59*time.Second: "25 minutes",
	} {
		if got := minutes(d); got != want {
			t.Errorf("minutes(%v) = %q, want %q", d, got, want)
		}
	}
}
