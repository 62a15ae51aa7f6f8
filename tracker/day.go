package tracker

import (
	"cmp"
	"fmt"
	"time"
)

// Day is a civil date. The zero Day is none.
type Day struct {
	Year  int
	Month time.Month
	Day   int
}

// ParseDay reads a date such as 2026-11-22.
func ParseDay(s string) (Day, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return Day{}, fmt.Errorf("date %q: want one that exists, such as 2026-11-22", s)
	}
	return dayOf(t), nil
}

// dayOf is the civil date of t where t is.
func dayOf(t time.Time) Day {
	year, month, day := t.Date()
	return Day{year, month, day}
}

// String is the date as ISO 8601 has it, 2026-11-22; "" for none.
func (d Day) String() string {
	if d == (Day{}) {
		return ""
	}
	return d.midnight().Format(time.DateOnly)
}

// Add is calendar arithmetic on dates, never on hours. None stays none.
func (d Day) Add(days int) Day {
	if d == (Day{}) {
		return d
	}
	return dayOf(d.midnight().AddDate(0, 0, days))
}

// Before tells whether d is an earlier date than e. None is before all.
func (d Day) Before(e Day) bool {
	return cmp.Or(cmp.Compare(d.Year, e.Year), cmp.Compare(d.Month, e.Month), cmp.Compare(d.Day, e.Day)) < 0
}

func (d Day) Weekday() time.Weekday { return d.midnight().Weekday() }

// midnight stands for the date in arithmetic: UTC misses no midnight.
func (d Day) midnight() time.Time {
	return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC)
}

// Calendar says which logical day an instant belongs to: a day begins at
// Start by the civil clock of Location, and carries the date of its start.
//
// Days follow one another without holes. Where the clock goes back over Start,
// the day begins the first time; where it leaps over Start, at the first
// instant after.
type Calendar struct {
	Location *time.Location // nil: UTC
	Start    time.Duration  // since midnight by the civil clock, under 24 h: 4 h
}

// Day is the logical day that t belongs to.
func (c Calendar) Day(t time.Time) Day {
	day := c.civilDay(t)
	// The clock shows a time before Start, but it has shown Start already: it
	// was set back from there, as in St. John's at one past midnight.
	for !t.Before(c.begin(day.Add(1))) {
		day = day.Add(1)
	}
	return day
}

// civilDay compares the civil clock with Start. Subtracting Start from the
// instant instead is wrong for an hour on two days of the year.
func (c Calendar) civilDay(t time.Time) Day {
	local := t.In(c.location())
	hour, minute, second := local.Clock()
	clock := time.Duration(hour)*time.Hour + time.Duration(minute)*time.Minute +
		time.Duration(second)*time.Second + time.Duration(local.Nanosecond())
	if clock < c.Start {
		return dayOf(local).Add(-1)
	}
	return dayOf(local)
}

// Bounds are the instants at which d begins and ends, in UTC: 23, 24 or 25
// hours apart, or less where a zone skipped a date, which can leave nothing.
func (c Calendar) Bounds(d Day) (from, to time.Time) {
	return c.begin(d), c.begin(d.Add(1))
}

// begin is the first instant at which the civil clock shows d and Start, or
// later. Between two changes of offset the civil clock runs evenly, so there
// the answer is a subtraction; time.Date would have to guess where a civil time
// exists twice or not at all.
func (c Calendar) begin(d Day) time.Time {
	civil := d.midnight().Add(c.Start)
	// Further back than any offset reaches.
	for at := civil.Add(-36 * time.Hour).In(c.location()); ; {
		_, offset := at.Zone()
		since, until := at.ZoneBounds()
		first := civil.Add(-time.Duration(offset) * time.Second)
		if !since.IsZero() {
			first = later(first, since)
		}
		if until.IsZero() || first.Before(until) {
			return first.UTC()
		}
		at = until
	}
}

func (c Calendar) location() *time.Location {
	if c.Location == nil {
		return time.UTC
	}
	return c.Location
}
