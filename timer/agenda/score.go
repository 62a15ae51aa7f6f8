package agenda

import "focusd/tracker"

// leastPerfect is how many things a perfect day had planned.
const leastPerfect = 3

// Share is how much of something was done.
type Share struct{ Done, Planned int }

// Score is what was done on a day of what was planned for it when it began. What
// was added later counts when it is done.
type Score struct {
	TimeBlocks Share
	Habits     Share // without those of so many times a week, as plans, and those with a limit
	Ranked     Share // tasks
}

// Ratio is the part of the plan that was done, at most 1; ok is false where
// nothing was planned.
func (s Score) Ratio() (ratio float64, ok bool) {
	all := s.all()
	if all.Planned == 0 {
		return 0, false
	}
	return min(float64(all.Done)/float64(all.Planned), 1), true
}

// Perfect tells whether as much as was planned got done, and it was enough to
// speak of.
func (s Score) Perfect() bool {
	all := s.all()
	return all.Planned >= leastPerfect && all.Done >= all.Planned
}

func (s Score) all() Share {
	return Share{s.TimeBlocks.Done + s.Habits.Done + s.Ranked.Done, s.TimeBlocks.Planned + s.Habits.Planned + s.Ranked.Planned}
}

// score is that of the day of d. A day that nobody began is measured by what it
// has; what was excused or ended after it began is no part of it any more.
func (a *Agenda) score(d Diary) (s Score) {
	plan := d.Planned
	if d.First.IsZero() {
		plan = append(a.planned(d), plan...)
	}
	for _, ref := range plan {
		expected := !d.excuses(ref) && !a.away(ref, d.Day) && a.lives(ref, d.Day)
		switch {
		case !expected && !a.did(ref, d):
		case ref.Kind == KindTimeBlock:
			s.TimeBlocks.Planned++
		case ref.Kind == KindHabit:
			s.Habits.Planned++
		case ref.Kind == KindTask:
			s.Ranked.Planned++
		}
	}
	for _, ref := range d.ticked() {
		switch {
		case !a.did(ref, d):
		case ref.Kind == KindTimeBlock:
			s.TimeBlocks.Done++
		case ref.Kind == KindHabit:
			s.Habits.Done++
		}
	}
	s.Ranked.Done = len(d.SixDone)
	return s
}

// lives tells whether a time block or a habit is there on a day. Of a task nobody
// asks.
func (a *Agenda) lives(ref Ref, day tracker.Day) bool {
	switch ref.Kind {
	case KindTimeBlock:
		b, ok := a.TimeBlocks[ref.ID]
		return ok && alive(b.Made, b.Ended, day)
	case KindHabit:
		h, ok := a.Habits[ref.ID]
		return ok && alive(h.Made, h.Ended, day)
	}
	return true
}

// did tells whether as much as is asked for of a time block or a habit was done
// on the day of d. A limit is not something to do.
func (a *Agenda) did(ref Ref, d Diary) bool {
	switch ref.Kind {
	case KindTimeBlock:
		return d.deed(ref).met(Minutes, a.TimeBlocks[ref.ID].Minutes(d.Day))
	case KindHabit:
		h := a.Habits[ref.ID]
		return !h.AtMost && d.deed(ref).met(h.Measure, h.Target(d.Day))
	}
	return false
}
