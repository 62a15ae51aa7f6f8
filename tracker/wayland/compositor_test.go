//go:build linux

package wayland

import (
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"focusd/tracker"
	"focusd/tracker/source"
	"focusd/tracker/wayland/waylandtest"
)

// told is what a change may take, as a rule, until it is told: settleAfter is in
// it. A machine with more to do may take up to tooLate.
const (
	told    = 100 * time.Millisecond
	tooLate = 2 * time.Second
)

// steps are changes that a test makes, and how long each took to be told.
type steps struct {
	*watched
	took []time.Duration
}

// step fails the test unless the next report is want and says that it came
// about when do was done.
func (s *steps) step(what string, do func(), want tracker.Window) source.Report {
	s.t.Helper()
	before := time.Now()
	do()
	done := time.Now()
	r := s.expect(what, want)
	took := time.Since(done)
	s.took = append(s.took, took)
	if at := r.At; at.Before(before.Round(0)) || at.After(done.Add(tooLate).Round(0)) || took > tooLate {
		s.t.Errorf("%s: At = %v, told after %v, want %v to %v", what, at, took, before, done)
	}
	return r
}

// median is the usual time that a change took to be told.
func (s *steps) median() time.Duration {
	slices.Sort(s.took)
	return s.took[len(s.took)/2]
}

func TestSwayDay(t *testing.T) {
	sway := waylandtest.StartSway(t)
	w := startWatch(t, Source{Display: sway.Display}, time.Minute)
	s := steps{watched: w}
	if r := w.expect("on an empty desktop", nothing); r.Facts != source.Windows|source.Idleness {
		t.Fatalf("first report = %+v, want windows and idleness", r)
	}
	a := sway.Foot("editor", "one")
	if r := w.expect("after the first window", one); r.PID != a.PID() {
		t.Errorf("process %d, want %d", r.PID, a.PID())
	}
	b := sway.Foot("browser", "two")
	if r := w.expect("after the second window", two); r.PID != b.PID() {
		t.Errorf("process %d, want %d", r.PID, b.PID())
	}
	s.step("focus back", func() { sway.Focus(a) }, one)
	s.step("focus forth", func() { sway.Focus(b) }, two)
	s.step("title", func() { b.Retitle("three") }, tracker.Window{App: "browser", Title: "three"})
	b.Retitle("two")
	w.expect("title back, a second after the other one", two)
	s.step("empty workspace", func() { sway.Run("workspace 2") }, nothing)
	s.step("workspace with windows", func() { sway.Run("workspace 1") }, two)
	if r := s.step("full screen", func() { sway.Run("fullscreen enable") }, two); !r.FullScreen {
		t.Errorf("report = %+v, want it to be full screen", r)
	}
	s.step("no more full screen", func() { sway.Run("fullscreen disable") }, two)
	unlock := sway.Lock()
	w.expect("lock", nothing)
	s.step("unlock", unlock, two)
	swayIdle(t, sway, two)
	if r := s.step("close", b.Close, one); r.PID != a.PID() {
		t.Errorf("process %d, want %d", r.PID, a.PID())
	}
	s.step("close the last", a.Close, nothing)
	if median := s.median(); median > told {
		t.Errorf("changes are told after %v, want at most %v", median, told)
	}
}

// swayIdle is a person who goes away from front and comes back.
func swayIdle(t *testing.T, sway *waylandtest.Sway, front tracker.Window) {
	t.Helper()
	const threshold = 1500 * time.Millisecond
	w := startWatch(t, Source{Display: sway.Display}, threshold)
	w.expect("at the start", front)
	typing := time.Now()
	sway.Key()
	typed := time.Now()
	gone := w.expect("idle", front)
	for gone.Idle < threshold { // a return that the key above may have been
		gone = w.next()
	}
	if since := gone.At.Add(-gone.Idle); since.Before(typing.Add(-told)) || since.After(typed.Add(tooLate)) {
		t.Errorf("idle for %v, since %v, want since %v to %v", gone.Idle, since, typing, typed)
	}
	if r := w.answer(); r.Idle < threshold || r.At.Add(-r.Idle).Sub(gone.At.Add(-gone.Idle)).Abs() > time.Millisecond {
		t.Errorf("asked: %+v, want idle since the same moment as %+v", r, gone)
	}
	sway.Key()
	if r := w.expect("back", front); r.Idle != 0 {
		t.Errorf("idle for %v after a key, want 0", r.Idle)
	}
}

// On wlroots 0.15 an inhibitor that begins while the person is away hides the
// return.
func TestSwayInhibitor(t *testing.T) {
	t.Parallel()
	const threshold = time.Second
	s := waylandtest.StartSway(t)
	a, b := s.Foot("editor", "one"), s.Foot("browser", "two")
	w := startWatch(t, Source{Display: s.Display}, threshold)
	w.until(two)
	for r := w.next(); r.Idle < threshold; {
		r = w.next()
	}
	s.Run(`[app_id="browser"] inhibit_idle open`)
	s.Key()
	s.Focus(a)
	for r := w.next(); r.Window != one || r.Idle >= threshold; {
		r = w.next() // later versions tell of the return at once
	}
	b.Close() // and with it the inhibitor
	for r := w.next(); r.Window != one || r.Idle < threshold; {
		r = w.next()
	}
}

