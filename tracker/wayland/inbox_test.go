package wayland

import (
	"errors"
	"net"
	"os"
	"testing"
	"time"
)

// bell is an alarm in the hands of a test.
type bell struct {
	rings chan time.Time
	set   time.Duration
}

func (b *bell) C() <-chan time.Time   { return b.rings }
func (b *bell) Reset(d time.Duration) { b.set = d }
func (b *bell) Stop()                 {}

func TestInboxRestsByAnAlarmForLong(t *testing.T) {
	here, there := net.Pipe()
	defer there.Close()
	defer here.Close()
	alarm := &bell{rings: make(chan time.Time)}
	b := inbox{nc: here, alarm: alarm}
	defer b.relay(t.Context(), nil)()
	ended := make(chan error, 1)
	read := func() { _, err := here.Read(make([]byte, 1)); ended <- err }

	if b.rest(time.Now().Add(50 * time.Millisecond)) {
		t.Fatal("it is interrupted, though nothing is in it")
	}
	if alarm.set != 0 {
		t.Errorf("an alarm in %v, want a deadline", alarm.set)
	}
	go read()
	if err := <-ended; !errors.Is(err, os.ErrDeadlineExceeded) {
		t.Fatalf("at the deadline: %v", err)
	}

	if b.rest(time.Now().Add(time.Hour)) || alarm.set < 59*time.Minute {
		t.Fatalf("an alarm in %v, want one in an hour", alarm.set)
	}
	go read()
	alarm.rings <- time.Now()
	if err := <-ended; !errors.Is(err, os.ErrDeadlineExceeded) {
		t.Fatalf("at the alarm: %v", err)
	}
	if !b.rest(time.Time{}) {
		t.Error("it rests, though the alarm rang")
	}
	if asked, stopped := b.take(); asked != 0 || stopped {
		t.Errorf("asked %d, stopped %v, want neither", asked, stopped)
	}
	if b.rest(time.Time{}) {
		t.Error("it is interrupted by what was taken")
	}
}
