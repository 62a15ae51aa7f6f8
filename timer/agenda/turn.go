package agenda

import (
	"fmt"
	"slices"
	"time"
)

// turn is a command while its change is put together. It reads what it has
// already changed.
type turn struct {
	a *Agenda
	w When
	c Change
}

func (a *Agenda) turn(verb string, w When) *turn {
	return &turn{a: a, w: w, c: Change{Verb: verb}}
}

// change is the one that the turn came to, done to what.
func (t *turn) change(what string) Change {
	t.c.What = what
	return t.a.Complete(t.c)
}

// put has item kept, instead of what the turn had for its Ref.
func (t *turn) put(item Item) {
	t.forget(item.Ref())
	t.c.Put = append(t.c.Put, item)
}

// remove has nothing kept under ref.
func (t *turn) remove(ref Ref) {
	t.forget(ref)
	if _, ok := t.a.Item(ref); ok {
		t.c.Remove = append(t.c.Remove, ref)
	}
}

func (t *turn) forget(ref Ref) {
	t.c.Put = slices.DeleteFunc(t.c.Put, func(i Item) bool { return i.Ref() == ref })
	t.c.Remove = slices.DeleteFunc(t.c.Remove, func(r Ref) bool { return r == ref })
}

// item is the one of ref as the turn has it so far.
func (t *turn) item(ref Ref) (Item, bool) {
	if i := slices.IndexFunc(t.c.Put, func(i Item) bool { return i.Ref() == ref }); i >= 0 {
		return t.c.Put[i], true
	}
	if slices.Contains(t.c.Remove, ref) {
		return nil, false
	}
	return t.a.Item(ref)
}

// task is the open task of that ID.
func (t *turn) task(id string) (Task, error) {
	if item, ok := t.item(Ref{KindTask, id}); ok {
		return item.(Task), nil
	}
	if i := slices.IndexFunc(t.a.Ended, func(e Task) bool { return e.ID == id }); i >= 0 {
		return Task{}, fmt.Errorf("%w: reopen %q first", ErrEnded, t.a.Ended[i].Title)
	}
	return Task{}, fmt.Errorf("%w: no open task has the ID %s: look at the list again", ErrUnknown, short(id))
}

// steps are those of a task that are open, in order.
func (t *turn) steps(parent string) []Task {
	var steps []Task
	for _, s := range t.a.Steps(parent) {
		if item, ok := t.item(Ref{KindTask, s.ID}); ok && s.Outcome == Open {
			steps = append(steps, item.(Task))
		}
	}
	return steps
}

// diary is that of today as the turn has it so far.
func (t *turn) diary() Diary {
	day := t.w.Today()
	if item, ok := t.item(Diary{Day: day}.Ref()); ok {
		return item.(Diary)
	}
	return t.a.diary(day, t.w)
}

// pause has nobody work on task.
func (t *turn) pause(task Task) Task {
	if !task.Since.IsZero() {
		task.Spent += max(t.w.Now.Sub(task.Since), 0)
		task.Since = time.Time{}
	}
	return task
}

// end has an open task be done or dropped now.
func (t *turn) end(task Task, outcome Outcome) Task {
	t.remove(task.Ref())
	task = t.pause(task)
	task.Outcome, task.Ended = outcome, t.w.Now.UTC()
	t.put(task)
	return task
}

// ending is the task of that ID as the turn has ended it, if it has.
func (t *turn) ending(id string) (Task, bool) {
	for _, item := range t.c.Put {
		if task, ok := item.(Task); ok && task.ID == id && task.Outcome != Open {
			return task, true
		}
	}
	return Task{}, false
}
