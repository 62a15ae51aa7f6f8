package server

import (
	"cmp"

	"focusd/timer/agenda"
)

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
