package streak

import (
	"iter"
	"slices"
	"time"

	"focusd/tracker"
)

const daysInWeek = 7

// Week asks for a number of days in each week, whichever they are.
type Week struct {
	Times  int          // 1 to 7
	Starts time.Weekday // zero: Sunday
}

// Units folds days into weeks. The first code is that of the day first; in a
// week D means enough of it.
//
// What is asked for shrinks with the days that were open: with five of seven
// excused, three times a week become one, and a week without an open day is
// excused, or rest. A week that may still be filled is pending, even where it
// no longer can be enough: until it is over nothing is said.
func (w Week) Units(first tracker.Day, days []Code) []Code {
	units := make([]Code, 0, len(days)/daysInWeek+2)
	for week := range w.weeks(first, days) {
		units = append(units, w.judge(week))
	}
	return units
}

// weekOf is the part of one week that there are codes for.
type weekOf struct {
	from, to int // of the days
	left     int // days of the week that are still to come, today included
	open     int // days that were not rest or excused, and all that are left
	done     int
	excused  bool
}

// weeks cuts days where a week starts.
func (w Week) weeks(first tracker.Day, days []Code) iter.Seq[weekOf] {
	return func(yield func(weekOf) bool) {
		for from := 0; from < len(days); {
			into := (int(first.Weekday()) - int(w.Starts) + daysInWeek + from) % daysInWeek
			to := min(from+daysInWeek-into, len(days))
			week := weekOf{from: from, to: to, left: daysInWeek - into - (to - from)}
			week.count(days[from:to])
			if !yield(week) {
				return
			}
			from = to
		}
	}
}

func (week *weekOf) count(days []Code) {
	week.open = week.left
	for _, c := range days {
		switch c {
		case Rest:
			continue
		case Excused:
			week.excused = true
			continue
		case Done:
			week.done++
		}
		week.open++
	}
	if pendingToday(days) {
		week.left++
	}
}

// need is what a week asks for, in proportion to its open days.
func (w Week) need(week weekOf) int {
	return (2*w.Times*week.open + daysInWeek) / (2 * daysInWeek)
}

func (w Week) judge(week weekOf) Code {
	need := w.need(week)
	switch {
	case week.done > 0 && week.done >= need:
		return Done
	case week.left > 0:
		return Pending
	case need > 0:
		return Missed
	case week.excused:
		return Excused
	}
	return Rest
}

// lastChance tells whether the last week can be enough only if something is
// done today.
func (w Week) lastChance(first tracker.Day, days []Code) bool {
	var last weekOf
	for week := range w.weeks(first, days) {
		last = week
	}
	return w.judge(last) == Pending && last.done+last.left == w.need(last)
}

// spread carries freezes back from weeks to the days that were missed in them.
func (w Week) spread(first tracker.Day, days, units []Code) []Code {
	spread := slices.Clone(days)
	i := 0
	for week := range w.weeks(first, days) {
		if units[i] == Frozen {
			freeze(spread[week.from:week.to])
		}
		i++
	}
	return spread
}
