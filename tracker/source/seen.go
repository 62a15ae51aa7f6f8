package source

import (
	"time"

	"focusd/tracker"
)

// Seen is what the sources said last, put together. The zero Seen is that
// nothing was said yet.
type Seen struct {
	Sample tracker.Sample // as it was emitted; private

	Locked, Unlocked time.Time // when the screen last was, while we watched; zero: never
}

// Seen is what was emitted last. Any goroutine may ask.
func (c *Choice) Seen() Seen {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.seen
}

// saw keeps what is emitted. A screen that is not locked when the watch begins
// was not unlocked then.
func (c *Choice) saw(s tracker.Sample) {
	c.mu.Lock()
	defer c.mu.Unlock()
	switch before := c.seen.Sample.Locked; {
	case s.Locked && !before:
		c.seen.Locked = s.At
	case !s.Locked && before:
		c.seen.Unlocked = s.At
	}
	c.seen.Sample = s
	if c.bells.heard != nil {
		close(c.bells.heard)
		c.bells.heard = nil
	}
}
