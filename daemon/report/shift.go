package report

import (
	"cmp"
	"slices"
	"time"

	"focusd/tracker/category"
)

// Shift is what has grown between two periods, and what it has grown from.
//
// Periods are compared over equal coverage: as if of a day of each as much were
// known, the less of the two. So the changes add up to zero: new time comes from
// somewhere.
type Shift struct {
	Before  Side          `json:"before"`
	After   Side          `json:"after"`
	Equal   time.Duration `json:"equal"`   // of a day that is compared
	Classes []Change      `json:"classes"` // the greatest change first
}

// Side is one period of a comparison.
type Side struct {
	Days  int           `json:"days"`  // on which anything was known
	Known time.Duration `json:"known"` // a day of them
}

// Change is what became of a class, in time of a day.
type Change struct {
	Class  category.Class `json:"class"`
	Before time.Duration  `json:"before"`
	After  time.Duration  `json:"after"`
	By     time.Duration  `json:"by"` // After less Before
}

// Compare is how the time of a day has shifted; ok is false where fewer than
// ShiftDays of either period are known.
func Compare(before, after []Day) (s Shift, ok bool) {
	b, sideB := perDay(before)
	a, sideA := perDay(after)
	s = Shift{Before: sideB, After: sideA}
	if sideB.Days < ShiftDays || sideA.Days < ShiftDays {
		return s, false
	}
	s.Equal = min(sideB.Known, sideA.Known).Truncate(time.Second)
	b, a = scaled(b, s.Equal), scaled(a, s.Equal)
	for _, class := range classOrder() {
		if b[class] != 0 || a[class] != 0 {
			s.Classes = append(s.Classes, Change{class, b[class], a[class], a[class] - b[class]})
		}
	}
	slices.SortStableFunc(s.Classes, func(x, y Change) int { return cmp.Compare(y.By.Abs(), x.By.Abs()) })
	return s, true
}

// perDay is the time of each class on a day, of those of which anything is known.
func perDay(days []Day) (c Classes, side Side) {
	for _, d := range days {
		if d.Classes.Sum() == 0 {
			continue
		}
		side.Days++
		c.add(d.Classes)
	}
	if side.Days == 0 {
		return c, side
	}
	for class := range c {
		c[class] /= time.Duration(side.Days)
	}
	side.Known = c.Sum()
	return c, side
}

// scaled is c in proportion, in whole seconds that add up to sum: what rounding
// leaves over goes to the greatest.
func scaled(c Classes, sum time.Duration) (to Classes) {
	whole, greatest := c.Sum(), 0
	for class, t := range c {
		to[class] = time.Duration(float64(t) / float64(whole) * float64(sum)).Round(time.Second)
		if to[class] > to[greatest] {
			greatest = class
		}
	}
	to[greatest] += sum - to.Sum()
	return to
}
