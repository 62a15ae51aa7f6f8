package api

import (
	"encoding/json"
	"reflect"
	"testing"
	"time"

	"focusd/timer"
	"focusd/tracker"
)

var nine = time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)

// after is the timer that has gone through the events, each so many minutes
// after nine.
func after(t *testing.T, events ...timed) timer.State {
	t.Helper()
	var s timer.State
	for _, e := range events {
		step, err := timer.DefaultRules().Next(s, e.Event, e.at())
		if err != nil {
			t.Fatalf("%v: %v", e.Verb, err)
		}
		s = step.State
	}
	return s
}

type timed struct {
	minute int
	timer.Event
}

func (e timed) at() time.Time { return nine.Add(time.Duration(e.minute) * time.Minute) }

func at(minute int) *time.Time {
	t := timed{minute: minute}.at()
	return &t
}

func TestFromTimer(t *testing.T) {
	start := timed{0, timer.Event{Verb: timer.Start, Label: "draft"}}
	flow, err := timer.ParsePreset("flow")
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name   string
		events []timed
		minute int
		want   Timer
	}{
		{"never used", nil, 0, Timer{
			State: "idle", Kind: "pomodoro", Preset: "25/5", LongEvery: 4, Next: "work", NextSeconds: 1500,
		}},
		{"at work", []timed{start}, 10, Timer{
			State: "work", Kind: "pomodoro", Preset: "25/5", Label: "draft",
			Since: at(0), Started: at(0), Ends: at(25), Planned: 1500, Left: 900, Elapsed: 600,
			LongEvery: 4, Next: "short_break", NextSeconds: 300,
		}},
		{"just begun", []timed{start}, 0, Timer{
			State: "work", Kind: "pomodoro", Preset: "25/5", Label: "draft",
			Since: at(0), Started: at(0), Ends: at(25), Planned: 1500, Left: 1500,
			LongEvery: 4, Next: "short_break", NextSeconds: 300, Undo: "start", UndoAt: at(0), UndoUntil: at(1),
		}},
		{"paused", []timed{start, {10, timer.Event{Verb: timer.Pause, Cause: timer.External}}}, 15, Timer{
			State: "paused", Cause: "external", Kind: "pomodoro", Preset: "25/5", Label: "draft",
			Since: at(10), Started: at(0), Planned: 1500, Left: 900, Elapsed: 600,
			LongEvery: 4, Next: "short_break", NextSeconds: 300,
		}},
		{"overtime", []timed{start, {25, timer.Event{Verb: timer.Tick}}}, 27, Timer{
			State: "overtime", Kind: "pomodoro", Preset: "25/5", Label: "draft",
			Since: at(25), Started: at(0), Ends: at(25), Planned: 1500, Left: -120, Elapsed: 1620,
			LongEvery: 4, Next: "short_break", NextSeconds: 300,
		}},
		{"in a break", []timed{start, {25, timer.Event{Verb: timer.Tick}}, {26, timer.Event{Verb: timer.Finish}}}, 28, Timer{
			State: "short_break", Kind: "pomodoro", Preset: "25/5",
			Since: at(26), Started: at(26), Ends: at(31), Planned: 300, Left: 180, Elapsed: 120,
			Credits: 1, LongEvery: 4, Next: "work", NextSeconds: 1500,
		}},
		{"flow", []timed{{0, timer.Event{Verb: timer.Start, Preset: flow}}}, 40, Timer{
			State: "work", Kind: "flow", Preset: "flow",
			Since: at(0), Started: at(0), Elapsed: 2400, Next: "short_break",
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := FromTimer(after(t, tt.events...), timed{minute: tt.minute}.at(), time.Minute)
			if !reflect.DeepEqual(got, tt.want) {
				t.Errorf("FromTimer =\n%s, want\n%s", text(t, got), text(t, tt.want))
			}
		})
	}
}

func TestPostponesLeft(t *testing.T) {
	s := after(t,
		timed{0, timer.Event{Verb: timer.Start}},
		timed{25, timer.Event{Verb: timer.Tick}},
		timed{26, timer.Event{Verb: timer.Finish}})
	for minute, want := range map[int]int{26: 2, 27: 2, 28: 0} {
		if got := FromTimer(s, timed{minute: minute}.at(), 0).Postpones; got != want {
			t.Errorf("%d min into the break it may be postponed %d times, want %d", minute-26, got, want)
		}
	}
}

func TestFromBlock(t *testing.T) {
	b := timer.Block{
		Seq: 1, Planned: 25 * time.Minute, Started: nine, Preset: timer.Preset{Name: "25/5"},
		Gaps:     []timer.Gap{{Start: *at(5), End: *at(8), Cause: timer.Lock}},
		Segments: []timer.Segment{{Start: nine, Label: "draft"}, {Start: *at(10), Label: "mail"}},
	}
	want := Block{
		Kind: "pomodoro", Preset: "25/5", Label: "mail", Started: nine, Planned: 1500, Focus: 1020, Gaps: 1,
		Segments: []Segment{{nine, "draft"}, {*at(10), "mail"}},
	}
	if got := FromBlock(b, *at(20)); !reflect.DeepEqual(got, want) {
		t.Errorf("running: %s, want %s", text(t, got), text(t, want))
	}
	b.Ended, b.EndedBy = *at(28), timer.EndedFinish
	want.Ended, want.Focus, want.Outcome = at(28), 1500, "completed"
	if got := FromBlock(b, *at(90)); !reflect.DeepEqual(got, want) {
		t.Errorf("ended: %s, want %s", text(t, got), text(t, want))
	}
}

func TestFromBreak(t *testing.T) {
	b := timer.Break{Long: true, Planned: 15 * time.Minute, Started: nine}
	want := Break{Long: true, Started: nine, Planned: 900}
	if got := FromBreak(b); !reflect.DeepEqual(got, want) {
		t.Errorf("lasting: %s, want %s", text(t, got), text(t, want))
	}
	b.Ended, b.Outcome = *at(3), timer.CutShort
	want.Ended, want.Outcome = at(3), "cut_short"
	if got := FromBreak(b); !reflect.DeepEqual(got, want) {
		t.Errorf("ended: %s, want %s", text(t, got), text(t, want))
	}
}

func TestFromSpan(t *testing.T) {
	s := tracker.Span{
		Start: nine, End: *at(1), Presence: tracker.Active, Offset: -90,
		Window: tracker.Window{App: "editor", Title: "chapter two"},
	}
	want := Span{Start: nine, End: *at(1), Presence: "active", App: "editor", Title: "chapter two", Offset: -90}
	if got := FromSpan(s); got != want {
		t.Errorf("FromSpan(%v) = %+v, want %+v", s, got, want)
	}
}

func TestSecondsRoundToTheNearest(t *testing.T) {
	for d, want := range map[time.Duration]int64{
		0: 0, 499 * time.Millisecond: 0, time.Second / 2: 1, 1499999 * time.Millisecond: 1500,
		-499 * time.Millisecond: 0, -time.Minute: -60,
	} {
		if got := seconds(d); got != want {
			t.Errorf("seconds(%v) = %d, want %d", d, got, want)
		}
	}
}

// text is v as it goes over the wire: pointers print as addresses.
func text(t *testing.T, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
