package agenda

import (
	"slices"
	"time"
)

// Away has a stretch in which the person was not there be none of the time that
// the task took which is being done.
func (a *Agenda) Away(from, to time.Time, w When) Change {
	t := a.turn("away", w)
	task, ok := a.Active()
	if !ok || !task.Since.Before(to) || !from.Before(to) {
		return Change{}
	}
	task.Spent += max(from.Sub(task.Since), 0)
	task.Since = to.UTC()
	t.put(task)
	return t.change(task.Title)
}

// Strayed has so much of the time until then be none of what the task took which
// is being done: it went to something else. The time after it is not known yet.
func (a *Agenda) Strayed(elsewhere time.Duration, until time.Time, w When) Change {
	t := a.turn("stray", w)
	task, ok := a.Active()
	if !ok || elsewhere <= 0 || !task.Since.Before(until) {
		return Change{}
	}
	task.Spent += max(until.Sub(task.Since)-elsewhere, 0)
	task.Since = until.UTC()
	t.put(task)
	return t.change(task.Title)
}

// Elsewhere is how much of activities went to something else than a task that
// says what counts as working on it. Of any other nothing did.
func (t Task) Elsewhere(activities []Activity) (off time.Duration) {
	if len(t.Match) == 0 {
		return 0
	}
	for _, x := range activities {
		if !slices.ContainsFunc(append(slices.Clip(t.Match), named(t.Title)), func(m Match) bool { return m.Matches(x) }) {
			off += x.Time
		}
	}
	return off
}
