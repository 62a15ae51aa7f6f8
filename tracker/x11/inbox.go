package x11

import (
	"context"
	"net"
	"sync"
	"time"

	"focusd/tracker/alarm"
)

// inbox is what reaches the watching goroutine from outside while it waits for
// the server: it is woken by a read deadline in the past.
//
// No deadline lies in the future: to set one wakes another thread, which is to
// wait for it, and a switch of windows would set and clear one each time. An
// alarm of the kernel's is set and cleared without waking anybody.
type inbox struct {
	nc   net.Conn
	wake alarm.Alarm // while there is a relay

	mu      sync.Mutex
	asked   int // fresh readings wanted
	stopped bool
	cut     bool      // the read deadline is in the past
	due     time.Time // what the alarm was set for; zero: it rings for nothing
}

// never is for an alarm that is not wanted.
const never = 24 * time.Hour

// relay fills the inbox from ctx, ask and the alarm until the returned function
// is called, which waits for the end of the relay.
func (b *inbox) relay(ctx context.Context, ask <-chan struct{}) (stop func()) {
	done := make(chan struct{})
	b.wake = alarm.Kernel()
	var group sync.WaitGroup
	group.Go(func() {
		for {
			select {
			case <-done:
				return
			case <-ctx.Done():
				b.stop()
				return
			case <-b.wake.C():
				b.ring()
			case _, open := <-ask:
				if !open {
					ask = nil
					continue
				}
				b.ask()
			}
		}
	})
	return func() { close(done); group.Wait(); b.wake.Stop() }
}

// past is a deadline that wakes whoever reads.
var past = time.Unix(1, 0)

func (b *inbox) ask() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.asked++
	b.interrupt()
}

// ring has whoever reads look what is due.
func (b *inbox) ring() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.due = time.Time{}
	b.interrupt()
}

// interrupt ends a read. The caller holds the lock.
func (b *inbox) interrupt() {
	b.cut = true
	b.nc.SetReadDeadline(past)
}

func (b *inbox) stop() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.stopped = true
	b.nc.SetDeadline(past)
}

// rest prepares a read that may last until then, zero: for ever, unless that has
// passed or something is waiting in the inbox. While a reply is due only a stop is
// a reason not to read.
func (b *inbox) rest(until time.Time, replyDue bool) (interrupted bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.stopped || (b.asked > 0 && !replyDue) {
		return true
	}
	if !replyDue && b.arm(until) {
		return true
	}
	if b.cut {
		b.cut = false
		b.nc.SetReadDeadline(time.Time{})
	}
	return false
}

// arm has the alarm ring then; zero: not. Until a reply has come it stays as it
// is: what it rings for is looked at afterwards.
func (b *inbox) arm(until time.Time) (passed bool) {
	if b.due.Equal(until) {
		return false
	}
	left := never
	if !until.IsZero() {
		left = time.Until(until)
	}
	if left <= 0 {
		return true
	}
	b.due = until
	b.wake.Reset(left)
	return false
}

// take empties the inbox.
func (b *inbox) take() (asked int, stopped bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	asked, b.asked = b.asked, 0
	return asked, b.stopped
}
