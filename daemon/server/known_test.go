package server

import (
	"errors"
	"strings"
	"testing"
	"testing/synctest"

	"focusd/daemon/api"
)

// TestTwoWhoPlanTheSame: what one of them has not seen is not written over.
func TestTwoWhoPlanTheSame(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRig(t, Options{})
		c := r.client(t)
		do := func(cmd api.AgendaCommand) (api.AgendaDone, string) {
			t.Helper()
			done, err := c.ChangeAgenda(t.Context(), cmd)
			if err != nil {
				t.Fatal(err)
			}
			a, err := c.Agenda(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			return done, a.Undo.ID
		}
		refused := func(name string, cmd api.AgendaCommand, words string) {
			t.Helper()
			var e *api.Error
			if _, err := c.ChangeAgenda(t.Context(), cmd); !errors.As(err, &e) || e.Code != api.CodeChanged || !strings.Contains(e.Message, words) {
				t.Errorf("%s: %v, want it refused with %q", name, err, words)
			}
		}
		named := func(name string) *api.HabitForm { return &api.HabitForm{Name: &name} }
		count := "count"

		begun, _ := do(api.AgendaCommand{Do: "habit_add", Habit: &api.HabitForm{Name: named("pages").Name, Measure: &count, Target: 12}})
		pages := begun.ID
		other, seen := do(api.AgendaCommand{Do: "add", Line: "write report > outline > draft > read"})
		_, now := do(api.AgendaCommand{Do: "habit_edit", ID: pages, Habit: named("leaves")})
		refused("what was renamed", api.AgendaCommand{Do: "habit_edit", ID: pages, Known: seen, Habit: named("sheets")}, "habit edit of name, made at")
		refused("by who has seen nothing", api.AgendaCommand{Do: "habit_end", Query: "leaves", Known: seenNone}, "was changed since")
		do(api.AgendaCommand{Do: "edit", ID: other.ID, Known: seen, Line: "~30m"}) // something else
		do(api.AgendaCommand{Do: "habit_edit", ID: pages, Known: now, Habit: named("sheets")})
		refused("what is known no more", api.AgendaCommand{Do: "habit_edit", ID: pages, Known: now, Habit: named("rolls")}, "habit edit of name")

		a, err := c.Agenda(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		do(api.AgendaCommand{Do: "undo"})
		refused("after the last was taken back", api.AgendaCommand{Do: "habit_edit", ID: pages, Known: a.Undo.ID, Habit: named("rolls")}, "taken back")

		mine, _ := do(api.AgendaCommand{Do: "edit", ID: other.ID, Line: "+home"})
		theirs, _ := do(api.AgendaCommand{Do: "add", Line: "call dentist"})
		refused("an undo of what is not the last", api.AgendaCommand{Do: "undo", Known: mine.Change}, `add of "call dentist"`)
		do(api.AgendaCommand{Do: "undo", Known: theirs.Change})
		do(api.AgendaCommand{Do: "undo", Known: mine.Change})

		_, seen = do(api.AgendaCommand{Do: "order", ID: other.ID, List: []string{"2", "1", "3"}})
		do(api.AgendaCommand{Do: "order", ID: other.ID, Known: seen, List: []string{"3", "1", "2"}})
		refused("steps in another order", api.AgendaCommand{Do: "order", ID: other.ID, Known: seen, List: []string{"2", "1", "3"}}, "order of rank")

		_, seen = do(api.AgendaCommand{Do: "do", ID: other.ID})
		do(api.AgendaCommand{Do: "edit", ID: other.ID, Known: seen, Line: "+work"})
	})
}
