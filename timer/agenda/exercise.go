package agenda

import (
	"fmt"
	"time"

	"focusd/tracker"
)

// Exercise is some days of seeing where the time goes.
type Exercise struct {
	ID    string
	From  tracker.Day
	Days  int           // 3; 4 when one did not count
	Ended time.Time     // zero: nobody ended it
	Cost  time.Duration // that the person spent on answering questions
}

const (
	exerciseDays = 3
	exerciseMost = 7 // days: more is no exercise
)

// Last is the last day of e.
func (e Exercise) Last() tracker.Day { return e.From.Add(e.Days - 1) }

// runs tells whether e goes on on a day.
func (e Exercise) runs(day tracker.Day) bool {
	return e.Ended.IsZero() && !day.Before(e.From) && !e.Last().Before(day)
}

// Exercising is the exercise that today belongs to, and which of its days today
// is, from 1.
func (a *Agenda) Exercising(w When) (e Exercise, day int, ok bool) {
	for _, e := range a.Exercises {
		if e.runs(w.Today()) {
			return e, number(w.Today()) - number(e.From) + 1, true
		}
	}
	return Exercise{}, 0, false
}

// StartExercise begins three days of logging everything, with today.
func (a *Agenda) StartExercise(w When) (Change, error) {
	t := a.turn("exercise start", w)
	if e, day, ok := a.Exercising(w); ok {
		return Change{}, fmt.Errorf("%w: this is day %d of %d: end it first to begin again", ErrOpen, day, e.Days)
	}
	t.put(Exercise{ID: a.NewID(), From: w.Today(), Days: exerciseDays})
	return t.change(w.Today().String()), nil
}

// ExtendExercise adds a day to the last exercise, for one that did not count. It
// can be asked for until the day after it was over.
func (a *Agenda) ExtendExercise(w When) (Change, error) {
	t := a.turn("exercise extend", w)
	e, ok := a.lastExercise()
	switch {
	case !ok || !e.Ended.IsZero() || e.Last().Add(1).Before(w.Today()):
		return Change{}, fmt.Errorf("%w to extend: start an exercise", ErrUnknown)
	case e.Days >= exerciseMost:
		return Change{}, fmt.Errorf("%w: %d days are enough: start another one some weeks from now", ErrFull, exerciseMost)
	}
	e.Days++
	t.put(e)
	return t.change(e.From.String()), nil
}

// EndExercise ends the exercise before its last day is over.
func (a *Agenda) EndExercise(w When) (Change, error) {
	return a.exercise("exercise end", w, func(e *Exercise) { e.Ended = w.Now.UTC() })
}

// Answered adds the time that answering a question took to what the exercise
// cost, if one goes on, or was over the day before: its last gaps are filled
// then.
func (a *Agenda) Answered(took time.Duration, w When) Change {
	t := a.turn("exercise cost", w)
	e, ok := a.lastExercise()
	if today := w.Today(); !ok || took <= 0 || !e.runs(today) && !e.runs(today.Add(-1)) {
		return Change{} // there is none: nobody counts
	}
	e.Cost += took
	t.put(e)
	return t.change(e.From.String())
}

func (a *Agenda) exercise(verb string, w When, edit func(*Exercise)) (Change, error) {
	t := a.turn(verb, w)
	e, _, ok := a.Exercising(w)
	if !ok {
		return Change{}, fmt.Errorf("%w: no exercise goes on: start one", ErrUnknown)
	}
	edit(&e)
	t.put(e)
	return t.change(e.From.String()), nil
}

// lastExercise is the one that began last.
func (a *Agenda) lastExercise() (last Exercise, ok bool) {
	for _, e := range sorted(a.Exercises) {
		if !ok || !e.From.Before(last.From) {
			last, ok = e, true
		}
	}
	return last, ok
}
