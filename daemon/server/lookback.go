package server

import (
	"slices"
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

// lookOn has f see a day as it is shown.
func (d *door) lookOn(day tracker.Day, f func(*agenda.Agenda, agenda.Today, agenda.When)) error {
	now := d.now()
	facts, err := d.facts(day, now)
	if err != nil {
		return err
	}
	return d.look(func(a *agenda.Agenda, when agenda.When) error {
		f(a, a.Look(day, facts, when), when)
		return nil
	})
}

// doneOn is what the agenda knows of a day that was looked at. What the day gave
// to goals is what they have more than the day before.
func doneOn(a *agenda.Agenda, t agenda.Today, when agenda.When) (done report.Done) {
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
	before := a.Look(t.Day.Add(-1), agenda.Facts{}, when)
	for _, g := range t.Goals {
		was := agenda.GoalOn{}
		if i := slices.IndexFunc(before.Goals, func(b agenda.GoalOn) bool { return b.ID == g.ID }); i >= 0 {
			was = before.Goals[i]
		}
		gave := report.GoalTime{Name: g.Name, Area: g.Area, Count: g.Count - was.Count, Time: time.Duration((g.Minutes - was.Minutes) * float64(time.Minute))}
		if gave.Time >= time.Minute || gave.Count > 0 {
			done.Goals = append(done.Goals, gave)
		}
	}
	for _, p := range []struct {
		kind  string
		share agenda.Share
	}{{"time blocks", t.Score.TimeBlocks}, {"habits", t.Score.Habits}, {"tasks", t.Score.Ranked}} {
		if p.share.Planned > 0 {
			done.Plan = append(done.Plan, report.Promise{Kind: p.kind, Done: p.share.Done, Planned: p.share.Planned})
		}
	}
	return done
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
