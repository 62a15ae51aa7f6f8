package nudger

import (
	"context"
	"log/slog"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	book "focusd/daemon/agenda"
	"focusd/daemon/engine"
	"focusd/daemon/entries"
	"focusd/timer/agenda"
	"focusd/timer/nudge"
	"focusd/tracker"
	"focusd/tracker/alarm"
	"focusd/tracker/category"
)

// Nudger says what is to be said. Any goroutine may use it.
type Nudger struct {
	Options
	engine  *engine.Engine
	store   engine.Store
	entries *entries.Entries

	open     atomic.Pointer[[]nudge.Nudge]
	pieces   atomic.Pointer[[]agenda.Ref] // what fits the gap, best first
	rested   atomic.Pointer[time.Time]    // when the last rest ended
	looked   atomic.Pointer[string]       // like what, where something looked like a block
	answered chan struct{}                // something else may be due now

	mu       sync.Mutex // held over a turn, commit and all: each begins from what the one before left
	state    nudge.State
	snapshot *engine.Snapshot // the last one; nil: none yet
	world    nudge.World      // of it
	outlook  outlook          // as of then
	front    agenda.Activity  // what was in front then, without a time
	belongs  belongings
	looks    outlooker
	asked    time.Time // the source of input last was
	blind    bool      // the agenda cannot be read, and that was logged
	retry    time.Time // the last commit failed: when to try again; zero: it did not
}

// Options are what a Nudger needs beside the engine and the entries.
type Options struct {
	Rules   nudge.Rules
	Meeting func() bool                                   // whether the person is in one; nil: nobody knows
	Front   func(tracker.Window) (string, category.Class) // what a window in front is, and is worth; nil: nobody knows
	Book    *book.Book                                    // what the person wants to do; nil: nothing
	Teller  Teller                                        // what days come to; nil: nobody knows
	Log     *slog.Logger

	Alarm func() alarm.Alarm // nil: that of the runtime
}

// Teller tells what days come to, by the log; credit.Teller is one.
type Teller interface {
	Usual() agenda.Usual
	// Switching is how often in an hour the person went from one category to
	// another, during so much activity up to now.
	Switching(length time.Duration, now time.Time) (float64, error)
	// Unrecorded is from when to when today looks most like a block without being
	// one, and what that went to; the zero times if nothing does.
	Unrecorded() (from, to time.Time, name string, err error)
}

// New goes on from what an earlier daemon has said. A state that cannot be read
// is begun anew: it is not worth a daemon that does not start.
func New(e *engine.Engine, st engine.Store, en *entries.Entries, o Options) *Nudger {
	n := &Nudger{Options: o, engine: e, store: st, entries: en, answered: make(chan struct{}, 1)}
	n.looks, n.outlook = outlooker{book: o.Book, teller: o.Teller}, without()
	n.pieces.Store(&n.outlook.pieces)
	state, err := load(st)
	if err != nil {
		o.Log.Error("what was said to the person is forgotten", "err", err)
	}
	n.adopt(state)
	n.world = state.World // until a snapshot says how things are, nobody is seen
	n.world.Presence, n.world.Since = tracker.Unobserved, state.At
	return n
}

// Reconfigure changes the rules from now on.
func (n *Nudger) Reconfigure(r nudge.Rules) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.Rules = r
	n.look()
}

// Open are the nudges that are neither answered nor outdated, oldest first. They
// are never modified. A nil Nudger has none.
func (n *Nudger) Open() []nudge.Nudge {
	if n == nil {
		return nil
	}
	now := time.Now()
	return slices.DeleteFunc(slices.Clone(*n.open.Load()), func(o nudge.Nudge) bool {
		return !o.Until.IsZero() && !now.Before(o.Until)
	})
}

// Run follows the engine until ctx is done, and keeps the state at the end. The
// engine must run for as long.
func (n *Nudger) Run(ctx context.Context) {
	if n.engine.Ping(ctx) != nil {
		return
	}
	defer n.close(context.WithoutCancel(ctx))
	snapshots := n.engine.Watch(ctx)
	changed := n.changed()
	due := n.alarm()
	defer due.Stop()
	for {
		n.arm(due)
		select {
		case s, ok := <-snapshots:
			if !ok {
				return
			}
			n.see(ctx, s)
		case <-due.C():
			if !n.ask(ctx) {
				n.pass(ctx)
			}
		case <-n.answered:
		case <-changed:
			changed = n.changed()
			n.pass(ctx)
		}
	}
}

// tryAgain is how long after a failed commit the next is tried. Each that fails
// makes a snapshot, so to try at each snapshot would be to try without end.
const tryAgain = time.Minute

