package server

import (
	"time"

	"focusd/daemon/report"
	"focusd/timer/agenda"
	"focusd/tracker"
)

// days are what days came to, by the log.
func (d *door) days(first, last tracker.Day) ([]report.Day, error) {
	if d.Credit == nil {
		return nil, noAgenda()
	}
	return d.Credit.Days(first, last, d.now())
}

// lookOn has f see a day as it is shown, and its account.
func (d *door) lookOn(day tracker.Day, f func(agenda.Today, agenda.Account)) error {
	now := d.now()
	facts, err := d.facts(day, now)
	if err != nil {
		return err
	}
	return d.look(func(a *agenda.Agenda, when agenda.When) error {
		f(a.Look(day, facts, when), a.Account(day, facts, when))
		return nil
	})
}

// doneOn is what the agenda knows of a day that was looked at.
func doneOn(account agenda.Account, t agenda.Today) report.Done {
	done := doneOf(account)
	for _, task := range t.Done {
		if task.Parent == "" {
			done.Tasks = append(done.Tasks, task.Title)
		}
	}
	for _, h := range t.Habits {
		if h.State == agenda.StateDone && !h.AtMost {
			done.Habits = append(done.Habits, report.KeptHabit{Name: h.Name, Streak: h.Streak})
		}
	}
	return done
}

// doneOf is what a day gave to goals, and what became of its plan.
func doneOf(account agenda.Account) (done report.Done) {
	for _, g := range account.Gave {
		gave := report.GoalTime{Name: g.Name, Area: g.Area, Count: g.Count, Time: time.Duration(g.Minutes * float64(time.Minute))}
		if gave.Time >= time.Minute || gave.Count > 0 {
			done.Goals = append(done.Goals, gave)
		}
	}
	for _, p := range []struct {
		kind  string
		share agenda.Share
	}{{"time blocks", account.Score.TimeBlocks}, {"habits", account.Score.Habits}, {"tasks", account.Score.Ranked}} {
		if p.share.Planned > 0 {
			done.Plan = append(done.Plan, report.Promise{Kind: p.kind, Done: p.share.Done, Planned: p.share.Planned})
		}
	}
	return done
}

// done is what the agenda knows of days, without what was done.
func (d *door) done(days []report.Day) (done []report.Done, err error) {
	now := d.now()
	for _, day := range days {
		facts, err := d.facts(day.Date, now)
		if err != nil {
			return nil, err
		}
		if err := d.look(func(a *agenda.Agenda, when agenda.When) error {
			done = append(done, doneOf(a.Account(day.Date, facts, when)))
			return nil
		}); err != nil {
			return nil, err
		}
	}
	return done, nil
}

// dayParam is the day that a request is about, one that has come.
func (d *door) dayParam(name string) (tracker.Day, error) {
	now := d.now()
	day, ok := dayNamed(now, name)
	if !ok {
		return day, badRequest("\"day\" is no day: "+clip(name), "write 2026-11-22, yesterday or today")
	}
	if now.Today().Before(day) {
		return day, badRequest("that day has not come yet: "+day.String(), "ask for it when it has")
	}
	return day, nil
}
