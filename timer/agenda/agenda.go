package agenda

import (
	"cmp"
	"fmt"
	"iter"
	"maps"
	"slices"
	"time"

	"focusd/tracker"
)

// Agenda is all that is kept: the open tasks, and everything else. It is filled
// by Put, from items in any order. One goroutine uses it at a time, also to look:
// what was computed from long ago is remembered.
// The zero Agenda is empty; commands that make something need its NewID.
//
// Of the ended tasks it has those that somebody still asks for: those of today,
// those that Factors learns from, and the finished steps of open tasks. See
// Trim. Of the diaries it has those of the last months; see Fold.
type Agenda struct {
	Tasks      map[string]Task
	TimeBlocks map[string]TimeBlock
	Habits     map[string]Habit
	Goals      map[string]Goal
	Diaries    map[tracker.Day]Diary
	Months     map[string]Month // by their IDs; see Fold
	Vacations  map[string]Vacation
	Rewards    map[string]Reward
	Templates  map[string]Template
	Exercises  map[string]Exercise
	Ended      []Task // in order of their end

	NewID func() string // a ULID later than all before; of the caller

	// Recall is the diary of a day that was folded, of the caller, who still has
	// it. What it cannot read it has to remember, and refuse what was made of it.
	// nil: there are none.
	Recall func(tracker.Day) (Diary, bool)

	memory memory
}

// Apply makes c, which came from a command of a and is durable by now.
func (a *Agenda) Apply(c Change) {
	for _, ref := range c.Remove {
		a.remove(ref)
	}
	for _, item := range c.Put {
		a.Put(item)
	}
}

// Put adds item, or replaces the one of its Ref.
func (a *Agenda) Put(item Item) {
	ref := item.Ref()
	a.memory.forget(ref)
	switch v := item.(type) {
	case Task:
		a.putTask(v)
	case Diary:
		a.putDiary(v)
	case Month:
		a.putMonth(v)
	default:
		s := a.shelf(ref.Kind)
		if s == nil {
			panic(fmt.Sprintf("agenda: %T is no item of this package", item))
		}
		s.put(ref.ID, item)
	}
}

// shelf is where items of one kind are kept by their IDs.
type shelf interface {
	put(id string, item Item)
	item(id string) (Item, bool)
	remove(id string)
}

// shelf is that of a kind; nil for the kinds that are kept in another way.
func (a *Agenda) shelf(kind Kind) shelf {
	switch kind {
	case KindTask:
		return row[Task]{&a.Tasks}
	case KindTimeBlock:
		return row[TimeBlock]{&a.TimeBlocks}
	case KindHabit:
		return row[Habit]{&a.Habits}
	case KindGoal:
		return row[Goal]{&a.Goals}
	case KindMonth:
		return row[Month]{&a.Months}
	case KindVacation:
		return row[Vacation]{&a.Vacations}
	case KindReward:
		return row[Reward]{&a.Rewards}
	case KindTemplate:
		return row[Template]{&a.Templates}
	case KindExercise:
		return row[Exercise]{&a.Exercises}
	}
	return nil
}

// row is a shelf of items of one type.
type row[V Item] struct{ all *map[string]V }

func (r row[V]) put(id string, item Item) { put(r.all, id, item.(V)) }

func (r row[V]) remove(id string) { delete(*r.all, id) }

func (r row[V]) item(id string) (Item, bool) {
	v, ok := (*r.all)[id]
	return v, ok
}

func put[K comparable, V any](m *map[K]V, key K, v V) {
	if *m == nil {
		*m = make(map[K]V)
	}
	(*m)[key] = v
}

func (a *Agenda) putTask(t Task) {
	if t.Outcome == Open {
		put(&a.Tasks, t.ID, t)
		return
	}
	i, found := a.endedAt(t.Ref())
	if found {
		a.Ended[i] = t
		return
	}
	a.Ended = slices.Insert(a.Ended, i, t)
}

