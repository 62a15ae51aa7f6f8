package server

import (
	"cmp"
	"fmt"
	"maps"
	"net/http"
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

// agendaVerb is a value of AgendaCommand.Do.
type agendaVerb struct {
	fields []string // that go with it, beside do
	make   func(*task, *agenda.Agenda, agenda.When) (agenda.Change, error)
}

// agendaVerbs are all but undo.
func agendaVerbs() map[string]agendaVerb {
	one := func(make func(a *agenda.Agenda, id string, w agenda.When) (agenda.Change, error)) agendaVerb {
		return agendaVerb{named(), func(t *task, a *agenda.Agenda, w agenda.When) (agenda.Change, error) {
			if err := t.find(a); err != nil {
				return agenda.Change{}, err
			}
			return make(a, t.id, w)
		}}
	}
	verbs := habitVerbs()
	maps.Copy(verbs, map[string]agendaVerb{
		"add":             {[]string{"line"}, (*task).add},
		"edit":            {named("line"), (*task).edit},
		"split":           {named("text"), (*task).split},
		"do":              {named(), (*task).begin},
		"leave":           {[]string{"next"}, (*task).leave},
		"done":            {named(), (*task).done},
		"later":           {named("day"), (*task).later},
		"today":           one((*agenda.Agenda).ForToday),
		"not_today":       one((*agenda.Agenda).NotToday),
		"drop":            one((*agenda.Agenda).Drop),
		"skip":            one((*agenda.Agenda).Skip),
		"reopen":          {named(), (*task).reopen},
		"order":           {named("list"), (*task).order},
		"six":             {named("list", "place"), (*task).six},
		"one":             {named(), (*task).one},
		"save_template":   {named("name"), (*task).saveTemplate},
		"use_template":    {named("name"), (*task).useTemplate},
		"remove_template": {named(), (*task).removeTemplate},
	})
	return verbs
}

// named are the fields that name something, and others.
func named(others ...string) []string {
	return append([]string{"id", "query", "seen", "known"}, others...)
}

// agendaCommand makes a command happen.
func (d *door) agendaCommand(w http.ResponseWriter, r *http.Request) error {
	cmd, err := readJSON[api.AgendaCommand](w, r)
	if err != nil {
		return err
	}
	if d.Agenda == nil {
		return noAgenda()
	}
	if cmd.Do == "undo" {
		return d.agendaUndo(w, r, cmd)
	}
	verb, known := agendaVerbs()[cmd.Do]
	if !known {
		return badRequest("there is no command \""+clip(cmd.Do)+"\" for the agenda", "see the specification of POST /v1/agenda")
	}
	if err := onlyFields(cmd, verb.fields); err != nil {
		return err
	}
	cmd.Horizon = max(cmd.Horizon, d.Horizon)
	t := &task{AgendaCommand: cmd, most: cmp.Or(d.Six, agenda.DefaultSix)}
	now := d.now()
	facts, err := d.facts(now.Today(), now)
	if err != nil {
		return err
	}
	d.planning.Lock()
	defer d.planning.Unlock()
	var notices []agenda.Notice
	c, err := d.Agenda.Do(r.Context(), func(a *agenda.Agenda, when agenda.When) (agenda.Change, error) {
		c, err := verb.make(t, a, when)
		if err == nil && t.Known != "" {
			err = d.unknown(t, a)
		}
		return c, err
	}, func(a *agenda.Agenda, when agenda.When) (c agenda.Change, err error) {
		_, _, planned := a.Look(when.Today(), facts, when).Open()
		notices, c = a.Notices(loadOf(a, facts, when), planned, when)
		return c, nil
	})
	if err != nil {
		return agendaError(err)
	}
	done := api.AgendaDone{Verb: c.Verb, What: c.What, ID: t.id}
	for _, n := range notices {
		done.Notices = append(done.Notices, api.AgendaNotice{Kind: string(n.Kind), Text: n.String(), Task: n.Task})
	}
	return d.agendaDone(w, done, facts)
}

// agendaUndo takes the last command back.
func (d *door) agendaUndo(w http.ResponseWriter, r *http.Request, cmd api.AgendaCommand) error {
	if err := onlyFields(cmd, []string{"known"}); err != nil {
		return err
	}
	d.planning.Lock()
	defer d.planning.Unlock()
	if err := d.notLast(cmd.Known); err != nil {
		return err
	}
	note, err := d.Agenda.Undo(r.Context())
	if err != nil {
		return undoError(err, note)
	}
	return d.agendaDone(w, api.AgendaDone{Verb: note.Verb, What: note.What, Undone: true}, agenda.Facts{})
}

// agendaDone answers what a command has come to.
func (d *door) agendaDone(w http.ResponseWriter, done api.AgendaDone, facts agenda.Facts) error {
	if err := d.look(func(a *agenda.Agenda, when agenda.When) error {
		p := newPrinter(a, when, false)
		if t, ok := p.byID(done.ID); ok {
			done.Task = &t
			done.Then = p.then(t)
			return nil
		}
		return showThings(&done, a, facts, when)
	}); err != nil {
		return err
	}
	last, err := d.Agenda.Undoable()
	if err != nil {
		return err
	}
	if len(last) > 0 {
		done.Change = last[0].ID
	}
	done.Edition = d.Agenda.Edition()
	return answer(w, done)
}

// then is what comes after a task that is done: the next step of its task, or
// the next time that it is to be done.
func (p *printer) then(t api.Task) *api.Task {
	if t.Outcome == agenda.Open.String() {
		return nil
	}
	for _, s := range p.steps[t.Parent] {
		if s.Outcome == agenda.Open {
			w := p.task(s)
			return &w
		}
	}
	for _, next := range p.a.Tasks {
		if next.Before == t.ID || t.Parent != "" && next.Before == t.Parent {
			w := p.whole(next)
			return &w
		}
	}
	return nil
}

// onlyFields refuses a field that the verb would ignore: it was meant to do
// something.
func onlyFields(c api.AgendaCommand, known []string) error {
	for _, f := range []struct {
		name string
		is   bool
	}{
		{"id", c.ID != ""},
		{"query", c.Query != ""},
		{"seen", c.Seen != nil},
		{"known", c.Known != ""},
		{"line", c.Line != ""},
		{"text", c.Text != ""},
		{"day", c.Day != ""},
		{"next", c.Next != ""},
		{"name", c.Name != ""},
		{"list", c.List != nil},
		{"place", c.Place != 0},
		{"kind", c.Kind != ""},
		{"amount", c.Amount != 0},
		{"reason", c.Reason != ""},
		{"from", c.From != ""},
		{"to", c.To != ""},
		{"of", c.Of != nil},
		{"horizon", c.Horizon != 0},
		{"force", c.Force},
		{"accept", c.Accept},
		{"time_block", c.TimeBlock != nil},
		{"habit", c.Habit != nil},
		{"goal", c.Goal != nil},
	} {
		if f.is && !slices.Contains(known, f.name) {
			return badRequest("\""+f.name+"\" does not go with \""+clip(c.Do)+"\"", "leave it out")
		}
	}
	if c.ID != "" && c.Query != "" {
		return badRequest("\"id\" and \"query\" both say of what", "send one of them")
	}
	return nil
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

func (t *task) saveTemplate(a *agenda.Agenda, w agenda.When) (agenda.Change, error) {
	if err := t.findEnded(a); err != nil {
		return agenda.Change{}, err
	}
	return a.SaveTemplate(t.id, t.Name, w)
}

func (t *task) useTemplate(a *agenda.Agenda, w agenda.When) (agenda.Change, error) {
	if err := t.findTemplate(a); err != nil {
		return agenda.Change{}, err
	}
	c, err := a.UseTemplate(t.id, t.Name, w)
	if err == nil {
		t.id = c.Put[0].Ref().ID
	}
	return c, err
}

func (t *task) removeTemplate(a *agenda.Agenda, w agenda.When) (agenda.Change, error) {
	if err := t.findTemplate(a); err != nil {
		return agenda.Change{}, err
	}
	return a.RemoveTemplate(t.id, w)
}

func (t *task) findTemplate(a *agenda.Agenda) error {
	if t.unnamed() {
		return badRequest("\"id\" or \"query\" says which template", "send one of them")
	}
	if t.id = cmp.Or(t.ID, numbered(t.Query, t.Seen)); t.id != "" {
		return nil
	}
	found, err := a.FindTemplate(t.Query)
	t.id = found.ID
	return err
}
