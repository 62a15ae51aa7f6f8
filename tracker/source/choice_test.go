package source_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"focusd/tracker"
	"focusd/tracker/source"
)

// fake is a source that does what a test says.
type fake struct {
	name  string
	facts source.Facts

	mu      sync.Mutex
	refuses error // Watch fails at once
	watches int   // how often Watch was called
	says    chan source.Report
	ends    chan error
	running bool
	answer  source.Report // to a question for idleness
}

func newFake(name string, facts source.Facts) *fake {
	return &fake{name: name, facts: facts}
}

func (f *fake) Name() string        { return f.name }
func (f *fake) Facts() source.Facts { return f.facts }

func (f *fake) Watch(ctx context.Context, _ time.Duration, ask <-chan struct{}, emit func(source.Report)) error {
	f.mu.Lock()
	f.watches++
	refuses := f.refuses
	f.running = refuses == nil
	f.mu.Unlock()
	defer func() { f.mu.Lock(); f.running = false; f.mu.Unlock() }()
	if refuses != nil {
		return refuses
	}
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case err := <-f.ends:
			return err
		case r := <-f.says:
			r.At = time.Now()
			emit(r)
		case <-ask:
			f.mu.Lock()
			r := f.answer
			f.mu.Unlock()
			r.At = time.Now()
			emit(r)
		}
	}
}

func (f *fake) refuse(err error) { f.mu.Lock(); f.refuses = err; f.mu.Unlock() }

func (f *fake) isRunning() bool { f.mu.Lock(); defer f.mu.Unlock(); return f.running }

func (f *fake) tries() int { f.mu.Lock(); defer f.mu.Unlock(); return f.watches }

// desk is a Choice that watches in a bubble, and what it emitted.
type desk struct {
	*source.Choice
	ask chan struct{}

	mu      sync.Mutex
	samples []tracker.Sample
}

// watch runs the test in a bubble with a Choice of sources.
func watch(t *testing.T, do func(t *testing.T, d *desk), choice *source.Choice) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		d := &desk{Choice: choice, ask: make(chan struct{}, 1)}
		for _, s := range d.Sources { // channels belong to the bubble they are made in
			f := s.(*fake)
			f.says, f.ends = make(chan source.Report), make(chan error)
		}
		if d.IdleAfter == 0 {
			d.IdleAfter = time.Minute
		}
		ctx, cancel := context.WithCancel(t.Context())
		ended := make(chan error, 1)
		go func() {
			ended <- d.Watch(ctx, d.ask, func(s tracker.Sample) {
				d.mu.Lock()
				defer d.mu.Unlock()
				d.samples = append(d.samples, s)
			})
		}()
		synctest.Wait()
		do(t, d)
		cancel()
		if err := <-ended; !errors.Is(err, context.Canceled) {
			t.Errorf("Watch ended with %v", err)
		}
		for _, s := range d.Sources {
			if f := s.(*fake); f.isRunning() {
				t.Errorf("%s is still running", f.name)
			}
		}
	})
}

// last is what was emitted last.
func (d *desk) last(t *testing.T) tracker.Sample {
	t.Helper()
	synctest.Wait()
	d.mu.Lock()
	defer d.mu.Unlock()
	if len(d.samples) == 0 {
		t.Fatal("nothing was emitted")
	}
	return d.samples[len(d.samples)-1]
}

func (d *desk) count() int {
	synctest.Wait()
	d.mu.Lock()
	defer d.mu.Unlock()
	return len(d.samples)
}

// app is a report of a window of app.
func app(name string) source.Report {
	return source.Report{Facts: source.Windows, Window: tracker.Window{App: name}}
}

// idle is a report of idleness.
func idle(d time.Duration) source.Report { return source.Report{Facts: source.Idleness, Idle: d} }

