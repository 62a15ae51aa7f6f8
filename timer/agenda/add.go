package agenda

import "focusd/tracker"

// Add makes a task of a line, and its steps.
func (a *Agenda) Add(line string, w When) (Change, error) {
	tasks, err := a.Capture(line, w)
	if err != nil {
		return Change{}, err
	}
	t := a.turn("add", w)
	t.add(tasks[0], tasks[1:])
	return t.change(tasks[0].Title), nil
}

// add gives a new task and its steps IDs and puts them.
func (t *turn) add(task Task, steps []Task) Task {
	task.ID, task.Made = t.a.NewID(), t.w.Now.UTC()
	t.put(task)
	for i, s := range steps {
		s.ID, s.Made, s.Parent, s.Rank = t.a.NewID(), task.Made, task.ID, i+1
		t.put(s)
	}
	return task
}

// Edit changes what the line says of a task: its title, if there is one beside
// the marks, and what its marks are for. The rest stays.
func (a *Agenda) Edit(id, line string, w When) (Change, error) {
	t := a.turn("edit", w)
	task, err := t.task(id)
	if err != nil {
		return Change{}, err
	}
	parts, err := a.parse(line, w)
	if err != nil {
		return Change{}, err
	}
	p := parts[0]
	switch {
	case len(parts) > 1:
		return Change{}, &TextError{Word: stepMark, Problem: "makes no steps here", Advice: "split the task instead"}
	case p.said == 0:
		return Change{}, &TextError{Problem: "there is nothing to change", Advice: "write a new title, or marks such as ~5m or due:fri"}
	case task.Parent != "" && p.said&ofTaskOnly != 0:
		return Change{}, &TextError{Problem: "area, goal and repetition belong to the whole task", Advice: "edit the task that it is a step of"}
	}
	if p.said&saidDue == 0 {
		p.task.Due, p.task.DueAt = task.Due, task.DueAt
	}
	if err := p.anchor(w); err != nil {
		return Change{}, err
	}
	edited := p.over(task)
	if edited.Repeat != nil && edited.Due == (tracker.Day{}) {
		return Change{}, &TextError{Word: "due:none", Problem: "is not for a task that comes again", Advice: "write every:none as well, or another day"}
	}
	t.put(edited)
	return t.change(task.Title), nil
}

// over is task with what p says instead of what it had.
func (p part) over(task Task) Task {
	if p.said&saidTitle != 0 {
		task.Title = p.task.Title
	}
	if p.said&saidEstimate != 0 {
		task.Estimate, task.Noticed = p.task.Estimate, false
	}
	if p.said&saidContexts != 0 {
		task.Contexts = p.task.Contexts
	}
	if p.said&saidArea != 0 {
		task.Area = p.task.Area
	}
	if p.said&saidQuadrant != 0 {
		task.Urgent, task.Important = p.task.Urgent, p.task.Important
	}
	if p.said&saidLater != 0 {
		task.Later = p.task.Later
	}
	if p.said&saidGoal != 0 {
		task.Goal = p.task.Goal
	}
	if p.said&saidWaiting != 0 {
		task.Waiting = p.task.Waiting
	}
	if p.said&saidMatch != 0 {
		task.Match = p.task.Match
	}
	if p.said&saidLowBrain != 0 {
		task.LowBrain = p.task.LowBrain
	}
	return p.overDue(task)
}

// overDue changes when task is due, which a repetition without a day decides;
// nothing is put off beyond a day that is said for it. What was missed of the
// repetition before stays its history.
func (p part) overDue(task Task) Task {
	said := p.said&(saidDue|saidRepeat) != 0 && p.said&saidLater == 0
	if said && p.task.Due != (tracker.Day{}) && p.task.Due.Before(task.Later) {
		task.Later = tracker.Day{}
	}
	task.Due, task.DueAt = p.task.Due, p.task.DueAt
	if p.said&saidRepeat == 0 {
		return task
	}
	missed := []tracker.Day(nil)
	if task.Repeat != nil {
		missed = task.Repeat.Missed
	}
	if task.Repeat = p.task.Repeat; task.Repeat != nil {
		task.Repeat = &Repeat{Series: task.Repeat.Series, Missed: missed}
	}
	return task
}