// alarm is of the kernel's where that is better than one of the runtime: it is
// set at each change of the focus, and to set that wakes nobody.
func (n *Nudger) alarm() alarm.Alarm {
	if n.Alarm == nil {
		return alarm.Runtime()
	}
	return n.Alarm()
}

// never is for an alarm that rings for nothing.
const never = 24 * time.Hour

// arm sets the alarm for the next instant at which the passing of time alone
// changes something.
func (n *Nudger) arm(t alarm.Alarm) {
	n.mu.Lock()
	defer n.mu.Unlock()
	at := n.Rules.Due(n.state)
	switch {
	case at.IsZero():
		t.Reset(never)
	case at.Before(n.retry):
		t.Reset(time.Until(n.retry))
	case time.Since(n.asked) < answerWithin:
		t.Reset(answerWithin)
	default:
		t.Reset(time.Until(at))
	}
}

// look has Run see what is due.
func (n *Nudger) look() {
	select {
	case n.answered <- struct{}{}:
	default: // it will look anyway
	}
}

// changed is closed when the agenda is another one.
func (n *Nudger) changed() <-chan struct{} {
	if n.Book == nil {
		return nil
	}
	return n.Book.Changed()
}

// see takes in how things are.
func (n *Nudger) see(ctx context.Context, s *engine.Snapshot) {
	n.mu.Lock()
	defer n.mu.Unlock()
	settled := settledBreak(n.snapshot, s)
	begun := n.snapshot == nil
	n.snapshot = s
	n.expect()
	n.world = n.worldOf(s, n.outlook.own)
	if begun && !n.state.At.IsZero() {
		n.unseen(ctx)
	}
	_ = n.turn(ctx, nudge.Event{Break: settled}) // fails for want of a disk, which is logged, or for a wrong answer
}

// unseen takes in that nobody was seen while no daemon looked, whatever the one
// that begins takes up from the one before it.
func (n *Nudger) unseen(ctx context.Context) {
	world := n.world
	n.world.Presence, n.world.Since = tracker.Unobserved, n.state.At
	_ = n.turn(ctx, nudge.Event{}) // as in see
	n.world = world
	n.world.Since = time.Time{}
}

// pass takes in that time has passed, or that the agenda is another one.
func (n *Nudger) pass(ctx context.Context) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.expect()
	n.world.Meeting = n.meeting()
	_ = n.turn(ctx, nudge.Event{}) // as in see
}

// expect looks at the agenda. The first failure of a row is logged.
func (n *Nudger) expect() {
	if n.snapshot == nil {
		return
	}
	var err error
	now := time.Now()
	n.outlook, err = n.looks.look(n.snapshot, now, n.Rules.Recording(now) && !slices.Contains(n.state.Today.Said, nudge.Record))
	if err != nil && !n.blind {
		n.Log.Error("the agenda cannot be read, so nothing is said of it", "err", err)
	}
	n.blind = err != nil
	pieces := n.outlook.pieces
	n.pieces.Store(&pieces)
	if name := n.outlook.looked; name != "" {
		n.looked.Store(&name)
	}
}

func (n *Nudger) meeting() bool { return n.Meeting != nil && n.Meeting() }

// turn has nudge decide what e means, and believes it once it is on disk. What
// says nothing and closes nothing waits for the next that does.
func (n *Nudger) turn(ctx context.Context, e nudge.Event) error {
	e.Now, e.World, e.Agenda = time.Now().UTC().Round(0), n.world, n.outlook.plan
	e.World.Input = n.input(e.Now)
	step, err := n.Rules.Next(n.state, e)
	if err != nil {
		return err
	}
	past := n.dayBefore(step.State)
	if len(step.Nudges)+len(step.Closed)+len(past) == 0 {
		n.adopt(step.State)
		return n.charge(ctx, step.Overhead, e.Entry.Took > 0)
	}
	unasked := e.Said.Answer == nudge.None
	if unasked && e.Now.Before(n.retry) {
		return engine.ErrStore
	}
	err = n.keep(ctx, step.State, counted(step.Closed), past...)
	if err != nil && unasked {
		return err // nothing was said; the next event tries again
	}
	n.adopt(step.State)
	if err := n.engine.Announce(ctx); err != nil && ctx.Err() == nil {
		n.Log.Error("nobody hears of what was said", "err", err)
	}
	return n.charge(ctx, step.Overhead, e.Entry.Took > 0)
}

func (n *Nudger) adopt(s nudge.State) {
	n.state = s
	open, rested := s.Open, s.Tired.Rested
	n.open.Store(&open)
	n.rested.Store(&rested)
}

// close keeps the state as it is.
func (n *Nudger) close(ctx context.Context) {
	n.mu.Lock()
	defer n.mu.Unlock()
	_ = n.keep(ctx, n.state, nil) // logged; the next daemon goes on from the one before
}
