package enginetest

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"focusd/daemon/engine"
	"focusd/tracker"
)

// Rough yields a log in which everything occurs that a log can have, a slice of
// spans for each UTC day: every presence and flag, holes, pieces that go on
// from the day before. It begins in September, so that Europe's clocks are set
// back in its second month.
func Rough(seed uint64, n int) (log [][]tracker.Span) {
	r := rand.New(rand.NewPCG(seed, 2))
	at := time.Date(2026, 9, 14, 20, 0, 0, 0, time.UTC)
	for range n {
		end := at.Truncate(24 * time.Hour).Add(24 * time.Hour)
		var day []tracker.Span
		for at.Before(end) {
			s := roughSpan(r, at)
			if s.End.After(end) || r.IntN(40) == 0 {
				s.End = end
			}
			day, at = append(day, s), s.End
			if r.IntN(5) == 0 {
				at = at.Add(time.Duration(r.IntN(1_000_000)) * time.Millisecond)
			}
		}
		log = append(log, day)
	}
	return log
}

func roughSpan(r *rand.Rand, at time.Time) tracker.Span {
	s := tracker.Span{
		Start:    at,
		End:      at.Add(time.Duration(1+r.IntN(1<<(5+r.IntN(20)))) * time.Millisecond),
		Presence: tracker.Presence(max(r.IntN(14)-7, 0)),
		Offset:   []int{60, 120, 345}[r.IntN(3)],
		Flags:    tracker.Flags(max(r.IntN(8)-4, 0)),
	}
	if s.Presence == tracker.Active || s.Presence == tracker.Passive {
		s.Window = tracker.Window{App: []string{"", "editor", "mail", "браузер"}[r.IntN(4)], Title: fmt.Sprint(r.IntN(9))}
	}
	return s
}

func testTotals(t *testing.T, s engine.Store) {
	log := Rough(1, 80)
	for i, day := range log {
		commit(t, s, engine.Change{Spans: day})
		if i%20 == 9 { // the clock was set back, by more than a day
			day = log[i-1]
			commit(t, s, engine.Change{Spans: append(day[len(day)/2:len(day):len(day)], log[i]...)})
		}
	}
	SameTotals(t, s, log, 300)
}

// SameTotals holds Totals of so many ranges in and around a log to what the
// spans add up to one by one.
func SameTotals(t *testing.T, s engine.Store, log [][]tracker.Span, ranges int) {
	t.Helper()
	r := rand.New(rand.NewPCG(3, uint64(len(log))))
	locations := append(zones(t), nil)
	for range ranges {
		from, to := instant(r, log), instant(r, log)
		if to.Before(from) {
			from, to = to, from
		}
		hours := locations[r.IntN(len(locations))]
		if to.Sub(from) > 20*24*time.Hour {
			hours = nil
		}
		CheckTotals(t, s, from, to, hours)
	}
}

// CheckTotals holds Totals of a range to what the spans add up to one by one.
func CheckTotals(t testing.TB, s engine.Store, from, to time.Time, hours *time.Location) {
	t.Helper()
	want, err := tracker.Summarize(from, to, hours, s.Spans(from, to))
	if err != nil {
		t.Fatalf("Summarize: %v", err)
	}
	if hours == nil {
		want.Hours = nil
	}
	got, err := s.Totals(from, to, hours)
	if err != nil {
		t.Fatalf("Totals(%v, %v, %v): %v", from, to, hours, err)
	}
	what := fmt.Sprintf("of Totals(%v, %v, %v)", from, to, hours)
	if !got.From.Equal(from) || !got.To.Equal(to) || got.Location != hours {
		t.Errorf("the range %s is %v, %v, %v", what, got.From, got.To, got.Location)
	}
	same(t, "presences "+what, got.Presences, want.Presences)
	same(t, "apps "+what, got.Apps, want.Apps)
	same(t, "hours "+what, got.Hours, want.Hours)
}

// instant is one in or around a log, and often where something begins.
func instant(r *rand.Rand, log [][]tracker.Span) time.Time {
	day := log[r.IntN(len(log))]
	s := day[r.IntN(len(day))]
	midnight := s.Start.Truncate(24 * time.Hour)
	switch r.IntN(8) {
	case 0:
		return s.Start
	case 1:
		return s.End
	case 2:
		return midnight
	case 3:
		return midnight.Add(time.Duration(r.IntN(3)-1) * time.Nanosecond)
	case 4:
		return midnight.AddDate(0, 0, 1-midnight.Day()) // the first of the month
	case 5:
		return midnight.AddDate(r.IntN(60)-30, 0, 0)
	case 6:
		return s.Start.Add(time.Duration(r.Int64N(int64(48 * time.Hour))))
	}
	return s.Start.Add(s.Duration() / 2)
}

// zones are locations whose clocks are set by an hour or half an hour, or are
// never on the hour.
func zones(t *testing.T) []*time.Location {
	t.Helper()
	all := []*time.Location{time.UTC, time.FixedZone("a quarter to", 5*3600+45*60)}
	for _, name := range []string{"Europe/Berlin", "Australia/Lord_Howe"} {
		loc, err := time.LoadLocation(name)
		if err != nil {
			t.Logf("not tried with %s: %v", name, err)
			continue
		}
		all = append(all, loc)
	}
	return all
}

func testNoTotals(t *testing.T, s engine.Store) {
	from, to := everything()
	CheckTotals(t, s, from, to, nil)
	commit(t, s, engine.Change{Spans: []tracker.Span{span(0, 10, "editor")}})
	for _, bounds := range [][2]int{{-10, 0}, {10, 20}, {5, 5}, {8, 2}} {
		CheckTotals(t, s, minute(bounds[0]), minute(bounds[1]), time.UTC)
	}
	CheckTotals(t, s, time.Time{}, to.AddDate(2000, 0, 0), nil)
}
