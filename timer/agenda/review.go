package agenda

import (
	"math"
	"slices"

	"focusd/timer/agenda/streak"
	"focusd/tracker"
)

// Advice is what a week says about what is asked for.
type Advice string

const (
	Keep  Advice = "keep"
	Lower Advice = "lower"
	Raise Advice = "raise"
)

const (
	reviewed    = 7   // eligible days that are looked at
	raiseFrom   = 6   // done of them, or more
	lowerFrom   = 3   // done of them, or fewer
	changeBy    = 0.2 // of a target without a ramp
	muchExcused = 0.3 // of the last 30 days is said
)

// Line is what the last week says about a habit or a goal, with the evidence.
// Accepting it is SetTarget.
type Line struct {
	Of      Ref
	Name    string
	Advice  Advice
	Unit    Measure
	Target  float64 // as it is; of Once 0
	To      float64 // as it would be; 0: there is no amount to change
	Done    int     // of the last eligible days of a habit; for a goal, days on which something was done for it
	Of7     int     // how many days those are
	Did     float64 // of a goal, in the last week that is over
	Asked   float64 // of a goal, of a week
	Excused int     // days of the last 30, if they are more than a third; otherwise 0
}

// Review has a line for each habit, and for each goal that asks for some amount
// at a time. There is none for what has not been there for long enough.
func (a *Agenda) Review(w When) (lines []Line) {
	yesterday := w.Today().Add(-1)
	p := a.past(w.Today(), a.diary(w.Today(), w))
	for _, h := range a.habits(w.Today()) {
		if l, ok := lineOf(p.story(h, p.last)); ok {
			lines = append(lines, l)
		}
	}
	sunday := mondayOf(w.Today()).Add(-1)
	for _, g := range a.goals(yesterday) {
		if g.Target > 0 && g.Period != Whole && !sunday.Add(-6).Before(g.Made) {
			lines = append(lines, p.lineOf(g, sunday))
		}
	}
	return lines
}

// lineOf looks at the last seven eligible days of a habit, as its ramp does.
func lineOf(s Story) (Line, bool) {
	h := s.Habit
	l := Line{Of: h.Ref(), Name: h.Name, Advice: Keep, Unit: h.Measure}
	if len(s.Days) > 0 {
		l.Target = s.Days[len(s.Days)-1].Target
	}
	for _, d := range slices.Backward(s.Days) {
		if d.Code.Eligible() && l.Of7 < reviewed {
			l.Of7++
			if d.Code == streak.Done {
				l.Done++
			}
		}
	}
	recent := s.Days[max(len(s.Days)-lately, 0):]
	for _, d := range recent {
		if d.Code == streak.Excused {
			l.Excused++
		}
	}
	if float64(l.Excused) <= muchExcused*lately {
		l.Excused = 0
	}
	if l.Of7 < reviewed {
		return l, false
	}
	l.advise(h)
	return l, true
}

// advise asks for more of what went well and for less of what did not. What is
// done or not can only be asked for on fewer days, and so many times a week are
// judged by weeks.
func (l *Line) advise(h Habit) {
	switch {
	case h.PerWeek > 0:
	case h.AtMost && l.Done <= lowerFrom:
		l.Advice, l.To = Raise, moved(l.Target, 1+changeBy)
	case h.AtMost:
	case l.Done <= lowerFrom:
		l.Advice = Lower
		if h.Measure != Once {
			l.To = moved(l.Target, 1-changeBy)
		}
	case l.Done >= raiseFrom && h.Measure != Once:
		l.Advice, l.To = Raise, moved(l.Target, 1+changeBy)
	}
	if h.Ramp != nil && l.Advice != Keep {
		codes := slices.Repeat([]streak.Code{streak.Missed}, reviewed)
		for i := range l.Done {
			codes[i] = streak.Done
		}
		r, _ := h.Ramp.Review(l.Target, codes)
		if l.To = r.Target; r.Verdict == streak.Hold {
			l.Advice, l.To = Keep, 0
		}
	}
}

// moved is a target changed by a factor, by one at least, in whole numbers.
func moved(target, factor float64) float64 {
	to := math.Round(target * factor)
	if factor > 1 {
		return max(to, target+1)
	}
	return max(min(to, target-1), 1)
}

