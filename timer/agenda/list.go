package agenda

import (
	"cmp"
	"iter"
	"slices"
	"time"

	"focusd/tracker"
)

// Listed are the open tasks of today, without steps: the ranked ones in their
// order, then the others by quadrant, by when they are due, and by age. On the
// list is what was put there today, what is due by its end, and what is being
// done; not what waits, or was put off.
func (a *Agenda) Listed(w When) []Task {
	today, deadline := w.Today(), w.deadlines()
	six := a.Diaries[today].Six
	active, _ := a.Active()
	var keys []listKey
	for _, t := range a.Tasks {
		if t.Parent == "" && a.listed(t, active, six, today) {
			keys = append(keys, listKey{place(six, t.ID), t.Quadrant(), deadline(t), t.ID})
		}
	}
	return slices.Collect(a.inOrder(keys))
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

// inOrder are the tasks of those keys as a list shows them.
func (a *Agenda) inOrder(keys []listKey) iter.Seq[Task] {
	slices.SortFunc(keys, listKey.compare)
	return func(yield func(Task) bool) {
		for _, k := range keys {
			if !yield(a.Tasks[k.id]) {
				return
			}
		}
	}
}

// listKey is what lists are in order of: within a group by quadrant, then by
// deadline, those without one last, and then by age. It is small, and worked out
// once for each task: thousands are compared a dozen times each.
type listKey struct {
	group    int
	quadrant Quadrant
	deadline time.Time
	id       string
}

func (k listKey) compare(l listKey) int {
	return cmp.Or(
		cmp.Compare(k.group, l.group), cmp.Compare(k.quadrant, l.quadrant),
		earlier(k.deadline, l.deadline), cmp.Compare(k.id, l.id),
	)
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
func (a *Agenda) OpenTasks(w When) iter.Seq[Task] {
	today, deadline := w.Today(), w.deadlines()
	keys := make([]listKey, 0, len(a.Tasks))
	for _, t := range a.Tasks {
		if t.Parent != "" {
			continue
		}
		hindered := 0
		if t.Waiting != "" || today.Before(t.Later) {
			hindered = 1
		}
		keys = append(keys, listKey{hindered, t.Quadrant(), deadline(t), t.ID})
	}
	return a.inOrder(keys)
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
