package credit

import (
	"fmt"
	"slices"
	"time"

	"focusd/daemon/report"
	"focusd/tracker"
)

const (
	lookBack   = 28             // days that say what is usual
	enoughDays = 3              // of them that have to have something
	shortDay   = 12 * time.Hour // under that, by travel, a day asks for nothing
)

// seen tells whether the tracker saw at least half of the usual active time of
// such a day, which lasted from and to: a workday, or one of a weekend. Where nobody knows what is usual,
// anything is enough.
func (t *Teller) seen(day tracker.Day, from, to time.Time, c tracker.Calendar) (bool, error) {
	active, err := t.active(from, to)
	if err != nil {
		return false, err
	}
	var usual []time.Duration
	for i := 1; i <= lookBack; i++ {
		other := day.Add(-i)
		if weekend(other) != weekend(day) {
			continue
		}
		length, err := t.active(c.Bounds(other))
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

// active is how long somebody was there on a day of the calendar: a trip a month
// ago changes little of what is usual.
func (t *Teller) active(from, to time.Time) (time.Duration, error) {
	s, err := t.Store.Totals(from, to, nil)
	return s.Presences[tracker.Active] + s.Presences[tracker.Passive], err
}

func weekend(d tracker.Day) bool { return d.Weekday() == time.Saturday || d.Weekday() == time.Sunday }

// around is how far from a day the log tells by which clocks it was lived:
// farther apart no two are.
const around = 2 * 24 * time.Hour

// near is what a day may reach into: the nights around it, and what is part of it
// after a trip.
func near(day tracker.Day, c tracker.Calendar) (from, to time.Time) {
	from, to = c.Bounds(day)
	return report.Reach(from.Add(-around), to.Add(around))
}

// bounds are those of a day by the clocks of where the person was, which is more
// or less than a day where they travelled.
type bounds struct {
	day      tracker.Day
	where    *time.Location // that they were asked for in: another one is a trip
	from, to time.Time
}

// lived are the bounds of a day. Those of the last one asked for are remembered:
// while a day runs, only a trip changes when it began.
func (t *Teller) lived(day tracker.Day, c tracker.Calendar) (from, to time.Time, err error) {
	t.mu.Lock()
	last := t.last
	t.mu.Unlock()
	if last.day == day && last.where == c.Location {
		return last.from, last.to, nil
	}
	begin, end := c.Bounds(day)
	from, to, err = c.Lived(day, t.Store.Spans(begin.Add(-around), end.Add(around)))
	if err != nil {
		return from, to, fmt.Errorf("read the log: %w", err)
	}
	t.mu.Lock()
	t.last = bounds{day, c.Location, from, to}
	t.mu.Unlock()
	return from, to, nil
}
