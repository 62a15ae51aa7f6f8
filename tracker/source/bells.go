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
	told := false
	for _, s := range c.states {
		told = told || s.Serves.Has(Idleness)
	}
	if !told {
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
