//go:build linux

package e2e

import (
	"context"
	"encoding/json"
	"slices"
	"testing"

	"focusd/contrib/e2e/rig"
	"focusd/daemon/api"
)

// habits are what the command line prints of them for programs: name and state.
func (d *trayDesktop) habits() map[string]string {
	d.t.Helper()
	var list api.Habits
	text := focus(d.ctx, d.t, d.Machine, "habit", "list", "--json")
	if err := json.Unmarshal([]byte(text), &list); err != nil {
		d.t.Fatalf("focus habit list --json: %v in %.300s", err, text)
	}
	states := map[string]string{}
	for _, h := range list.Habits {
		states[h.Name] = h.State
	}
	return states
}

// habit waits until the command line says that a habit is in a state.
func (d *trayDesktop) habit(name, want string) {
	d.t.Helper()
	until(d.ctx, d.t, patience, name+" is "+want, func() bool { return d.habits()[name] == want })
}

// order waits until the lines of a submenu are these.
func (d *trayDesktop) order(menu string, want ...string) {
	d.t.Helper()
	var got []string
	ctx, cancel := context.WithTimeout(d.ctx, patience)
	defer cancel()
	err := rig.Until(ctx, "the lines of "+menu+" are in order", func() bool {
		_, item := d.item(menu)
		got = nil
		for _, line := range item.Items {
			got = append(got, line.Label)
		}
		return slices.Equal(got, want)
	})
	if err != nil {
		d.t.Fatalf("%v; they are %q, want %q", err, got, want)
	}
}

// TestTheTrayTicksHabits has the command line look at what the menu does.
func TestTheTrayTicksHabits(t *testing.T) {
	t.Parallel()
	d := newTrayDesktop(t)
	focus(d.ctx, t, d.Machine, "habit", "add", "piano")
	focus(d.ctx, t, d.Machine, "habit", "add", "stretch", "--anchor", "first_block")
	focus(d.ctx, t, d.Machine, "habit", "add", "water", "--count", "3")
	d.order("Habits due", "piano", "water · 0 of 3")

	d.click("Habits due", "piano")
	d.habit("piano", "done")
	d.order("Habits due", "water · 0 of 3", "piano")
	d.marked(true, "Habits due", "piano")
	d.click("Undo “tick: piano”")
	d.habit("piano", "open")
	d.order("Habits due", "piano", "water · 0 of 3")
	d.marked(false, "Habits due", "piano")

	// In a block it is there too; and its end makes another one due, which comes first.
	focus(d.ctx, t, d.Machine, "start", "25/5", "writing", "--ago", "24m")
	d.click("Habits due", "piano")
	d.habit("piano", "done")
	d.click("Finish now")
	d.order("Habits due", "stretch", "water · 0 of 3", "piano")
	d.click("Habits due", "stretch")
	d.habit("stretch", "done")
	d.click("Habits due · 2 of 3", "stretch")
	d.habit("stretch", "open")
}

// TestTheTrayAsks answers in the menu what a block has lost, with no notification
// server on the bus.
func TestTheTrayAsks(t *testing.T) {
	t.Parallel()
	d := newTrayDesktop(t, func(m *rig.Machine) {
		if err := m.Configure(impatient); err != nil {
			t.Fatal(err)
		}
	})
	p := asked{t, d.ctx, d.Machine, d.screen}
	focus(d.ctx, t, d.Machine, "start", "25/5", "draft")
	p.leave()
	d.order("Another answer", "Offline work", "A break", "Neither", "Dismiss")
	d.click("Away for 0 min – I was working")
	p.answered()
	d.timer("nothing is asked", func(s api.Status) bool { return len(s.Nudges) == 0 })
}