func TestSwayDies(t *testing.T) {
	s := waylandtest.StartSway(t)
	t.Setenv("XDG_RUNTIME_DIR", filepath.Dir(s.Display))
	t.Setenv("WAYLAND_DISPLAY", "wayland-of-yesterday")
	for range 3 {
		w := startWatch(t, Source{}, time.Minute)
		w.expect("at the start", nothing)
		s.Foot("editor", "one").Close()
		killed := time.Now()
		s.Kill()
		if err := w.end(); !errors.Is(err, ErrLost) || time.Since(killed) > time.Second {
			t.Fatalf("Watch = %v after %v, want %v at once", err, time.Since(killed), ErrLost)
		}
		err := Source{}.Watch(t.Context(), time.Minute, nil, func(source.Report) {})
		if !errors.Is(err, ErrNoWayland) {
			t.Fatalf("Watch without sway = %v, want %v", err, ErrNoWayland)
		}
		s.Start()
	}
}

func TestSwayIsFound(t *testing.T) {
	s := waylandtest.StartSway(t)
	t.Setenv("SWAYSOCK", "/stale")
	found, err := Source{Display: s.Display}.Probe(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if found.Compositor != "sway" || found.PID != s.PID() || found.IPC != s.IPC || found.Facts() != source.Windows|source.Idleness {
		t.Errorf("Probe = %+v, want sway, process %d, with the IPC %s", found, s.PID(), s.IPC)
	}
}

func TestPhoc(t *testing.T) {
	s := waylandtest.StartPhoc(t)
	const threshold = time.Second
	w := startWatch(t, Source{Display: s.Display}, threshold)
	if r := w.next(); r.Facts != source.Windows|source.Idleness || r.Window != nothing {
		t.Fatalf("first report = %+v, want windows, none of them, and idleness", r)
	}
	a := s.Foot("editor", "one")
	w.until(one)
	b := s.Foot("browser", "two")
	w.until(two)
	b.Retitle("three")
	w.until(tracker.Window{App: "browser", Title: "three"})
	b.Close()
	if r := w.until(one); r.PID != 0 {
		t.Errorf("process %d, want it not to be known", r.PID)
	}
	for r := w.answer(); r.Idle < threshold; {
		r = w.next()
	}
	s.Key()
	if r := w.next(); r.Idle != 0 || r.Window != one {
		t.Errorf("after a key: %+v, want it not to be idle", r)
	}
	a.Close()
	w.until(nothing)
	s.Kill()
	if err := w.end(); !errors.Is(err, ErrLost) {
		t.Errorf("Watch = %v, want %v", err, ErrLost)
	}
}

// until skips reports until one of want comes.
func (w *watched) until(want tracker.Window) source.Report {
	w.t.Helper()
	for {
		if r := w.next(); r.Window == want {
			return r
		}
	}
}

func TestCageTellsIdlenessOnly(t *testing.T) {
	s := waylandtest.StartCage(t)
	w := startWatch(t, Source{Display: s.Display}, time.Second)
	if r := w.next(); r.Facts != source.Idleness {
		t.Errorf("first report = %+v, want idleness only", r)
	}
	if r := w.next(); r.Idle < time.Second {
		t.Errorf("second report = %+v, want it to be idle", r)
	}
	found, err := Source{Display: s.Display}.Probe(t.Context())
	if why := found.Why(source.Windows); err != nil || !strings.HasPrefix(why, "cage does not tell") {
		t.Errorf("Probe = %+v, %v, why no windows: %q", found, err, why)
	}
}

func TestWestonTellsNothing(t *testing.T) {
	s := waylandtest.StartWeston(t)
	err := Source{Display: s.Display}.Watch(t.Context(), time.Minute, nil, func(source.Report) {})
	if !errors.Is(err, ErrNoWayland) || !strings.Contains(err.Error(), "weston tells other programs neither") {
		t.Errorf("Watch = %v, want %v and that weston tells nothing", err, ErrNoWayland)
	}
}

// BenchmarkSwaySwitch is one change of focus on sway, until it is told. The
// times are of both, the test and what it tests.
func BenchmarkSwaySwitch(b *testing.B) {
	s := waylandtest.StartSway(b)
	first, second := s.Foot("editor", "one"), s.Foot("browser", "two")
	w := startWatch(b, Source{Display: s.Display}, time.Hour)
	w.until(two)
	for b.Loop() {
		s.Focus(first)
		w.until(one)
		s.Focus(second)
		w.until(two)
	}
}
