package engine

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"sync"
	"sync/atomic"
	"time"

	"focusd/timer"
	"focusd/tracker"
)

var (
	// ErrStopped is returned by requests to an engine that has stopped.
	ErrStopped = errors.New("focusd is stopping")
	// ErrStore is returned when something could not be made durable; a
	// command has then not happened.
	ErrStore = errors.New("could not be saved")
)

// Engine is the handle on the state; any goroutine may use it.
type Engine struct {
	cfg    Config // as New was given it; the loop has its own
	store  Store
	stored Stored
	log    *slog.Logger

	requests chan request
	reports  chan report   // of the source
	ask      chan struct{} // to the source: a fresh reading of idleness, please

	snapshot atomic.Pointer[Snapshot]
	hub      hub
	done     chan struct{} // closed when Run has returned
}

// New returns an engine that goes on from what st has. Nothing happens before
// Run; the store must stay open until Run has returned.
func New(cfg Config, st Store, log *slog.Logger) (*Engine, error) {
	stored, err := st.Load()
	if err != nil {
		return nil, fmt.Errorf("load the store: %w", err)
	}
	e := &Engine{
		cfg:      cfg.withDefaults(),
		store:    st,
		stored:   stored,
		log:      log,
		requests: make(chan request),
		reports:  make(chan report, 64),
		ask:      make(chan struct{}, 1),
		done:     make(chan struct{}),
	}
	e.snapshot.Store(e.first())
	return e, nil
}

// presetAtStart is what a plain start starts: what was started last, unless
// another preset has been configured since. A block that runs keeps its own.
func (e *Engine) presetAtStart() (p timer.Preset, changed bool) {
	stored := e.stored.Timer
	if e.cfg.Preset.Name == e.stored.Values[valuePreset] && stored.Preset != (timer.Preset{}) {
		return stored.Preset, false
	}
	if stored.Phase != timer.Idle {
		return stored.Preset, true
	}
	return e.cfg.Preset, true
}

// first is what readers see before the first turn of Run: what was so when the
// last daemon ended. A block that it left is shown as stored, running with no
// gap; whether the outage interrupted or ended it is known, and committed, when
// the first request is answered. Above all, no counter is less than it was.
func (e *Engine) first() *Snapshot {
	values := e.stored.Values
	t := trackingFrom(values)
	state := e.stored.Timer
	state.Preset, _ = e.presetAtStart()
	return &Snapshot{
		At:          e.cfg.Clocks().Wall.Truncate(time.Millisecond),
		Zone:        e.cfg.Calendar.Location.String(),
		Timer:       state,
		Rules:       e.cfg.Rules,
		Presence:    tracker.Unobserved,
		Tracking:    !t.paused,
		PausedUntil: t.until,
		HeldUntil:   parseTime(values[valueHeld]),
		Ledger: Ledger{
			Created: parseTime(values[valueCreated]),
			Until:   parseTime(values[valueUntil]),
			Values:  maps.Clone(e.stored.Ledger),
		},
	}
}

// Run owns the state until ctx is done, then makes the last commit. src may be
// nil: there is no window source on this system. Run may be called once.
func (e *Engine) Run(ctx context.Context, src Source) error {
	defer e.hub.close()
	defer close(e.done)
	l, err := newLoop(e, src)
	if err != nil {
		return err
	}
	watching, stop := context.WithCancel(ctx)
	var sources sync.WaitGroup
	defer sources.Wait()
	defer stop()
	if src != nil {
		sources.Go(func() { e.watch(watching, src) })
	}
	return l.run(ctx)
}

// Do makes a command of the person happen: it is committed before Do returns.
// The errors are those of package timer, ErrStopped and ErrStore.
func (e *Engine) Do(ctx context.Context, ev timer.Event) (*Snapshot, error) {
	return e.call(ctx, func(l *loop) (bool, error) { return l.command(ev) })
}

// Note writes down a block that nobody started, on label. It is timer.ErrOverlap
// where there is one already; the other errors are those of Do.
func (e *Engine) Note(ctx context.Context, from time.Time, length time.Duration, label string) (*Snapshot, error) {
	to := from.Add(length)
	for b, err := range e.store.Blocks(from.Add(-longestBlock), to) {
		if err != nil {
			return nil, fmt.Errorf("read blocks: %w", err)
		}
		if b.Ended.After(from) && b.Outcome() != timer.Discarded {
			return nil, fmt.Errorf("%w: write down what lies beside it", timer.ErrOverlap)
		}
	}
	return e.Do(ctx, timer.Event{Verb: timer.Note, At: from, For: length, Label: label})
}

