package streak

import (
	"slices"

	"focusd/tracker"
)

// Standing is what a sequence of codes comes to.
type Standing struct {
	Days  []Code // as given, with misses that are bridged F; for Strength and Consistent
	Units []Code // the same in units: days, or weeks

	Current, Best int // units done
	Freezes       Freezes

	// AtRisk: there is a streak, and it ends if nothing is done today.
	AtRisk bool
}

// Daily is the standing of a habit whose unit is the day.
func Daily(days []Code) Standing {
	units, freezes := Freeze(days)
	s := Standing{Days: units, Units: units, Freezes: freezes}
	s.Current, s.Best = Count(units)
	s.AtRisk = s.Current > 0 && pendingToday(days) && breaks(days)
	return s
}

// Weekly is the standing of a habit that asks for some days in each week. The
// first code is that of the day first.
func Weekly(first tracker.Day, days []Code, w Week) Standing {
	weeks := w.Units(first, days)
	units, freezes := Freeze(weeks)
	s := Standing{Days: w.spread(first, days, units), Units: units, Freezes: freezes}
	s.Current, s.Best = Count(units)
	s.AtRisk = s.Current > 0 && pendingToday(days) && w.lastChance(first, days) && breaks(weeks)
	return s
}

// Count returns the streak that is running and the longest there was, in units
// done. Freezes are not spent: Freeze does that.
func Count(codes []Code) (current, best int) {
	for _, c := range codes {
		switch c {
		case Done:
			current++
			best = max(best, current)
		case Missed:
			current = 0
		}
	}
	return current, best
}

func pendingToday(codes []Code) bool {
	return len(codes) > 0 && codes[len(codes)-1] == Pending
}

// breaks tells whether the streak ends if the last unit becomes a miss.
func breaks(codes []Code) bool {
	missed := slices.Clone(codes)
	missed[len(missed)-1] = Missed
	frozen, _ := Freeze(missed)
	current, _ := Count(frozen)
	return current == 0
}
