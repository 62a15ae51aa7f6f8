package engine

import "time"

// CategoryTotal is the time of one category. That of no name is the time that
// no rule knows.
type CategoryTotal struct {
	Name            string
	Active, Passive time.Duration
}