func TestTheFirstThatTellsIsBelieved(t *testing.T) {
	best, next := newFake("best", source.Windows), newFake("next", source.Windows|source.Idleness)
	watch(t, func(t *testing.T, d *desk) {
		best.says <- app("editor")
		if got := d.last(t); got.Window.App != "editor" || got.Source != "best" {
			t.Errorf("in front is %q by %s, want the editor by the best", got.Window.App, got.Source)
		}
		both := app("browser")
		both.Facts |= source.Idleness
		both.Idle = 5 * time.Second
		next.says <- both
		got := d.last(t)
		if got.Window.App != "editor" {
			t.Errorf("in front is %q, want what the best says, the editor", got.Window.App)
		}
		if !got.IdleKnown || got.Idle != 5*time.Second {
			t.Errorf("idle is %v, known %v, want the 5s of the next, who alone tells it", got.Idle, got.IdleKnown)
		}
	}, &source.Choice{Sources: []source.Source{best, next}})
}

func TestTheNextServesWhileTheBestCannot(t *testing.T) {
	best, next := newFake("best", source.Windows), newFake("next", source.Windows)
	best.refuse(errors.New("no such compositor"))
	watch(t, func(t *testing.T, d *desk) {
		next.says <- app("editor")
		if got := d.last(t); got.Source != "next" {
			t.Errorf("%s serves, want the next", got.Source)
		}
		states := d.States()
		if got := states[0]; got.Reason != "no such compositor" || got.Serves != 0 {
			t.Errorf("the best is said to serve %b, because %q", got.Serves, got.Reason)
		}
		if got := states[1]; got.Reason != "" || got.Serves != source.Windows {
			t.Errorf("the next is said to serve %b, because %q", got.Serves, got.Reason)
		}
		best.refuse(nil)
		time.Sleep(10 * time.Minute)
		best.says <- app("browser")
		if got := d.last(t); got.Source != "best" || got.Window.App != "browser" {
			t.Errorf("%s says %q, want the best once it can", got.Source, got.Window.App)
		}
		synctest.Wait()
		if next.isRunning() {
			t.Error("the next is still running though nobody needs it")
		}
	}, &source.Choice{Sources: []source.Source{best, next}})
}

func TestTheOthersWaitForTheFirst(t *testing.T) {
	best, next := newFake("best", source.Windows), newFake("next", source.Windows)
	watch(t, func(t *testing.T, d *desk) {
		if got := next.tries(); got != 0 {
			t.Errorf("the next was tried %d times before the best had answered", got)
		}
		time.Sleep(3 * time.Second)
		synctest.Wait()
		if got := next.tries(); got != 1 {
			t.Errorf("the next was tried %d times, want once when the best is silent", got)
		}
		next.says <- app("editor")
		if got := d.last(t); got.Source != "next" {
			t.Errorf("%s serves, want the next", got.Source)
		}
	}, &source.Choice{Sources: []source.Source{best, next}})
}

func TestWhoEndsIsFollowedAtOnce(t *testing.T) {
	best, next := newFake("best", source.Windows), newFake("next", source.Windows)
	watch(t, func(t *testing.T, d *desk) {
		best.says <- app("editor")
		best.refuse(errors.New("the compositor has gone"))
		best.ends <- errors.New("lost the compositor")
		if got := d.last(t); !strings.Contains(got.Blind, "lost the compositor") {
			t.Errorf("the sample is blind because %q, want that the compositor was lost", got.Blind)
		}
		next.says <- app("shell")
		if got := d.last(t); got.Blind != "" || got.Source != "next" {
			t.Errorf("blind because %q, %s serves", got.Blind, got.Source)
		}
	}, &source.Choice{Sources: []source.Source{best, next}})
}

