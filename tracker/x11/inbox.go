package x11

import (
	"context"
	"net"
	"sync"
	"time"
)

// inbox is what reaches the watching goroutine from outside while it waits for
// the server: it is woken by a read deadline in the past.
type inbox struct {
	nc net.Conn

	mu       sync.Mutex
	asked    int // fresh readings wanted
	stopped  bool
	deadline time.Time // of reads, as it was set last
}

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
				b.stop()
				return
			case _, open := <-ask:
				if !open {
					ask = nil
					continue
				}
				b.ask()
			}
		}
	})
	return func() { close(done); group.Wait() }
}

// past is a deadline that wakes whoever reads.
var past = time.Unix(1, 0)

func (b *inbox) ask() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.asked++
	b.deadline = past
	b.nc.SetReadDeadline(past)
}

func (b *inbox) stop() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.stopped = true
	b.nc.SetDeadline(past)
}

// rest sets how long a read may last, unless something is waiting in the
// inbox. While a reply is due only a stop is a reason not to read. A deadline
// that stands already is not set again: setting one wakes another thread.
func (b *inbox) rest(until time.Time, replyDue bool) (interrupted bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.stopped || (b.asked > 0 && !replyDue) {
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
