package engine_test

import (
	"errors"
	"testing"
	"testing/synctest"

	"focusd/daemon/engine"
	"focusd/timer"
)

func TestDocumentsAreKeptOrNeverWere(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		one := engine.Document{Kind: "rule", ID: "1", Data: []byte("one")}
		if err := r.eng.Keep(t.Context(), one); err != nil {
			t.Fatal(err)
		}
		synctest.Wait() // only what follows is to fail
		r.store.FailNext(1, errors.New("the disk is full"))
		two := engine.Document{Kind: "rule", ID: "2", Data: []byte("two")}
		if err := r.eng.Keep(t.Context(), two, engine.Document{Kind: "rule", ID: "1"}); !errors.Is(err, engine.ErrStore) {
			t.Errorf("Keep with a full disk: %v, want ErrStore", err)
		}
		r.do(timer.Event{Verb: timer.Start}) // the next commit succeeds, and must not bring them back
		kept, err := r.store.Documents("rule")
		if err != nil || len(kept) != 1 || string(kept[0].Data) != "one" {
			t.Errorf("kept: %v, %v; want the first one alone", kept, err)
		}
		if n := r.eng.Snapshot().Store.Kept; n["rule"] != 1 {
			t.Errorf("counted: %v, want one rule", n)
		}
	})
}

func TestDocumentsNeedAPlace(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		for _, d := range []engine.Document{{ID: "1"}, {Kind: "rule"}, {Kind: "ru\x00le", ID: "1"}, {Kind: "rule", ID: "\x00"}} {
			if err := r.eng.Keep(t.Context(), d); err == nil {
				t.Errorf("Keep(%q, %q) succeeded", d.Kind, d.ID)
			}
		}
	})
}
