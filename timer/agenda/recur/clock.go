package recur

import (
	"time"

	"focusd/tracker"
)

// At is the instant at which clocks in location show clock on the civil date
// day, in UTC. clock is since midnight and under 24 h; nil is UTC.
//
// Where a clock is put back and shows the time twice it is the first of both;
// where it leaps over it, the first instant after the leap, even if that is on
// the next date because the zone skipped a whole one.
func At(day tracker.Day, clock time.Duration, location *time.Location) time.Time {
	// A day that begins at clock begins at this very instant.
	at, _ := tracker.Calendar{Location: location, Start: clock}.Bounds(day)
	return at
}
