package timer_test

import (
	"fmt"
	"time"

	"focusd/timer"
)

// A block, as the owner of the state sees it: it keeps what Next returns and
// ticks when Due says so.
func Example() {
	rules := timer.DefaultRules()
	now := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)

	step, err := rules.Next(timer.State{}, timer.Event{Verb: timer.Start, Label: "report"}, now)
	if err != nil {
		fmt.Println(err)
		return
	}
	state := step.State
	fmt.Println(state.Phase, state.Left(now))

	now = now.Add(25 * time.Minute) // rules.Due says a minute first, when undo ends
	if step, err = rules.Next(state, timer.Event{Verb: timer.Tick}, now); err == nil {
		state = step.State
	}
	fmt.Println(state.Phase, state.Left(now))

	_, err = rules.Next(state, timer.Event{Verb: timer.Start}, now)
	fmt.Println(err)

	if step, err = rules.Next(state, timer.Event{Verb: timer.Finish}, now.Add(time.Minute)); err == nil {
		state = step.State
	}
	block := step.Blocks[0]
	fmt.Println(state.Phase, block.Label(), block.Outcome(), block.Focus(block.Ended))

	// Output:
	// work 25m0s
	// overtime 0s
	// a block is already running: finish or stop it first, or replace it
	// short_break report completed 26m0s
}
