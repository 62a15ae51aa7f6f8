package server

import (
	"cmp"
	"maps"
	"net/http"
	"slices"

	"focusd/daemon/api"
	"focusd/timer/agenda"
)

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
	return d.changeAgenda(w, r, verb, &task{AgendaCommand: cmd, most: cmp.Or(d.Six, agenda.DefaultSix)})
}

// changeAgenda makes a change, and answers with what there is to say of the day
// after it.
func (d *door) changeAgenda(w http.ResponseWriter, r *http.Request, verb agendaVerb, t *task) error {
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
		seen := a.Look(when.Today(), facts, when)
		_, _, planned := seen.Open()
		notices, c = a.Notices(loadOf(a, seen, facts, when), planned, when)
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
