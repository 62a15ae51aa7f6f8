package agenda

import (
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"focusd/tracker"
)

func days(texts ...string) []tracker.Day {
	var all []tracker.Day
	for _, s := range texts {
		all = append(all, day(s))
	}
	return all
}

func TestARepeatedTaskComesAgain(t *testing.T) {
	for _, c := range []struct {
		name, line string
		after      int // days from Sunday the 22nd until it is done
		due        string
		missed     []tracker.Day
	}{
		{"on its day", "x every:daily", 0, "2026-11-23", nil},
		{"early", "x every:weekly due:fri", 2, "2026-12-04", nil},
		{"late, between two dates", "x every:weekly due:mon", 3, "2026-11-30", nil},
		{"late, after one more date", "x every:daily", 2, "2026-11-25", days("2026-11-22", "2026-11-23")},
		{"by completion", "x every!:3d", 5, "2026-11-30", nil},
		{"weekdays", "x every:mon-fri", 5, "2026-11-30", days("2026-11-23", "2026-11-24", "2026-11-25", "2026-11-26")},
		{"the 31st, which some months have not", "x every:monthly_on_31 due:2027-01-31", 70, "2027-03-31", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := newDesk(t)
			first := d.add(c.line)
			d.Now = d.Now.AddDate(0, 0, c.after)
			d.done("x")
			next := d.Tasks[d.id("x")]
			if next.ID == first.ID || next.Before != first.ID || next.Due.String() != c.due || next.Later != next.Due {
				t.Errorf("the next one is %+v, want one of its own due on %s, not offered before", next, c.due)
			}
			if diff := cmp.Diff(c.missed, next.Repeat.Missed); diff != "" {
				t.Errorf("missed, -want +got:\n%s", diff)
			}
		})
	}
}

func TestARepeatedTaskKeepsItsTimeOfDay(t *testing.T) {
	d := newDesk(t)
	d.Now = d.Now.AddDate(0, -1, 2) // Saturday the 24th of October: the clock is set back in the night
	d.add("x every:daily due:today-09:00")
	for range 2 {
		d.done("x")
		next := d.Tasks[d.id("x")]
		if got := next.DueAt.In(d.Calendar.Location).Format("15:04"); got != "09:00" || d.Calendar.Day(next.DueAt) != next.Due {
			t.Errorf("due at %s on %v, want 09:00 on %v", got, d.Calendar.Day(next.DueAt), next.Due)
		}
		d.pass(24 * time.Hour)
	}
}

func TestARepeatedTaskHasItsStepsAgain(t *testing.T) {
	d := newDesk(t)
	d.add("clean every:weekly > kitchen ~5m > bath ~10m > cellar")
	d.do(d.Drop(d.id("cellar"), d.When))
	d.done("kitchen")
	d.done("bath")
	clean := d.id("clean")
	if diff := cmp.Diff([]string{"kitchen", "bath"}, titles(d.Steps(clean))); diff != "" {
		t.Errorf("steps of the next one, -want +got:\n%s", diff)
	}
	if left, known := d.Remaining(clean); left != 15*time.Minute || !known {
		t.Errorf("Remaining of the next one = %v, %v, want 15m", left, known)
	}
}

func TestARepetitionEnds(t *testing.T) {
	for _, line := range []string{"x every:daily_2_times", "x every:daily_until_2026-11-23", "x every!:daily_until_2026-11-23"} {
		d := newDesk(t)
		d.add(line)
		d.done("x")
		if len(d.Tasks) != 1 {
			t.Errorf("%q after the first: %d open, want 1", line, len(d.Tasks))
			continue
		}
		d.pass(24 * time.Hour)
		if _, err := d.Skip(d.id("x"), d.When); !errors.Is(err, ErrNotRepeat) {
			t.Errorf("%q: Skip of the last = %v, want ErrNotRepeat", line, err)
		}
		d.done("x")
		if len(d.Tasks) != 0 {
			t.Errorf("%q after the last: %+v, want none", line, d.Tasks)
		}
	}
}

