package agenda

import (
	"slices"
	"strings"
	"time"

	"focusd/tracker"
)

// Usual is what days come to, as far as the weeks before today say. The zero
// Usual knows nothing.
type Usual struct {
	Best []int      // the hours of the civil clock in which deep work goes best; none: nobody knows
	Days []UsualDay // oldest first, without those of which nothing is known and those off
}

// UsualDay is what a day came to that is over.
type UsualDay struct {
	Day    tracker.Day
	Focus  time.Duration // in blocks, or in what earns or supports
	Active time.Duration // that somebody was there; 0: the tracker did not see it

	Switches int // of category
}

// Capacity is how much can still be done on a day on which somebody was active
// for so long.
func (u Usual) Capacity(day tracker.Day, active time.Duration) time.Duration {
	var focus, there []time.Duration
	for _, d := range u.Days {
		if weekend(d.Day) != weekend(day) {
			continue
		}
		focus = append(focus, d.Focus)
		if d.Active > 0 {
			there = append(there, d.Active)
		}
	}
	left := 1.0
	if usual := median(there); usual > 0 && len(there) >= capacityNeeds {
		left = 1 - float64(active)/float64(usual)
	}
	return Capacity(focus, left)
}

// Switching is the median of how often in an hour of activity the person goes
// from one category to another; 0: nobody knows.
func (u Usual) Switching() float64 {
	var rates []float64
	for _, d := range u.Days {
		if d.Active >= time.Hour {
			rates = append(rates, float64(d.Switches)/d.Active.Hours())
		}
	}
	if len(rates) < capacityNeeds {
		return 0
	}
	return median(rates)
}

func weekend(d tracker.Day) bool { return d.Weekday() == time.Saturday || d.Weekday() == time.Sunday }

// UsuallyDone is the median of the tasks done on a day on which some were,
// before today; 0: nobody knows.
func (a *Agenda) UsuallyDone(w When) int { return a.usuallyDone(w) }

// Juggled is how often in the last hour a task was begun in the middle of
// another.
func (a *Agenda) Juggled(w When) int { return a.switchedOften(w) }

// Own is what belongs to a block of the timer with a label, because that is the
// name of a time block, or the title of an open task, that says so. None: the
// block has no rule of its own.
func (a *Agenda) Own(label string, w When) []Match {
	for _, b := range a.timeBlocks(w.Today()) {
		if strings.EqualFold(b.Name, label) && len(b.Match) > 0 {
			return slices.Clone(b.Match)
		}
	}
	for t := range inOrder(a.Tasks) {
		if strings.EqualFold(t.Title, label) && len(t.Match) > 0 {
			return slices.Clone(t.Match)
		}
	}
	return nil
}
