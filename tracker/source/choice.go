package source

import (
	"context"
	"log/slog"
	"slices"
	"sync"
	"time"

	"focusd/tracker"
	"focusd/tracker/alarm"
)

const (
	// exclusive facts are those that one source is believed in, the first that
	// tells them. The others are whatever anybody says.
	exclusive = Windows | Idleness
)

// Choice watches through the best of its sources. Set its fields before Watch,
// which may be called once at a time.
type Choice struct {
	Sources   []Source      // the most trusted first
	IdleAfter time.Duration // without input for this long is idle
	Log       *slog.Logger  // never told a window title

	Alarm func() alarm.Alarm // nil: that of the runtime

	Inside func() Inside // what runs in terminals; nil: nobody looks
	// Reading tells whether what is in front is there to be read. nil: never.
	Reading func(tracker.Window) bool

	mu     sync.Mutex // guards what follows
	states []State    // replaced, never modified
	seen   Seen
	bells  bells // of a running Watch
	redact redaction
	anew   chan struct{} // to a running Watch: redact is another one
}

func (c *Choice) alarm() alarm.Alarm {
	if c.Alarm == nil {
		return alarm.Runtime()
	}
	return c.Alarm()
}

// Name is "desktop": which source serves is said by each sample.
func (c *Choice) Name() string { return "desktop" }

// redaction says how a window may be known, and what of that is told.
type redaction struct {
	known, told func(tracker.Window) tracker.Window
}

// Redact has known say how each window may be known from now on, the one in
// front included, and told what is emitted of what is known, once all there is
// to know is known: the program inside a terminal too. nil: as it is. What the
// two take away leaves no Choice. Any goroutine may call it, at any time.
func (c *Choice) Redact(known, told func(tracker.Window) tracker.Window) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.redact = redaction{known, told}
	select {
	case c.anew <- struct{}{}:
	default: // nobody watches yet, or knows already
	}
}

// redaction is the one in force.
func (c *Choice) redaction() redaction {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.redact
}

func (r redaction) know(w tracker.Window) tracker.Window { return apply(r.known, w) }
func (r redaction) tell(w tracker.Window) tracker.Window { return apply(r.told, w) }

func apply(f func(tracker.Window) tracker.Window, w tracker.Window) tracker.Window {
	if f == nil {
		return w
	}
	return f(w)
}

// begin is the channel on which a Watch hears of another redact.
func (c *Choice) begin() <-chan struct{} {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.anew = make(chan struct{}, 1)
	c.bells = bells{make(chan struct{}, 1), make(chan struct{}, 1), nil}
	return c.anew
}

// Watch emits what the sources that serve see, together: at once, at every
// change, and once for each receive from ask. It returns only when ctx is done:
// sources that fail are tried again, and while nobody can tell what is in front
// the samples are Blind.
func (c *Choice) Watch(ctx context.Context, ask <-chan struct{}, emit func(tracker.Sample)) error {
	w := &watch{Choice: c, emit: emit, tell: make(chan happening)}
	for i, s := range c.Sources {
		w.all = append(w.all, &candidate{source: s, rank: i})
	}
	defer w.running.Wait()
	return w.run(ctx, ask)
}

// watch is the state of a running Watch.
type watch struct {
	*Choice
	emit func(tracker.Sample)
	tell chan happening
	all  []*candidate

	running sync.WaitGroup

	said   bool // there was a sample
	last   tracker.Sample
	inside inside
	draft  []State // room for the states
}

func (w *watch) run(ctx context.Context, ask <-chan struct{}) error {
	wake, anew := w.alarm(), w.begin()
	newcomer, look := w.rings()
	w.inside.open(w.Inside)
	defer w.inside.close()
	defer wake.Stop()
	wake.Reset(0)
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case h := <-w.tell:
			w.happened(h)
		case <-ask:
			w.askIdleness()
		case <-look:
			w.askIdleness()
		case <-newcomer:
			w.hurry(time.Now(), w.lacking())
		case <-anew:
			w.sample(time.Now(), nil)
		case <-w.inside.rings():
			w.inside.rang = time.Now()
		case <-wake.C():
			w.sample(time.Now(), nil)
		}
		next := w.choose(ctx, time.Now())
		wake.Reset(time.Until(next))
	}
}

