package report

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"focusd/timer"
	"focusd/timer/agenda"
	"focusd/tracker"
	"focusd/tracker/category"
	"focusd/tracker/entry"
)

// called is a block under names that change every so many seconds.
func called(seconds int, names ...string) Work {
	w := runOf(seconds)
	w.Segments = nil
	for i, name := range names {
		w.Segments = append(w.Segments, timer.Segment{Start: at(i * seconds / len(names)), Label: name})
	}
	return w
}

func TestCredits(t *testing.T) {
	editor := func(label string, n int) agenda.Activity {
		return agenda.Activity{App: "editor", Category: "work", Class: "earns", Label: label, Time: seconds(n)}
	}
	paused := called(1500, "letters")
	paused.Gaps = []timer.Gap{{Start: at(300), End: at(600), Cause: timer.Internal}}
	discarded := called(30, "letters")
	discarded.EndedBy = timer.EndedStop
	hidden := said(at(0), at(600), "", "")
	hidden.Kind = entry.Hidden
	tests := []struct {
		name    string
		spans   []tracker.Span
		entries []entry.Entry
		blocks  []Work
		want    []agenda.Activity
	}{
		{"no block", apps("editor", 600, "mail", 60, "editor", 60), nil, nil, []agenda.Activity{
			editor("", 660), {App: "mail", Category: "mail", Class: "supports", Time: seconds(60)},
		}},
		{"in a block and after it", apps("editor", 2000), nil, []Work{called(1500, "letters")}, []agenda.Activity{
			editor("letters", 1500), editor("", 500),
		}},
		{"a block that changed its name", apps("editor", 1500), nil, []Work{called(1500, "letters", "", "tax")}, []agenda.Activity{
			editor("", 500), editor("letters", 500), editor("tax", 500),
		}},
		{"a gap of a block is not of it", apps("editor", 1500), nil, []Work{paused}, []agenda.Activity{
			editor("letters", 1200), editor("", 300),
		}},
		{"a block away from the machine", apps("editor", 300, tracker.Idle, 1200), nil, []Work{called(1500, "letters")}, []agenda.Activity{
			{Label: "letters", Time: seconds(1200)}, editor("letters", 300),
		}},
		{"a block that nobody watched", nil, nil, []Work{called(1500, "letters")}, []agenda.Activity{
			{Label: "letters", Time: seconds(1500)},
		}},
		{"a block that was discarded", apps("editor", 60), nil, []Work{discarded}, []agenda.Activity{editor("", 60)}},
		{"an entry instead of what was seen", apps("editor", 600), []entry.Entry{said(at(0), at(300), "read", "home")}, nil, []agenda.Activity{
			{Category: "home", Class: "personal", Entry: "read", Time: seconds(300)}, editor("", 300),
		}},
		{"an entry in a block", nil, []entry.Entry{said(at(0), at(1500), "draw", "")}, []Work{called(1500, "letters")}, []agenda.Activity{
			{Class: "unclassified", Label: "letters", Entry: "draw", Time: seconds(1500)},
		}},
		{"hidden time is nothing", apps("editor", 900), []entry.Entry{hidden}, nil, []agenda.Activity{editor("", 300)}},
		{"nobody was there", apps(tracker.Idle, 600, tracker.Locked, 60), nil, nil, []agenda.Activity{}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f := facts(tt.spans...)
			f.Entries, f.Blocks = tt.entries, tt.blocks
			if diff := cmp.Diff(tt.want, judge(t).Credits(f)); diff != "" {
				t.Errorf("Credits (-want +got):\n%s", diff)
			}
		})
	}
}

func TestCreditsEndWithTheDayAndNow(t *testing.T) {
	night := seen(clock(3, 0), clock(5, 0), "editor")
	f := facts(night)
	w := called(0, "letters")
	w.Started, w.Ended, w.Segments[0].Start = clock(3, 30), clock(4, 30), clock(3, 30)
	f.Blocks = []Work{w}
	f.Now = clock(4, 45)
	want := []agenda.Activity{
		{App: "editor", Category: "work", Class: "earns", Label: "letters", Time: minutes(30)},
		{App: "editor", Category: "work", Class: "earns", Time: minutes(15)},
	}
	if diff := cmp.Diff(want, judge(t).Credits(f)); diff != "" {
		t.Errorf("of a night over the start of the day, a quarter to five (-want +got):\n%s", diff)
	}
}

func TestCreditsAddUpToTheTimeThatCounts(t *testing.T) {
	f := facts(apps("editor", 700, "mail", 900, tracker.Passive, 100, "video", 300, tracker.Locked, 400, "editor", 77)...)
	f.Blocks = []Work{called(1500, "letters", "tax")}
	f.Entries = []entry.Entry{said(at(2000), at(2300), "walk", "rest")}
	var got, want time.Duration
	for _, x := range judge(t).Credits(f) {
		got += x.Time
	}
	day := judge(t).Sum(f)
	for _, class := range day.Classes {
		want += class
	}
	if got != want || got == 0 {
		t.Errorf("credits add up to %v, the classes of the day to %v", got, want)
	}
}

