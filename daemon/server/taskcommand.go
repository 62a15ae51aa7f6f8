package server

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"focusd/daemon/api"
	"focusd/timer/agenda"
)

// task is a command of the agenda that was asked for, while it is made.
type task struct {
	api.AgendaCommand
	most int    // of the six
	id   string // of what it is done to
}

// unnamed tells whether the command says nothing of what it is to be done to.
func (t *task) unnamed() bool { return t.ID == "" && t.Query == "" }

// find finds the open task that the command names.
func (t *task) find(a *agenda.Agenda) error {
	if t.unnamed() {
		return badRequest("\"id\" or \"query\" says which task", "send one of them")
	}
	if t.id = t.ID; t.id != "" {
		return nil
	}
	found, err := a.FindTask(t.Query, t.Seen)
	t.id = found.ID
	return err
}

// findEnded finds the task that is done or dropped.
func (t *task) findEnded(a *agenda.Agenda) error {
	if t.unnamed() {
		return badRequest("\"id\" or \"query\" says which task", "send one of them")
	}
	if t.id = cmp.Or(t.ID, numbered(t.Query, t.Seen)); t.id != "" {
		return nil
	}
	found, err := a.FindEnded(t.Query, nil)
	t.id = found.ID
	return err
}

// numbered is the ID that a number means, if it means one.
func numbered(query string, seen []string) string {
	n, err := strconv.Atoi(strings.TrimSpace(query))
	if err != nil || n < 1 || n > len(seen) {
		return ""
	}
	return seen[n-1]
}

func (t *task) add(a *agenda.Agenda, w agenda.When) (agenda.Change, error) {
	c, err := a.Add(t.Line, w)
	if err == nil {
		t.id = c.Put[0].Ref().ID
	}
	return c, err
}

func (t *task) edit(a *agenda.Agenda, w agenda.When) (agenda.Change, error) {
	if err := t.find(a); err != nil {
		return agenda.Change{}, err
	}
	return a.Edit(t.id, t.Line, w)
}

func (t *task) split(a *agenda.Agenda, w agenda.When) (agenda.Change, error) {
	if err := t.find(a); err != nil {
		return agenda.Change{}, err
	}
	c, err := a.Split(t.id, t.Text, w)
	if step, ok := a.Tasks[t.id]; ok && step.Parent != "" {
		t.id = step.Parent
	}
	return c, err
}

// begin has the person work on a task; on the first of the six, if none is
// named. What is done is the current step, if there are steps.
func (t *task) begin(a *agenda.Agenda, w agenda.When) (agenda.Change, error) {
	if t.unnamed() {
		first, ok := a.FirstOfSix(w.Today())
		if !ok {
			return agenda.Change{}, &api.Error{Code: api.CodeNoItem, Message: "none of today's ranked tasks is open", Hint: "say which task to begin, or rank some"}
		}
		t.ID = first.ID
	}
	if err := t.find(a); err != nil {
		return agenda.Change{}, err
	}
	c, err := a.Do(t.id, w)
	if current, ok := a.Current(t.id); ok {
		t.id = current.ID
	}
	return c, err
}

func (t *task) leave(a *agenda.Agenda, w agenda.When) (agenda.Change, error) {
	if active, ok := a.Active(); ok {
		t.id = active.ID
	}
	return a.Leave(t.Next, w)
}

// done is about the task that is being done, if none is named.
func (t *task) done(a *agenda.Agenda, w agenda.When) (agenda.Change, error) {
	if t.unnamed() {
		active, ok := a.Active()
		if !ok {
			return agenda.Change{}, fmt.Errorf("%w: say which one is done", agenda.ErrIdle)
		}
		t.ID = active.ID
	}
	if err := t.find(a); err != nil {
		return agenda.Change{}, err
	}
	return a.Done(t.id, w)
}

func (t *task) later(a *agenda.Agenda, w agenda.When) (agenda.Change, error) {
	if err := t.find(a); err != nil {
		return agenda.Change{}, err
	}
	day, ok := w.ParseDay(t.Day)
	if !ok {
		return agenda.Change{}, &api.Error{
			Code: api.CodeValue, Message: "there is no day \"" + clip(t.Day) + "\"",
			Hint: "write tomorrow, fri, 2026-12-01, 12-01, +3d, +2w, +1m, eow, eom or eoy",
		}
	}
	return a.Later(t.id, day, w)
}

func (t *task) reopen(a *agenda.Agenda, w agenda.When) (agenda.Change, error) {
	if err := t.findEnded(a); err != nil {
		return agenda.Change{}, err
	}
	return a.Reopen(t.id, w)
}

// order names steps by their numbers among the open ones, by ID or by words.
func (t *task) order(a *agenda.Agenda, w agenda.When) (agenda.Change, error) {
	if err := t.find(a); err != nil {
		return agenda.Change{}, err
	}
	open := &agenda.Agenda{Tasks: make(map[string]agenda.Task)}
	var seen, ids []string
	for _, s := range a.Steps(t.id) {
		if s.Outcome == agenda.Open {
			open.Put(s)
			seen = append(seen, s.ID)
		}
	}
	for _, query := range t.List {
		s, err := open.FindTask(query, seen)
		if err != nil {
			return agenda.Change{}, err
		}
		ids = append(ids, s.ID)
	}
	return a.Order(t.id, ids, w)
}

// six ranks the tasks of a list, or gives one task a place.
func (t *task) six(a *agenda.Agenda, w agenda.When) (agenda.Change, error) {
	switch {
	case t.unnamed() == (t.List == nil):
		return agenda.Change{}, badRequest("\"list\" ranks the tasks of the day, \"id\" or \"query\" gives one a place", "send one of them")
	case t.List == nil:
		if err := t.find(a); err != nil {
			return agenda.Change{}, err
		}
		return a.MoveSix(t.id, cmp.Or(t.Place, len(a.Diaries[w.Today()].Six)+1), t.most, w)
	case t.Place != 0:
		return agenda.Change{}, badRequest("\"place\" does not go with \"list\"", "leave it out")
	}
	ids := make([]string, len(t.List))
	for i, query := range t.List {
		id := cmp.Or(numbered(query, t.Seen), query)
		if slices.Contains(a.Diaries[w.Today()].SixDone, id) {
			ids[i] = id
			continue
		}
		found, err := a.FindTask(query, t.Seen)
		if err != nil {
			return agenda.Change{}, err
		}
		ids[i] = found.ID
	}
	return a.SetSix(ids, t.most, w)
}

// one is the task that matters most today; not to name one is an answer too.
func (t *task) one(a *agenda.Agenda, w agenda.When) (agenda.Change, error) {
	if !t.unnamed() {
		if err := t.find(a); err != nil {
			return agenda.Change{}, err
		}
	}
	return a.SetOne(t.id, w)
}
