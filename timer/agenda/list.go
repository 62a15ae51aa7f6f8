package agenda

import (
	"cmp"
	"slices"
	"time"

	"focusd/tracker"
)

// Listed are the open tasks of today, without steps: the ranked ones in their
// order, then the others by quadrant, by when they are due, and by age. On the
// list is what was put there today, what is due by its end, and what is being
// done; not what waits, or was put off.
func (a *Agenda) Listed(w When) []Task {
	six := a.Diaries[w.Today()].Six
	active, _ := a.Active()
	var list []Task
	for _, t := range a.Tasks {
		if t.Parent == "" && a.listed(t, active, six, w.Today()) {
			list = append(list, t)
		}
	}
	byQuadrant := w.byQuadrant()
	slices.SortFunc(list, func(t, u Task) int {
		return cmp.Or(cmp.Compare(place(six, t.ID), place(six, u.ID)), byQuadrant(t, u))
	})
	return list
}

func (a *Agenda) listed(t, active Task, six []string, today tracker.Day) bool {
	switch {
	case active.ID != "" && (t.ID == active.ID || t.ID == active.Parent), slices.Contains(six, t.ID):
		return true
	case t.Waiting != "" || today.Before(t.Later):
		return false
	}
	return t.Today == today || t.Due != (tracker.Day{}) && !today.Before(t.Due)
}

// place is that of id in ids; what is not there comes after them.
func place(ids []string, id string) int {
	if i := slices.Index(ids, id); i >= 0 {
		return i
	}
	return len(ids)
}

// byQuadrant orders tasks as a list shows them: then by deadline, those without
// one last, and then by age.
func (w When) byQuadrant() func(t, u Task) int {
	deadline := w.deadlines()
	return func(t, u Task) int {
		return cmp.Or(cmp.Compare(t.Quadrant(), u.Quadrant()), earlier(deadline(t), deadline(u)), cmp.Compare(t.ID, u.ID))
	}
}

// earlier has never, the zero time, last.
func earlier(at, other time.Time) int {
	switch {
	case at.IsZero() == other.IsZero():
		return at.Compare(other)
	case at.IsZero():
		return 1
	}
	return -1
}

// OpenTasks are all that are open, without steps: those that can be done now as
// a list shows them, then those that wait or were put off.
func (a *Agenda) OpenTasks(w When) []Task {
	var all []Task
	for _, t := range a.Tasks {
		if t.Parent == "" {
			all = append(all, t)
		}
	}
	hindered := func(t Task) int {
		if t.Waiting != "" || w.Today().Before(t.Later) {
			return 1
		}
		return 0
	}
	byQuadrant := w.byQuadrant()
	slices.SortFunc(all, func(t, u Task) int {
		return cmp.Or(cmp.Compare(hindered(t), hindered(u)), byQuadrant(t, u))
	})
	return all
}

// DoneOn are the tasks and steps that were done on a logical day, in order of
// time.
func (a *Agenda) DoneOn(day tracker.Day, cal tracker.Calendar) []Task {
	var done []Task
	from, to := cal.Bounds(day)
	for _, t := range a.Ended {
		if t.Outcome == Done && !t.Ended.Before(from) && t.Ended.Before(to) {
			done = append(done, t)
		}
	}
	return done
}
