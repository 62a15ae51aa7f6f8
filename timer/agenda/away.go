package agenda

import "time"

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
