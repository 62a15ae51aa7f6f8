package witness

import (
	"time"

	"focusd/tracker"
)

// CauseAt is why the time at an instant has presence p, and who said so, if
// anybody did. The notes are those At wants.
func CauseAt(notes []Note, p tracker.Presence, at time.Time) (cause Cause, by string) {
	s := causeOf(p, at, At(notes, at))
	return s.Cause, s.By
}
