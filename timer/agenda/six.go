package agenda

import (
	"fmt"
	"slices"

	"focusd/tracker"
)

// DefaultSix is how many tasks a day has ranked, unless the person wants
// another number.
const DefaultSix = 6

// SetSix ranks the tasks of today, the most important first, instead of those
// ranked before; at most so many. Those that are done already keep their place
// if they are named, and are forgotten if they are not.
func (a *Agenda) SetSix(ids []string, most int, w When) (Change, error) {
	t := a.turn("six", w)
	d := t.diary()
	if len(ids) > most {
		return Change{}, fmt.Errorf("%w: a day has %d ranked tasks at most, and these are %d: leave the last ones for another day", ErrFull, most, len(ids))
	}
	for i, id := range ids {
		if slices.Contains(ids[:i], id) {
			return Change{}, fmt.Errorf("%w: name each task once", ErrOrder)
		}
		if slices.Contains(d.SixDone, id) {
			continue
		}
		if _, err := t.task(id); err != nil {
			return Change{}, err
		}
	}
	d.Six = slices.Clone(ids)
	d.SixDone = slices.DeleteFunc(slices.Clone(d.SixDone), func(id string) bool { return !slices.Contains(ids, id) })
	t.put(d.planSix())
	return t.change(w.Today().String()), nil
}

// MoveSix gives one task of the six another place, from 1, or adds it there.
func (a *Agenda) MoveSix(id string, place, most int, w When) (Change, error) {
	six := slices.Clone(a.Diaries[w.Today()].Six)
	six = slices.DeleteFunc(six, func(other string) bool { return other == id })
	if place < 1 || place > len(six)+1 {
		return Change{}, fmt.Errorf("%w: place %d: use 1 to %d", ErrOrder, place, len(six)+1)
	}
	return a.SetSix(slices.Insert(six, place-1, id), most, w)
}

// FirstOfSix is the first of the day's ranked tasks that is open, as its
// current step if it has steps: what to begin without being told what.
func (a *Agenda) FirstOfSix(day tracker.Day) (Task, bool) {
	for _, id := range a.Diaries[day].Six {
		if t, ok := a.Tasks[id]; ok {
			return a.Current(t.ID)
		}
	}
	return Task{}, false
}

// OrderKept is how many of the ranked tasks that are done were the first open
// one when they were, and how many are done.
func (d Diary) OrderKept() (kept, done int) {
	for i, id := range d.SixDone {
		first := slices.IndexFunc(d.Six, func(open string) bool { return !slices.Contains(d.SixDone[:i], open) })
		if first >= 0 && d.Six[first] == id {
			kept++
		}
	}
	return kept, len(d.SixDone)
}

// SetOne answers the question of the morning: which task matters most today.
// "" is not to answer it; either way it is not asked again that day.
func (a *Agenda) SetOne(id string, w When) (Change, error) {
	t := a.turn("one", w)
	what := ""
	if id != "" {
		task, err := t.task(id)
		if err != nil {
			return Change{}, err
		}
		what = task.Title
	}
	d := t.diary()
	d.One, d.Asked = id, true
	t.put(d)
	return t.change(what), nil
}

// leaveSix takes a task that will not be done today off the six.
func (t *turn) leaveSix(id string) {
	d := t.diary()
	if !slices.Contains(d.Six, id) {
		return
	}
	d.Six = slices.DeleteFunc(slices.Clone(d.Six), func(other string) bool { return other == id })
	t.put(d)
}

// unfinishSix has an ended task not be done in the six of the day it ended on.
func (t *turn) unfinishSix(task Task) {
	item, ok := t.item(Diary{Day: t.w.Calendar.Day(task.Ended)}.Ref())
	if !ok {
		return
	}
	d := item.(Diary)
	if slices.Contains(d.SixDone, task.ID) {
		d.SixDone = slices.DeleteFunc(slices.Clone(d.SixDone), func(id string) bool { return id == task.ID })
		t.put(d)
	}
}
