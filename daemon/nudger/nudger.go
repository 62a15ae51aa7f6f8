package nudger

import (
	"context"
	"log/slog"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"focusd/daemon/engine"
	"focusd/daemon/entries"
	"focusd/timer/nudge"
)

// Nudger says what is to be said. Any goroutine may use it.
type Nudger struct {
	Options
	engine  *engine.Engine
	entries *entries.Entries

	open     atomic.Pointer[[]nudge.Nudge]
	answered chan struct{} // something else may be due now

	mu    sync.Mutex // held over a turn, commit and all: each begins from what the one before left
	state nudge.State
	world nudge.World // of the last snapshot
	retry time.Time   // the last commit failed: when to try again; zero: it did not
}

// Options are what a Nudger needs beside the engine and the entries.
type Options struct {
	Rules   nudge.Rules
	Meeting func() bool // whether the person is in one; nil: nobody knows
	Log     *slog.Logger
}

// New goes on from what an earlier daemon has said. A state that cannot be read
// is begun anew: it is not worth a daemon that does not start.
func New(e *engine.Engine, st engine.Store, en *entries.Entries, o Options) *Nudger {
	n := &Nudger{Options: o, engine: e, entries: en, answered: make(chan struct{}, 1)}
	n.Rules.Off = unspoken(o.Rules.Off)
	state, err := load(st)
	if err != nil {
		o.Log.Error("what was said to the person is forgotten", "err", err)
	}
	n.adopt(state)
	return n
}

// unspoken are the kinds that are off, and those without words.
func unspoken(off []nudge.Kind) []nudge.Kind {
	off = slices.Clone(off)
	for _, k := range nudge.Kinds() {
		if k != nudge.Return && k != nudge.Gap {
			off = append(off, k)
		}
	}
	return off
}

// Reconfigure changes the rules from now on.
func (n *Nudger) Reconfigure(r nudge.Rules) {
	n.mu.Lock()
	defer n.mu.Unlock()
	r.Off = unspoken(r.Off)
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
	due := time.NewTimer(time.Hour)
	defer due.Stop()
	for {
		n.arm(due)
		select {
		case s, ok := <-snapshots:
			if !ok {
				return
			}
			n.see(ctx, s)
		case <-due.C:
			n.pass(ctx)
		case <-n.answered:
		}
	}
}

// tryAgain is how long after a failed commit the next is tried. Each that fails
// makes a snapshot, so to try at each snapshot would be to try without end.
const tryAgain = time.Minute

// arm sets the alarm for the next instant at which the passing of time alone
// changes something.
func (n *Nudger) arm(t *time.Timer) {
	n.mu.Lock()
	defer n.mu.Unlock()
	at := n.Rules.Due(n.state)
	switch {
	case at.IsZero():
		t.Stop()
	case at.Before(n.retry):
		t.Reset(time.Until(n.retry))
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

// see takes in how things are.
func (n *Nudger) see(ctx context.Context, s *engine.Snapshot) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.world = n.worldOf(s)
	_ = n.turn(ctx, nudge.Event{}) // fails for want of a disk, which is logged, or for a wrong answer
}

// pass takes in that time has passed.
func (n *Nudger) pass(ctx context.Context) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.world.Meeting = n.meeting()
	_ = n.turn(ctx, nudge.Event{}) // as in see
}

func (n *Nudger) worldOf(s *engine.Snapshot) nudge.World {
	return nudge.World{
		Presence:  s.Presence,
		Since:     s.PresenceSince,
		Input:     s.Input,
		Meeting:   n.meeting(),
		Timer:     s.Timer,
		HeldUntil: s.HeldUntil,
	}
}

func (n *Nudger) meeting() bool { return n.Meeting != nil && n.Meeting() }

// turn has nudge decide what e means, and believes it once it is on disk. What
// says nothing and closes nothing waits for the next that does.
func (n *Nudger) turn(ctx context.Context, e nudge.Event) error {
	e.Now, e.World = time.Now().UTC().Round(0), n.world
	step, err := n.Rules.Next(n.state, e)
	if err != nil {
		return err
	}
	if len(step.Nudges)+len(step.Closed) == 0 {
		n.adopt(step.State)
		return nil
	}
	unasked := e.Said.Answer == nudge.None
	if unasked && e.Now.Before(n.retry) {
		return engine.ErrStore
	}
	err = n.keep(ctx, step.State)
	if err != nil && unasked {
		return err // nothing was said; the next event tries again
	}
	n.adopt(step.State)
	if err := n.engine.Announce(ctx); err != nil && ctx.Err() == nil {
		n.Log.Error("nobody hears of what was said", "err", err)
	}
	return nil
}

func (n *Nudger) adopt(s nudge.State) {
	n.state = s
	open := s.Open
	n.open.Store(&open)
}

// close keeps the state as it is.
func (n *Nudger) close(ctx context.Context) {
	n.mu.Lock()
	defer n.mu.Unlock()
	_ = n.keep(ctx, n.state) // logged; the next daemon goes on from the one before
}
