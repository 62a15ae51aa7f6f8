package report

import (
	"time"

	"focusd/tracker"
)

// Planned is something that was planned for a day, and what became of it.
type Planned struct {
	Minutes time.Duration // that were planned
	Spent   time.Duration
}

// Adherence is the time spent on what was planned in terms of what was planned,
// at most 1; ok is false where nothing was.
func Adherence(plan []Planned) (ratio float64, ok bool) {
	var planned, spent time.Duration
	for _, p := range plan {
		planned += p.Minutes
		spent += p.Spent
	}
	if planned <= 0 {
		return 0, false
	}
	return min(float64(spent)/float64(planned), 1), true
}

// Verdict is whether something fits in the time there is.
type Verdict string

const (
	Fits    Verdict = "fits"
	Tight   Verdict = "tight"
	Exceeds Verdict = "does not fit"
)

// tightFrom is the part of the usual that is no longer easy, as for the
// load of a day.
const tightFrom = 0.85

// Feasibility is whether so much a week can be done.
type Feasibility struct {
	Verdict Verdict       `json:"verdict"`
	Need    time.Duration `json:"need"`  // a week
	Usual   time.Duration `json:"usual"` // median capacity of the weeks
	Weeks   int           `json:"weeks"` // behind it
}

// FeasibilityOf measures a need of a week, what is promised elsewhere included,
// by the last FeasibleWeeks comparable ones: whole weeks, in order and before
// the one that is planned, on at most two days of which nothing was expected.
// ok is false where there are fewer than LeastFeasible.
func FeasibilityOf(need time.Duration, weeks [][]Day) (f Feasibility, ok bool) {
	var capacity []time.Duration
	for i := len(weeks) - 1; i >= 0 && len(capacity) < FeasibleWeeks; i-- {
		if c, comparable := weekly(weeks[i]); comparable {
			capacity = append(capacity, c)
		}
	}
	f = Feasibility{Need: need, Weeks: len(capacity)}
	f.Usual, _ = medianTime(capacity)
	if f.Weeks < LeastFeasible {
		return f, false
	}
	switch {
	case float64(need) <= tightFrom*float64(f.Usual):
		f.Verdict = Fits
	case need <= f.Usual:
		f.Verdict = Tight
	default:
		f.Verdict = Exceeds
	}
	return f, true
}

// weekly is the capacity of a week; it is not comparable if it has not seven
// days, or more than two off, or nothing is known of it.
func weekly(days []Day) (capacity time.Duration, comparable bool) {
	off := 0
	known := false
	for _, d := range days {
		capacity += d.Capacity
		known = known || !d.First.IsZero()
		if d.Off {
			off++
		}
	}
	return capacity, len(days) == 7 && off <= 2 && known
}

// Weeks are days, which are in order, by weeks that begin on a weekday. Days that
// are missing make a week shorter.
func Weeks(days []Day, begins time.Weekday) (weeks [][]Day) {
	var last tracker.Day
	for _, d := range days {
		week := d.Date.Add(-int((d.Date.Weekday() - begins + 7) % 7))
		if week != last {
			weeks, last = append(weeks, nil), week
		}
		weeks[len(weeks)-1] = append(weeks[len(weeks)-1], d)
	}
	return weeks
}
