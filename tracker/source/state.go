package source

import "time"

// State is how one candidate is doing, for status and doctor.
type State struct {
	Name   string
	Can    Facts     // what it can tell at best
	Tells  Facts     // what it tells now
	Serves Facts     // what of that is believed, because nobody better tells it
	Since  time.Time // of the present state
	Reason string    // why it tells nothing, or not what is in front; "" when it does, or is not needed

	Elsewhere bool // the reason is a NotHere: nobody need care about it
}

// States are those of all candidates, in their order. Any goroutine may ask.
func (c *Choice) States() []State {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.states
}
