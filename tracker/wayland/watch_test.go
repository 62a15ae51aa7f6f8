//go:build unix

package wayland

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"focusd/tracker"
	"focusd/tracker/source"
	"focusd/tracker/wayland/waylandtest"
)

// watched is a running Watch and what it emitted.
type watched struct {
	t       testing.TB
	reports chan source.Report
	ask     chan struct{}
	hold    chan chan struct{} // one in it holds up Watch, after the next report, until it is closed
	done    chan error
	cancel  context.CancelFunc
}

func startWatch(t testing.TB, s Source, idleAfter time.Duration) *watched {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	w := &watched{
		t: t, cancel: cancel,
		reports: make(chan source.Report, 1000), ask: make(chan struct{}),
		hold: make(chan chan struct{}, 1), done: make(chan error, 1),
	}
	go func() {
		w.done <- s.Watch(ctx, idleAfter, w.ask, w.emit)
		close(w.done)
	}()
	t.Cleanup(func() { cancel(); <-w.done })
	return w
}

func (w *watched) emit(r source.Report) {
	var hold chan struct{}
	select {
	case hold = <-w.hold: // before r is told, lest one that was put in after r holds r up
	default:
	}
	w.reports <- r
	if hold != nil {
		<-hold
	}
}

// next returns the next report and fails the test when there is none.
func (w *watched) next() source.Report {
	w.t.Helper()
	select {
	case r := <-w.reports:
		return r
	case err := <-w.done:
		w.t.Fatalf("Watch ended: %v", err)
	case <-time.After(10 * time.Second):
		w.t.Fatal("no report in 10 s")
	}
	return source.Report{}
}

// expect fails the test when the next report has another window.
func (w *watched) expect(what string, want tracker.Window) source.Report {
	w.t.Helper()
	r := w.next()
	if r.Window != want || !r.Facts.Has(source.Windows) {
		w.t.Fatalf("%s: %+v, want window %+v", what, r, want)
	}
	return r
}

// answer asks and returns the answer.
func (w *watched) answer() source.Report {
	w.t.Helper()
	w.ask <- struct{}{}
	return w.next()
}

