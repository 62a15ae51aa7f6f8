package agenda

import (
	"fmt"
	"slices"
	"time"

	"focusd/tracker"
)

// Active is the task that is being done, if one is.
func (a *Agenda) Active() (Task, bool) {
	for _, t := range a.Tasks {
		if !t.Since.IsZero() {
			return t, true
		}
	}
	return Task{}, false
}

// Do has the person work on a task, on its current step if it has some. Whatever
// else was being done is paused. Who does it is not waiting for anything, and
// not putting it off.
func (a *Agenda) Do(id string, w When) (Change, error) {
	t := a.turn("do", w)
	task, err := t.task(id)
	if err != nil {
		return Change{}, err
	}
	if step := t.steps(id); len(step) > 0 {
		t.put(unhindered(task))
		task = step[0]
	}
	if !task.Since.IsZero() {
		return Change{}, nil
	}
	if other, ok := a.Active(); ok {
		t.put(t.pause(other))
		t.put(t.diary().switched(w.Now))
	}
	task = unhindered(task)
	task.Since = w.Now.UTC()
	t.put(task)
	return t.change(task.Title), nil
}

// switched is d with one more change of task in the middle of one.
func (d Diary) switched(now time.Time) Diary {
	recent := d.Switched[max(len(d.Switched)-switchedEnough+1, 0):]
	d.Switched = append(slices.Clone(recent), now.UTC())
	return d
}

func unhindered(t Task) Task {
	t.Waiting, t.Later, t.Passed = "", tracker.Day{}, 0
	return t
}

// Leave pauses the task that is being done. next, which may be empty, is where
// to go on, to be shown on return.
func (a *Agenda) Leave(next string, w When) (Change, error) {
	t := a.turn("leave", w)
	task, ok := a.Active()
	if !ok {
		return Change{}, fmt.Errorf("%w: begin one first", ErrIdle)
	}
	next, err := clean(next, maxName)
	if err != nil {
		return Change{}, err
	}
	task = t.pause(task)
	if next != "" {
		task.Next = next
	}
	t.put(task)
	return t.change(task.Title), nil
}

// Done has a task be done, with the steps of it that are open. The last step
// of a task finishes the task. A repeated one comes again, and a template
// learns how long things took.
func (a *Agenda) Done(id string, w When) (Change, error) {
	t := a.turn("done", w)
	task, err := t.task(id)
	if err != nil {
		return Change{}, err
	}
	t.finish(task)
	if parent, err := t.task(task.Parent); err == nil && len(t.steps(parent.ID)) == 0 {
		t.finish(parent)
	}
	return t.change(task.Title), nil
}

// finish has task and its open steps be done.
func (t *turn) finish(task Task) {
	for _, s := range t.steps(task.ID) {
		t.end(s, Done)
	}
	task = t.end(task, Done)
	if d := t.diary(); slices.Contains(d.Six, task.ID) && !slices.Contains(d.SixDone, task.ID) {
		d.SixDone = append(slices.Clip(d.SixDone), task.ID)
		t.put(d)
	}
	t.learn(task)
	t.again(task)
}

// Drop has a task not be done at all, with its open steps, and not come again.
// A task whose last open step is dropped is done if one of its steps was, and
// open without steps if none was.
func (a *Agenda) Drop(id string, w When) (Change, error) {
	t := a.turn("drop", w)
	task, err := t.task(id)
	if err != nil {
		return Change{}, err
	}
	for _, s := range t.steps(id) {
		t.end(s, Dropped)
	}
	t.end(task, Dropped)
	t.leaveSix(task.ID)
	parent, err := t.task(task.Parent)
	if err == nil && len(t.steps(parent.ID)) == 0 && slices.ContainsFunc(a.Steps(parent.ID), wasDone) {
		t.finish(parent)
	}
	return t.change(task.Title), nil
}

func wasDone(t Task) bool { return t.Outcome == Done }

// Later puts a task off until a day that has not come yet: it is not offered
// before, nor on today's list or among the six.
func (a *Agenda) Later(id string, day tracker.Day, w When) (Change, error) {
	t := a.turn("later", w)
	task, err := t.task(id)
	if err != nil {
		return Change{}, err
	}
	if !w.Today().Before(day) {
		return Change{}, fmt.Errorf("%w: put %q off until tomorrow, %s, or later", ErrPast, task.Title, w.Today().Add(1))
	}
	task = t.rest(task)
	task.Later, task.Today = day, tracker.Day{}
	t.put(task)
	t.leaveSix(id)
	return t.change(task.Title), nil
}

// rest has nobody work on task or on its steps.
func (t *turn) rest(task Task) Task {
	for _, s := range t.steps(task.ID) {
		if !s.Since.IsZero() {
			t.put(t.pause(s))
		}
	}
	return t.pause(task)
}

// ForToday puts a task on the list of today, whenever it was put off to.
func (a *Agenda) ForToday(id string, w When) (Change, error) {
	t := a.turn("today", w)
	task, err := t.task(id)
	if err != nil {
		return Change{}, err
	}
	task.Today, task.Later = w.Today(), tracker.Day{}
	t.put(task)
	return t.change(task.Title), nil
}

// NotToday takes a task off the list of today and the six, without a day for it.
func (a *Agenda) NotToday(id string, w When) (Change, error) {
	t := a.turn("not today", w)
	task, err := t.task(id)
	if err != nil {
		return Change{}, err
	}
	task.Today = tracker.Day{}
	t.put(task)
	t.leaveSix(id)
	return t.change(task.Title), nil
}
