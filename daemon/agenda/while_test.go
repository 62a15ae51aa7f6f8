package agenda

import (
	"errors"
	"testing"

	"focusd/daemon/engine"
	"focusd/timer/agenda"
)

func TestWhatChangedBesideTheBookIsReadAnew(t *testing.T) {
	d := newDesk(t)
	id := d.add("a word that is to go")
	changed, before := d.Changed(), d.Edition()
	failed := errors.New("in part")
	err := d.While(func() error {
		if err := d.memory.Commit(engine.Change{Documents: []engine.Document{{Kind: string(agenda.KindTask), ID: id}}}); err != nil {
			t.Fatal(err)
		}
		return failed
	})
	if !errors.Is(err, failed) {
		t.Errorf("While = %v, want %v", err, failed)
	}
	select {
	case <-changed:
	default:
		t.Error("nobody was told that the agenda has changed")
	}
	if d.Edition() == before {
		t.Error("the edition is the one before")
	}
	err = d.Look(func(a *agenda.Agenda, _ agenda.When) error {
		if len(a.Tasks) != 0 {
			t.Errorf("tasks %v, want none", a.Tasks)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
