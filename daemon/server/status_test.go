package server

import (
	"testing"
	"testing/synctest"

	"focusd/tracker"
)

// The status says of what category the window in front is, once the rules have
// been read, and never keeps a status waiting for them.
func TestCategoryOfTheStatus(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRig(t, Options{})
		c := r.client(t)
		category := func(w tracker.Window) string {
			t.Helper()
			r.source.Focus(w)
			synctest.Wait()
			s, err := c.Status(t.Context())
			if err != nil || s.Presence.App != w.App {
				t.Fatalf("status: %+v, %v", s.Presence, err)
			}
			return s.Presence.Category
		}
		known := tracker.Window{App: "libreoffice-writer"}
		if got := category(known); got != "" {
			t.Errorf("before the rules are read %v is of the category %q", known, got)
		}
		if _, err := r.Rules.Now(); err != nil {
			t.Fatal(err)
		}
		if got, want := category(known), r.Rules.Judge(known); got != want || got == "" {
			t.Errorf("%v is of the category %q, want %q", known, got, want)
		}
		for _, w := range []tracker.Window{{App: "nobody-knows-it"}, {}} {
			if got := category(w); got != "" {
				t.Errorf("%v is of the category %q, want none", w, got)
			}
		}
	})
}