// PauseTracking stops the log for d; 0: until ResumeTracking. It works even when
// it returns ErrStore, but then a crash would forget it; so do ResumeTracking,
// Hold and Release.
func (e *Engine) PauseTracking(ctx context.Context, d time.Duration) (*Snapshot, error) {
	return e.call(ctx, func(l *loop) (bool, error) { return l.pauseTracking(d), nil })
}

// ResumeTracking lets the log go on. It is no error if it was never paused.
func (e *Engine) ResumeTracking(ctx context.Context) (*Snapshot, error) {
	return e.call(ctx, func(l *loop) (bool, error) { return l.resumeTracking(), nil })
}

// Hold silences reminders for d; 0: until the logical day ends.
func (e *Engine) Hold(ctx context.Context, d time.Duration) (*Snapshot, error) {
	return e.call(ctx, func(l *loop) (bool, error) { return l.hold(d), nil })
}

// Release lets reminders speak again.
func (e *Engine) Release(ctx context.Context) (*Snapshot, error) {
	return e.call(ctx, func(l *loop) (bool, error) { return l.release(), nil })
}

// Settle makes what has happened so far durable, unless that was done or tried
// a moment ago, so that a reader of the log or the ledger sees the present.
func (e *Engine) Settle(ctx context.Context) (*Snapshot, error) {
	return e.call(ctx, func(l *loop) (bool, error) { return l.settle(), nil })
}

// SettleTo is Settle where the log up to an instant would be read without its end.
// A store that cannot be written can still be read: that is no error.
func (e *Engine) SettleTo(ctx context.Context, to time.Time) error {
	if !to.After(e.Snapshot().Store.LastCommit) {
		return nil
	}
	if _, err := e.Settle(ctx); err != nil && !errors.Is(err, ErrStore) {
		return err
	}
	return nil
}

// Announce has those who watch look again: something that is kept beside the
// engine and shown with its snapshots is another one.
func (e *Engine) Announce(ctx context.Context) error {
	_, err := e.call(ctx, func(l *loop) (bool, error) { l.changed = true; return false, nil })
	return err
}

// Reconfigure replaces the configuration of a running engine. IdleAfter and
// the clocks keep their values until the next start.
func (e *Engine) Reconfigure(ctx context.Context, cfg Config) error {
	_, err := e.call(ctx, func(l *loop) (bool, error) { return false, l.reconfigure(cfg.withDefaults()) })
	return err
}

// Ping returns when the loop has answered. From then on readers see what Run has
// made of what an earlier daemon left: whoever announces the daemon waits for it.
func (e *Engine) Ping(ctx context.Context) error {
	_, err := e.call(ctx, func(*loop) (bool, error) { return false, nil })
	return err
}

// Snapshot is the present state. It never waits; before Run has taken up what is
// stored, see Ping, it is as the last daemon left it.
func (e *Engine) Snapshot() *Snapshot { return e.snapshot.Load() }

// Watch delivers the latest snapshot at once and after every change; a slow
// reader skips, never blocks, never is cut off. The channel is closed when ctx
// or the engine is done.
func (e *Engine) Watch(ctx context.Context) <-chan *Snapshot {
	return e.hub.subscribe(ctx, everything, e.snapshot.Load)
}

// WatchExceptWindows is Watch for who has no use for what is in front: that
// another window is, and nothing else is new, is not delivered.
func (e *Engine) WatchExceptWindows(ctx context.Context) <-chan *Snapshot {
	return e.hub.subscribe(ctx, exceptWindows, e.snapshot.Load)
}

// call has f run by the loop and waits for the outcome.
func (e *Engine) call(ctx context.Context, f func(*loop) (save bool, err error)) (*Snapshot, error) {
	r := request{run: f, reply: make(chan error, 1)}
	select {
	case e.requests <- r:
	case <-ctx.Done():
		return nil, ctx.Err()
	case <-e.done:
		return nil, ErrStopped
	}
	// The loop answers every request that it has taken.
	if err := <-r.reply; err != nil {
		return nil, err
	}
	return e.Snapshot(), nil
}
