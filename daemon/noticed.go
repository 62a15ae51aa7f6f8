package daemon

import (
	"context"
	"sync"
	"time"

	"focusd/tracker"
)

// noticed is what the machine did while the daemon ran, for the doctor. The
// zero noticed is nothing. Any goroutine may use it.
type noticed struct {
	mu     sync.Mutex
	clocks tracker.Clocks // as last read
	machine
}

// machine is what was noticed of one. Zero times: not yet.
type machine struct {
	slept, woke time.Time     // the last sleep
	set         time.Time     // when the wall clock last was
	by          time.Duration // and by how much
	silent      error         // why logind does not announce sleep; nil: it does
}

// now is what was noticed so far.
func (n *noticed) now() machine {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.machine
}

// jumps passes on what in tells, having looked what it was: the machine slept,
// or somebody set its clock. The channel is nil if in is. A jump that nobody
// has received yet says the same as the next one.
func (n *noticed) jumps(ctx context.Context, in <-chan struct{}, read func() tracker.Clocks) <-chan struct{} {
	if in == nil {
		return nil
	}
	n.clocks = read()
	out := make(chan struct{}, 1)
	go func() {
		for {
			select {
			case <-ctx.Done():
				return
			case <-in:
			}
			n.jumped(read())
			select {
			case out <- struct{}{}:
			default:
			}
		}
	}()
	return out
}

// jumped finds out what happened since the clocks were read before.
func (n *noticed) jumped(now tracker.Clocks) {
	n.mu.Lock()
	defer n.mu.Unlock()
	_, slept, stepped := now.Since(n.clocks)
	n.clocks = now
	if slept > 0 {
		n.slept, n.woke = now.Wall.Add(-slept), now.Wall
	}
	if stepped != 0 {
		n.set, n.by = now.Wall, stepped
	}
}

// leaves and wakes are what logind says.
func (n *noticed) leaves(at time.Time) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.slept, n.woke = at.UTC().Round(0), time.Time{}
}

func (n *noticed) wakes(at time.Time) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.woke = at.UTC().Round(0)
}

// unannounced is that logind will say nothing, and why.
func (n *noticed) unannounced(why error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.silent = why
}
