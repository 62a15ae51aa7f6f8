//go:build unix

package x11

import (
	"context"
	"errors"
	"runtime"
	"strings"
	"testing"
	"time"

	"focusd/tracker"
	"focusd/tracker/source"
	"focusd/tracker/x11/x11test"
)

// tooLate is what a busy machine may take in excess.
const tooLate = 2 * time.Second

// watched is a running Watch and what it emitted.
type watched struct {
	t       *testing.T
	samples chan source.Report
	ask     chan struct{}
	done    chan error
	cancel  context.CancelFunc
}

func startWatch(t *testing.T, s Source) *watched {
	t.Helper()
	return startIdleWatch(t, s, 3*time.Minute)
}

func startIdleWatch(t *testing.T, s Source, idleAfter time.Duration) *watched {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	w := &watched{t, make(chan source.Report, 1000), make(chan struct{}), make(chan error, 1), cancel}
	go func() {
		w.done <- s.Watch(ctx, idleAfter, w.ask, func(s source.Report) { w.samples <- s })
		close(w.done)
	}()
	t.Cleanup(func() { cancel(); <-w.done })
	return w
}

// next returns the next sample and fails the test when there is none.
func (w *watched) next() source.Report {
	w.t.Helper()
	select {
	case s := <-w.samples:
		return s
	case err := <-w.done:
		w.t.Fatalf("Watch ended: %v", err)
	case <-time.After(10 * time.Second):
		w.t.Fatal("no sample in 10 s")
	}
	return source.Report{}
}

// until skips samples until one of want comes.
func (w *watched) until(want tracker.Window) source.Report {
	w.t.Helper()
	for {
		s := w.next()
		if s.Window == want {
			return s
		}
	}
}

// end returns what Watch returned.
func (w *watched) end() error {
	w.t.Helper()
	select {
	case err := <-w.done:
		return err
	case <-time.After(10 * time.Second):
		w.t.Fatal("Watch did not end in 10 s")
		return nil
	}
}

var (
	nothing = tracker.Window{}
	one     = tracker.Window{App: "editor", Title: "one"}
	two     = tracker.Window{App: "browser", Title: "two"}
	three   = tracker.Window{App: "shell", Title: "three"}
)

func threeWindows(t *testing.T) *x11test.Desktop {
	t.Helper()
	d := x11test.Start(t)
	d.Window("one", "Editor")
	d.Window("two", "Browser")
	d.Window("three", "Shell")
	return d
}

func TestWatchFollowsFocus(t *testing.T) {
	d := threeWindows(t)
	d.Focus("one")
	w := startWatch(t, Source{Display: d.Display})
	w.until(one)
	for _, want := range []tracker.Window{two, three, one, three} {
		before := time.Now()
		d.Focus(want.Title)
		got := w.next()
		after := time.Now()
		if got.Window != want {
			t.Errorf("after Focus(%q) the next sample is %+v, want %+v", want.Title, got.Window, want)
		}
		if got.At.Before(before.Round(0)) || got.At.After(after.Round(0)) || got.At.Location() != time.UTC {
			t.Errorf("At = %v, want UTC between %v and %v", got.At, before, after)
		}
		if got.Facts != source.Windows|source.Idleness || got.PID == 0 {
			t.Errorf("report = %+v, want windows, with the process, and idleness, and no more", got)
		}
	}
}

func TestWatchReadsTitles(t *testing.T) {
	d := threeWindows(t)
	d.Focus("one")
	w := startWatch(t, Source{Display: d.Display})
	w.until(one)
	d.Retitle("two", "elsewhere") // not in front: of no interest
	d.Retitle("one", "first ä")
	if got := w.next().Window; got.Title != "first ä" || got.App != one.App {
		t.Errorf("after the title changed: %+v, want title %q", got, "first ä")
	}
	d.Focus("elsewhere")
	if got := w.next().Window; got.Title != "elsewhere" {
		t.Errorf("after Focus: %+v, want title %q", got, "elsewhere")
	}
}

