package agenda

import (
	"fmt"
	"slices"
	"time"
)

// Reopen has a task that was done or dropped be open again, as it was: with the
// steps that ended together with it, or the task that it is a step of. The next
// instance of a repeated one goes away, if nothing has come of it yet.
func (a *Agenda) Reopen(id string, w When) (Change, error) {
	t := a.turn("reopen", w)
	if task, open := a.Tasks[id]; open {
		return Change{}, fmt.Errorf("%w: %q need not be reopened", ErrOpen, task.Title)
	}
	task, ok := a.ended(id)
	if !ok {
		return Change{}, fmt.Errorf("%w: no ended task has the ID %s: look at the list again", ErrUnknown, short(id))
	}
	again := []Task{task}
	for _, s := range a.Steps(id) {
		if s.Outcome != Open && s.Ended.Equal(task.Ended) {
			again = append(again, s)
		}
	}
	if parent, ok := a.ended(task.Parent); ok {
		again = append(again, parent)
	}
	for _, ended := range again {
		if err := t.reopen(ended); err != nil {
			return Change{}, err
		}
	}
	return t.change(task.Title), nil
}

// ended is the ended task of that ID.
func (a *Agenda) ended(id string) (Task, bool) {
	i := slices.IndexFunc(a.Ended, func(t Task) bool { return t.ID == id })
	if i < 0 {
		return Task{}, false
	}
	return a.Ended[i], true
}

func (t *turn) reopen(task Task) error {
	if err := t.takeBack(task); err != nil {
		return err
	}
	t.unfinishSix(task)
	t.remove(task.Ref())
	task.Outcome, task.Ended = Open, time.Time{}
	t.makeRoom(task)
	t.put(task)
	return nil
}

// makeRoom has the open steps after the place of step move on, if one of them
// was given that place since.
func (t *turn) makeRoom(step Task) {
	var after []Task
	taken := false
	for _, s := range t.a.Steps(step.Parent) {
		if item, open := t.item(Ref{KindTask, s.ID}); open && s.ID != step.ID && step.Parent != "" {
			other := item.(Task)
			taken = taken || other.Rank == step.Rank
			if other.Rank >= step.Rank {
				after = append(after, other)
			}
		}
	}
	for _, s := range after {
		if taken {
			s.Rank++
			t.put(s)
		}
	}
}

// takeBack removes the instance that came after task, with its steps.
func (t *turn) takeBack(task Task) error {
	for _, next := range t.a.Ended {
		if next.Before == task.ID {
			return fmt.Errorf("%w: the next %q has ended already: add it again", ErrTaken, task.Title)
		}
	}
	for _, next := range t.a.Tasks {
		if next.Before != task.ID {
			continue
		}
		steps := t.a.Steps(next.ID)
		if slices.ContainsFunc(append(steps, next), begun) {
			return fmt.Errorf("%w: the next %q was begun already: add it again", ErrTaken, task.Title)
		}
		for _, s := range append(steps, next) {
			t.remove(s.Ref())
		}
	}
	return nil
}

func begun(t Task) bool { return t.Outcome != Open || t.Spent > 0 || !t.Since.IsZero() }
