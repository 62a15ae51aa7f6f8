package server

import (
	"cmp"
	"net/http"
	"slices"
	"time"

	"focusd/daemon/api"
	"focusd/daemon/report"
	"focusd/timer/agenda"
	"focusd/tracker"
	"focusd/tracker/category"
)

const (
	planBack = 28  // days that a plan rests on
	mostBack = 366 // days that a report is of
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

// wins is what got done on a day.
func (d *door) wins(w http.ResponseWriter, r *http.Request) error {
	if err := onlyParams(r.URL.Query(), "day"); err != nil {
		return err
	}
	day, err := d.dayParam(r.URL.Query().Get("day"))
	if err != nil {
		return err
	}
	wins, err := d.winsOn(day)
	if err != nil {
		return err
	}
	return answer(w, api.Wins{Day: day.String(), Wins: wins})
}

func (d *door) winsOn(day tracker.Day) ([]api.Win, error) {
	days, err := d.days(day, day)
	if err != nil {
		return nil, err
	}
	all := []api.Win{}
	err = d.lookOn(day, func(a *agenda.Agenda, t agenda.Today, when agenda.When) {
		for _, sum := range days {
			for _, win := range report.Wins(sum, doneOn(a, t, when)) {
				all = append(all, api.Win{Kind: win.Kind, Text: win.Text, Seconds: wholeSeconds(win.Time), N: win.N})
			}
		}
	})
	return all, err
}

// review is a day or a week beside the one before.
func (d *door) review(w http.ResponseWriter, r *http.Request) error {
	q := r.URL.Query()
	if err := onlyParams(q, "period", "day"); err != nil {
		return err
	}
	day, err := d.dayParam(q.Get("day"))
	if err != nil {
		return err
	}
	period := cmp.Or(q.Get("period"), "day")
	first, length, behind := day, 1, 1
	switch period {
	case "day":
	case "week":
		first, length, behind = day.Add(-(int(day.Weekday())+6)%7), 7, findBack
	default:
		return badRequest("\"period\" cannot be "+clip(period), "use day or week")
	}
	days, err := d.days(first.Add(-behind), first.Add(length-1))
	if err != nil {
		return err
	}
	before, now := between(days, first.Add(-length), first.Add(-1)), between(days, first, first.Add(length-1))
	shown := api.Review{
		Period: period, Now: figures(report.ReviewOf(now)), Before: figures(report.ReviewOf(before)),
		Lines: []api.Advice{}, Wins: []api.Win{}, Kept: []api.Kept{},
	}
	if s, ok := report.Compare(before, now); ok {
		for _, c := range s.Classes {
			shown.Shift = append(shown.Shift, api.Shift{Class: c.Class.String(), Before: wholeSeconds(c.Before), After: wholeSeconds(c.After)})
		}
	}
	if err := d.reviewAgenda(&shown, now); err != nil {
		return err
	}
	if period == "day" {
		shown.Wins, err = d.winsOn(day)
	} else {
		over := between(days, first.Add(-behind), d.now().Today().Add(-1))
		shown.Findings = findings(report.Findings(over, before, now))
	}
	if err != nil {
		return err
	}
	return answer(w, shown)
}

// reviewAgenda adds what became of the plans of days, and of a week what to
// change.
func (d *door) reviewAgenda(shown *api.Review, days []report.Day) error {
	var done []report.Done
	for _, day := range days {
		if err := d.lookOn(day.Date, func(a *agenda.Agenda, t agenda.Today, when agenda.When) {
			done = append(done, doneOn(a, t, when))
			shown.Perfect = t.Perfect
		}); err != nil {
			return err
		}
	}
	for _, p := range report.SheetOf(days, done).Promises {
		shown.Kept = append(shown.Kept, api.Kept{Kind: p.Kind, Done: p.Done, Planned: p.Planned})
	}
	if shown.Period != "week" {
		return nil
	}
	return d.look(func(a *agenda.Agenda, when agenda.When) error {
		for _, l := range a.Review(when) {
			shown.Lines = append(shown.Lines, api.Advice{
				Kind: string(l.Of.Kind), ID: l.Of.ID, Name: l.Name, Advice: string(l.Advice), Unit: l.Unit.String(),
				Target: l.Target, To: l.To, Done: l.Done, Of: l.Of7, Did: l.Did, Asked: l.Asked, Excused: l.Excused,
			})
		}
		return nil
	})
}

func figures(r report.Review) api.Figures {
	f := api.Figures{
		First: r.First.String(), Last: r.Last.String(), Days: r.Days, Known: r.Known, Classes: classSeconds(r.Classes),
		Focus: wholeSeconds(r.Focus), Switches: r.Switches,
		Blocks: api.BlockOutcomes{Completed: r.Blocks.Completed, Partial: r.Blocks.Partial, Abandoned: r.Blocks.Abandoned},
		Breaks: api.BreakOutcomes{Taken: r.Breaks.Taken, Natural: r.Breaks.Natural, CutShort: r.Breaks.CutShort, Skipped: r.Breaks.Skipped},
	}
	f.Covered, _ = r.Coverage.Percent()
	if share, ok := r.Purity.Share(); ok {
		f.OnTask = &share
	}
	return f
}

func classSeconds(c report.Classes) map[string]int64 {
	named := make(map[string]int64)
	for class, t := range c {
		if s := wholeSeconds(t); s > 0 {
			named[category.Class(class).String()] = s
		}
	}
	return named
}

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

// sheet is what a person may show to another of some days: the last seven that
// are over, if the request says none.
func (d *door) sheet(w http.ResponseWriter, r *http.Request) error {
	q := r.URL.Query()
	if err := onlyParams(q, "first", "last", "names"); err != nil {
		return err
	}
	names, err := isSet(q.Get("names"), "names")
	if err != nil {
		return err
	}
	last := d.now().Today().Add(-1)
	if q.Has("last") {
		if last, err = d.dayParam(q.Get("last")); err != nil {
			return err
		}
	}
	first := last.Add(-6)
	if q.Has("first") {
		if first, err = d.dayParam(q.Get("first")); err != nil {
			return err
		}
	}
	if last.Before(first) || first.Add(mostBack).Before(last) {
		return badRequest("from "+first.String()+" to "+last.String()+" is no range of days", "ask for 1 to 366 days, the first one first")
	}
	days, err := d.days(first, last)
	if err != nil {
		return err
	}
	var done []report.Done
	for _, day := range days {
		if err := d.lookOn(day.Date, func(a *agenda.Agenda, t agenda.Today, when agenda.When) {
			done = append(done, doneOn(a, t, when))
		}); err != nil {
			return err
		}
	}
	sheet := report.SheetOf(days, done)
	if names {
		sheet = sheet.WithNames(days)
	}
	shown := api.Report{Figures: figures(sheet.Review), Text: sheet.Text()}
	for _, area := range sheet.Areas {
		shown.Areas = append(shown.Areas, api.AreaTime{Area: area.Area, Seconds: wholeSeconds(area.Time)})
	}
	for _, p := range sheet.Promises {
		shown.Kept = append(shown.Kept, api.Kept{Kind: p.Kind, Done: p.Done, Planned: p.Planned})
	}
	return answer(w, shown)
}

// rewards lists the nice things, the oldest first.
func (d *door) rewards(w http.ResponseWriter, r *http.Request) error {
	if err := onlyParams(r.URL.Query()); err != nil {
		return err
	}
	list := api.Rewards{Rewards: []api.Reward{}}
	if err := d.look(func(a *agenda.Agenda, _ agenda.When) error {
		for _, reward := range a.Rewards {
			list.Rewards = append(list.Rewards, api.Reward{ID: reward.ID, Text: reward.Text, Made: reward.Made, Taken: reward.Taken})
		}
		return nil
	}); err != nil {
		return err
	}
	slices.SortFunc(list.Rewards, func(a, b api.Reward) int { return cmp.Compare(a.ID, b.ID) })
	return answer(w, list)
}

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
		planDay(&shown, a, facts, when)
		planGoals(&shown, a, a.Look(today, facts, when), weeks, when)
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
func planDay(shown *api.Plan, a *agenda.Agenda, facts agenda.Facts, when agenda.When) {
	day := wireAgenda(a, when.Today(), facts, when)
	shown.Six, shown.One, shown.Load = day.Six, day.One, day.Load
	shown.TimeBlocks, shown.Habits = day.TimeBlocks, day.Habits
	for _, p := range a.Proposals(loadOf(a, facts, when), a.Factors(), when) {
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
