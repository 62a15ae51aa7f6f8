package server

import (
	"net/http"
	"time"

	"focusd/daemon/api"
	"focusd/daemon/report"
	"focusd/timer/agenda"
)

// exercise is the report of the one that goes on, or of the last.
func (d *door) exercise(w http.ResponseWriter, r *http.Request) error {
	if err := onlyParams(r.URL.Query()); err != nil {
		return err
	}
	shown, e, ok, err := d.lastExercise()
	if err != nil {
		return err
	}
	if !ok {
		return answer(w, shown)
	}
	last := e.Last()
	if !e.Ended.IsZero() && d.Calendar().Day(e.Ended).Before(last) {
		last = d.Calendar().Day(e.Ended)
	}
	days, err := d.days(e.From, last)
	if err != nil {
		return err
	}
	if err := d.charge(days, e.Cost); err != nil {
		return err
	}
	told := report.ExerciseOf(days)
	shown.Progress, shown.Another, shown.Text = told.Progress(), told.Another, told.Text()
	shown.Classes, shown.Overhead = classSeconds(told.Classes), wholeSeconds(told.Overhead)
	for _, day := range told.Days {
		shown.Coverage = append(shown.Coverage, api.ExerciseDay{Day: day.Date.String(), Percent: day.Percent, Counts: day.Counts})
	}
	for _, s := range told.Suggestions {
		shown.Suggestions = append(shown.Suggestions, api.Idea{Kind: s.Kind, Finding: s.Finding, Advice: s.Advice})
	}
	return answer(w, shown)
}

// charge has the days of an exercise know what was asked on them, and the first
// of them what answering cost in all.
func (d *door) charge(days []report.Day, cost time.Duration) (err error) {
	for i := range days {
		if days[i].Questions, err = d.Nudges.Asked(days[i].Date); err != nil {
			return err
		}
	}
	if len(days) > 0 {
		days[0].Overhead = cost
	}
	return nil
}

// lastExercise is the one that goes on, or the last.
func (d *door) lastExercise() (shown api.Exercise, e agenda.Exercise, ok bool, err error) {
	err = d.look(func(a *agenda.Agenda, when agenda.When) error {
		for _, other := range a.Exercises {
			if !ok || e.From.Before(other.From) || e.From == other.From && e.ID < other.ID {
				e, ok = other, true
			}
		}
		if running, day, goesOn := a.Exercising(when); goesOn {
			e, shown.Running, shown.Day = running, true, day
		}
		return nil
	})
	if ok {
		shown.From, shown.Days, shown.Ended = e.From.String(), e.Days, e.Ended
	}
	return shown, e, ok, err
}
