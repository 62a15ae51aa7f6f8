package report

import (
	"testing"
	"time"

	"focusd/timer"
	"focusd/tracker"
	"focusd/tracker/category"
	"focusd/tracker/entry"
)

// rules are those of the person in these tests.
const rules = `
category work earns
category mail supports
category home personal
category rest rest
category play wastes
app=editor -> work
app=mail -> mail
app=shop -> home
app=music -> rest
app=video -> play
app=forum -> play
`

func judge(t testing.TB) *Judge {
	t.Helper()
	written, err := category.Parse(rules)
	if err != nil {
		t.Fatal(err)
	}
	set, err := category.Compile(written)
	if err != nil {
		t.Fatal(err)
	}
	return NewJudge(set, "")
}

// monday is the day of these tests; it starts at four, UTC.
var monday = tracker.Day{Year: 2026, Month: time.January, Day: 5}

// at is so many seconds after 09:00 on monday.
func at(second int) time.Time {
	return time.Date(2026, time.January, 5, 9, 0, second, 0, time.UTC)
}

// clock is a time of day on monday; hours go on beyond 24, and back under 0.
func clock(hour, minute int) time.Time {
	return time.Date(2026, time.January, 5, hour, minute, 0, 0, time.UTC)
}

// seen is active time in an app; in no app it is idle.
func seen(from, to time.Time, app string) tracker.Span {
	s := tracker.Span{Start: from, End: to, Window: tracker.Window{App: app}}
	if app == "" {
		s.Presence = tracker.Idle
	}
	return s
}

// apps are spans one after another from at(0) on.
func apps(steps ...any) (spans []tracker.Span) {
	second := 0
	for i := 0; i < len(steps); i += 2 {
		next := second + steps[i+1].(int)
		s := tracker.Span{Start: at(second), End: at(next)}
		switch what := steps[i].(type) {
		case string:
			s.Window.App = what
		case tracker.Presence:
			s.Presence = what
		}
		spans = append(spans, s)
		second = next
	}
	return spans
}

// run is a block from at(0) on, of so many seconds.
func runOf(seconds int, gaps ...timer.Gap) Work {
	return Work{Block: timer.Block{
		Seq: 1, Planned: 25 * time.Minute, Started: at(0), Ended: at(seconds), EndedBy: timer.EndedFinish,
		Gaps: gaps, Segments: []timer.Segment{{Start: at(0)}},
	}}
}

func said(from, to time.Time, text, category string) entry.Entry {
	return entry.Entry{Start: from, End: to, Text: text, Category: category}
}

// facts are those of monday, when it is over.
func facts(spans ...tracker.Span) Facts {
	return Facts{Date: monday, From: clock(4, 0), To: clock(28, 0), Now: clock(40, 0), Spans: spans}
}

func seconds(n int) time.Duration { return time.Duration(n) * time.Second }
func minutes(n int) time.Duration { return time.Duration(n) * time.Minute }
