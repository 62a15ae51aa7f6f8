package agenda

import (
	"time"

	"focusd/timer/agenda/streak"
	"focusd/tracker"
)

// weekStarts is the weekday that weeks begin with.
const weekStarts = time.Monday

// lately is the days that the consistency of a habit is told of.
const lately = 30

// Story is what a habit has come to, computed from all its days.
type Story struct {
	Habit    Habit
	First    tracker.Day  // that there is anything of
	Days     []streak.Day // from First to today, or to the end of the habit
	Strength []float64    // at the end of each of them, from 0 to 1
	Standing streak.Standing
	Kick     streak.KickStart
	Lately   streak.Consistency // of the last 30 days; of a habit of so many times a week, of that many weeks' worth of them
}

// Story tells what has become of a habit up to today. Of what the tracker saw
// today it knows what facts say.
func (a *Agenda) Story(id string, facts Facts, w When) (Story, error) {
	h, err := a.habit(id)
	if err != nil {
		return Story{}, err
	}
	today := a.tracked(a.diary(w.Today(), w), facts.Activities, w)
	return a.past(w.Today(), today).story(h, number(w.Today())), nil
}

// Firm is the strength of now.
func (s Story) Firm() float64 {
	if len(s.Strength) == 0 {
		return s.begin()
	}
	return s.Strength[len(s.Strength)-1]
}

func (s Story) begin() float64 {
	if s.Habit.AtMost {
		return 1
	}
	return 0
}

// story is that of h, where today, by its number, has not ended yet.
func (p *past) story(h Habit, today int) Story {
	j := newJudge(h, today)
	all := p.deeds(key{of: h.Ref()})
	from, to := j.made, min(p.last, j.ended-1)
	for i, e := range all {
		if (e.done || e.amount != 0) && p.first+i < from {
			from = p.first + i
			break
		}
	}
	n := max(to-from+1, 0)
	s := Story{Habit: h, First: numbered(from), Days: make([]streak.Day, 0, n)}
	codes := make([]streak.Code, 0, n)
	for n := from; n <= to; n++ {
		day := j.judge(n, all[n-p.first], p.moods[n-p.first])
		s.Days = append(s.Days, day)
		codes = append(codes, day.Code)
	}
	s.come(codes, j.aim)
	return s
}

// come is what the codes of the days come to.
func (s *Story) come(codes []streak.Code, aim streak.Aim) {
	measure := streak.Measure{Aim: aim}
	if n := s.Habit.PerWeek; n > 0 {
		s.Standing = streak.Weekly(s.First, codes, streak.Week{Times: n, Starts: weekStarts})
		measure.Times, measure.Days = n, 7
	} else {
		s.Standing = streak.Daily(codes)
	}
	for i, c := range s.Standing.Days {
		s.Days[i].Code = c
	}
	s.Strength = measure.Strength(s.Days)
	s.Kick = streak.Started(codes[s.since(s.Habit.Kick):])
	s.Lately = s.consistency(aim)
}

// since is where the days from one on begin.
func (s *Story) since(day tracker.Day) int {
	if day == (tracker.Day{}) {
		day = s.Habit.Made
	}
	return min(max(number(day)-number(s.First), 0), len(s.Days))
}

// consistency counts weeks where weeks are what is asked for.
func (s *Story) consistency(aim streak.Aim) streak.Consistency {
	if s.Habit.PerWeek == 0 {
		return aim.Consistent(s.Days, lately)
	}
	weeks := make([]streak.Day, len(s.Standing.Units))
	for i, c := range s.Standing.Units {
		weeks[i].Code = c
	}
	return streak.Tick.Consistent(weeks, lately/7)
}

// judge says what became of a habit on a day.
type judge struct {
	h           Habit
	aim         streak.Aim
	made, ended int // numbers of days
	today       int
	targets     []int // numbers of the days from which they hold
	before      []int // numbers of the days until which the schedules held
}

func newJudge(h Habit, today int) judge {
	const never = 1 << 40
	j := judge{h: h, made: number(h.Made), ended: never, today: today}
	switch {
	case h.AtMost:
		j.aim = streak.AtMost
	case h.Measure != Once && h.PerWeek == 0:
		j.aim = streak.AtLeast
	}
	if h.Ended != (tracker.Day{}) {
		j.ended = number(h.Ended)
	}
	for _, t := range h.Targets {
		j.targets = append(j.targets, number(t.From))
	}
	for _, s := range h.Before {
		j.before = append(j.before, number(s.Until))
	}
	return j
}

// target is the one in force on a day.
func (j judge) target(n int) float64 {
	for i := len(j.targets) - 1; i > 0; i-- {
		if n >= j.targets[i] {
			return j.h.Targets[i].Value
		}
	}
	if len(j.targets) == 0 {
		return 0
	}
	return j.h.Targets[0].Value
}

// asked tells whether the habit is there on a day, and asked for by its
// schedule.
func (j judge) asked(n int) bool {
	days := j.h.Days
	for i, until := range j.before {
		if n < until {
			days = j.h.Before[i].Days
			break
		}
	}
	// The first of January 1970 was a Thursday.
	return n >= j.made && n < j.ended && days.Has(time.Weekday((n+int(time.Thursday))%7))
}

// judge is the day of number n. Whatever was done on a day on which nothing was
// asked for is done.
func (j judge) judge(n int, e deed, m mood) streak.Day {
	day := streak.Day{Amount: e.amount, Target: j.target(n)}
	if j.aim == streak.AtMost {
		day.Code = j.limit(n, e, m, day)
		return day
	}
	did := e.met(j.h.Measure, day.Target)
	if did {
		day.Amount = max(day.Amount, day.Target)
	}
	free := e.excused || m&wasShort != 0
	switch {
	case did, day.Amount > 0 && (free || !j.asked(n)):
		day.Code = streak.Done
	case free && n >= j.made:
		day.Code = streak.Excused
	case !j.asked(n):
		day.Code = streak.Rest
	case n == j.today:
		day.Code = streak.Pending
	default:
		day.Code = streak.Missed
	}
	return day
}

// limit is decided when the day is over, and only if the tracker saw enough of
// it. What is over the limit is over it all the same.
func (j judge) limit(n int, e deed, m mood, day streak.Day) streak.Code {
	switch {
	case !j.asked(n):
		return streak.Rest
	case e.excused || m&wasShort != 0:
		return streak.Excused
	case n == j.today:
		return streak.Pending
	case day.Amount > day.Target:
		return streak.Missed
	case m&wasSeen == 0:
		return streak.Excused
	}
	return streak.Done
}
