//go:build linux

package e2e

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"focusd/daemon/api"
)

// TestTasksOutliveACrash walks from a thought to its being done and back, with a
// daemon that is killed in between.
func TestTasksOutliveACrash(t *testing.T) {
	t.Parallel()
	ctx, m := newMachine(t, 3*time.Minute)
	d := startDaemon(ctx, t, m)
	has := func(got string, want ...string) {
		t.Helper()
		for _, text := range want {
			if !strings.Contains(got, text) {
				t.Errorf("it printed %q, want %q in it", got, text)
			}
		}
	}
	for i := range 30 {
		focus(ctx, t, m, "add", fmt.Sprintf("errand %d ~40m", i))
	}
	focus(ctx, t, m, "add", "call dentist ~4m @phone !1")
	has(focus(ctx, t, m, "next", "--gap", "10m"), "   1  call dentist")
	has(focus(ctx, t, m, "do", "1"), "doing  call dentist")
	has(focus(ctx, t, m, "start", "25/5"), "call dentist")

	d.Kill()
	startDaemon(ctx, t, m)
	has(focus(ctx, t, m, "done"), "done  call dentist")
	has(focus(ctx, t, m, "tasks", "--done"), "✓", "call dentist", "1 task done")
	has(focus(ctx, t, m, "tasks"), "errand 0", "and 10 more")
	has(focus(ctx, t, m, "undo"), "taken back: done call dentist")
	has(focus(ctx, t, m, "tasks", "dentist"), "call dentist")
	today, err := m.Client().Agenda(ctx)
	if err != nil || today.Active == nil || today.Active.Title != "call dentist" || today.Open != 31 {
		t.Errorf("the agenda is %+v, %v, want the dentist to be called, of 31 that are open", today, err)
	}
	if _, err := m.Client().ChangeAgenda(ctx, api.AgendaCommand{Do: "done", ID: today.Active.ID}); err != nil {
		t.Error(err)
	}
}
