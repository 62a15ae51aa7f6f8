package tracker

import "time"

// clockSlack is how far clocks drift apart, or are read apart, without meaning.
const clockSlack = 2 * time.Second

// Clocks is one reading of three clocks, taken together. Where there is no
// monotonic and no boot-time clock, both are zero.
type Clocks struct {
	Wall time.Time     // UTC, no monotonic reading
	Mono time.Duration // stands still in suspend; its zero means nothing
	Boot time.Duration // goes on in suspend; its zero means nothing
}

// Since says what happened between two readings: how long the machine ran,
// how long it slept, and by how much somebody set the wall clock. Slept and
// stepped are zero when they are at most two seconds.
//
// Without the other two clocks there is no telling: the machine ran for as
// long as the wall clock says, but never less than nothing.
func (c Clocks) Since(before Clocks) (ran, slept, stepped time.Duration) {
	wall := c.Wall.Round(0).Sub(before.Wall.Round(0))
	if c.wallOnly() || before.wallOnly() {
		return max(wall, 0), 0, 0
	}
	ran = c.Mono - before.Mono
	boot := c.Boot - before.Boot
	if d := boot - ran; d > clockSlack {
		slept = d
	}
	if d := wall - boot; d > clockSlack || d < -clockSlack {
		stepped = d
	}
	return ran, slept, stepped
}

func (c Clocks) wallOnly() bool { return c.Mono == 0 && c.Boot == 0 }
