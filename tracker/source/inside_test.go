package source_test

import (
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"focusd/tracker"
	"focusd/tracker/source"
)

// fakeInside has a program run in each window of foot.
type fakeInside struct {
	tells bool // that something happens

	mu      sync.Mutex
	program string
	looks   int
	closed  bool
	bell    chan struct{}
}

func (f *fakeInside) open() source.Inside {
	if f.tells {
		f.bell = make(chan struct{}, 1)
	}
	return f
}

func (f *fakeInside) Look(app string, pid int) (string, bool) {
	if app != "foot" || pid != 42 {
		return "", false
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.looks++
	return f.program, true
}

func (f *fakeInside) Rings() <-chan struct{} { return f.bell }

func (f *fakeInside) Close() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.closed = true
}

// runs has another program run, "" for none.
func (f *fakeInside) runs(program string) {
	f.mu.Lock()
	f.program = program
	f.mu.Unlock()
	f.ring()
}

// ring tells that something has happened, if it tells that.
func (f *fakeInside) ring() {
	select {
	case f.bell <- struct{}{}:
	default:
	}
}

// looked is how often it was looked at until now.
func (f *fakeInside) looked() int {
	synctest.Wait()
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.looks
}

// foot is a terminal in front, in which somebody works.
func foot() source.Report {
	r := app("foot")
	r.PID = 42
	return r
}

func TestWhatRunsInATerminal(t *testing.T) {
	for name, test := range map[string]struct {
		tells  bool
		within time.Duration // it is seen that something else runs
		looks  int           // in an hour in which nothing happens
	}{
		"that tells nothing":            {false, 10 * time.Second, 360},
		"that tells what happens there": {true, time.Second, 60},
	} {
		t.Run(name, func(t *testing.T) {
			inside := &fakeInside{program: "vim", tells: test.tells}
			windows := newFake("windows", source.Windows)
			watch(t, func(t *testing.T, d *desk) {
				windows.says <- foot()
				if got := d.last(t).Window.App; got != "vim" {
					t.Errorf("in front is %q, want vim in the terminal", got)
				}
				looks := inside.looked()
				time.Sleep(time.Hour)
				if got := inside.looked() - looks; got != test.looks {
					t.Errorf("%d looks in an hour in which nothing happened, want %d", got, test.looks)
				}
				time.Sleep(30 * time.Second)
				inside.runs("")
				time.Sleep(test.within)
				if got := d.last(t).Window.App; got != "foot" {
					t.Errorf("in front is %q, want the terminal, whose program ended", got)
				}
				other := app("editor")
				other.PID = 42
				windows.says <- other
				before := d.count()
				time.Sleep(time.Hour)
				if got := d.count(); got != before {
					t.Errorf("%d samples in an hour in which nothing happened", got-before)
				}
			}, &source.Choice{Sources: []source.Source{windows}, Inside: inside.open})
			if !inside.closed {
				t.Error("nobody looks inside any more, and it is not closed")
			}
		})
	}
}

// A terminal in which much happens is looked at no more often than one of which
// nothing is heard.
func TestABusyTerminal(t *testing.T) {
	inside := &fakeInside{program: "make", tells: true}
	windows := newFake("windows", source.Windows)
	watch(t, func(t *testing.T, d *desk) {
		windows.says <- foot()
		before := inside.looked()
		for range 3600 {
			inside.ring()
			time.Sleep(time.Second)
		}
		if got := inside.looked() - before; got < 350 || got > 361 {
			t.Errorf("%d looks in an hour, want one every ten seconds", got)
		}
	}, &source.Choice{Sources: []source.Source{windows}, Inside: inside.open})
}

// What is told of a window is said when all is known of it, and no sooner.
func TestWhatIsToldIsOfTheProgramInside(t *testing.T) {
	windows := newFake("windows", source.Windows)
	choice := &source.Choice{
		Sources: []source.Source{windows},
		Inside:  (&fakeInside{program: "vim"}).open,
		Reading: func(w tracker.Window) bool { return w.App == "known vim" },
	}
	prefixed := func(word string) func(tracker.Window) tracker.Window {
		return func(w tracker.Window) tracker.Window {
			if !strings.Contains(w.App, "foot") {
				w.App = word + w.App
			}
			return w
		}
	}
	choice.Redact(prefixed("known "), prefixed("told of "))
	watch(t, func(t *testing.T, d *desk) {
		r := app("foot")
		r.PID = 42
		windows.says <- r
		if got := d.last(t); got.Window.App != "told of known vim" || got.Evidence&tracker.Reading == 0 {
			t.Errorf("the sample is of %q with evidence %b", got.Window.App, got.Evidence)
		}
	}, choice)
}

func TestNobodyLooksIntoATerminalWhileNobodyIsThere(t *testing.T) {
	inside := &fakeInside{tells: true}
	both := newFake("both", source.Windows|source.Idleness)
	watch(t, func(t *testing.T, d *desk) {
		r := foot()
		r.Facts, r.Idle = source.Windows|source.Idleness, time.Minute
		both.says <- r
		before := inside.looked()
		inside.ring()
		time.Sleep(time.Hour)
		if got := inside.looked() - before; got > 1 {
			t.Errorf("looked %d times in an hour without anybody", got)
		}
	}, &source.Choice{Sources: []source.Source{both}, Inside: inside.open})
}
