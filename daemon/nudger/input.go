package nudger

import (
	"context"
	"time"

	"focusd/timer"
	"focusd/tracker"
)

const (
	// answerWithin is how long the answer of a source is waited for.
	answerWithin = time.Second
	// fresh is how old a reading of the input may be to say that somebody has
	// stopped.
	fresh = 2 * time.Second
)

// ask has the source of input read, if what is due depends on whether somebody
// has stopped. What is due is then looked at with the answer.
func (n *Nudger) ask(ctx context.Context) bool {
	n.mu.Lock()
	defer n.mu.Unlock()
	now := time.Now()
	if !n.typing() || n.isFresh(now) || now.Sub(n.asked) < answerWithin {
		return false
	}
	n.asked = now
	return n.engine.Ask(ctx) == nil
}

// input is what is known of it now. Between two readings a person at a machine
// is taken to type: that they have stopped has to be seen, and that they had is
// noticed when they turn out to be idle. In a rest they are taken to rest.
func (n *Nudger) input(now time.Time) timer.Input {
	in := n.world.Input
	if n.typing() && !n.isFresh(now) && !n.state.Resting() && !resting(n.world.Timer.Phase) {
		in.Last = now
	}
	return in
}

func (n *Nudger) typing() bool {
	return n.world.Presence == tracker.Active && !n.world.Input.Last.IsZero()
}

func (n *Nudger) isFresh(now time.Time) bool {
	return n.snapshot != nil && now.Sub(n.snapshot.InputAt) < fresh
}
