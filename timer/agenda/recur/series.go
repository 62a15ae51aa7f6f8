package recur

import (
	"iter"
	"slices"
	"time"

	"focusd/tracker"
)

// Series is a rule with the date it starts on. The rule must be valid. Without
// a start there are no dates.
//
// The start is a date of the series only if the rule says so: what begins on a
// Wednesday and comes on Tuesdays comes the first time after six days.
//
// A rule from completion knows no date but the first, which is the start:
// Reschedule says the next.
type Series struct {
	Rule  Rule
	Start tracker.Day
}

// Next is the first date after a day; ok is false if there is none. That a
// rule never comes, such as the 30th of each February, takes some milliseconds
// to find out: ask once, before it is kept.
func (s Series) Next(after tracker.Day) (next tracker.Day, ok bool) {
	for d := range s.from(after.Add(1)) {
		return d, true
	}
	return tracker.Day{}, false
}

// Between are the dates from one day to another, both included.
func (s Series) Between(from, to tracker.Day) iter.Seq[tracker.Day] {
	return func(yield func(tracker.Day) bool) {
		for d := range s.from(from) {
			if to.Before(d) || !yield(d) {
				return
			}
		}
	}
}

// Missed are the dates after the last one that was dealt with and before
// today, which still has time. What comes from completion is late, but it is
// never missed.
func (s Series) Missed(last, today tracker.Day) iter.Seq[tracker.Day] {
	if s.Rule.FromCompletion {
		return func(func(tracker.Day) bool) {}
	}
	return s.Between(last.Add(1), today.Add(-1))
}

// Reschedule is the date after the one that was due on due and done on done;
// ok is false if that was the last. What was done early does not come again on
// its date, and what was done late comes next after the day it was done.
func (s Series) Reschedule(due, done tracker.Day) (next tracker.Day, ok bool) {
	if !s.Rule.FromCompletion {
		if done.Before(due) {
			done = due
		}
		return s.Next(done)
	}
	next = s.Rule.after(done)
	if until := s.Rule.Until; until != (tracker.Day{}) && until.Before(next) {
		return tracker.Day{}, false
	}
	return next, true
}

// after is d plus the interval. In a month too short for the day it is the
// last one: there is no schedule that would have to leave the month out.
func (r Rule) after(d tracker.Day) tracker.Day {
	switch r.Freq {
	case Daily:
		return d.Add(r.interval())
	case Weekly:
		return d.Add(7 * r.interval())
	}
	first := monthAfter(d, r.interval())
	return first.Add(min(d.Day, daysIn(first)) - 1)
}

// from are the dates from first on.
func (s Series) from(first tracker.Day) iter.Seq[tracker.Day] {
	return func(yield func(tracker.Day) bool) {
		until, left := s.Rule.Until, s.Rule.Count
		for d := range s.dates(first) {
			if until != (tracker.Day{}) && until.Before(d) {
				return
			}
			if !d.Before(first) && !yield(d) {
				return
			}
			if left--; left == 0 {
				return
			}
		}
	}
}

// dates are those of the series without an end, from some date before first
// on. If they have to be counted they are all there.
func (s Series) dates(first tracker.Day) iter.Seq[tracker.Day] {
	return func(yield func(tracker.Day) bool) {
		switch {
		case s.Start == tracker.Day{}:
			return
		case s.Rule.FromCompletion:
			yield(s.Start)
			return
		}
		rule := s.explicit()
		k := 0
		if rule.Count == 0 && s.Start.Before(first) {
			k = s.periodsUntil(first) / rule.interval()
		}
		for fruitless := 0; fruitless < rule.cycle(); k++ {
			begin, days := s.period(k * rule.interval())
			fruitless++
			for d := begin; days > 0; d, days = d.Add(1), days-1 {
				if d.Before(s.Start) || !rule.holds(d) {
					continue
				}
				fruitless = 0
				if !yield(d) {
					return
				}
			}
		}
	}
}

// explicit is the rule with the days that it takes from the start.
func (s Series) explicit() Rule {
	r := s.Rule
	if len(r.Weekdays) > 0 || len(r.MonthDays) > 0 {
		return r
	}
	switch r.Freq {
	case Weekly:
		r.Weekdays = []Weekday{{Day: s.Start.Weekday()}}
	case Monthly:
		r.MonthDays = []int{s.Start.Day}
	}
	return r
}

// period is the n-th day, week or month of the series, as its first date and
// its length in days. The one with the start has number 0.
func (s Series) period(n int) (begin tracker.Day, days int) {
	switch s.Rule.Freq {
	case Daily:
		return s.Start.Add(n), 1
	case Weekly:
		return s.Start.Add(7*n - fromMonday(s.Start.Weekday())), 7
	}
	begin = monthAfter(s.Start, n)
	return begin, daysIn(begin)
}

// periodsUntil is the number of the period that d is in.
func (s Series) periodsUntil(d tracker.Day) int {
	switch s.Rule.Freq {
	case Daily:
		return number(d) - number(s.Start)
	case Weekly:
		begin, days := s.period(0)
		return (number(d) - number(begin)) / days
	}
	return 12*(d.Year-s.Start.Year) + int(d.Month-s.Start.Month)
}

// cycle is after how many periods the calendar repeats itself, whatever the
// interval: that of Gregory does after 400 years, and its days fall on the
// same weekdays again. What has not come by then never will.
func (r Rule) cycle() int {
	if r.Freq == Daily {
		return 146097
	}
	return 400 * 12
}

// holds tells whether the rule names d among the days of its period.
func (r Rule) holds(d tracker.Day) bool {
	named := func(n int) bool { return n == d.Day || n < 0 && n == d.Day-daysIn(d)-1 }
	if len(r.MonthDays) > 0 && !slices.ContainsFunc(r.MonthDays, named) {
		return false
	}
	return len(r.Weekdays) == 0 || slices.ContainsFunc(r.Weekdays, func(w Weekday) bool { return w.is(d) })
}

func (w Weekday) is(d tracker.Day) bool {
	if w.Day != d.Weekday() {
		return false
	}
	return w.Nth == 0 || w.Nth == (d.Day-1)/7+1 || w.Nth == -((daysIn(d)-d.Day)/7+1)
}

// monthAfter is the first of the month that is n months after that of d.
func monthAfter(d tracker.Day, n int) tracker.Day {
	months := 12*d.Year + int(d.Month-time.January) + n
	return tracker.Day{Year: months / 12, Month: time.January + time.Month(months%12), Day: 1}
}

// daysIn is how many days the month of d has.
func daysIn(d tracker.Day) int {
	return time.Date(d.Year, d.Month+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

// number counts days since 1970.
func number(d tracker.Day) int {
	return int(time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC).Unix() / (24 * 60 * 60))
}
