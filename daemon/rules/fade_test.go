package rules

import (
	"errors"
	"testing"
	"time"

	"focusd/daemon/engine"
	"focusd/daemon/engine/enginetest"
	"focusd/tracker"
	"focusd/tracker/category"
)

// Nothing is judged before the rules are there, and then by those in force.
func TestJudge(t *testing.T) {
	b := newBook(enginetest.NewMemory())
	w := tracker.Window{App: "firefox", Title: "My thesis"}
	if got := b.Judge(w); got != "" {
		t.Errorf("before the rules were read it is %q", got)
	}
	if _, err := b.Now(); err != nil {
		t.Fatal(err)
	}
	if got := b.Judge(w); got != "web" {
		t.Errorf("by default it is %q, want web", got)
	}
	do(t, b, Change{Do: Add, Rule: "title~thesis -> code"})
	if got := b.Judge(w); got != "code" {
		t.Errorf("by the own rule it is %q, want code", got)
	}
}

// The hour that decides is that of the person when the stretch began.
func TestFadeKnowsTheHour(t *testing.T) {
	b := newBook(enginetest.NewMemory())
	do(t, b, Change{Do: Add, Rule: "title~thesis hours=12:00-13:00 -> code"})
	e, err := b.Now()
	if err != nil {
		t.Fatal(err)
	}
	fade := e.Fade()
	at := func(start time.Time, offset int) tracker.Window {
		return fade(tracker.Span{Start: start, End: start.Add(time.Minute), Offset: offset, Window: tracker.Window{App: "firefox", Title: "My thesis"}})
	}
	faded := tracker.Window{App: "firefox", Title: category.AsTitle("code")}
	if got := at(noon, 0); got != faded {
		t.Errorf("at noon %+v is left, want %+v", got, faded)
	}
	if got := at(noon.Add(-time.Hour), 60); got != faded {
		t.Errorf("at noon in another zone %+v is left, want %+v", got, faded)
	}
	if got := at(noon, 60); got != (tracker.Window{App: "firefox"}) {
		t.Errorf("at one o'clock %+v is left, want the app", got)
	}
}

// What is taken out of the store by somebody else is in force no longer, and
// what cannot be read changes nothing.
func TestWhile(t *testing.T) {
	m := enginetest.NewMemory()
	b := newBook(m)
	o := do(t, b, Change{Do: Add, Rule: "title~thesis -> code"})
	failed := errors.New("no")
	if err := b.While(func() error { return failed }); !errors.Is(err, failed) {
		t.Errorf("While: %v, want what the work says", err)
	}
	if got := classify(t, b, "firefox", "My thesis"); got != "code" {
		t.Errorf("nothing was changed, and it is in %q", got)
	}
	gone := engine.Change{Documents: []engine.Document{{Kind: kindRule, ID: o.Rule.ID}}}
	if err := b.While(func() error { return m.Commit(gone) }); err != nil {
		t.Fatal(err)
	}
	if got := classify(t, b, "firefox", "My thesis"); got != "web" {
		t.Errorf("the rule is gone, and it is in %q", got)
	}
}
