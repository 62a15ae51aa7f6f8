package clock

import (
	"fmt"
	"time"

	"golang.org/x/sys/unix"

	"focusd/tracker"
)

// tries and goodEnough bound how far apart the three clocks are read: when a
// reading is interrupted it is made again.
const (
	tries      = 5
	goodEnough = 20 * time.Microsecond
)

// Read reads the three clocks as nearly at one instant as can be: as a rule
// within a microsecond.
func Read() tracker.Clocks {
	var best tracker.Clocks
	narrowest := time.Duration(-1)
	for range tries {
		before := read(unix.CLOCK_MONOTONIC)
		boot := read(unix.CLOCK_BOOTTIME)
		wall := read(unix.CLOCK_REALTIME)
		width := read(unix.CLOCK_MONOTONIC) - before
		if narrowest < 0 || width < narrowest {
			narrowest = width
			best = tracker.Clocks{
				Wall: time.Unix(0, int64(wall)).UTC(),
				Mono: before + width/2,
				Boot: boot,
			}
		}
		if narrowest <= goodEnough {
			break
		}
	}
	return best
}

func read(clock int32) time.Duration {
	var t unix.Timespec
	if err := unix.ClockGettime(clock, &t); err != nil {
		// Every kernel since 2.6.39 has these clocks; it fails for no other reason.
		panic(fmt.Sprintf("clock: clock_gettime(%d): %v", clock, err))
	}
	return time.Duration(t.Nano())
}
