package streak

import "math"

// halfLife of a daily habit, in days: after so many without it half of the
// strength is gone. A rarer habit keeps it longer, by the root of its rarity:
// 19.9 days for three times a week, 34.4 weekly. The formula and its constant
// are Loop Habit Tracker's (uhabits, Score.kt), with two changes: excused and
// frozen days are taken out before anything is computed, where Loop counts
// them as zeros in its windows; and targets hold from their day on.
const halfLife = 13

// Aim is how a habit is measured. The zero Aim is by done or not done.
type Aim uint8

const (
	Tick    Aim = iota // done or not
	AtLeast            // an amount that reaches its target
	AtMost             // an amount that stays under its limit
)

// Measure says how a habit is measured and how often it is asked for: Times in
// each Days eligible days. The zero Measure is a tick on every eligible day,
// which is also the one for chosen weekdays: the others are rest.
//
// With an amount, Target is for the sum over Days, and Times counts only for
// how fast strength moves.
type Measure struct {
	Aim         Aim
	Times, Days int // zero: each eligible day
}

// Day is what is known of a habit on one day.
type Day struct {
	Code   Code
	Amount float64 // minutes or a count; not looked at for a Tick
	Target float64 // in force on that day
}

// Met tells whether an amount is what the habit asks for.
func (a Aim) Met(amount, target float64) bool { return a.value(amount, target) >= 1 }

// value is how much of what is asked for an amount is, from 0 to 1.
func (a Aim) value(amount, target float64) float64 {
	switch {
	case a == AtMost && target > 0:
		return min(max(1-(amount-target)/target, 0), 1)
	case a == AtMost && amount > 0:
		return 0
	case a == AtMost:
		return 1
	case target > 0:
		return min(max(amount/target, 0), 1)
	case amount > 0: // a target of nothing is met by anything
		return 1
	}
	return 0
}

// Strength is how firm the habit was at the end of each day, from 0 to 1. In
// the long run it is the share that was kept. A day that is not eligible
// leaves it as it is. It begins at 0, and at 1 for an AtMost habit, which is
// kept before it begins.
func (m Measure) Strength(days []Day) []float64 {
	keep, span := m.keep(), m.span()
	amounts := make([]float64, 0, len(days)) // of eligible days
	strengths := make([]float64, len(days))
	s := 0.0
	if m.Aim == AtMost {
		s = 1
	}
	for i, d := range days {
		if d.Code.Eligible() {
			amounts = append(amounts, m.amount(d))
			asked := d.Target
			if m.Aim == Tick {
				asked = span.ticks
			}
			s = s*keep + m.Aim.value(span.sum(amounts), asked)*(1-keep)
		}
		strengths[i] = s
	}
	return strengths
}

// often returns how many times the habit is asked for in how many days.
func (m Measure) often() (times, days int) {
	if m.Times <= 0 || m.Days <= 0 {
		return 1, 1
	}
	return m.Times, m.Days
}

// keep is the part of the strength that is left after one eligible day.
func (m Measure) keep() float64 {
	times, days := m.often()
	return math.Pow(0.5, math.Sqrt(float64(times)/float64(days))/halfLife)
}

func (m Measure) amount(d Day) float64 {
	if m.Aim != Tick {
		return d.Amount
	}
	if d.Code == Done {
		return 1
	}
	return 0
}

// span is over how many eligible days sums are made.
type span struct {
	days  int
	ticks float64 // asked for in them of a Tick
}

// span of ticks is two periods, so that an irregular week is no loss. Where
// every day is asked for it is the day.
func (m Measure) span() span {
	times, days := m.often()
	switch {
	case m.Aim != Tick:
		return span{days: days}
	case times < days:
		return span{2 * days, float64(2 * times)}
	}
	return span{1, 1}
}

// sum of the last days is made anew each time: one that is carried along
// drifts, and a limit of zero has no room for that.
func (s span) sum(amounts []float64) float64 {
	sum := 0.0
	for _, a := range amounts[max(len(amounts)-s.days, 0):] {
		sum += a
	}
	return sum
}
