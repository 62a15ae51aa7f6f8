package credit

import (
	"slices"
	"time"

	"focusd/tracker"
)

const (
	lookBack   = 28             // days that say what is usual
	enoughDays = 3              // of them that have to have something
	shortDay   = 12 * time.Hour // under that, by travel, a day asks for nothing
	farthest   = 15 * time.Hour // that a zone can be from another, and a bit
)

// seen tells whether the tracker saw at least half of the usual active time of
// such a day: a workday, or one of a weekend. Where nobody knows what is usual,
// anything is enough.
func (t *Teller) seen(day tracker.Day, c tracker.Calendar) (bool, error) {
	active, err := t.active(day, c)
	if err != nil {
		return false, err
	}
	var usual []time.Duration
	for i := 1; i <= lookBack; i++ {
		other := day.Add(-i)
		if weekend(other) != weekend(day) {
			continue
		}
		length, err := t.active(other, c)
		if err != nil {
			return false, err
		}
		if length > 0 {
			usual = append(usual, length)
		}
	}
	if len(usual) < enoughDays {
		return active > 0, nil
	}
	slices.Sort(usual)
	return active > 0 && 2*active >= usual[len(usual)/2], nil
}

func (t *Teller) active(day tracker.Day, c tracker.Calendar) (time.Duration, error) {
	from, to := c.Bounds(day)
	s, err := t.Store.Totals(from, to, nil)
	return s.Presences[tracker.Active] + s.Presences[tracker.Passive], err
}

func weekend(d tracker.Day) bool { return d.Weekday() == time.Saturday || d.Weekday() == time.Sunday }

// short tells whether the person had less than half of a day, because they went
// east, or none, by the clock of where they were. A day without a log is as long
// as the calendar has it.
func (t *Teller) short(day tracker.Day, c tracker.Calendar) (bool, error) {
	from, to := c.Bounds(day)
	begin, end := dawn{start(day, c)}, dawn{start(day.Add(1), c)}
	first, last := from, to
	var begun, ended bool
	for s, err := range t.Store.Spans(from.Add(-farthest), to.Add(farthest)) {
		if err != nil {
			return false, err
		}
		if at, ok := begin.within(s); ok && !begun {
			first, begun = at, true
		}
		if at, ok := end.within(s); ok && !ended {
			last, ended = at, true
		}
	}
	return begun && ended && last.Sub(first) < shortDay, nil
}

// start is when a day starts, by a clock without a zone.
func start(day tracker.Day, c tracker.Calendar) time.Time {
	return time.Date(day.Year, day.Month, day.Day, 0, 0, 0, 0, time.UTC).Add(c.Start)
}

// dawn is the start of a day by the civil clock, as if that were UTC.
type dawn struct{ civil time.Time }

// within is the first instant of s at which the clock shows the dawn or later.
func (d dawn) within(s tracker.Span) (at time.Time, ok bool) {
	at = d.civil.Add(-time.Duration(s.Offset) * time.Minute)
	if at.Before(s.Start) {
		at = s.Start
	}
	return at, at.Before(s.End)
}