func TestDropEndsARepetition(t *testing.T) {
	d := newDesk(t)
	d.add("x every:daily")
	d.do(d.Drop(d.id("x"), d.When))
	if len(d.Tasks) != 0 {
		t.Errorf("open after dropping: %+v, want none", d.Tasks)
	}
}

func TestSkip(t *testing.T) {
	d := newDesk(t)
	d.add("x every:daily")
	d.begin("x")
	d.pass(24 * time.Hour)
	id := d.id("x")
	d.do(d.SetSix([]string{id}, DefaultSix, d.When))
	d.do(d.Skip(id, d.When))
	got := d.Tasks[id]
	if got.Due != day("2026-11-24") || got.Later != got.Due || !got.Since.IsZero() || len(d.Diaries[d.Today()].Six) != 0 {
		t.Errorf("skipped: %+v, want it due tomorrow, at rest, off the six", got)
	}
	if diff := cmp.Diff(days("2026-11-22", "2026-11-23"), got.Repeat.Missed); diff != "" {
		t.Errorf("missed, -want +got:\n%s", diff)
	}
	d.do(d.Skip(id, d.When))
	if got := d.Tasks[id]; got.Due != day("2026-11-25") || !slices.Contains(got.Repeat.Missed, day("2026-11-24")) {
		t.Errorf("skipped ahead: %+v, want the 24th missed", got)
	}
	if _, err := d.Skip(d.add("y").ID, d.When); !errors.Is(err, ErrNotRepeat) {
		t.Errorf("Skip of what comes once = %v, want ErrNotRepeat", err)
	}
}

func TestNewDayLeavesOneOpenInstance(t *testing.T) {
	d := newDesk(t)
	d.add("daily every:daily due:today-18:00")
	d.add("workdays every:mon-fri")
	d.add("by completion every!:daily")
	d.add("weekly every:weekly")
	d.add("once due:today")
	d.Now = d.Now.AddDate(0, 0, 6) // Saturday
	d.Apply(d.NewDay(d.When))
	for title, want := range map[string]struct {
		due    string
		missed int
	}{
		"daily": {"2026-11-28", 6}, "workdays": {"2026-11-27", 4}, "by completion": {"2026-11-22", 0}, "weekly": {"2026-11-22", 0},
	} {
		got := d.Tasks[d.id(title)]
		if got.Due.String() != want.due || len(got.Repeat.Missed) != want.missed {
			t.Errorf("%q is due on %v and was missed %d times, want %s and %d", title, got.Due, len(got.Repeat.Missed), want.due, want.missed)
		}
	}
	if got, want := d.Tasks[d.id("daily")].DueAt, time.Date(2026, 11, 28, 17, 0, 0, 0, time.UTC); !got.Equal(want) {
		t.Errorf("the daily one is due at %v, want %v", got, want)
	}
	if len(d.Tasks) != 5 {
		t.Errorf("%d open, want the 5 there were", len(d.Tasks))
	}
	if c := d.NewDay(d.When); !c.Empty() {
		t.Errorf("NewDay a second time = %+v, want nothing", c)
	}
	d.Now = d.Now.AddDate(1, 0, 0)
	d.Apply(d.NewDay(d.When))
	if got := d.Tasks[d.id("daily")].Repeat.Missed; len(got) != mostMissed || got[mostMissed-1] != day("2027-11-27") {
		t.Errorf("missed in a year: %d up to %v, want the latest %d", len(got), got[len(got)-1], mostMissed)
	}
}

func TestReopenTakesTheNextInstanceBack(t *testing.T) {
	d := newDesk(t)
	first := d.add("clean every:daily > kitchen").ID
	d.done("clean")
	d.do(d.Reopen(first, d.When))
	if len(d.Tasks) != 2 || d.id("clean") != first {
		t.Errorf("open after reopening: %+v, want the first instance and its step", d.Tasks)
	}

	d.done("clean")
	d.begin("clean")
	if _, err := d.Reopen(first, d.When); !errors.Is(err, ErrTaken) {
		t.Errorf("Reopen when the next one is being done = %v, want ErrTaken", err)
	}
	d.done("clean")
	if _, err := d.Reopen(first, d.When); !errors.Is(err, ErrTaken) {
		t.Errorf("Reopen when the next one is done = %v, want ErrTaken", err)
	}
}
