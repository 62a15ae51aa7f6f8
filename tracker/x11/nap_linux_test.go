package x11

import (
	"runtime"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"focusd/tracker"
	"focusd/tracker/source"
)

// lazy runs f on a thread whose timers may be late by that much.
func lazy(t *testing.T, slack time.Duration, f func()) {
	t.Helper()
	done := make(chan error)
	go func() {
		defer close(done)
		runtime.LockOSThread() // for good: the thread ends with the goroutine
		if err := unix.Prctl(unix.PR_SET_TIMERSLACK, uintptr(slack), 0, 0, 0); err != nil {
			done <- err
			return
		}
		f()
	}()
	t.Cleanup(func() {
		if err := <-done; err != nil {
			t.Errorf("set the slack: %v", err)
		}
	})
}

func TestNapsAreForThoseWithSlack(t *testing.T) {
	for slack, want := range map[time.Duration]bool{50 * time.Microsecond: false, 2 * time.Millisecond: true} {
		t.Run(slack.String(), func(t *testing.T) {
			lazy(t, slack, func() {
				n := newNapper()
				defer n.close()
				if got := n.nap(5 * time.Millisecond); got != want {
					t.Errorf("it naps: %v, want %v", got, want)
				}
			})
		})
	}
}

// TestWatchThatNapsMissesNothing: what comes while it naps is told afterwards, as
// of when it came.
func TestWatchThatNapsMissesNothing(t *testing.T) {
	d := threeWindows(t)
	d.Focus("one")
	w := &watched{t, make(chan source.Report, 1000), make(chan struct{}), make(chan error, 1), func() {}}
	lazy(t, 2*time.Millisecond, func() {
		w.done <- Source{Display: d.Display}.Watch(t.Context(), 3*time.Minute, w.ask, func(r source.Report) { w.samples <- r })
	})
	w.until(one)
	for _, want := range []tracker.Window{two, three, one, three} {
		before := time.Now().Round(0)
		d.Focus(want.Title)
		if got := w.next(); got.Window != want || got.At.Before(before) || got.At.After(time.Now()) {
			t.Errorf("after Focus(%q) the next sample is %+v, want %+v, since %v", want.Title, got, want, before)
		}
	}
	for _, want := range []tracker.Window{two, three, two} {
		d.Focus("one") // and at once, perhaps in one nap:
		d.Focus(want.Title)
		w.until(want)
	}
}
