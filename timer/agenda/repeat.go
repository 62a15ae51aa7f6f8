package agenda

import (
	"fmt"
	"slices"
	"time"

	"focusd/tracker"
)

// mostMissed is how many missed dates are kept: two months of a daily task.
const mostMissed = 60

// again makes the next instance of a repeated task that is done, if there is to
// be one. The one that is done stands for the latest of its dates that has
// come; those before it were missed.
func (t *turn) again(task Task) {
	if task.Repeat == nil {
		return
	}
	due, ok := task.Repeat.Series.Reschedule(task.Due, t.w.Today())
	if !ok {
		return
	}
	next := t.w.dueOn(task, due)
	next = fresh(next)
	next.Before, next.Later = task.ID, due
	next.Repeat = task.Repeat.missing(t.w.gone(task))
	var steps []Task
	for _, s := range t.a.Steps(task.ID) {
		if s.Outcome != Dropped {
			steps = append(steps, undated(fresh(s)))
		}
	}
	t.add(next, steps)
}

// dueOn has task be due on another day, at the same time of day.
func (w When) dueOn(task Task, day tracker.Day) Task {
	if !task.DueAt.IsZero() {
		_, clock, _ := cutClock(w.dueText(task))
		task.DueAt = w.at(day, clock)
	}
	task.Due = day
	return task
}

// gone are the dates of a repeated task, from the one it is due on, that went by
// before the latest one.
func (w When) gone(task Task) []tracker.Day {
	days := w.come(task)
	return days[:max(len(days)-1, 0)]
}

// come are the dates of a repeated task, from the one it is due on, up to today.
// What is counted from completion has only that one.
func (w When) come(task Task) []tracker.Day {
	if w.Today().Before(task.Due) || task.Due == (tracker.Day{}) {
		return nil
	}
	days := []tracker.Day{task.Due}
	if !task.Repeat.Series.Rule.FromCompletion {
		days = slices.AppendSeq(days, task.Repeat.Series.Between(task.Due.Add(1), w.Today()))
	}
	return days
}

// missing is r with days added to those that were missed.
func (r *Repeat) missing(days []tracker.Day) *Repeat {
	all := slices.Concat(r.Missed, days)
	return &Repeat{Series: r.Series, Missed: all[max(len(all)-mostMissed, 0):]}
}

// Skip has a repeated task come on its next date without having been done: its
// dates up to today, or the one it is due on, were missed.
func (a *Agenda) Skip(id string, w When) (Change, error) {
	t := a.turn("skip", w)
	task, err := t.task(id)
	if err != nil {
		return Change{}, err
	}
	if task.Repeat == nil {
		return Change{}, fmt.Errorf("%w: put %q off, or drop it", ErrNotRepeat, task.Title)
	}
	due, ok := task.Repeat.Series.Reschedule(task.Due, w.Today())
	if !ok {
		return Change{}, fmt.Errorf("%w after this: drop %q instead", ErrNotRepeat, task.Title)
	}
	missed := w.come(task)
	if len(missed) == 0 {
		missed = []tracker.Day{task.Due}
	}
	task = t.rest(task)
	task = w.dueOn(task, due)
	task.Later, task.Today = due, tracker.Day{}
	task.Repeat = task.Repeat.missing(missed)
	t.put(task)
	t.leaveSix(id)
	return t.change(task.Title), nil
}

// NewDay lets dates of repeated tasks that went by be history: one open
// instance of each is left, due on the latest date that has come. It is for the
// beginning of a logical day, and whenever the agenda was not looked after for
// some days.
func (a *Agenda) NewDay(w When) Change {
	t := a.turn("new day", w)
	for task := range inOrder(a.Tasks) {
		if task.Repeat == nil {
			continue
		}
		if days := w.come(task); len(days) > 1 {
			task.Repeat = task.Repeat.missing(days[:len(days)-1])
			t.put(w.dueOn(task, days[len(days)-1]))
		}
	}
	return t.change(w.Today().String())
}

// fresh is t as it was before anything came of it.
func fresh(t Task) Task {
	return Task{
		Title: t.Title, Rank: t.Rank, Due: t.Due, DueAt: t.DueAt, Estimate: t.Estimate, Contexts: t.Contexts, Area: t.Area, Urgent: t.Urgent, Important: t.Important,
		LowBrain: t.LowBrain, Goal: t.Goal, Match: t.Match, Repeat: t.Repeat, Noticed: t.Noticed, Template: t.Template,
	}
}

// undated is t without a day of its own.
func undated(t Task) Task {
	t.Due, t.DueAt = tracker.Day{}, time.Time{}
	return t
}
