package nudge_test

import (
	"fmt"
	"time"

	"focusd/timer"
	"focusd/timer/nudge"
	"focusd/tracker/category"
)

// Somebody works without a block. Whoever owns the state sleeps until Due and
// looks again; here the answer comes at once.
func Example() {
	at := time.Date(2026, 3, 2, 9, 42, 0, 0, time.UTC)
	world := nudge.World{Class: category.Earns, Input: timer.Input{Last: at}}
	rules := nudge.Rules{Off: []nudge.Kind{nudge.Morning}}

	step, _ := rules.Next(nudge.State{}, nudge.Event{Now: at, World: world})
	at = rules.Due(step.State)
	world.Input.Last = at
	step, _ = rules.Next(step.State, nudge.Event{Now: at, World: world})
	n := step.Nudges[0]
	fmt.Printf("%s: %s, working since %s; it takes %v\n", n.At.Format("15:04"), n.Kind, n.From.Format("15:04"), n.Answers)

	step, _ = rules.Next(step.State, nudge.Event{Now: at, World: world, Said: nudge.Said{ID: n.ID, Answer: nudge.Accept}})
	fmt.Printf("%s\n", step.Closed[0].Answer)
	// Output:
	// 09:52: start, working since 09:42; it takes [accept]
	// accept
}
