package server

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"focusd/daemon/api"
	"focusd/timer/agenda"
)

// taskList lists tasks, open or ended.
func (d *door) taskList(w http.ResponseWriter, r *http.Request) error {
	f, err := d.filterOf(r)
	if err != nil {
		return err
	}
	list := api.Tasks{Tasks: []api.Task{}}
	var ended []agenda.Task
	if f.state != agenda.Open.String() && d.Agenda != nil {
		if ended, err = d.Agenda.Ended(f.span.from, f.span.to); err != nil {
			return agendaError(err)
		}
	}
	if err := d.look(func(a *agenda.Agenda, when agenda.When) error {
		list.Day = when.Today().String()
		p := newPrinter(a, when, f.lines)
		if f.state == agenda.Open.String() || f.state == "all" {
			for t := range a.OpenTasks(when) {
				switch {
				case !f.wants(p, t):
				case f.full(list):
					list.More++
				default:
					list.Tasks = append(list.Tasks, p.whole(t))
				}
			}
		}
		p.know(ended)
		for _, t := range ended {
			switch {
			case f.state != "all" && f.state != t.Outcome.String() || !f.wants(p, t):
			case f.full(list):
				list.More++
			default:
				list.Tasks = append(list.Tasks, p.task(t))
			}
		}
		return nil
	}); err != nil {
		return err
	}
	return answer(w, list)
}

// filter is which tasks are asked for.
type filter struct {
	state, context, area, goal, words string
	span                              span
	lines                             bool
	limit                             int // 0: none
}

// full tells whether a list has all the tasks that it may have.
func (f filter) full(list api.Tasks) bool { return f.limit > 0 && len(list.Tasks) >= f.limit }

func (d *door) filterOf(r *http.Request) (f filter, err error) {
	f.span, err = d.rangeOf(r, time.Now().Add(-endedFor), "state", "context", "area", "goal", "q", "lines", "limit")
	if err != nil {
		return f, err
	}
	q := r.URL.Query()
	f.state, f.context, f.area = q.Get("state"), strings.ToLower(q.Get("context")), strings.ToLower(q.Get("area"))
	f.goal, f.words = strings.ToLower(q.Get("goal")), strings.ToLower(q.Get("q"))
	if f.state == "" {
		f.state = agenda.Open.String()
	}
	if !slices.Contains([]string{agenda.Open.String(), agenda.Done.String(), agenda.Dropped.String(), "all"}, f.state) {
		return f, badRequest("\"state\" cannot be "+clip(f.state), "use open, done, dropped or all")
	}
	if f.state == agenda.Open.String() && (q.Has("from") || q.Has("to")) {
		return f, badRequest("\"from\" and \"to\" say when tasks ended", "ask for state=done, dropped or all, or leave them out")
	}
	if text := q.Get("limit"); text != "" {
		if f.limit, err = strconv.Atoi(text); err != nil || f.limit < 1 {
			return f, badRequest("\"limit\" is no number from 1 on: "+clip(text), "write limit=20")
		}
	}
	f.lines, err = isSet(q.Get("lines"), "lines")
	return f, err
}

// wants tells whether t, or a step of it, is asked for.
func (f filter) wants(p *printer, t agenda.Task) bool {
	if f.area != "" && f.area != t.Area || f.goal != "" && !f.names(p.goal(t), t.Goal) {
		return false
	}
	steps := p.steps[t.ID]
	in := func(s agenda.Task) bool { return slices.Contains(s.Contexts, f.context) }
	if f.context != "" && !in(t) && !slices.ContainsFunc(steps, in) {
		return false
	}
	return f.says(t) || slices.ContainsFunc(steps, f.says)
}

// says tells whether the title of t has all the words in it.
func (f filter) says(t agenda.Task) bool {
	title := strings.ToLower(t.Title)
	for word := range strings.FieldsSeq(f.words) {
		if !strings.Contains(title, word) {
			return false
		}
	}
	return true
}

func (f filter) names(goal, id string) bool {
	return f.goal == strings.ToLower(goal) || f.goal == strings.ToLower(id)
}
