package quiet

import (
	"context"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"github.com/godbus/dbus/v5"

	"focusd/daemon/engine"
	"focusd/timer"
)

// How long the desktop may keep a snapshot waiting, and the end of the daemon;
// and when it is asked again after it failed.
const (
	within     = 5 * time.Second
	firstRetry = 10 * time.Second
	lastRetry  = 5 * time.Minute
)

// Guard keeps the desktop quiet while a block of work counts. Run is its
// goroutine; Want and State are for any.
type Guard struct {
	keep    Keep
	log     *slog.Logger
	wanted  atomic.Bool
	changed chan struct{} // wanted is another one

	// Only Run touches these.
	owed     map[string]record // by desk: what is to be given back, as it is on disk
	session  *session          // nil while there is nothing to see to
	held     *hold             // nil: the desktop is not known to be quiet
	want     bool              // as of the last look
	declined timer.Seq         // the block for which the person has switched it off
	retry    *time.Timer
	wait     time.Duration // until the retry; 0: the last try went well

	mu    sync.Mutex // guards state
	state State
}

// hold is a desktop that is quiet.
type hold struct {
	desk  string
	ours  bool
	block timer.Seq
}

// State is how the desktop is.
type State struct {
	Wanted  bool      // switched on in the configuration
	Desktop string    // which do-not-disturb is on: dunst, gnome, mako, plasma, swaync, xfce; "" while none is
	Ours    bool      // it was put on for the block; else it was on before
	Since   time.Time // of Desktop
	Refused bool      // for the running block: the person has switched it off in it
	Problem error     // why the last try failed; nil when it did not
}

// New returns a guard that owes what the given records of an earlier run say.
// One that cannot be read is owed to nobody.
func New(records []engine.Document, keep Keep, log *slog.Logger) *Guard {
	owed, err := readRecords(records)
	if err != nil {
		log.Error("a do-not-disturb may have been left on", "err", err)
	}
	return &Guard{keep: keep, log: log, changed: make(chan struct{}, 1), owed: owed}
}

// Want switches it on and off, at once.
func (g *Guard) Want(on bool) {
	g.wanted.Store(on)
	g.mu.Lock()
	g.state.Wanted = on
	g.mu.Unlock()
	select {
	case g.changed <- struct{}{}:
	default:
	}
}

// State is how the desktop was when last looked at.
func (g *Guard) State() State {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.state
}

// Run follows the snapshots until the channel is closed, and then gives back
// what is owed, whatever has become of ctx. Each snapshot goes out once the
// desktop is as it should be for it, in place of one that nobody has read yet;
// out has room for one, and is closed at the end.
func (g *Guard) Run(ctx context.Context, in <-chan *engine.Snapshot, out chan *engine.Snapshot) {
	defer close(out)
	g.retry = time.NewTimer(lastRetry)
	g.retry.Stop()
	defer g.leave(ctx)
	last, ok := <-in
	if !ok {
		return
	}
	g.attend(ctx, last, true)
	pass(out, last)
	for {
		select {
		case now, ok := <-in:
			if !ok {
				return
			}
			last = now
			g.attend(ctx, last, false)
			pass(out, last)
		case <-g.changed:
			g.attend(ctx, last, false)
		case <-g.retry.C:
			g.attend(ctx, last, true)
		case sig := <-g.signals():
			if g.hear(sig) {
				g.attend(ctx, last, true)
			}
		}
	}
}

// pass replaces what has not been read yet. It never blocks: only this
// goroutine fills the one place there is.
func pass(out chan *engine.Snapshot, s *engine.Snapshot) {
	select {
	case <-out:
	default:
	}
	out <- s
}

// attend makes the desktop what it should be. Unless it has to be done again,
// it only sees to what has changed: a try that failed has a retry of its own.
func (g *Guard) attend(ctx context.Context, s *engine.Snapshot, again bool) {
	t := s.Timer
	want := g.wanted.Load() && t.Phase == timer.Work
	refused := want && t.Block.Seq == g.declined
	want = want && !refused
	g.mu.Lock()
	g.state.Refused = refused
	g.mu.Unlock()
	if want == g.want && !again {
		return
	}
	g.want = want
	ctx, cancel := context.WithTimeout(ctx, within)
	defer cancel()
	var err error
	if want {
		err = g.take(ctx, t.Block.Seq)
	} else {
		err = g.giveBack(ctx, "")
	}
	g.settle(err)
}

// settle notes how it went, and when to try again.
func (g *Guard) settle(err error) {
	if err == nil {
		g.wait = 0
		g.retry.Stop()
	} else {
		g.wait = min(max(2*g.wait, firstRetry), lastRetry)
		g.retry.Reset(g.wait)
	}
	if !g.want && len(g.owed) == 0 {
		g.hangUp()
	}
	g.show(err)
}

// show publishes the state.
func (g *Guard) show(err error) {
	next := State{Wanted: g.wanted.Load(), Problem: err}
	if g.held != nil {
		next.Desktop, next.Ours = shown(g.held.desk), g.held.ours
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	if err != nil && (g.state.Problem == nil || err.Error() != g.state.Problem.Error()) {
		g.log.Info("the desktop's do-not-disturb is not as it should be", "reason", err)
	}
	next.Refused = g.state.Refused
	if next.Desktop == g.state.Desktop {
		next.Since = g.state.Since
	} else if next.Desktop != "" {
		next.Since = time.Now().UTC().Round(0)
	}
	g.state = next
}

// leave gives back what is owed when everything ends.
func (g *Guard) leave(ctx context.Context) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), within)
	defer cancel()
	g.want = false
	if err := g.giveBack(ctx, ""); err != nil {
		g.log.Warn("the desktop gets its do-not-disturb back at the next start", "reason", err)
	}
	g.retry.Stop()
	g.hangUp()
}

// signals is the stream of what the bus tells; nil while there is no session.
func (g *Guard) signals() <-chan *dbus.Signal {
	if g.session == nil {
		return nil
	}
	return g.session.bus.Signals
}

// hear takes in a signal; nil says that the bus is gone. It is true when the
// desktop has to be seen to again.
func (g *Guard) hear(sig *dbus.Signal) bool {
	if sig == nil {
		g.hangUp()
		return true
	}
	if !g.session.hear(sig) {
		return false
	}
	g.held = nil
	return true
}

func (g *Guard) hangUp() {
	if g.session != nil {
		g.session.bus.Close()
	}
	g.session, g.held = nil, nil
}