func TestFailuresAreTriedAgainMoreAndMoreSeldom(t *testing.T) {
	only := newFake("only", source.Windows)
	only.refuse(errors.New("nothing there"))
	watch(t, func(t *testing.T, d *desk) {
		if got := d.last(t); !strings.Contains(got.Blind, "only: nothing there") {
			t.Errorf("blind because %q", got.Blind)
		}
		time.Sleep(time.Hour)
		synctest.Wait()
		if got := only.tries(); got < 12 || got > 25 {
			t.Errorf("tried %d times in an hour, want about every 5 min", got)
		}
		if got := d.count(); got != 1 {
			t.Errorf("%d samples say the same", got)
		}
	}, &source.Choice{Sources: []source.Source{only}})
}

// TestWhatIsNotHereIsHardlyLookedFor: it announces itself when it comes. What
// comes up at the same time as we is found all the same.
func TestWhatIsNotHereIsHardlyLookedFor(t *testing.T) {
	only := newFake("only", source.Windows)
	only.refuse(fmt.Errorf("no such desktop: %w", source.NotHere("nobody owns the name")))
	watch(t, func(t *testing.T, d *desk) {
		tries := func(within time.Duration) int {
			before := only.tries()
			time.Sleep(within)
			synctest.Wait()
			return only.tries() - before
		}
		if got := tries(32 * time.Second); got < 4 || got > 8 {
			t.Errorf("tried %d times in the first half minute, want some times", got)
		}
		if got := tries(10 * time.Minute); got != 0 {
			t.Errorf("tried %d times in the ten minutes after, want not at all", got)
		}
		if got := tries(24 * time.Hour); got < 90 || got > 100 {
			t.Errorf("tried %d times in a day, want every quarter of an hour in case that nobody noticed", got)
		}
		d.Hurry()
		if got := tries(32 * time.Second); got < 4 || got > 8 {
			t.Errorf("tried %d times in the half minute after something came, want some times", got)
		}
		if got := tries(10 * time.Minute); got != 0 {
			t.Errorf("tried %d times in the ten minutes after, want not at all", got)
		}
	}, &source.Choice{Sources: []source.Source{only}})
}

func TestATerminalHurriesOnlyTheBlind(t *testing.T) {
	best, next := newFake("best", source.Windows), newFake("next", source.Windows|source.Idleness)
	best.refuse(source.NotHere("no compositor"))
	watch(t, func(t *testing.T, d *desk) {
		time.Sleep(time.Minute)
		synctest.Wait()
		before := best.tries()
		d.HurryBlind() // nobody tells anything yet
		time.Sleep(time.Minute)
		synctest.Wait()
		if got := best.tries(); got == before {
			t.Error("nobody tells what is in front, and nobody was tried when something came")
		}
		both := app("editor")
		both.Facts |= source.Idleness
		next.says <- both
		synctest.Wait()
		before = best.tries()
		d.HurryBlind()
		time.Sleep(time.Minute)
		synctest.Wait()
		if got := best.tries(); got != before {
			t.Errorf("tried %d times though another tells everything", got-before)
		}
	}, &source.Choice{Sources: []source.Source{best, next}})
}

// TestASessionThatOpensHurries: somebody logs in on a console, of which no
// socket tells.
func TestASessionThatOpensHurries(t *testing.T) {
	terminal, logind := newFake("tty", source.Windows), newFake("logind", source.Lock)
	terminal.refuse(source.NotHere("nobody is logged in"))
	watch(t, func(t *testing.T, d *desk) {
		logind.says <- source.Report{} // nobody has a session
		time.Sleep(5 * time.Minute)
		synctest.Wait()
		before := terminal.tries()
		for _, r := range []source.Report{
			{Facts: source.Lock},               // a session begins
			{Facts: source.Lock, Locked: true}, // and is locked
		} {
			logind.says <- r
			time.Sleep(2 * time.Minute)
			synctest.Wait()
		}
		if got := terminal.tries() - before; got < 4 || got > 8 {
			t.Errorf("tried %d times after a session began, want some times within half a minute", got)
		}
		before = terminal.tries()
		logind.says <- source.Report{Facts: source.Lock}
		time.Sleep(2 * time.Second)
		synctest.Wait()
		if got := terminal.tries(); got != before+1 {
			t.Errorf("tried %d times within 2 s after it was unlocked, want once", got-before)
		}
	}, &source.Choice{Sources: []source.Source{terminal, logind}})
}