// endedAt is where the task of ref is among the ended ones, or would be: their
// IDs sort as their ends do.
func (a *Agenda) endedAt(ref Ref) (i int, found bool) {
	return slices.BinarySearchFunc(a.Ended, ref.ID, func(t Task, id string) int {
		return cmp.Compare(t.Ref().ID, id)
	})
}

func (a *Agenda) remove(ref Ref) {
	a.memory.forget(ref)
	switch ref.Kind {
	case KindEnded:
		if i, found := a.endedAt(ref); found {
			a.Ended = slices.Delete(a.Ended, i, i+1)
		}
	case KindDiary:
		if day, err := tracker.ParseDay(ref.ID); err == nil {
			delete(a.Diaries, day)
		}
	default:
		if s := a.shelf(ref.Kind); s != nil {
			s.remove(ref.ID)
		}
	}
}

// Item is the one that ref names, and whether there is one.
func (a *Agenda) Item(ref Ref) (Item, bool) {
	switch ref.Kind {
	case KindEnded:
		if i, found := a.endedAt(ref); found {
			return a.Ended[i], true
		}
	case KindDiary:
		day, err := tracker.ParseDay(ref.ID)
		if err != nil {
			return nil, false
		}
		if d, ok := a.diaryOf(day); ok {
			return d, true
		}
	default:
		if s := a.shelf(ref.Kind); s != nil {
			return s.item(ref.ID)
		}
	}
	return nil, false
}

// Inverse is the change that takes c back, seen from a before c. It brings back
// what those items were then: what happened to them since is lost with it.
func (a *Agenda) Inverse(c Change) Change {
	inverse := Change{Verb: c.Verb, What: c.What}
	touched := slices.Clone(c.Remove)
	for _, item := range c.Put {
		touched = append(touched, item.Ref())
	}
	for i, ref := range touched {
		if slices.Contains(touched[:i], ref) {
			continue
		}
		if before, ok := a.Item(ref); ok {
			inverse.Put = append(inverse.Put, before)
		} else {
			inverse.Remove = append(inverse.Remove, ref)
		}
	}
	return inverse
}

// Empty tells whether c changes nothing.
func (c Change) Empty() bool { return len(c.Remove) == 0 && len(c.Put) == 0 }

// Trim lets go of tasks that ended before, but for finished steps of tasks that
// are still open. It changes nothing that is kept.
func (a *Agenda) Trim(before time.Time) {
	a.Ended = slices.DeleteFunc(a.Ended, func(t Task) bool {
		_, open := a.Tasks[t.Parent]
		return t.Ended.Before(before) && !open
	})
}

// diary is that of day as it stands, to be changed and put. Its lists are the
// agenda's own: they are cloned before they are changed.
func (a *Agenda) diary(day tracker.Day, w When) Diary {
	d, ok := a.diaryOf(day)
	if !ok {
		_, offset := w.Now.In(w.location()).Zone()
		d = Diary{Day: day, Offset: offset / int(time.Minute/time.Second)}
	}
	return d
}

func (w When) location() *time.Location {
	if w.Calendar.Location == nil {
		return time.UTC
	}
	return w.Calendar.Location
}

// inOrder are the values of m as sorted has them, without a copy of all of them:
// tasks may be thousands.
func inOrder[K cmp.Ordered, V any](m map[K]V) iter.Seq[V] {
	return func(yield func(V) bool) {
		for _, key := range slices.Sorted(maps.Keys(m)) {
			if !yield(m[key]) {
				return
			}
		}
	}
}

// sorted are the values of m in the order of its keys: in that of their age,
// where the keys are IDs.
func sorted[K cmp.Ordered, V any](m map[K]V) []V {
	all := make([]V, 0, len(m))
	for _, key := range slices.Sorted(maps.Keys(m)) {
		all = append(all, m[key])
	}
	return all
}
