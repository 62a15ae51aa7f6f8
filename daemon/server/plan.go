package server

import (
	"net/http"
	"slices"
	"time"

	"focusd/daemon/api"
	"focusd/daemon/report"
	"focusd/timer/agenda"
)

// planBack is how many days a plan rests on.
const planBack = 28

// plan is what a day begins with.
func (d *door) plan(w http.ResponseWriter, r *http.Request) error {
	if err := onlyParams(r.URL.Query()); err != nil {
		return err
	}
	today := d.now().Today()
	days, err := d.days(today.Add(-planBack), today.Add(-1))
	if err != nil {
		return err
	}
	best := report.BestOf(days)
	shown := api.Plan{
		Day: today.String(), BestHours: append([]int{}, best.Hours...), Measured: best.Measured, Proposals: []api.LoadProposal{},
		TimeBlocks: []api.TimeBlock{}, Habits: []api.Habit{}, Goals: []api.Goal{},
	}
	now := d.now()
	facts, err := d.facts(today, now)
	if err != nil {
		return err
	}
	facts.Best = best.Hours
	monday := today.Add(-(int(today.Weekday()) + 6) % 7)
	weeks := report.Weeks(slices.DeleteFunc(days, func(day report.Day) bool { return !day.Date.Before(monday) }), time.Monday)
	if err := d.look(func(a *agenda.Agenda, when agenda.When) error {
		seen := a.Look(today, facts, when)
		planDay(&shown, a, seen, facts, when)
		planGoals(&shown, a, seen, weeks, when)
		return nil
	}); err != nil {
		return err
	}
	if err := d.planExercise(&shown); err != nil {
		return err
	}
	return answer(w, shown)
}

// planDay adds what is for the day, and what to do if that is too much.
func planDay(shown *api.Plan, a *agenda.Agenda, seen agenda.Today, facts agenda.Facts, when agenda.When) {
	day := wireAgenda(a, when.Today(), facts, when)
	shown.Six, shown.One, shown.Load = day.Six, day.One, day.Load
	shown.TimeBlocks, shown.Habits = day.TimeBlocks, day.Habits
	for _, p := range a.Proposals(loadOf(a, seen, facts, when), a.Factors(), when) {
		shown.Proposals = append(shown.Proposals, api.LoadProposal{ID: p.Task, Title: p.Title, Remedy: string(p.Remedy), Saves: wholeSeconds(p.Saves)})
	}
}

// planGoals adds the goals that need a word, and whether all that is promised
// fits into a week.
func planGoals(shown *api.Plan, a *agenda.Agenda, t agenda.Today, weeks [][]report.Day, when agenda.When) {
	for _, g := range t.Goals {
		w := wireGoal(a, g)
		if need, ok := g.Need(g.Minutes, t.Day); ok {
			w.Feasible = feasible(need+a.Promised(g.ID, when), weeks)
		}
		if w.Mention || w.Feasible != nil {
			shown.Goals = append(shown.Goals, w)
		}
	}
	if promised := a.Promised("", when); promised > 0 {
		shown.Week = feasible(promised, weeks)
	}
}

// feasible is whether so many minutes fit into a week; nil: too few weeks are
// known.
func feasible(minutes float64, weeks [][]report.Day) *api.Feasible {
	f, ok := report.FeasibilityOf(time.Duration(minutes*float64(time.Minute)), weeks)
	if !ok {
		return nil
	}
	return &api.Feasible{Verdict: string(f.Verdict), Need: wholeSeconds(f.Need), Usual: wholeSeconds(f.Usual), Weeks: f.Weeks}
}

// planExercise says how far an exercise is that goes on.
func (d *door) planExercise(shown *api.Plan) error {
	exercise, e, _, err := d.lastExercise()
	if err != nil || !exercise.Running {
		return err
	}
	days, err := d.days(e.From, d.now().Today())
	shown.Exercise = report.ExerciseOf(days).Progress()
	return err
}
