package server

import (
	"cmp"
	"fmt"
	"strings"

	"focusd/timer/agenda"
)

func (t *task) vacation(a *agenda.Agenda, w agenda.When) (agenda.Change, error) {
	from, err := dayToCome(t.From, w)
	if err != nil {
		return agenda.Change{}, err
	}
	v := agenda.Vacation{From: from, To: from, Reason: t.Reason}
	if t.To != "" {
		if v.To, err = dayToCome(t.To, w); err != nil {
			return agenda.Change{}, err
		}
	}
	for _, query := range t.Of {
		ref, err := tickable(a, query, "")
		if err != nil {
			return agenda.Change{}, err
		}
		v.Of = append(v.Of, ref)
	}
	return t.made(a.AddVacation(v, t.Horizon, w))
}

// vacationEnd ends the vacation of an ID, or the one that goes on or comes next.
func (t *task) vacationEnd(a *agenda.Agenda, w agenda.When) (agenda.Change, error) {
	if t.id = cmp.Or(t.ID, numbered(t.Query, t.Seen)); t.id == "" {
		for _, v := range vacationsThere(a, w.Today()) {
			if t.Query == "" || strings.HasSuffix(strings.ToLower(v.ID), strings.ToLower(t.Query)) || v.From.String() == t.Query {
				t.id = v.ID
				break
			}
		}
	}
	if t.id == "" {
		return agenda.Change{}, fmt.Errorf("%w: no vacation goes on or is to come: see the list", agenda.ErrUnknown)
	}
	return a.EndVacation(t.id, w)
}
