package agenda

import (
	"cmp"
	"fmt"
	"slices"
	"time"
)

// SaveTemplate keeps a finished task and its steps to be made again. What the
// steps took is what they will be thought to take.
func (a *Agenda) SaveTemplate(id, called string, w When) (Change, error) {
	t := a.turn("template", w)
	if task, open := a.Tasks[id]; open {
		return Change{}, fmt.Errorf("%w: finish %q first, so that it is known how it goes", ErrOpen, task.Title)
	}
	task, ok := a.ended(id)
	if !ok {
		return Change{}, fmt.Errorf("%w: no ended task has the ID %s: look at the list again", ErrUnknown, short(id))
	}
	if task.Parent != "" {
		return Change{}, fmt.Errorf("%w: save the task that %q is a step of", ErrStep, task.Title)
	}
	called, err := clean(cmp.Or(called, task.Title), maxName)
	if err != nil {
		return Change{}, err
	}
	tpl := Template{ID: a.NewID(), Name: cmp.Or(called, task.Title), Task: pattern(task), Made: w.Now.UTC()}
	for _, s := range a.Steps(id) {
		if s.Outcome == Done {
			s = pattern(s)
			s.Rank = len(tpl.Steps) + 1
			tpl.Steps = append(tpl.Steps, s)
		}
	}
	t.put(tpl)
	return t.change(tpl.Name), nil
}

// pattern is an ended task as a template has it.
func pattern(t Task) Task {
	p := fresh(t)
	p.Estimate = actual(t)
	p.Repeat, p.Template = nil, ""
	p = undated(p)
	return p
}

// actual is how long t took, or was thought to where nobody measured it.
// Estimates are in whole minutes.
func actual(t Task) time.Duration {
	if t.Spent <= 0 {
		return t.Estimate
	}
	return max(t.Spent.Round(time.Minute), time.Minute)
}

// UseTemplate makes a task of a template, with a title of its own if there is
// one.
func (a *Agenda) UseTemplate(id, title string, w When) (Change, error) {
	t := a.turn("use template", w)
	tpl, ok := a.Templates[id]
	if !ok {
		return Change{}, fmt.Errorf("%w: no template has the ID %s: look at the list again", ErrUnknown, short(id))
	}
	title, err := clean(title, maxName)
	if err != nil {
		return Change{}, err
	}
	task := tpl.Task
	task.Title, task.Template = cmp.Or(title, task.Title), tpl.ID
	t.add(task, tpl.Steps)
	tpl.Used++
	t.put(tpl)
	return t.change(task.Title), nil
}

// RemoveTemplate forgets a template. Tasks that were made of it stay.
func (a *Agenda) RemoveTemplate(id string, w When) (Change, error) {
	t := a.turn("remove template", w)
	tpl, ok := a.Templates[id]
	if !ok {
		return Change{}, fmt.Errorf("%w: no template has the ID %s: look at the list again", ErrUnknown, short(id))
	}
	t.remove(tpl.Ref())
	return t.change(tpl.Name), nil
}

// learn has the template of a task that is done know how long its steps took
// this time.
func (t *turn) learn(task Task) {
	item, ok := t.item(Ref{KindTemplate, task.Template})
	if !ok || task.Template == "" {
		return
	}
	tpl := item.(Template)
	tpl.Task.Estimate = learned(tpl.Task, task)
	tpl.Steps = slices.Clone(tpl.Steps)
	for _, s := range t.a.Steps(task.ID) {
		if item, ok := t.ending(s.ID); ok {
			s = item
		}
		i := slices.IndexFunc(tpl.Steps, func(p Task) bool { return p.Title == s.Title })
		if i >= 0 && s.Outcome == Done {
			tpl.Steps[i].Estimate = learned(tpl.Steps[i], s)
		}
	}
	t.put(tpl)
}

// learned is what p will be thought to take now that t was done.
func learned(p, t Task) time.Duration {
	if t.Spent <= 0 {
		return p.Estimate
	}
	return actual(t)
}