func TestANewcomerIsTriedSoon(t *testing.T) {
	only := newFake("only", source.Windows)
	only.refuse(errors.New("nothing there"))
	watch(t, func(t *testing.T, d *desk) {
		time.Sleep(time.Hour)
		synctest.Wait()
		before := only.tries()
		only.refuse(nil)
		for range 5 { // a compositor comes with more than one file
			d.Hurry()
			time.Sleep(500 * time.Millisecond)
		}
		synctest.Wait()
		if got := only.tries(); got != before+1 {
			t.Errorf("tried %d times within seconds after something came, want once", got-before)
		}
		only.says <- app("editor")
		if got := d.last(t); got.Source != "only" {
			t.Errorf("%q serves, want the newcomer", got.Source)
		}
	}, &source.Choice{Sources: []source.Source{only}})
}

func TestANewcomerBesideWhoServesIsTriedOnce(t *testing.T) {
	best, next := newFake("best", source.Windows), newFake("next", source.Windows|source.Idleness)
	best.refuse(errors.New("nothing there"))
	watch(t, func(t *testing.T, d *desk) {
		both := app("editor")
		both.Facts |= source.Idleness
		next.says <- both
		time.Sleep(time.Hour)
		synctest.Wait()
		before := best.tries()
		d.Hurry()
		time.Sleep(time.Minute)
		synctest.Wait()
		if got := best.tries(); got != before+1 {
			t.Errorf("tried %d times in the minute after something came, want once", got-before)
		}
	}, &source.Choice{Sources: []source.Source{best, next}})
}

func TestNobodyIsThereToHurry(t *testing.T) {
	var c source.Choice
	c.Hurry()
	c.Refresh(t.Context()) // must not wait for a sample that never comes
}

func TestRefreshReadsIdlenessAnew(t *testing.T) {
	windows, idleness := newFake("windows", source.Windows), newFake("idleness", source.Idleness)
	watch(t, func(t *testing.T, d *desk) {
		windows.says <- app("editor")
		synctest.Wait()
		d.Refresh(t.Context()) // nobody tells it yet
		idleness.answer = idle(7 * time.Second)
		idleness.says <- idle(time.Second)
		synctest.Wait()
		d.Refresh(t.Context())
		if got := d.Seen().Sample; !got.IdleKnown || got.Idle != 7*time.Second {
			t.Errorf("idle for %v, want 7s", got.Idle)
		}
	}, &source.Choice{Sources: []source.Source{windows, idleness}})
}

func TestWhatNobodyWaitsForIsTriedSeldom(t *testing.T) {
	best, next := newFake("best", source.Windows), newFake("next", source.Windows)
	best.refuse(errors.New("nothing there"))
	watch(t, func(t *testing.T, d *desk) {
		next.says <- app("editor")
		time.Sleep(time.Hour)
		synctest.Wait()
		if got := next.tries(); got != 1 {
			t.Errorf("the one that serves was started %d times", got)
		}
		if got := best.tries(); got < 12 || got > 25 {
			t.Errorf("tried %d times in an hour while another serves, want about every 5 min", got)
		}
	}, &source.Choice{Sources: []source.Source{best, next}})
}

func TestAnybodyMayLock(t *testing.T) {
	windows, a, b := newFake("windows", source.Windows), newFake("a", source.Lock), newFake("b", source.Lock)
	watch(t, func(t *testing.T, d *desk) {
		windows.says <- app("editor")
		a.says <- source.Report{Facts: source.Lock}
		b.says <- source.Report{Facts: source.Lock, Locked: true}
		if !d.last(t).Locked {
			t.Error("not locked, though b says so")
		}
		b.ends <- errors.New("gone")
		if d.last(t).Locked {
			t.Error("locked, though the one who said so has gone")
		}
	}, &source.Choice{Sources: []source.Source{windows, a, b}})
}

