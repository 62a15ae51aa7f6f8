package rules

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"focusd/daemon/engine"
	"focusd/daemon/engine/enginetest"
	"focusd/tracker/category"
)

func takeBack(t *testing.T, b *Book) Outcome {
	t.Helper()
	o, err := b.Undo(t.Context(), "")
	if err != nil {
		t.Fatalf("Undo: %v", err)
	}
	return o
}

// look is all that is in force.
func look(t *testing.T, b *Book) string {
	t.Helper()
	e, err := b.Now()
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprint(e.Own)
}

func TestUndoGoesBackStepByStep(t *testing.T) {
	m := enginetest.NewMemory()
	b := newBook(m)
	steps := []func() Change{
		func() Change {
			return Change{Do: Define, Category: Category{Name: "mine", Class: class(category.Earns)}}
		},
		func() Change { return Change{Do: Add, Rule: "app=editor -> mine"} },
		func() Change { return Change{Do: Add, Rule: "app=editor order=3 -> mine"} },
		func() Change { return Change{Do: Replace, ID: "app=editor", Rule: "app=firefox -> mine"} },
		func() Change { return Change{Do: Off, ID: "app=steam"} },
		func() Change {
			return Change{Do: File, App: "other", Category: Category{Name: "new", Class: class(category.Wastes)}}
		},
		func() Change { return Change{Do: Remove, ID: "app=firefox"} },
		func() Change { return Change{Do: On, ID: "app=steam"} },
	}
	looks := []string{look(t, b)}
	for _, step := range steps {
		do(t, b, step())
		looks = append(looks, look(t, b))
	}
	for i := len(steps) - 1; i >= 0; i-- {
		if i == 4 {
			b = newBook(m) // a restart in between
		}
		o := takeBack(t, b)
		if got := look(t, b); got != looks[i] || o.Did != "undone" || o.Undone == "" {
			t.Errorf("after undoing step %d (%+v):\n%s\nwant\n%s", i, o, got, looks[i])
		}
		if got := look(t, newBook(m)); got != looks[i] {
			t.Errorf("after a restart step %d is not undone", i)
		}
	}
	if _, err := b.Undo(t.Context(), ""); !errors.Is(err, ErrNoUndo) {
		t.Errorf("Undo with nothing left: %v, want %v", err, ErrNoUndo)
	}
}

func TestUndoIsRefusedWhereSomethingElseHasChangedTheRule(t *testing.T) {
	for _, tt := range []struct {
		name string
		data []byte
	}{{"written", []byte(`{"v":1,"text":"app=editor -> games"}`)}, {"removed", nil}} {
		t.Run(tt.name, func(t *testing.T) {
			m := enginetest.NewMemory()
			b := newBook(m)
			o := do(t, b, Change{Do: Add, Rule: "app=editor -> code"})
			if err := m.Commit(engine.Change{Documents: []engine.Document{{Kind: kindRule, ID: o.Rule.ID, Data: tt.data}}}); err != nil {
				t.Fatal(err)
			}
			b = newBook(m)
			before := look(t, b)
			if _, err := b.Undo(t.Context(), ""); !errors.Is(err, ErrChanged) {
				t.Errorf("Undo: %v, want %v", err, ErrChanged)
			}
			if got := look(t, b); got != before {
				t.Errorf("the refused undo has made\n%s\nof\n%s", got, before)
			}
		})
	}
}

func TestUndoTakesBackWhatIsMeant(t *testing.T) {
	b := newBook(enginetest.NewMemory())
	first := do(t, b, Change{Do: Add, Rule: "app=editor -> code"})
	second := do(t, b, Change{Do: Add, Rule: "app=player -> games"})
	before := look(t, b)
	if _, err := b.Undo(t.Context(), first.Change); !errors.Is(err, ErrChanged) || look(t, b) != before {
		t.Errorf("Undo of the change before the last: %v, want %v and nothing done", err, ErrChanged)
	}
	for _, o := range []Outcome{second, first} {
		if _, err := b.Undo(t.Context(), o.Change); err != nil {
			t.Errorf("Undo of %v: %v", o, err)
		}
	}
	if _, err := b.Undo(t.Context(), first.Change); !errors.Is(err, ErrNoUndo) {
		t.Errorf("Undo of what was undone: %v, want %v", err, ErrNoUndo)
	}
}

func TestUndoOfAFailingStore(t *testing.T) {
	m := enginetest.NewMemory()
	b := newBook(m)
	do(t, b, Change{Do: Add, Rule: "app=editor -> code"})
	before, full := look(t, b), errors.New("disk full")
	m.FailNext(1, full)
	if _, err := b.Undo(t.Context(), ""); !errors.Is(err, full) || look(t, b) != before {
		t.Errorf("Undo: %v, want %v and nothing changed", err, full)
	}
	takeBack(t, b)
}

func TestOldChangesAreForgotten(t *testing.T) {
	if testing.Short() {
		t.Skip("each change compiles the defaults")
	}
	m := enginetest.NewMemory()
	b := newBook(m)
	for i := range mostUndo + 5 {
		do(t, b, Change{Do: File, App: fmt.Sprint("app-", i), Category: Category{Name: "code"}})
	}
	past, err := m.Documents(KindChange)
	if err != nil || len(past) != mostUndo {
		t.Fatalf("%d changes are kept (%v), want %d", len(past), err, mostUndo)
	}
	if last, err := b.Last(); err != nil || time.Since(last.At) > time.Minute || last.What != fmt.Sprintf("added app=app-%d -> code", mostUndo+4) {
		t.Errorf("the last one is %q at %v (%v)", last.What, last.At, err)
	}
}
