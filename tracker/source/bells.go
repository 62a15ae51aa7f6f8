package source

import "context"

// bells are how other goroutines wake a Watch. nil channels: nobody watches.
type bells struct {
	newcomer chan struct{} // something may be there that was not
	look     chan struct{} // somebody wants to know idleness
	heard    chan struct{} // closed with the next sample; nil: nobody waits for it
}

// Hurry has all candidates that could not serve tried again soon: something may
// have come that they can serve through. Any goroutine may call it, at any
// time.
func (c *Choice) Hurry() {
	c.mu.Lock()
	defer c.mu.Unlock()
	ring(c.bells.newcomer)
}

// HurryBlind is Hurry if nobody tells what is in front, or nobody idleness: for
// a newcomer that is of no use beside somebody who does.
func (c *Choice) HurryBlind() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.served(exclusive) {
		ring(c.bells.newcomer)
	}
}

// served tells whether all of these facts are told by somebody. The caller
// holds the lock.
func (c *Choice) served(facts Facts) bool {
	var told Facts
	for _, s := range c.states {
		told |= s.Serves
	}
	return told.Has(facts)
}

// Refresh has idleness read anew and returns when something was emitted, which
// Seen then knows, or when ctx is done; at once where nobody tells idleness.
func (c *Choice) Refresh(ctx context.Context) {
	heard := c.lookAgain()
	if heard == nil {
		return
	}
	select {
	case <-heard:
	case <-ctx.Done():
	}
}

func (c *Choice) lookAgain() <-chan struct{} {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.served(Idleness) {
		return nil
	}
	if c.bells.heard == nil {
		c.bells.heard = make(chan struct{})
	}
	ring(c.bells.look)
	return c.bells.heard
}

// rings are the bells for the goroutine of Watch.
func (c *Choice) rings() (newcomer, look <-chan struct{}) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.bells.newcomer, c.bells.look
}

func ring(bell chan<- struct{}) {
	select {
	case bell <- struct{}{}:
	default: // nobody is there, or it rings already
	}
}