func TestWatchBoundsRestlessTitles(t *testing.T) {
	d := x11test.Start(t)
	d.Window("spin", "Shell")
	w := startWatch(t, Source{Display: d.Display})
	w.until(tracker.Window{App: "shell", Title: "spin"})
	start := time.Now()
	title := "spin"
	for _, next := range strings.Fields("a b c d e f g h i j k l m n o p q r s t last") {
		d.Retitle(title, next)
		title = next
	}
	w.until(tracker.Window{App: "shell", Title: "last"})
	if n := len(w.samples); n > 0 {
		t.Errorf("%d samples after the last title", n)
	}
	if took := time.Since(start); took < titlePause/2 {
		t.Errorf("20 titles were read within %v, want at most one a %v", took, titlePause)
	}
}

func TestWatchNothingFocused(t *testing.T) {
	d := threeWindows(t)
	d.Focus("one")
	w := startWatch(t, Source{Display: d.Display})
	w.until(one)
	before := time.Now()
	d.ShowDesktop(true)
	got := w.next()
	told := time.Now()
	if got.Window != nothing {
		t.Fatalf("with all windows hidden: %+v, want the zero Window", got.Window)
	}
	if got.At.Before(before.Round(0)) || told.Round(0).Sub(got.At) < noneAtLeast {
		t.Errorf("At = %v, want the moment of the change, after %v and %v before it was told at %v", got.At, before, noneAtLeast, told)
	}
	d.ShowDesktop(false)
	d.Focus("two")
	w.until(two)
}

func TestWatchWithoutWindows(t *testing.T) {
	d := x11test.StartServer(t)
	w := startWatch(t, Source{Display: d.Display})
	if got := w.next(); got.Window != nothing || !got.Facts.Has(source.Idleness) {
		t.Errorf("on a bare server: %+v, want nothing in front and idleness known", got)
	}
}

func TestWatchWindowDies(t *testing.T) {
	d := x11test.Start(t)
	kill := d.Window("one", "Editor")
	w := startWatch(t, Source{Display: d.Display})
	w.until(one)
	kill()
	w.until(nothing)
	d.Window("two", "Browser")
	d.Focus("two")
	w.until(two)
}

func TestWatchFullScreen(t *testing.T) {
	d := x11test.Start(t)
	d.Window("one", "Editor")
	w := startWatch(t, Source{Display: d.Display})
	if got := w.until(one); got.FullScreen {
		t.Error("a window is full screen before it was made so")
	}
	for _, want := range []bool{true, false} {
		d.Do("wmctrl", "-F", "-r", "one", "-b", "toggle,fullscreen")
		if got := w.next(); got.Window != one || got.FullScreen != want {
			t.Errorf("after a toggle the report is %+v, want full screen: %v", got, want)
		}
	}
}

func TestWatchSurvivesWindowManager(t *testing.T) {
	d := threeWindows(t)
	d.Focus("one")
	w := startWatch(t, Source{Display: d.Display})
	w.until(one)
	d.KillWM()
	d.StartWM()
	d.Focus("two")
	w.until(two)
}

func TestWatchIdle(t *testing.T) {
	const threshold = 1500 * time.Millisecond
	d := x11test.Start(t)
	d.Window("one", "Editor")
	d.Key()
	w := startIdleWatch(t, Source{Display: d.Display}, threshold)
	w.until(one)
	lastInput := time.Now()
	d.Key()
	keyDone := time.Now()

	gone := w.next()
	for gone.Idle < threshold { // a return that the key above may have been
		gone = w.next()
	}
	if gone.Window != one {
		t.Errorf("idle in front of %+v, want %+v", gone.Window, one)
	}
	if since := gone.At.Add(-gone.Idle); since.Before(lastInput.Add(-50*time.Millisecond)) || since.After(keyDone.Add(threshold/2)) {
		t.Errorf("idle since %v, want %v to %v", since, lastInput, keyDone)
	}
	if late := gone.Idle - threshold; late > tooLate {
		t.Errorf("idleness was noticed %v late", late)
	}
	d.Key()
	if back := w.next(); back.Idle >= threshold || back.Window != one {
		t.Errorf("after a key: %+v, want it not to be idle", back)
	}
}

func TestWatchIdleAtStart(t *testing.T) {
	const threshold = 300 * time.Millisecond
	d := x11test.Start(t)
	d.Window("one", "Editor")
	d.Key()
	start := time.Now()
	d.Until("the threshold passed", func() bool { return time.Since(start) > 2*threshold })
	w := startIdleWatch(t, Source{Display: d.Display}, threshold)
	if got := w.until(one); got.Idle < threshold {
		t.Errorf("first sample says idle for %v, want at least %v", got.Idle, threshold)
	}
	d.Key()
	if got := w.next(); got.Idle >= threshold {
		t.Errorf("after a key: idle for %v, want less than %v", got.Idle, threshold)
	}
}

