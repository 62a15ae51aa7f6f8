package wayland

import (
	"context"
	"net"
	"sync"
	"time"
)

// inbox is what reaches the watching goroutine from outside while it waits for
// the compositor: it is woken by a read deadline in the past.
type inbox struct {
	nc net.Conn

	mu       sync.Mutex
	asked    int // fresh readings wanted
	stopped  bool
	deadline time.Time // of reads, as it was set last
}

// past is a deadline that wakes whoever reads.
var past = time.Unix(1, 0)

// relay fills the inbox from ctx and ask until the returned function is
// called, which waits for the end of the relay.
func (b *inbox) relay(ctx context.Context, ask <-chan struct{}) (stop func()) {
	done := make(chan struct{})
	var group sync.WaitGroup
	group.Go(func() {
		for {
			select {
			case <-done:
				return
			case <-ctx.Done():
				b.put(func() { b.stopped = true })
				return
			case _, open := <-ask:
				if !open {
					ask = nil
					continue
				}
				b.put(func() { b.asked++ })
			}
		}
	})
	return func() { close(done); group.Wait() }
}

func (b *inbox) put(change func()) {
	b.mu.Lock()
	defer b.mu.Unlock()
	change()
	b.deadline = past
	b.nc.SetReadDeadline(past)
	if b.stopped {
		b.nc.SetWriteDeadline(past)
	}
}

// rest sets how long a read may last (zero: for ever), unless something is
// waiting in the inbox. A deadline that stands already is not set again:
// setting one wakes another thread.
func (b *inbox) rest(until time.Time) (interrupted bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.stopped || b.asked > 0 {
		return true
	}
	if b.deadline != until {
		b.deadline = until
		b.nc.SetReadDeadline(until)
	}
	return false
}

// take empties the inbox.
func (b *inbox) take() (asked int, stopped bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	asked, b.asked = b.asked, 0
	return asked, b.stopped
}
