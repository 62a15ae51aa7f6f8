package credit

import (
	"time"

	"focusd/timer/agenda"
)

// Unrecorded is from when to when today looks most like a block without being
// one, and what that went to; the zero times if nothing does.
func (t *Teller) Unrecorded() (from, to time.Time, name string, err error) {
	var w agenda.When
	if err := t.Book.Look(func(_ *agenda.Agenda, now agenda.When) error { w = now; return nil }); err != nil {
		return from, to, "", err
	}
	j, err := t.judge()
	if err != nil {
		return from, to, "", err
	}
	f, err := t.read(w.Today(), w)
	if err != nil {
		return from, to, "", err
	}
	u, _ := j.Unrecorded(f)
	return u.Start, u.End, u.Name, nil
}