func TestWatchIdleWithoutAlarms(t *testing.T) {
	const threshold = 700 * time.Millisecond
	d := x11test.StartServer(t, "-extension", "SYNC")
	d.Key()
	w := startIdleWatch(t, Source{Display: d.Display}, threshold)
	got := w.next()
	for got.Idle < threshold { // on a busy machine the first tells already
		got = w.next()
	}
	if got.Idle > threshold+tooLate {
		t.Errorf("idle for %v, want it noticed at %v", got.Idle, threshold)
	}
	d.Key()
	w.ask <- struct{}{}
	if got := w.next(); got.Idle >= threshold {
		t.Errorf("asked after a key: idle for %v, want less than %v", got.Idle, threshold)
	}
}

func TestWatchIdleFromCounterOnly(t *testing.T) {
	d := x11test.StartServer(t, "-extension", "MIT-SCREEN-SAVER")
	d.Key()
	w := startWatch(t, Source{Display: d.Display})
	if got := w.next(); !got.Facts.Has(source.Idleness) || got.Idle > 5*time.Second {
		t.Errorf("first sample = %+v, want idleness known and small", got)
	}
}

func TestWatchAnswersEveryAsk(t *testing.T) {
	d := x11test.Start(t)
	d.Window("one", "Editor")
	w := startWatch(t, Source{Display: d.Display})
	first := w.until(one)
	for i := range 20 {
		w.ask <- struct{}{}
		got := w.next()
		if got.Window != one || got.At.Before(first.At) {
			t.Fatalf("ask %d: %+v, want %+v after %v", i, got, one, first.At)
		}
	}
}

func TestWatchEndsWithContext(t *testing.T) {
	d := x11test.Start(t)
	w := startWatch(t, Source{Display: d.Display})
	w.next()
	w.cancel()
	if err := w.end(); !errors.Is(err, context.Canceled) {
		t.Errorf("Watch = %v, want %v", err, context.Canceled)
	}
}

func TestWatchNoDisplay(t *testing.T) {
	t.Setenv("DISPLAY", "")
	for _, name := range []string{"", ":60000.0", "nonsense", ":x"} {
		err := Source{Display: name}.Watch(t.Context(), time.Minute, nil, func(source.Report) {})
		if !errors.Is(err, ErrNoDisplay) {
			t.Errorf("Watch(%q) = %v, want %v", name, err, ErrNoDisplay)
		}
	}
}

func TestWatchLosesServers(t *testing.T) {
	before := runtime.NumGoroutine()
	for range 20 {
		d := x11test.StartServer(t)
		w := startWatch(t, Source{Display: d.Display})
		w.next()
		d.KillServer()
		if err := w.end(); !errors.Is(err, ErrLost) {
			t.Fatalf("Watch = %v, want %v", err, ErrLost)
		}
	}
	// What os/exec and the runtime left behind needs a moment to end.
	for deadline := time.Now().Add(5 * time.Second); runtime.NumGoroutine() > before; time.Sleep(10 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("%d goroutines after 20 lost servers, want %d", runtime.NumGoroutine(), before)
		}
	}
}

// BenchmarkSwitch is one change of focus: the window manager's work and the
// start of wmctrl are in it.
func BenchmarkSwitch(b *testing.B) {
	d := x11test.Start(b)
	d.Window("one", "Editor")
	d.Window("two", "Browser")
	d.Focus("one")
	samples := make(chan source.Report, 100)
	ctx, cancel := context.WithCancel(b.Context())
	done := make(chan error)
	go func() {
		done <- Source{Display: d.Display}.Watch(ctx, time.Minute, nil, func(s source.Report) { samples <- s })
	}()
	defer func() { cancel(); <-done }()
	for s := range samples {
		if s.Window == one {
			break
		}
	}
	windows := [2]tracker.Window{two, one}
	for i := 0; b.Loop(); i++ {
		want := windows[i%2]
		d.Focus(want.Title)
		for s := range samples {
			if s.Window == want {
				break
			}
		}
	}
}
