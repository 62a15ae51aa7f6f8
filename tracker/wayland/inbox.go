package wayland

import (
	"context"
	"net"
	"sync"
	"time"

	"focusd/tracker/alarm"
)

// inbox is what reaches the watching goroutine from outside while it waits for
// the compositor: it is woken by a read deadline in the past.
type inbox struct {
	nc    net.Conn
	alarm alarm.Alarm // for what is due much later; nil: relay takes the kernel's

	mu       sync.Mutex
	asked    int  // fresh readings wanted
	rang     bool // the alarm, since take
	stopped  bool
	deadline time.Time // of reads, as it was set last
}

// past is a deadline that wakes whoever reads.
var past = time.Unix(1, 0)

// muchLater is from when on an alarm is set instead of a deadline: see package
// alarm for what one costs that is far away.
const muchLater = 10 * time.Second

// relay fills the inbox from ctx and ask until the returned function is
// called, which waits for the end of the relay.
func (b *inbox) relay(ctx context.Context, ask <-chan struct{}) (stop func()) {
	if b.alarm == nil {
		b.alarm = alarm.Kernel()
	}
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
			case <-b.alarm.C():
				b.put(func() { b.rang = true })
			}
		}
	})
	return func() { close(done); group.Wait(); b.alarm.Stop() }
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
	if b.stopped || b.rang || b.asked > 0 {
		return true
	}
	if b.deadline != until {
		b.deadline = until
		b.setDeadline(until)
	}
	return false
}

func (b *inbox) setDeadline(until time.Time) {
	if left := time.Until(until); b.alarm != nil && left > muchLater {
		b.alarm.Reset(left)
		until = time.Time{}
	}
	b.nc.SetReadDeadline(until)
}

// take empties the inbox.
func (b *inbox) take() (asked int, stopped bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	asked, b.asked, b.rang = b.asked, 0, false
	return asked, b.stopped
}