func TestWhatWasSeenIsKept(t *testing.T) {
	windows, lock := newFake("windows", source.Windows), newFake("lock", source.Lock)
	watch(t, func(t *testing.T, d *desk) {
		if got := d.Seen(); got != (source.Seen{}) {
			t.Errorf("before anything was said: %+v", got)
		}
		lock.says <- source.Report{Facts: source.Lock}
		windows.says <- app("editor")
		d.last(t)
		if got := d.Seen(); got.Sample.Window.App != "editor" || !got.Locked.IsZero() || !got.Unlocked.IsZero() {
			t.Errorf("seen: %+v, want the editor, and no lock either way", got)
		}
		time.Sleep(time.Minute)
		locked := time.Now()
		lock.says <- source.Report{Facts: source.Lock, Locked: true}
		d.last(t)
		time.Sleep(time.Minute)
		lock.says <- source.Report{Facts: source.Lock}
		d.last(t)
		got := d.Seen()
		if !got.Locked.Equal(locked) || !got.Unlocked.Equal(locked.Add(time.Minute)) || got.Sample.Locked {
			t.Errorf("locked at %v, unlocked at %v, want %v and a minute later", got.Locked, got.Unlocked, locked)
		}
	}, &source.Choice{Sources: []source.Source{windows, lock}})
}

func TestWhoHasNoPlaceHereIsToldApart(t *testing.T) {
	other, broken, fine := newFake("other", source.Windows), newFake("broken", source.Windows), newFake("fine", source.Windows)
	other.refuse(fmt.Errorf("no such desktop: %w", source.NotHere("nobody owns the name")))
	broken.refuse(errors.New("it does not let us in"))
	watch(t, func(t *testing.T, d *desk) {
		fine.says <- app("editor")
		d.last(t)
		for i, want := range []bool{true, false, false} {
			if got := d.States()[i]; got.Elsewhere != want {
				t.Errorf("%s: %q is of another desktop: %v, want %v", got.Name, got.Reason, got.Elsewhere, want)
			}
		}
		other.refuse(nil)
		time.Sleep(10 * time.Minute)
		other.says <- app("editor")
		d.last(t)
		if got := d.States()[0]; got.Elsewhere || got.Reason != "" {
			t.Errorf("it serves now, and is said to be of another desktop: %+v", got)
		}
	}, &source.Choice{Sources: []source.Source{other, broken, fine}})
}

func TestEvidence(t *testing.T) {
	full := app("player")
	full.FullScreen = true
	tests := []struct {
		name   string
		front  source.Report
		media  source.Report
		reads  string
		expect tracker.Evidence
	}{
		{"none", app("editor"), source.Report{}, "", 0},
		{"a meeting", app("editor"), source.Report{Meeting: true}, "", tracker.Meeting},
		{"an inhibitor", app("editor"), source.Report{Inhibited: true}, "", tracker.Inhibited},
		{"the app in front plays", app("vlc"), source.Report{Playing: []string{"vlc"}}, "", tracker.Playing},
		{"by its desktop file", app("vlc"), source.Report{Playing: []string{"org.videolan.vlc"}}, "", tracker.Playing},
		{"another one plays", app("editor"), source.Report{Playing: []string{"vlc"}}, "", 0},
		{"the empty desktop plays nothing", app(""), source.Report{Playing: []string{""}}, "", 0},
		{"full screen", full, source.Report{}, "", tracker.Playing},
		{"reading", app("okular"), source.Report{}, "okular", tracker.Reading},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			windows, media := newFake("windows", source.Windows), newFake("media", source.Evidence)
			watch(t, func(t *testing.T, d *desk) {
				tt.media.Facts = source.Evidence
				media.says <- tt.media
				windows.says <- tt.front
				if got := d.last(t).Evidence; got != tt.expect {
					t.Errorf("evidence = %04b, want %04b", got, tt.expect)
				}
			}, &source.Choice{
				Sources: []source.Source{windows, media},
				Reading: func(w tracker.Window) bool { return tt.reads != "" && w.App == tt.reads },
			})
		})
	}
}

