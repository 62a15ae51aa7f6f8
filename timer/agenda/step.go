package agenda

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"
)

// Steps are those of a task, open and ended, in order.
func (a *Agenda) Steps(parent string) []Task {
	var steps []Task
	for _, t := range a.Tasks {
		if t.Parent == parent && parent != "" {
			steps = append(steps, t)
		}
	}
	for _, t := range a.Ended {
		if t.Parent == parent && parent != "" {
			steps = append(steps, t)
		}
	}
	slices.SortFunc(steps, byRank)
	return steps
}

func byRank(s, t Task) int { return cmp.Or(cmp.Compare(s.Rank, t.Rank), cmp.Compare(s.ID, t.ID)) }

// openSteps are those of all tasks that have some, in order, by the task.
func (a *Agenda) openSteps() map[string][]Task {
	steps := make(map[string][]Task)
	for _, t := range a.Tasks {
		if t.Parent != "" {
			steps[t.Parent] = append(steps[t.Parent], t)
		}
	}
	for _, list := range steps {
		slices.SortFunc(list, byRank)
	}
	return steps
}

// Whole are the IDs of the tasks that are made of steps, open or ended, those of
// more counted in.
func (a *Agenda) Whole(more ...Task) map[string]bool {
	whole := make(map[string]bool)
	add := func(t Task) {
		if t.Parent != "" {
			whole[t.Parent] = true
		}
	}
	for _, t := range a.Tasks {
		add(t)
	}
	for _, t := range a.Ended {
		add(t)
	}
	for _, t := range more {
		add(t)
	}
	return whole
}

// Current is what to do of a task next: its first open step, or the task itself
// if it has none.
func (a *Agenda) Current(id string) (Task, bool) {
	for _, s := range a.Steps(id) {
		if s.Outcome == Open {
			return s, true
		}
	}
	t, ok := a.Tasks[id]
	return t, ok
}

// Remaining is how long a task will still take: the estimates of its open
// steps, or its own if it has none; and whether all of them are known.
func (a *Agenda) Remaining(id string) (left time.Duration, known bool) {
	known = true
	open := 0
	for _, s := range a.Steps(id) {
		if s.Outcome == Open {
			open++
			left += s.Estimate
			known = known && s.Estimate > 0
		}
	}
	if t, ok := a.Tasks[id]; ok && open == 0 {
		return t.Estimate, t.Estimate > 0
	}
	return left, known && open > 0
}

// Split makes steps of the lines of text, in their order, after those that the
// task has. A step is split into steps of its task, in its place.
func (a *Agenda) Split(id, text string, w When) (Change, error) {
	t := a.turn("split", w)
	task, err := t.task(id)
	if err != nil {
		return Change{}, err
	}
	added, err := a.captureSteps(text, w)
	if err != nil {
		return Change{}, err
	}
	parent := task
	if task.Parent != "" {
		if parent, err = t.task(task.Parent); err != nil {
			return Change{}, err
		}
	}
	for i := range added {
		added[i].ID, added[i].Parent, added[i].Made = a.NewID(), parent.ID, w.Now.UTC()
	}
	t.insert(task, added)
	return t.change(task.Title), nil
}

// captureSteps reads a step from each line that is not empty.
func (a *Agenda) captureSteps(text string, w When) ([]Task, error) {
	var steps []Task
	n := 0
	for line := range strings.Lines(text) {
		n++
		if strings.TrimSpace(line) == "" {
			continue
		}
		// As the step of something it may not have what only a task has.
		tasks, err := a.Capture("x "+stepMark+" "+strings.TrimRight(line, "\r\n"), w)
		if err != nil {
			return nil, onLine(err, n, len("x "+stepMark+" "))
		}
		steps = append(steps, tasks[1:]...)
	}
	if len(steps) == 0 {
		return nil, &TextError{Problem: "there are no steps", Advice: "write each on a line of its own"}
	}
	return steps, nil
}

// onLine says of a TextError on which line it is, where something was written
// before it that the person did not.
func onLine(err error, line, before int) error {
	if e, ok := err.(*TextError); ok {
		e.Line = line
		e.At = max(e.At-before, 0)
	}
	return err
}

// insert has added be steps: of task after its own, or, if it is a step, in its
// place. Who is working on task works on the first of them.
func (t *turn) insert(task Task, added []Task) {
	added[0].Since = task.Since
	if task.Parent == "" {
		last := 0
		for _, s := range t.a.Steps(task.ID) {
			last = max(last, s.Rank)
		}
		task = t.pause(task)
		task.Noticed = true
		t.put(task)
		t.rank(last+1, added)
		return
	}
	added[0].Spent, added[0].Next = task.Spent, task.Next
	t.remove(task.Ref())
	t.rank(task.Rank, added)
	after := task.Rank + len(added)
	for _, s := range t.steps(task.Parent) {
		if s.Rank > task.Rank && !slices.ContainsFunc(added, func(n Task) bool { return n.ID == s.ID }) {
			t.rank(after, []Task{s})
			after++
		}
	}
}

// rank puts steps with numbers from first on.
func (t *turn) rank(first int, steps []Task) {
	for i, s := range steps {
		s.Rank = first + i
		t.put(s)
	}
}

// Order has the open steps of a task in the order of their IDs; those that are
// not named come after, as they were.
func (a *Agenda) Order(parent string, ids []string, w When) (Change, error) {
	t := a.turn("order", w)
	task, err := t.task(parent)
	if err != nil {
		return Change{}, err
	}
	steps := t.steps(parent)
	for i, id := range ids {
		known := slices.ContainsFunc(steps, func(s Task) bool { return s.ID == id })
		if !known || slices.Contains(ids[:i], id) {
			return Change{}, fmt.Errorf("%w: name open steps of %q, each once", ErrOrder, task.Title)
		}
	}
	place := func(s Task) int {
		if i := slices.Index(ids, s.ID); i >= 0 {
			return i
		}
		return len(ids)
	}
	first := firstRank(steps)
	slices.SortStableFunc(steps, func(s, u Task) int { return cmp.Compare(place(s), place(u)) })
	t.rank(first, steps)
	return t.change(task.Title), nil
}

func firstRank(steps []Task) int {
	if len(steps) == 0 {
		return 1
	}
	return steps[0].Rank
}