// happened takes in what a candidate says.
func (w *watch) happened(h happening) {
	if !h.ended {
		// With a session of a person comes what can tell of it.
		opened := h.from.heard && !unlocked(h.from.report) && unlocked(h.report)
		h.from.report, h.from.heard, h.from.reason = h.report, true, ""
		if opened {
			w.hurry(time.Now(), w.lacking())
		}
		w.sample(h.report.At, h.from)
		return
	}
	now, served, unneeded := time.Now(), h.from.heard, h.from.stopping
	h.from.ended(now, h.err)
	if served && !unneeded {
		w.hurry(now, true)
		if w.Log != nil {
			w.Log.Info("a source of the log ended", "source", h.from.source.Name(), "reason", h.from.reason)
		}
	}
	w.sample(now, nil)
}

func unlocked(r Report) bool { return r.Facts.Has(Lock) && !r.Locked }

// lacking tells whether there is something that nobody tells: what comes is
// then worth more than one try.
func (w *watch) lacking() bool { return w.server(Windows) == nil || w.server(Idleness) == nil }

// hurry tries everything anew: what one source served through may be gone, and
// something else may have come in its place.
func (w *watch) hurry(now time.Time, anew bool) {
	for _, c := range w.all {
		c.hurry(now, anew)
	}
}

// choose starts the candidates that are needed and stops those that are not. It
// returns when to look again.
func (w *watch) choose(ctx context.Context, now time.Time) time.Time {
	next := now.Add(24 * time.Hour)
	if !(w.last.IdleKnown && w.last.Idle >= w.IdleAfter) {
		next = earlier(next, w.inside.next(now))
	}
	for _, c := range w.all {
		needed := w.needed(c, now)
		switch {
		case needed && !c.running():
			if at := c.retryAt(); at.After(now) {
				next = earlier(next, at)
				continue
			}
			w.running.Go(c.start(ctx, now, w.IdleAfter, w.tell))
			next = earlier(next, now.Add(answerWithin))
		case needed && c.starting(now):
			next = earlier(next, c.since.Add(answerWithin))
		case !needed && c.running():
			c.stopping = true
			c.stop()
		}
	}
	w.publish()
	return next
}

// needed tells whether a candidate could tell something that nobody better
// tells.
func (w *watch) needed(c *candidate, now time.Time) bool {
	can := c.source.Facts()
	if can&^exclusive != 0 {
		return true
	}
	for _, f := range []Facts{Windows, Idleness} {
		if can.Has(f) && !w.better(c, f, now) {
			return true
		}
	}
	return false
}

// better tells whether a candidate above c tells the fact. One that may be about
// to holds up those that are not running, and ends none.
func (w *watch) better(c *candidate, f Facts, now time.Time) bool {
	for _, above := range w.all[:c.rank] {
		if above.serves(f) || !c.running() && above.starting(now) && above.source.Facts().Has(f) {
			return true
		}
	}
	return false
}

// server is the candidate that is believed about an exclusive fact, nil if none
// tells it.
func (w *watch) server(f Facts) *candidate {
	for _, c := range w.all {
		if c.serves(f) {
			return c
		}
	}
	return nil
}

// askIdleness has whoever knows read it anew. The answer comes as a report.
func (w *watch) askIdleness() {
	c := w.server(Idleness)
	if c == nil {
		return
	}
	select {
	case c.ask <- struct{}{}:
	default: // one is waiting to be read
	}
}

// publish makes the states visible to other goroutines, if they are others.
func (w *watch) publish() {
	w.draft = w.draft[:0]
	for _, c := range w.all {
		w.draft = append(w.draft, w.stateOf(c))
	}
	if slices.Equal(w.draft, w.states) { // which nobody else writes
		return
	}
	w.mu.Lock()
	w.states = slices.Clone(w.draft)
	w.mu.Unlock()
}

func (w *watch) stateOf(c *candidate) State {
	s := State{Name: c.source.Name(), Can: c.source.Facts(), Since: c.since, Reason: c.why(), Elsewhere: c.reason != "" && c.elsewhere}
	if !c.running() || !c.heard {
		return s
	}
	s.Tells = c.report.Facts
	s.Serves = s.Tells &^ exclusive
	for _, f := range []Facts{Windows, Idleness} {
		if w.server(f) == c {
			s.Serves |= f
		}
	}
	return s
}

func earlier(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}