func TestIdlenessIsAsOldAsItIs(t *testing.T) {
	windows, idleness := newFake("windows", source.Windows), newFake("idleness", source.Idleness)
	watch(t, func(t *testing.T, d *desk) {
		idleness.says <- idle(time.Second)
		windows.says <- app("editor")
		time.Sleep(20 * time.Second)
		windows.says <- app("browser")
		if got := d.last(t); got.Idle != time.Second || got.IdleAge != 20*time.Second {
			t.Errorf("idle %v, read %v ago, want 1s and 20s", got.Idle, got.IdleAge)
		}
		idleness.mu.Lock()
		idleness.answer = idle(7 * time.Second)
		idleness.mu.Unlock()
		d.ask <- struct{}{}
		if got := d.last(t); got.Idle != 7*time.Second || got.IdleAge != 0 {
			t.Errorf("when asked: idle %v, read %v ago, want 7s and now", got.Idle, got.IdleAge)
		}
	}, &source.Choice{Sources: []source.Source{windows, idleness}})
}

func TestAnAnswerIsASampleThoughNothingChanged(t *testing.T) {
	both := newFake("both", source.Windows|source.Idleness)
	watch(t, func(t *testing.T, d *desk) {
		r := app("editor")
		r.Facts |= source.Idleness
		both.says <- r
		both.answer = r
		before := d.count()
		d.ask <- struct{}{}
		if got := d.count(); got != before+1 {
			t.Errorf("%d samples, want %d: whoever asks waits for an answer", got, before+1)
		}
	}, &source.Choice{Sources: []source.Source{both}})
}

func TestASourceThatForgetsAFactHandsItOn(t *testing.T) {
	best, next := newFake("best", source.Windows|source.Idleness), newFake("next", source.Windows)
	watch(t, func(t *testing.T, d *desk) {
		r := app("editor")
		r.Facts |= source.Idleness
		best.says <- r
		synctest.Wait()
		if next.isRunning() {
			t.Fatal("the next runs though nobody needs it")
		}
		best.says <- idle(0) // it no longer knows the window
		next.says <- app("shell")
		got := d.last(t)
		if got.Source != "next" || !got.IdleKnown {
			t.Errorf("%s says the window, idleness is known: %v", got.Source, got.IdleKnown)
		}
		if names := serving(d); !slices.Equal(names, []string{"best", "next"}) {
			t.Errorf("serving: %v", names)
		}
	}, &source.Choice{Sources: []source.Source{best, next}})
}

func TestWhoIsThereAndTellsNoWindowsIsNamed(t *testing.T) {
	compositor := newFake("compositor", source.Windows|source.Idleness)
	watch(t, func(t *testing.T, d *desk) {
		compositor.says <- idle(0)
		time.Sleep(time.Minute)
		if got := d.last(t).Blind; !strings.Contains(got, "compositor: ") {
			t.Errorf("nobody tells what is in front because %q, want that the compositor does not", got)
		}
		if got := d.States()[0].Reason; got == "" {
			t.Error("the state of the compositor has no reason why it does not tell of windows")
		}
		compositor.says <- app("editor")
		if got := d.last(t).Blind; got != "" {
			t.Errorf("with a window the sample is blind: %q", got)
		}
		if got := d.States()[0].Reason; got != "" {
			t.Errorf("the state of one that tells has the reason %q", got)
		}
	}, &source.Choice{Sources: []source.Source{compositor}})
}

func serving(d *desk) []string {
	synctest.Wait()
	var names []string
	for _, s := range d.States() {
		if s.Serves != 0 {
			names = append(names, s.Name)
		}
	}
	return names
}
