package page

import (
	"net/url"
	"slices"

	"focusd/daemon/api"
)

// openView is all open tasks, or those of a context or with some words.
type openView struct {
	agendaView
	Now, Waiting   []api.Task
	Contexts       []string
	Context, Words string
	All            int // of whatever context
	More           int // that are not shown
}

// mostOpen is how many tasks are shown unless all are asked for: each has all that
// can be done with it.
const mostOpen = 60

func loadOpen(v *visit) (any, error) {
	a, err := v.agendaView()
	if absent(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	all, err := v.client.Tasks(v, api.TaskQuery{})
	if err != nil {
		return nil, err
	}
	o := openView{agendaView: a, Context: v.query.Get("context"), Words: v.query.Get("q"), All: len(all.Tasks)}
	for _, t := range all.Tasks {
		o.Contexts = append(o.Contexts, t.Contexts...)
		for _, step := range t.Steps {
			o.Contexts = append(o.Contexts, step.Contexts...)
		}
	}
	slices.Sort(o.Contexts)
	o.Contexts = slices.Compact(o.Contexts)
	shown := all
	if o.Filtered() {
		if shown, err = v.client.Tasks(v, api.TaskQuery{Context: o.Context, Words: o.Words}); err != nil {
			return nil, err
		}
	}
	if n := len(shown.Tasks); n > mostOpen && !v.query.Has("all") {
		shown.Tasks, o.More = shown.Tasks[:mostOpen], n-mostOpen
	}
	for _, t := range shown.Tasks {
		if t.Waiting != "" || t.Later > a.Agenda.Day {
			o.Waiting = append(o.Waiting, t)
		} else {
			o.Now = append(o.Now, t)
		}
	}
	return o, nil
}

// Filtered says whether some may be left out.
func (o openView) Filtered() bool { return o.Context != "" || o.Words != "" }

// Whole is the address of the page with all of these tasks.
func (o openView) Whole() string {
	q := url.Values{"all": {"1"}}
	for name, value := range map[string]string{"context": o.Context, "q": o.Words} {
		if value != "" {
			q.Set(name, value)
		}
	}
	return "/tasks?" + q.Encode() + "#open-tasks"
}

// Only is the address of the page with the tasks of a context alone.
func (o openView) Only(context string) string {
	if context == "" {
		return "/tasks"
	}
	return "/tasks?" + url.Values{"context": {context}}.Encode()
}

// orderedStep is a step and, of an open one, the steps in the order that moving it
// up or down makes; none where it cannot be moved.
type orderedStep struct {
	api.Task
	Up, Down []string
}

// Movable says whether the step has a place that can be another.
func (s orderedStep) Movable() bool { return len(s.Up)+len(s.Down) > 0 }

// Ordered are the steps of a task.
func (o openView) Ordered(t api.Task) (all []orderedStep) {
	var open []string
	for _, s := range t.Steps {
		if s.Outcome == "open" {
			open = append(open, s.ID)
		}
	}
	for _, s := range t.Steps {
		step := orderedStep{Task: s}
		if i := slices.Index(open, s.ID); i >= 0 && s.Outcome == "open" {
			step.Up, step.Down = swapped(open, i-1), swapped(open, i)
		}
		all = append(all, step)
	}
	return all
}

// swapped is ids with those at i and after it in each other's place; nil if one of
// them is none.
func swapped(ids []string, i int) []string {
	if i < 0 || i+1 >= len(ids) {
		return nil
	}
	other := slices.Clone(ids)
	other[i], other[i+1] = other[i+1], other[i]
	return other
}

// StepsDone is how many of the steps of a task are over.
func (o openView) StepsDone(t api.Task) (n int) {
	for _, s := range t.Steps {
		if s.Outcome != "open" {
			n++
		}
	}
	return n
}