// lineOf compares the week that ended on sunday with what the goal asks for in
// one.
func (p *past) lineOf(g Goal, sunday tracker.Day) Line {
	l := Line{Of: g.Ref(), Name: g.Name, Advice: Keep, Unit: g.Unit, Target: g.Target, Asked: g.weekly()}
	for n, e := range p.each(key{of: g.Ref(), unit: g.Unit}) {
		if n > number(sunday)-7 && n <= number(sunday) {
			l.Did += e.amount
			l.Done++
		}
	}
	l.Of7 = 7
	part := l.Did / l.Asked
	switch {
	case g.AtMost && part > 1+changeBy:
		l.Advice, l.To = Raise, moved(g.Target, 1+changeBy)
	case g.AtMost:
	case part < 0.5:
		l.Advice, l.To = Lower, moved(g.Target, 1-changeBy)
	case part > 1+changeBy:
		l.Advice, l.To = Raise, moved(g.Target, 1+changeBy)
	}
	return l
}

// weekly is what g asks for in a week, in its unit; 0 of a target for the whole.
func (g Goal) weekly() float64 {
	const weeksOfMonth = 365.25 / 12 / 7
	switch g.Period {
	case Daily:
		return 7 * g.Target
	case Weekly:
		return g.Target
	case Monthly:
		return g.Target / weeksOfMonth
	}
	return 0
}

// SetTarget has a habit or a goal ask for another amount, or a time block for
// other minutes: from today on, or where that makes it easier after the horizon,
// in days.
func (a *Agenda) SetTarget(ref Ref, target float64, horizon int, w When) (Change, error) {
	switch ref.Kind {
	case KindHabit:
		h, err := a.habit(ref.ID)
		if err != nil {
			return Change{}, err
		}
		return a.EditHabit(h, target, horizon, w)
	case KindTimeBlock:
		b, err := a.timeBlock(ref.ID)
		if err != nil {
			return Change{}, err
		}
		return a.EditTimeBlock(b, target, true, w)
	}
	g, err := a.goal(ref.ID)
	if err != nil {
		return Change{}, err
	}
	g.Target = target
	return a.EditGoal(g, w)
}

// Need is how many minutes a week g asks for from a day on, and ok is false
// where it is not minutes that it asks for. did is what was done for it, of a
// target for the whole that has an end.
func (g Goal) Need(did float64, day tracker.Day) (week float64, ok bool) {
	switch {
	case g.Unit != Minutes || g.Target == 0 || g.AtMost:
		return 0, false
	case g.Period != Whole:
		return g.weekly(), true
	case g.Until == (tracker.Day{}):
		return 0, false
	}
	left := max(float64(number(g.Until)-number(day)+1), 1)
	return max(g.Target-did, 0) / left * 7, true
}

// Promised is how many minutes of a week time blocks and habits ask for that do
// not serve the goal of that ID: what is promised elsewhere.
func (a *Agenda) Promised(besides string, w When) (minutes float64) {
	day := w.Today()
	for _, b := range a.timeBlocks(day) {
		if besides == "" || !a.serves(b.Goal, Goal{ID: besides}) {
			minutes += b.Minutes(day) * float64(b.Days.count())
		}
	}
	for _, h := range a.habits(day) {
		if h.Measure != Minutes || h.AtMost || besides != "" && a.serves(h.Goal, Goal{ID: besides}) {
			continue
		}
		times := h.PerWeek
		if times == 0 {
			times = h.Days.count()
		}
		minutes += h.Target(day) * float64(times)
	}
	return minutes
}

// NoticeStreak is given once a day for all the streaks that end with it.
const NoticeStreak NoticeKind = "streak"

// Risks are the habits of today whose streak ends if nothing is done, and the
// change that remembers that they were told of: once a day, and never of a quiet
// habit. When not to tell of them, such as in a block, is for the caller to know.
func (a *Agenda) Risks(facts Facts, w When) ([]HabitOn, Change) {
	t := a.turn("notice", w)
	d := t.diary()
	if slices.Contains(d.Notices, string(NoticeStreak)) {
		return nil, Change{}
	}
	risks := slices.DeleteFunc(a.Look(w.Today(), facts, w).Habits, func(h HabitOn) bool { return !h.AtRisk })
	if len(risks) == 0 {
		return nil, Change{}
	}
	d.Notices = append(slices.Clip(d.Notices), string(NoticeStreak))
	t.put(d)
	return risks, t.change("")
}
