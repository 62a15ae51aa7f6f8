package server

import (
	"cmp"
	"slices"

	"focusd/daemon/api"
	"focusd/timer/agenda"
	"focusd/tracker"
)

// printer puts tasks of an agenda on the wire. It looks through the agenda once,
// however many tasks are asked of it.
type printer struct {
	a      *agenda.Agenda
	when   agenda.When
	today  tracker.Day
	lines  bool
	ranked []string                 // the six
	steps  map[string][]agenda.Task // by the task that has them, in order
	titles map[string]string        // of ended tasks, by ID
	open   int                      // tasks without steps
}

func newPrinter(a *agenda.Agenda, when agenda.When, lines bool) *printer {
	today := when.Today()
	p := &printer{
		a: a, when: when, today: today, lines: lines, ranked: a.Diaries[today].Six,
		steps: make(map[string][]agenda.Task), titles: make(map[string]string),
	}
	p.know(a.Ended)
	for _, t := range a.Tasks {
		if t.Parent == "" {
			p.open++
			continue
		}
		p.steps[t.Parent] = append(p.steps[t.Parent], t)
	}
	for _, t := range a.Ended {
		if _, open := a.Tasks[t.Parent]; open {
			p.steps[t.Parent] = append(p.steps[t.Parent], t)
		}
	}
	for _, steps := range p.steps {
		slices.SortFunc(steps, func(s, t agenda.Task) int { return cmp.Or(cmp.Compare(s.Rank, t.Rank), cmp.Compare(s.ID, t.ID)) })
	}
	return p
}

// know has steps of ended tasks say what they are a step of.
func (p *printer) know(ended []agenda.Task) {
	for _, t := range ended {
		if t.Parent == "" {
			p.titles[t.ID] = t.Title
		}
	}
}

// title is that of the task of a step.
func (p *printer) title(parent string) string {
	if t, ok := p.a.Tasks[parent]; ok {
		return t.Title
	}
	return p.titles[parent]
}

// whole is a task with its steps.
func (p *printer) whole(t agenda.Task) api.Task {
	w := p.task(t)
	var open []agenda.Task
	for _, s := range p.steps[t.ID] {
		w.Steps = append(w.Steps, p.task(s))
		if s.Outcome == agenda.Open {
			open = append(open, s)
			w.Left += wholeSeconds(s.Estimate)
		}
	}
	if p.lines {
		w.Line = p.a.Print(p.when, t, open...)
	}
	return w
}

// task is a task or a step without steps.
func (p *printer) task(t agenda.Task) api.Task {
	w := api.Task{
		ID: t.ID, Title: t.Title, Outcome: t.Outcome.String(), Task: p.title(t.Parent), Parent: t.Parent,
		Estimate: wholeSeconds(t.Estimate), Contexts: slices.Clone(t.Contexts), Area: t.Area,
		Urgent: t.Urgent, Important: t.Important, LowBrain: t.LowBrain, Waiting: t.Waiting, Match: matchWords(t.Match), Goal: p.goal(t),
		Due: dayWord(t.Due), DueAt: t.DueAt,
		Made: t.Made, Today: t.Today == p.today, Number: 1 + slices.Index(p.ranked, t.ID), Passed: t.Passed,
		Next: t.Next, Since: t.Since, Spent: wholeSeconds(t.Spent), Ended: t.Ended,
	}
	if p.today.Before(t.Later) {
		w.Later = t.Later.String()
	}
	if t.Repeat != nil {
		w.Repeat = t.Repeat.Series.Rule.Words()
	}
	if p.lines {
		w.Line = p.a.Print(p.when, t)
	}
	return w
}

// goal is the name of the goal of t.
func (p *printer) goal(t agenda.Task) string { return p.a.Goals[t.Goal].Name }

// byID is an open task with its steps, or one that has ended lately.
func (p *printer) byID(id string) (api.Task, bool) {
	if t, ok := p.a.Tasks[id]; ok {
		return p.whole(t), true
	}
	for _, t := range slices.Backward(p.a.Ended) {
		if t.ID == id {
			return p.task(t), true
		}
	}
	return api.Task{}, false
}

// six are the ranked tasks of the day that are still known, in order.
func (p *printer) six() []api.Task {
	six := []api.Task{}
	for _, id := range p.ranked {
		if t, ok := p.byID(id); ok {
			six = append(six, t)
		}
	}
	return six
}

func (p *printer) template(tpl agenda.Template) api.Template {
	w := api.Template{ID: tpl.ID, Name: tpl.Name, Made: tpl.Made, Used: tpl.Used, Task: p.task(tpl.Task), Takes: wholeSeconds(tpl.Task.Estimate)}
	if len(tpl.Steps) > 0 {
		w.Takes = 0
	}
	for _, s := range tpl.Steps {
		w.Task.Steps = append(w.Task.Steps, p.task(s))
		w.Takes += wholeSeconds(s.Estimate)
	}
	return w
}

// dayWord is a day where there may be none.
func dayWord(day tracker.Day) string {
	if day == (tracker.Day{}) {
		return ""
	}
	return day.String()
}

func wireOffer(o agenda.Offer) api.Offer {
	return api.Offer{
		ID: o.Of.ID, Kind: string(o.Of.Kind), Title: o.Title, Task: o.Task, Next: o.Next, Cost: wholeSeconds(o.Cost),
		Contexts: slices.Clone(o.Contexts), LowBrain: o.LowBrain, Goal: o.Goal, Number: o.Number, Avoided: o.Avoided,
	}
}

func wireLoad(l agenda.Load) api.Load {
	return api.Load{
		Tasks: wholeSeconds(l.Tasks), TimeBlocks: wholeSeconds(l.TimeBlocks), Habits: wholeSeconds(l.Habits),
		Capacity: wholeSeconds(l.Capacity), Ratio: l.Ratio, Level: l.Level.String(),
	}
}