func TestAnchors(t *testing.T) {
	rest := func(o timer.BreakOutcome, from, to time.Time) timer.Break {
		return timer.Break{Started: from, Ended: to, Outcome: o}
	}
	completed := runOf(1500)
	completed.Started, completed.Ended = clock(9, 0), clock(9, 25)
	stopped := completed
	stopped.Ended, stopped.EndedBy = clock(9, 5), timer.EndedStop
	tests := []struct {
		name   string
		anchor agenda.Anchor
		spans  []tracker.Span
		blocks []Work
		breaks []timer.Break
		want   time.Time // zero: it was not seen
	}{
		{"first activity", agenda.AtFirstActivity, apps(tracker.Locked, 60, "editor", 60), nil, nil, at(60)},
		{"nothing yet", agenda.AtFirstActivity, apps(tracker.Locked, 60), nil, nil, time.Time{}},
		{"lunch", agenda.AfterLunch, []tracker.Span{seen(clock(9, 0), clock(12, 0), "editor"), seen(clock(12, 20), clock(13, 0), "editor")}, nil, nil, clock(12, 20)},
		{"a short absence at noon", agenda.AfterLunch, []tracker.Span{seen(clock(9, 0), clock(12, 0), "editor"), seen(clock(12, 19), clock(13, 0), "editor")}, nil, nil, time.Time{}},
		{"an absence in the morning", agenda.AfterLunch, []tracker.Span{seen(clock(9, 0), clock(10, 59), "editor"), seen(clock(12, 0), clock(13, 0), "editor")}, nil, nil, time.Time{}},
		{"who comes at noon had no lunch", agenda.AfterLunch, []tracker.Span{seen(clock(12, 0), clock(13, 0), "editor")}, nil, nil, time.Time{}},
		{"the first break", agenda.AfterFirstBreak, apps("editor", 60), nil, []timer.Break{
			rest(timer.Skipped, clock(9, 0), clock(9, 1)), rest(timer.Taken, clock(9, 30), clock(9, 35)), rest(timer.Taken, clock(10, 0), clock(10, 5)),
		}, clock(9, 35)},
		{"a break that lasts", agenda.AfterFirstBreak, apps("editor", 60), nil, []timer.Break{rest(timer.Open, clock(9, 0), time.Time{})}, time.Time{}},
		{"the first block", agenda.AfterFirstBlock, nil, []Work{stopped, completed}, nil, clock(9, 25)},
		{"the end of the day", agenda.AtDayEnd, apps("editor", 60), nil, nil, clock(18, 0)},
		{"a day that begins in the evening", agenda.AtDayEnd, []tracker.Span{seen(clock(20, 0), clock(21, 0), "editor")}, nil, nil, clock(20, 0)},
		{"after midnight", agenda.AtDayEnd, []tracker.Span{seen(clock(25, 0), clock(26, 0), "editor")}, nil, nil, clock(25, 0)},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f := facts(tt.spans...)
			f.Blocks, f.Breaks = tt.blocks, tt.breaks
			if got := judge(t).Anchors(f)[tt.anchor]; !got.Equal(tt.want) {
				t.Errorf("%s was seen at %v, want %v", tt.anchor, got, tt.want)
			}
		})
	}
}

func TestAnchorsGoByTheClockOfThePerson(t *testing.T) {
	morning, afternoon := seen(clock(3, 30), clock(6, 0), "editor"), seen(clock(7, 0), clock(8, 0), "editor")
	morning.Offset, afternoon.Offset = 6*60, 6*60
	f := facts(morning, afternoon)
	f.From, f.To = clock(-2, 0), clock(22, 0)
	anchors := judge(t).Anchors(f)
	if got := anchors[agenda.AfterLunch]; !got.Equal(clock(7, 0)) {
		t.Errorf("six hours east lunch ends at %v, want %v", got, clock(7, 0))
	}
	if got := anchors[agenda.AtDayEnd]; !got.Equal(clock(12, 0)) {
		t.Errorf("six hours east the day ends from %v on, want %v", got, clock(12, 0))
	}
}

// TestCreditsJudgeTheWhole has the hours of a rule end within a span, before what
// an entry leaves of it: the log counts that by the rule.
func TestCreditsJudgeTheWhole(t *testing.T) {
	written, err := category.Parse("category early earns\napp=editor hours=00:00-09:30 -> early\n")
	if err != nil {
		t.Fatal(err)
	}
	set, err := category.Compile(written)
	if err != nil {
		t.Fatal(err)
	}
	hidden := said(at(1200), at(2400), "", "")
	hidden.Kind = entry.Hidden
	f := facts(seen(at(0), at(3600), "editor"))
	f.Entries = []entry.Entry{hidden}
	want := []agenda.Activity{{App: "editor", Category: "early", Class: "earns", Time: minutes(40)}}
	if diff := cmp.Diff(want, NewJudge(set, "").Credits(f)); diff != "" {
		t.Errorf("of an hour with its middle hidden (-want +got):\n%s", diff)
	}
}
