package page

import (
	"strings"
	"testing"
	"time"

	"focusd/daemon/api"
)

// firstDay is a daemon that was started an hour ago, for the first time.
func firstDay() fake {
	f := empty()
	s := status()
	f["/v1/timeline"] = api.Timeline{From: s.Today.From, To: s.At, Stretches: []api.Stretch{
		{Start: s.Today.From, End: s.At.Add(-time.Hour), Presence: "unobserved", Cause: "before"},
		{Start: s.At.Add(-time.Hour), End: s.At, Presence: "active", App: "editor", Class: "unclassified"},
	}}
	return f
}

// TestWelcome: on the first day the page says how to begin, until it was done.
func TestWelcome(t *testing.T) {
	const how = "The log is writing itself"
	begun := func(change func(fake)) fake {
		f := firstDay()
		change(f)
		return f
	}
	block := func(f fake) {
		s := status()
		s.Timer.State = "work"
		f["/v1/status"] = s
	}
	for _, tt := range []struct {
		name  string
		f     fake
		shown bool
		done  int // of the three things
	}{
		{"any other day", empty(), false, 0},
		{"nothing done", firstDay(), true, 0},
		{"a block runs", begun(block), true, 1},
		{"something written down", begun(func(f fake) { f["/v1/agenda"] = api.Agenda{Open: 1} }), true, 1},
		{"all of it", begun(func(f fake) {
			block(f)
			f["/v1/agenda"] = api.Agenda{Open: 1, Habits: []api.Habit{{ID: "H", Name: "stretch"}}}
		}), false, 0},
		{"no agenda", begun(func(f fake) { delete(f, "/v1/agenda") }), false, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			page := tt.f.get(t, "/?parts=welcome")
			wellFormed(t, page)
			if got := strings.Contains(page, how); got != tt.shown || strings.Contains(page, "hidden") == tt.shown {
				t.Errorf("it is shown: %v, want %v:\n%s", got, tt.shown, page)
			}
			if got := strings.Count(page, `<li class="done">`); got != tt.done {
				t.Errorf("%d things are done, want %d", got, tt.done)
			}
		})
	}
}

// TestColumns: what stands side by side is in two columns, each in the order in
// which it is read, and is still fetched by itself.
func TestColumns(t *testing.T) {
	page := empty().get(t, "/")
	last := -1
	for _, mark := range []string{
		`<section id="timeline"`, `<div class="column left">`, `<section id="six"`, `<section id="promises"`,
		`<div class="column right">`, `<section id="gap"`, `<section id="wins"`, `<section id="spent"`, `<section id="blocks"`,
	} {
		at := strings.Index(page, mark)
		if at <= last {
			t.Errorf("%s is at %d, want it after what is before it", mark, at)
		}
		last = at
	}
	if n := strings.Count(page, `class="column`); n != 2 {
		t.Errorf("%d columns, want 2", n)
	}
	if part := empty().get(t, "/?parts=six,gap"); strings.Contains(part, "column") || strings.Count(part, "<section") != 2 {
		t.Errorf("parts come with what is around them:\n%s", part)
	}
}
