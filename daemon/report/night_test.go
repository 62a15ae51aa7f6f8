package report

import (
	"testing"
	"time"

	"focusd/tracker"
	"focusd/tracker/entry"
)

func asleep(from, to time.Time) tracker.Span {
	return tracker.Span{Start: from, End: to, Presence: tracker.Asleep}
}

func TestCoverage(t *testing.T) {
	home := said(clock(17, 0), clock(22, 0), "evening", "home")
	tests := []struct {
		name            string
		spans           []tracker.Span
		entries         []entry.Entry
		now             time.Time
		waking, covered time.Duration
		gaps            int
	}{
		{"from one night to the next", []tracker.Span{
			asleep(clock(-1, 0), clock(7, 0)), seen(clock(7, 0), clock(23, 0), "editor"), asleep(clock(23, 0), clock(31, 0)),
		}, nil, clock(40, 0), 16 * time.Hour, 16 * time.Hour, 0},
		{"the evening is no night", []tracker.Span{
			asleep(clock(-7, 0), clock(7, 0)), seen(clock(7, 0), clock(17, 0), "editor"), asleep(clock(17, 0), clock(31, 0)),
		}, nil, clock(40, 0), 15 * time.Hour, 10 * time.Hour, 1},
		{"unless it is said what it was", []tracker.Span{
			asleep(clock(-7, 0), clock(7, 0)), seen(clock(7, 0), clock(17, 0), "editor"), asleep(clock(17, 0), clock(31, 0)),
		}, []entry.Entry{home}, clock(40, 0), 15 * time.Hour, 15 * time.Hour, 0},
		{"short absences are accounted for", []tracker.Span{
			seen(clock(7, 0), clock(12, 0), "editor"), seen(clock(12, 0), clock(12, 15), ""), seen(clock(12, 15), clock(23, 0), "editor"),
		}, nil, clock(40, 0), 16 * time.Hour, 16 * time.Hour, 0},
		{"longer ones are not", []tracker.Span{
			seen(clock(7, 0), clock(12, 0), "editor"), seen(clock(12, 0), clock(12, 16), ""), seen(clock(12, 16), clock(23, 0), "editor"),
		}, nil, clock(40, 0), 16 * time.Hour, 16*time.Hour - minutes(16), 1},
		{"the wish not to be recorded", []tracker.Span{
			seen(clock(7, 0), clock(12, 0), "editor"), {Start: clock(12, 0), End: clock(14, 0), Presence: tracker.Paused}, seen(clock(14, 0), clock(23, 0), "editor"),
		}, nil, clock(40, 0), 14 * time.Hour, 14 * time.Hour, 0},
		{"a night without sleep", []tracker.Span{
			seen(clock(-3, 0), clock(34, 0), "editor"),
		}, nil, clock(40, 0), 24 * time.Hour, 24 * time.Hour, 0},
		{"an hour of rest is no night", []tracker.Span{
			seen(clock(-3, 0), clock(5, 0), "editor"), asleep(clock(5, 0), clock(6, 0)), seen(clock(6, 0), clock(34, 0), "editor"),
		}, nil, clock(40, 0), 24 * time.Hour, 23 * time.Hour, 1},
		{"the day that runs", []tracker.Span{
			asleep(clock(-1, 0), clock(8, 0)), seen(clock(8, 0), clock(12, 0), "editor"),
		}, nil, clock(12, 0), 4 * time.Hour, 4 * time.Hour, 0},
		{"nothing at all", nil, nil, clock(40, 0), 12 * time.Hour, 0, 1},
		{"nothing yet", nil, nil, clock(5, 0), 0, 0, 0},
		{"the first day", []tracker.Span{
			seen(clock(14, 0), clock(20, 0), "editor"),
		}, nil, clock(20, 0), 10 * time.Hour, 6 * time.Hour, 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f := facts(tt.spans...)
			f.Entries, f.Now = tt.entries, tt.now
			d := judge(t).Sum(f)
			if want := (Coverage{tt.waking, tt.covered}); d.Coverage != want || len(d.Gaps) != tt.gaps {
				t.Errorf("covered %v of %v with gaps %v, want %v of %v with %d", d.Coverage.Covered, d.Coverage.Waking, d.Gaps, tt.covered, tt.waking, tt.gaps)
			}
		})
	}
}

// TestNobodyAccountsForHoursBeforeTheLog has the day on which focusd first ran.
func TestNobodyAccountsForHoursBeforeTheLog(t *testing.T) {
	afternoon := seen(clock(14, 0), clock(20, 0), "editor")
	for _, tt := range []struct {
		name            string
		spans           []tracker.Span
		entries         []entry.Entry
		began           time.Time
		waking, covered time.Duration
		gaps            int
	}{
		{"from the first span on", []tracker.Span{afternoon}, nil, clock(14, 0), 6 * time.Hour, 6 * time.Hour, 0},
		{
			"what was said is waking time",
			[]tracker.Span{afternoon},
			[]entry.Entry{said(clock(11, 0), clock(13, 0), "call", "work")},
			clock(14, 0), 9 * time.Hour, 8 * time.Hour, 1,
		},
		{
			"what was seen before counting began, too",
			[]tracker.Span{seen(clock(9, 0), clock(10, 0), "editor"), afternoon},
			nil,
			clock(14, 0), 11 * time.Hour, 7 * time.Hour, 1,
		},
		{"any day after", []tracker.Span{afternoon}, nil, clock(-20, 0), 10 * time.Hour, 6 * time.Hour, 1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f := facts(tt.spans...)
			f.Entries, f.Began, f.Now = tt.entries, tt.began, clock(20, 0)
			d := judge(t).Sum(f)
			if want := (Coverage{tt.waking, tt.covered}); d.Coverage != want || len(d.Gaps) != tt.gaps {
				t.Errorf("covered %v of %v with gaps %v, want %v of %v with %d", d.Coverage.Covered, d.Coverage.Waking, d.Gaps, tt.covered, tt.waking, tt.gaps)
			}
		})
	}
}

func TestGapsSayWhatTheyWereAndWhere(t *testing.T) {
	morning := seen(clock(8, 0), clock(12, 0), "editor")
	morning.Offset = -300
	f := facts(morning, tracker.Span{Start: clock(12, 0), End: clock(13, 0), Presence: tracker.Locked, Offset: -300}, seen(clock(13, 0), clock(23, 0), "editor"))
	d := judge(t).Sum(f)
	if want := (Gap{clock(12, 0), clock(13, 0), "locked", -300}); len(d.Gaps) != 1 || d.Gaps[0] != want {
		t.Errorf("gaps %v, want %v", d.Gaps, want)
	}
}

func TestEnoughCoverage(t *testing.T) {
	for _, tt := range []struct {
		covered int // minutes of 1000
		percent int
		enough  bool
	}{{1000, 100, true}, {800, 80, true}, {799, 79, false}, {0, 0, false}} {
		c := Coverage{minutes(1000), minutes(tt.covered)}
		if p, ok := c.Percent(); p != tt.percent || !ok || c.Enough() != tt.enough {
			t.Errorf("%d of 1000 is %d %% %v, enough %v", tt.covered, p, ok, c.Enough())
		}
	}
	if p, ok := (Coverage{}).Percent(); ok || (Coverage{}).Enough() {
		t.Errorf("of no waking time %d %% are known", p)
	}
}
