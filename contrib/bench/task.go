//go:build linux

package main

import (
	"context"
	"fmt"

	"focusd/contrib/e2e/rig"
	"focusd/daemon/api"
)

// manyTasks are open at once: more than anybody looks after.
const manyTasks = 5000

// fillAgenda writes down that many tasks, of all sorts.
func fillAgenda(ctx context.Context, m *rig.Machine) error {
	c := m.Client()
	for i := range manyTasks {
		line := fmt.Sprintf("task %d ~%dm @place%d !%d", i, i%40+1, i%5, i%4+1)
		if i%5 == 0 {
			line += fmt.Sprintf(" due:+%dd", i%60+1)
		}
		if i%10 == 0 {
			line += " > one ~3m > two ~5m"
		}
		if _, err := c.ChangeAgenda(ctx, api.AgendaCommand{Do: "add", Line: line}); err != nil {
			return fmt.Errorf("write down task %d: %w", i, err)
		}
	}
	return nil
}

// overTasks are whole processes of the command line, with so many tasks.
func overTasks(ctx context.Context, m *rig.Machine) []question {
	focus := func(args ...string) func() error {
		return func() error {
			if got := m.Focus(ctx, args...); got.Code != 0 {
				return fmt.Errorf("%v", got)
			}
			return nil
		}
	}
	return []question{
		{"focus next, of 5,000 tasks", 200, focus("next", "--gap", "10m"), "8 ms, 50 ms"},
		{"focus add, to 5,000 tasks, durable", 200, focus("add", "call dentist ~4m @phone !1"), "100 ms"},
		{"focus tasks, of 5,000", 100, focus("tasks"), "50 ms"},
	}
}
