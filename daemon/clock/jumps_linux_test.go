package clock

import (
	"context"
	"os"
	"runtime"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// The clock of the machine is not set here: no name space has a wall clock of
// its own. What a jump looks like to follow is in timerfd_create(2).
type scriptedTimer []error

func (s *scriptedTimer) Read([]byte) (int, error) {
	if len(*s) == 0 {
		return 0, os.ErrClosed
	}
	err := (*s)[0]
	*s = (*s)[1:]
	return 0, err
}

func TestFollow(t *testing.T) {
	cancelled := &os.PathError{Op: "read", Path: "timerfd", Err: unix.ECANCELED}
	for name, test := range map[string]struct {
		reads scriptedTimer
		want  int
	}{
		"closed":                  {nil, 0},
		"one jump":                {scriptedTimer{cancelled}, 1},
		"jumps nobody received":   {scriptedTimer{cancelled, cancelled, cancelled}, 1},
		"failure":                 {scriptedTimer{unix.EIO, cancelled}, 0},
		"expired at end of time":  {scriptedTimer{nil}, 1},
		"jump, then failed timer": {scriptedTimer{cancelled, unix.EIO}, 1},
	} {
		t.Run(name, func(t *testing.T) {
			jumps := make(chan struct{}, 1)
			follow(&test.reads, jumps)
			if got := len(jumps); got != test.want {
				t.Errorf("follow reported %d jumps, want %d", got, test.want)
			}
		})
	}
}

func TestArmAgain(t *testing.T) {
	timer, err := openTimer()
	if err != nil {
		t.Fatal(err)
	}
	defer timer.Close()
	for range 3 {
		if err := arm(timer); err != nil {
			t.Fatalf("arm = %v, want nil", err)
		}
	}
	timer.SetReadDeadline(time.Now().Add(time.Millisecond))
	if _, err := timer.Read(make([]byte, 8)); !os.IsTimeout(err) {
		t.Errorf("Read of a timer that never expires = %v, want a timeout", err)
	}
}

func TestJumpsEndsWithContext(t *testing.T) {
	before := runtime.NumGoroutine()
	for range 50 {
		ctx, cancel := context.WithCancel(t.Context())
		jumps := Jumps(ctx)
		if jumps == nil {
			t.Fatal("Jumps = nil on a kernel with timerfd")
		}
		select {
		case <-jumps:
			t.Fatal("a jump was reported before the clock was set")
		default:
		}
		cancel()
	}
	for deadline := time.Now().Add(5 * time.Second); runtime.NumGoroutine() > before; runtime.Gosched() {
		if time.Now().After(deadline) {
			t.Fatalf("%d goroutines, want %d", runtime.NumGoroutine(), before)
		}
	}
}
