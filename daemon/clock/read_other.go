//go:build !linux

package clock

import (
	"time"

	"focusd/tracker"
)

// start is where the monotonic clock of this process has its zero.
var start = time.Now()

// Read reads the wall clock and the monotonic clock of the process. Without a
// clock that counts suspend, Boot is Mono: a sleep looks like a clock that was
// set forward.
func Read() tracker.Clocks {
	now := time.Now()
	mono := now.Sub(start)
	return tracker.Clocks{Wall: now.UTC().Round(0), Mono: mono, Boot: mono}
}