// quiet fails the test when there is a report before the answer to a question.
func (w *watched) quiet(what string) {
	w.t.Helper()
	before := time.Now()
	if r := w.answer(); r.At.Before(before.Round(0)) || len(w.reports) > 0 {
		w.t.Errorf("%s: report %+v, want none", what, r)
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
)

func offered(iface string, version uint32) waylandtest.Offer {
	return waylandtest.Offer{Interface: iface, Version: version}
}

// twoWindows is a compositor with the windows one, in front, and two.
func twoWindows(t testing.TB, offers []waylandtest.Offer) (f *waylandtest.Fake, a, b *waylandtest.Window) {
	t.Helper()
	f = waylandtest.StartFake(t, offers...)
	a, b = f.Window("Editor", "one"), f.Window("Browser", "two")
	a.Focus()
	return f, a, b
}

func TestWatchFollowsFocus(t *testing.T) {
	f, a, b := twoWindows(t, waylandtest.OldOffers())
	w := startWatch(t, Source{Display: f.Display}, time.Minute)
	w.expect("at the start", one)
	for name, focus := range map[string]func(*waylandtest.Window){
		"the new one first": (*waylandtest.Window).Focus,
		"the old one first": (*waylandtest.Window).FocusLast,
	} {
		t.Run(name, func(t *testing.T) {
			for range 3 {
				before := time.Now()
				focus(b)
				after := time.Now()
				r := w.expect("after a switch", two)
				if r.At.Before(before.Round(0)) || r.At.After(after.Add(settleAfter/2).Round(0)) || r.At.Location() != time.UTC {
					t.Errorf("At = %v, want UTC between %v and %v", r.At, before, after)
				}
				if r.Facts != source.Windows|source.Idleness || r.Idle != 0 || r.PID != 0 || r.FullScreen {
					t.Errorf("report = %+v, want windows and idleness, and no more known", r)
				}
				focus(a)
				w.expect("after a switch back", one)
			}
		})
	}
}

func TestWatchNothingInFront(t *testing.T) {
	f, a, b := twoWindows(t, waylandtest.OldOffers())
	w := startWatch(t, Source{Display: f.Display}, time.Minute)
	w.expect("at the start", one)

	before := time.Now()
	a.Unfocus()
	r := w.expect("with nothing focused", nothing)
	if told := time.Now().Round(0); r.At.Before(before.Round(0)) || told.Sub(r.At) < settleAfter {
		t.Errorf("At = %v, want the moment of the change, after %v and %v before it was told at %v", r.At, before, settleAfter, told)
	}
	b.Focus()
	w.expect("with a window again", two)
	b.Close()
	w.expect("after it was closed", nothing)
	a.Focus()
	w.expect("with the other one", one)
	lost := time.Now()
	a.Unfocus()
	a.Focus()
	short := time.Since(lost) < settleAfter // else a busy machine stopped the test in between
	a.Retitle("later")
	if r := w.next(); short && r.Window.Title != "later" {
		t.Errorf("after a short loss of the focus: %+v, want nothing told of it", r)
	}
}

// A busy machine may let the watch run only when nothing has been in front for
// long enough, and something is again.
func TestWatchReadsBeforeItTells(t *testing.T) {
	f, a, b := twoWindows(t, waylandtest.OldOffers())
	w := startWatch(t, Source{Display: f.Display}, time.Minute)
	w.expect("at the start", one)
	hold := make(chan struct{})
	release := sync.OnceFunc(func() { close(hold) })
	defer release() // else a test that fails waits for the watch for ever
	w.hold <- hold
	a.Unfocus()
	w.ask <- struct{}{} // reads that nothing is in front, and is held up by the answer
	unfocused := time.Now()
	if r := w.next(); r.Window == nothing {
		t.Skip("the machine is too busy to ask before it is told")
	}
	b.Focus()
	until(t, "the suspicion is old enough", func() bool { return time.Since(unfocused) > 2*settleAfter })
	release()
	w.expect("after a busy while", two)
}

func TestWatchWithoutWindows(t *testing.T) {
	f := waylandtest.StartFake(t, waylandtest.OldOffers()...)
	w := startWatch(t, Source{Display: f.Display}, time.Minute)
	w.expect("on an empty desktop", nothing)
	f.Window("Editor", "one").Focus()
	w.expect("after the first window", one)
}

func TestWatchTitles(t *testing.T) {
	f, a, b := twoWindows(t, waylandtest.OldOffers())
	w := startWatch(t, Source{Display: f.Display}, time.Minute)
	w.expect("at the start", one)
	b.Retitle("elsewhere") // not in front: of no interest
	before := time.Now()
	a.Retitle("* first")
	r := w.expect("after the title changed", tracker.Window{App: "editor", Title: "first"})
	if late := time.Since(before); late > 500*time.Millisecond {
		t.Errorf("the first title was told after %v", late)
	}
	a.HalfRetitle("second")
	w.quiet("with a title that is not done")
	for _, title := range strings.Fields("a b c d e f g last") {
		a.Retitle(title)
	}
	next := w.expect("after restless titles", tracker.Window{App: "editor", Title: "last"})
	if pause := next.At.Sub(r.At); pause > titlePause {
		t.Errorf("At is %v after the title before, want the moment of the change", pause)
	}
	if told := time.Since(before); told < titlePause {
		t.Errorf("titles were told %v apart, want at least %v", told, titlePause)
	}
	b.Focus()
	w.expect("after a switch", tracker.Window{App: "browser", Title: "elsewhere"})
}

func TestWatchFullScreen(t *testing.T) {
	f, a, _ := twoWindows(t, waylandtest.OldOffers())
	w := startWatch(t, Source{Display: f.Display}, time.Minute)
	w.expect("at the start", one)
	for _, want := range []bool{true, false} {
		a.FullScreen(want)
		if r := w.expect("after FullScreen", one); r.FullScreen != want {
			t.Errorf("full screen is %v, want %v", r.FullScreen, want)
		}
	}
}

func TestWatchIdle(t *testing.T) {
	const threshold = 3 * time.Minute
	for name, offers := range map[string][]waylandtest.Offer{"kde": waylandtest.OldOffers(), "ext": waylandtest.NewOffers()} {
		t.Run(name, func(t *testing.T) {
			f, _, b := twoWindows(t, offers)
			w := startWatch(t, Source{Display: f.Display}, threshold)
			w.expect("at the start", one)

			f.Pass(graspAfter - time.Second)
			w.quiet("short of the first timeout")
			f.Pass(2 * time.Second)
			until(t, "the first timeout is known", func() bool { return w.answer().Idle >= graspAfter })
			b.Focus()
			if r := w.expect("a switch without input", two); r.Idle < graspAfter || r.Idle > graspAfter+5*time.Second {
				t.Errorf("idle for %v, want %v and little more", r.Idle, graspAfter)
			}
			f.Pass(threshold)
			if r := w.expect("after the threshold", two); r.Idle < threshold || r.Idle > threshold+5*time.Second {
				t.Errorf("idle for %v, want %v and little more", r.Idle, threshold)
			}
			f.Input()
			if r := w.expect("after input", two); r.Idle != 0 {
				t.Errorf("idle for %v, want 0", r.Idle)
			}
			w.quiet("when nothing more happened")
		})
	}
}

func TestWatchSetsTimeouts(t *testing.T) {
	two := func(inputOnly bool, after time.Duration) []waylandtest.Timeout {
		return []waylandtest.Timeout{
			{After: min(after, graspAfter), InputOnly: inputOnly},
			{After: after, InputOnly: inputOnly},
		}
	}
	for name, test := range map[string]struct {
		offers []waylandtest.Offer
		after  time.Duration
		want   []waylandtest.Timeout
	}{
		"sway":            {waylandtest.OldOffers(), time.Minute, two(false, time.Minute)},
		"newer":           {waylandtest.NewOffers(), time.Minute, two(true, time.Minute)},
		"short threshold": {waylandtest.NewOffers(), time.Second, two(true, time.Second)},
		"ext version 1":   {[]waylandtest.Offer{offered(extIdleInterface, 1), offered(seatInterface, 1)}, time.Minute, two(false, time.Minute)},
		"two seats":       {[]waylandtest.Offer{offered(seatInterface, 8), offered(kdeIdleInterface, 1), offered(seatInterface, 8)}, time.Minute, append(two(false, time.Minute), two(false, time.Minute)...)},
	} {
		t.Run(name, func(t *testing.T) {
			f := waylandtest.StartFake(t, test.offers...)
			startWatch(t, Source{Display: f.Display}, test.after).next()
			got := f.Timeouts()
			if len(got) != len(test.want) {
				t.Fatalf("timeouts = %v, want %v", got, test.want)
			}
			for i := range got {
				if got[i] != test.want[i] {
					t.Errorf("timeout %d = %v, want %v", i, got[i], test.want[i])
				}
			}
		})
	}
}

// An inhibitor that begins while the person is away hides the return from wlroots
// 0.15. A switch of windows brings it to light.
func TestWatchRecoversFromInhibitors(t *testing.T) {
	t.Parallel()
	const threshold = time.Minute
	f, a, b := twoWindows(t, waylandtest.OldOffers())
	w := startWatch(t, Source{Display: f.Display}, threshold)
	w.expect("at the start", one)
	f.Pass(threshold)
	w.expect("after the threshold", one)

	b.Focus()
	if r := w.expect("a switch without input", two); r.Idle < threshold {
		t.Errorf("idle for %v, want at least %v", r.Idle, threshold)
	}
	until(t, "a check is on", func() bool { return len(f.Timeouts()) == 3 })
	f.Pass(checkAfter)
	until(t, "it is over", func() bool { return len(f.Timeouts()) == 2 })
	w.quiet("when the compositor counts")

	f.Inhibit(true)
	f.Input()
	w.quiet("when the compositor says nothing of the return")
	a.Focus()
	if r := w.expect("a switch", one); r.Idle < threshold {
		t.Errorf("idle for %v, want at least %v: nothing else is known yet", r.Idle, threshold)
	}
	if r := w.expect("after the check", one); r.Idle != 0 {
		t.Errorf("idle for %v, want 0: the compositor does not count", r.Idle)
	}
	f.Inhibit(false)
	until(t, "the new timeouts fire", func() bool {
		f.Pass(threshold)
		return w.answer().Idle >= threshold
	})
}

func TestWatchAnswersEveryAsk(t *testing.T) {
	f, _, _ := twoWindows(t, waylandtest.OldOffers())
	w := startWatch(t, Source{Display: f.Display}, time.Minute)
	first := w.next()
	for i := range 20 {
		if r := w.answer(); r.Window != one || r.At.Before(first.At) {
			t.Fatalf("ask %d: %+v, want %+v after %v", i, r, one, first.At)
		}
	}
	close(w.ask)
	f.Window("Browser", "two").Focus()
	w.expect("after the end of the questions", two)
}

func TestWatchTellsWhatIsOffered(t *testing.T) {
	for name, test := range map[string]struct {
		offers []waylandtest.Offer
		want   source.Facts
	}{
		"windows only": {[]waylandtest.Offer{offered(windowsInterface, 1)}, source.Windows},
		"idleness":     {[]waylandtest.Offer{offered(seatInterface, 5), offered(kdeIdleInterface, 1)}, source.Idleness},
		"more than is spoken": {[]waylandtest.Offer{
			offered(seatInterface, 90), offered(extIdleInterface, 90),
			offered(windowsInterface, 90),
		}, source.Windows | source.Idleness},
	} {
		t.Run(name, func(t *testing.T) {
			f := waylandtest.StartFake(t, test.offers...)
			w := startWatch(t, Source{Display: f.Display}, time.Minute)
			if r := w.next(); r.Facts != test.want || r.Window != nothing || r.Idle != 0 {
				t.Errorf("first report = %+v, want facts %b", r, test.want)
			}
			if r := w.answer(); r.Facts != test.want {
				t.Errorf("answer = %+v, want facts %b", r, test.want)
			}
		})
	}
}

func TestWatchEnds(t *testing.T) {
	for name, test := range map[string]struct {
		end  func(*waylandtest.Fake)
		want string // in the error
	}{
		"killed":               {(*waylandtest.Fake).Kill, "it ended"},
		"error":                {func(f *waylandtest.Fake) { f.Fail(3, "title of a window") }, "error 3 of the display"},
		"garbage":              {func(f *waylandtest.Fake) { f.Send([]byte("HTTP/1.1 400 Bad Request")) }, "not a Wayland compositor"},
		"windows are withheld": {(*waylandtest.Fake).FinishWindows, "stopped to tell"},
		"seat taken away":      {func(f *waylandtest.Fake) { f.Withdraw("wl_seat") }, "taken away"},
		"idleness is new":      {func(f *waylandtest.Fake) { f.Offer(offered(extIdleInterface, 1)) }, "begun to offer"},
	} {
		t.Run(name, func(t *testing.T) {
			f, _, _ := twoWindows(t, waylandtest.OldOffers())
			w := startWatch(t, Source{Display: f.Display}, time.Minute)
			w.next()
			test.end(f)
			err := w.end()
			if !errors.Is(err, ErrLost) || !strings.Contains(err.Error(), test.want) || strings.Contains(err.Error(), "title") {
				t.Errorf("Watch = %v, want %v with %q", err, ErrLost, test.want)
			}
		})
	}
}

func TestWatchEndsWithContext(t *testing.T) {
	f, _, _ := twoWindows(t, waylandtest.OldOffers())
	w := startWatch(t, Source{Display: f.Display}, time.Minute)
	w.next()
	w.cancel()
	if err := w.end(); !errors.Is(err, context.Canceled) {
		t.Errorf("Watch = %v, want %v", err, context.Canceled)
	}

	f.Mute() // it hangs when we come
	w = startWatch(t, Source{Display: f.Display}, time.Minute)
	w.cancel()
	if err := w.end(); !errors.Is(err, context.Canceled) {
		t.Errorf("Watch of one that hangs = %v, want %v", err, context.Canceled)
	}
}

func TestWatchAgain(t *testing.T) {
	f, _, _ := twoWindows(t, waylandtest.OldOffers())
	before := runtime.NumGoroutine()
	for range 10 {
		w := startWatch(t, Source{Display: f.Display}, time.Minute)
		w.next()
		f.Kill()
		if err := w.end(); !errors.Is(err, ErrLost) {
			t.Fatalf("Watch = %v, want %v", err, ErrLost)
		}
		err := Source{Display: f.Display}.Watch(t.Context(), time.Minute, nil, func(source.Report) {})
		if !errors.Is(err, ErrNoWayland) {
			t.Fatalf("Watch of a stale socket = %v, want %v", err, ErrNoWayland)
		}
		f.Restart()
	}
	until(t, "no goroutines are left", func() bool { return runtime.NumGoroutine() <= before })
}

func TestWatchFindsNothing(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("XDG_RUNTIME_DIR", dir)
	t.Setenv("WAYLAND_DISPLAY", "")
	watch := func(s Source) error {
		return s.Watch(t.Context(), time.Minute, nil, func(source.Report) {})
	}
	if err := watch(Source{}); !errors.Is(err, ErrNoWayland) || !strings.Contains(err.Error(), "WAYLAND_DISPLAY is not set") {
		t.Errorf("Watch without a session = %v, want %v", err, ErrNoWayland)
	}
	t.Setenv("WAYLAND_DISPLAY", "wayland-3")
	if err := watch(Source{}); !errors.Is(err, ErrNoWayland) || !strings.Contains(err.Error(), filepath.Join(dir, "wayland-3")) {
		t.Errorf("Watch with a stale variable = %v, want %v and the path", err, ErrNoWayland)
	}
	killed := waylandtest.StartFake(t)
	killed.Kill()
	if err := os.Symlink(killed.Display, filepath.Join(dir, "wayland-3")); err != nil {
		t.Fatal(err)
	}
	if err := watch(Source{}); err == nil || strings.Count(err.Error(), "wayland-3") != 1 {
		t.Errorf("Watch with the socket of one that was killed = %v, want it to be spoken of once", err)
	}
	if err := watch(Source{Display: "wayland-4"}); !errors.Is(err, ErrNoWayland) {
		t.Errorf("Watch of a display that is not there = %v, want %v", err, ErrNoWayland)
	}
	weston := waylandtest.StartFake(t, offered(seatInterface, 7))
	err := watch(Source{Display: weston.Display})
	if !errors.Is(err, ErrNoWayland) || !strings.Contains(err.Error(), "neither of its windows nor of idleness") {
		t.Errorf("Watch of one that tells nothing = %v, want so", err)
	}
}

func TestWatchScansForSockets(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("XDG_RUNTIME_DIR", dir)
	idle := waylandtest.StartFake(t, offered(seatInterface, 7), offered(kdeIdleInterface, 1))
	stale := waylandtest.StartFake(t)
	stale.Kill()
	best, _, _ := twoWindows(t, waylandtest.OldOffers())
	for name, display := range map[string]string{
		"wayland-0": stale.Display, "wayland-1": idle.Display, "wayland-2": best.Display, "wayland-3": idle.Display,
	} {
		if err := os.Symlink(display, filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "wayland-1.lock"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for variable, want := range map[string]struct {
		window tracker.Window
		facts  source.Facts
	}{
		"":           {one, source.Windows | source.Idleness},
		"wayland-0":  {one, source.Windows | source.Idleness},
		"wayland-9":  {one, source.Windows | source.Idleness},
		"wayland-1":  {nothing, source.Idleness},
		"wayland-2":  {one, source.Windows | source.Idleness},
		best.Display: {one, source.Windows | source.Idleness},
	} {
		t.Run(filepath.Base(variable), func(t *testing.T) {
			t.Setenv("WAYLAND_DISPLAY", variable)
			if r := startWatch(t, Source{}, time.Minute).next(); r.Window != want.window || r.Facts != want.facts {
				t.Errorf("WAYLAND_DISPLAY=%q: %+v, want %+v", variable, r, want)
			}
		})
	}
}

func TestProbe(t *testing.T) {
	f := waylandtest.StartFake(t, append(waylandtest.NewOffers(), offered("ext_foreign_toplevel_list_v1", 1))...)
	found, err := Source{Display: f.Display}.Probe(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if len(found.Protocols) != 5 || found.Protocols[1] != (Protocol{extIdleInterface, 2}) || found.Socket != f.Display || found.IPC != "" {
		t.Errorf("Probe = %+v", found)
	}
	if runtime.GOOS == "linux" && (found.PID != os.Getpid() || found.Compositor == "") {
		t.Errorf("Probe names %q, process %d, want this test, %d", found.Compositor, found.PID, os.Getpid())
	}
	if found.Facts() != source.Windows|source.Idleness || found.Why(source.Windows) != "" || found.Why(source.Idleness) != "" {
		t.Errorf("facts = %b, missing for %q and %q, want all of them", found.Facts(), found.Why(source.Windows), found.Why(source.Idleness))
	}
	if _, err := (Source{Display: "/nowhere"}).Probe(t.Context()); !errors.Is(err, ErrNoWayland) {
		t.Errorf("Probe of nothing = %v, want %v", err, ErrNoWayland)
	}
}

func until(t testing.TB, what string, done func() bool) {
	t.Helper()
	for deadline := time.Now().Add(10 * time.Second); !done(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("not in 10 s: %s", what)
		}
	}
}
