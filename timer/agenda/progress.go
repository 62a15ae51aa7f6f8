package agenda

import (
	"time"

	"focusd/tracker"
)

// idleGoal is when a goal that nothing is done for is named, if it says nothing
// itself.
const idleGoal = 5 * 24 * time.Hour

// GoalOn is a goal on a day. What was done for it is never reset.
type GoalOn struct {
	Goal
	Minutes float64 // since it was made, and before
	Count   int     // of tasks, time blocks and habits that were done for it
	ByPart  []PartOn

	Did       float64     // in the period of the target, in its unit
	Expected  float64     // of Did, by the days of the period that are over: nobody is behind on Wednesday what Sunday is for
	Reached   bool        // the target; of a limit: it is kept so far
	Last      tracker.Day // on which something was done for it; zero: never
	Untouched int         // days since, or since it was made
	Mention   bool        // untouched for longer than it should be
}

// PartOn is a part of a skill.
type PartOn struct {
	Name    string
	Minutes float64
}

func (v view) goals() (all []GoalOn) {
	for _, g := range v.a.goals(v.d.Day) {
		all = append(all, v.goal(g))
	}
	return all
}

func (v view) goal(g Goal) GoalOn {
	on := GoalOn{Goal: g}
	period, last := v.period(g), 0
	for _, unit := range []Measure{Minutes, Count} {
		for n, e := range v.past.each(key{g.Ref(), "", unit}) {
			if unit == Minutes {
				on.Minutes += e.amount
			} else {
				on.Count += int(e.amount)
			}
			if unit == g.Unit && n >= period.from && n <= period.to {
				on.Did += e.amount
			}
			last = max(last, n)
		}
	}
	if last > 0 {
		on.Last = numbered(last)
	}
	for _, p := range g.Parts {
		part := PartOn{Name: p.Name}
		for _, e := range v.past.each(key{g.Ref(), p.Name, Minutes}) {
			part.Minutes += e.amount
		}
		on.ByPart = append(on.ByPart, part)
	}
	v.pace(&on, period)
	v.idle(&on)
	return on
}

// stretch is days by their numbers, both included.
type stretch struct{ from, to int }

// period is that of the target of g, as far as it belongs to this day: the
// whole week, but not what is before the goal was made.
func (v view) period(g Goal) stretch {
	day := v.d.Day
	switch g.Period {
	case Daily:
		return stretch{number(day), number(day)}
	case Weekly:
		monday := number(mondayOf(day))
		return stretch{monday, monday + 6}
	case Monthly:
		return stretch{number(monthOf(day)), number(lastOfMonth(day))}
	}
	to := number(day)
	if g.Until != (tracker.Day{}) {
		to = max(number(g.Until), to)
	}
	return stretch{v.past.first, to}
}

// pace is what of the target the days that are over are for. Days on which
// nothing is expected are for none of it; today has time until it ends.
func (v view) pace(on *GoalOn, period stretch) {
	if on.Target == 0 {
		return
	}
	on.Reached = on.Did >= on.Target
	if on.AtMost {
		on.Reached = on.Did <= on.Target
	}
	if on.Period == Whole && on.Until == (tracker.Day{}) {
		return
	}
	today := number(v.d.Day)
	if v.over {
		today++
	}
	eligible, elapsed := 0, 0
	for n := max(period.from, number(on.Made)); n <= period.to; n++ {
		if v.excused(Ref{}, numbered(n), deed{}) {
			continue
		}
		eligible++
		if n < today {
			elapsed++
		}
	}
	if eligible > 0 {
		on.Expected = on.Target * float64(elapsed) / float64(eligible)
	}
}

func (v view) idle(on *GoalOn) {
	since := on.Last
	if since.Before(on.Made) {
		since = on.Made
	}
	on.Untouched = number(v.d.Day) - number(since)
	limit := on.Goal.Idle
	if limit <= 0 {
		limit = idleGoal
	}
	on.Mention = time.Duration(on.Untouched)*24*time.Hour >= limit
}
