package gnome

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"github.com/godbus/dbus/v5"

	"focusd/tracker"
	"focusd/tracker/sessionbus"
	"focusd/tracker/source"
)

const (
	// noneAtLeast is how long nothing must be in front before it is a fact
	// and not a step of a switch.
	noneAtLeast = 50 * time.Millisecond
	// patience is how long a shell may take to be there again, and to switch
	// its extensions on.
	patience = 5 * time.Second
	// pollEvery is how often an extension of other people is asked.
	pollEvery = 10 * time.Second
)

// watch is what is known of the shell over one connection. Only the goroutine
// of Watch touches it.
type watch struct {
	bus  *sessionbus.Conn
	emit func(source.Report)
	log  *slog.Logger

	shell  *shell        // nil: there is none
	owner  string        // of the extension's name; it is believed if that is the shell
	gap    time.Time     // since when nobody tells the windows; zero: somebody does
	locked bool          // the shell shows its lock screen, and no extension runs
	read   dbus.Sequence // when the window was asked for: signals before that are older

	last source.Report // as emitted; its Facts are 0 while nothing is known
	none source.Report // nothing is in front, if it lasts until noneDue

	noneDue, absent, poll *time.Timer
}

func newWatch(b *sessionbus.Conn, emit func(source.Report), log *slog.Logger) *watch {
	w := &watch{bus: b, emit: emit, log: log}
	for _, t := range []**time.Timer{&w.noneDue, &w.absent, &w.poll} {
		*t = time.NewTimer(time.Hour)
		(*t).Stop()
	}
	return w
}

// begin finds the shell and listens to it.
func (w *watch) begin(ctx context.Context) error {
	owner, err := w.bus.Follow(ctx, shellName)
	if err != nil {
		return err
	}
	if owner == "" {
		return ErrAbsent
	}
	for face, member := range map[string]string{extensionName: "Changed", saverName: "ActiveChanged"} {
		if err := w.bus.Listen(ctx, face, member); err != nil {
			return fmt.Errorf("listen to GNOME Shell: %w", err)
		}
	}
	if w.owner, err = w.bus.Follow(ctx, extensionName); err != nil {
		return err
	}
	w.meet(ctx, owner)
	return nil
}

func (w *watch) run(ctx context.Context) error {
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case sig, ok := <-w.bus.Signals:
			if !ok {
				return fmt.Errorf("%w: the session bus is gone", ErrLost)
			}
			w.hear(ctx, sig, time.Now())
		case <-w.noneDue.C:
			w.tell(w.none)
		case <-w.absent.C:
			if err := w.standIn(ctx); err != nil {
				w.tell(source.Report{At: w.gap.UTC().Round(0)})
				return err
			}
		case <-w.poll.C:
			if w.standIn(ctx) != nil {
				w.settle(ctx, time.Now())
			}
		}
	}
}

// hear takes in a signal.
func (w *watch) hear(ctx context.Context, sig *dbus.Signal, at time.Time) {
	if owner, ok := sessionbus.NewOwner(sig, shellName); ok {
		w.meet(ctx, owner)
		return
	}
	if owner, ok := sessionbus.NewOwner(sig, extensionName); ok {
		w.owner = owner
		w.settle(ctx, at)
		return
	}
	if w.shell == nil || sig.Sender != w.shell.owner || len(sig.Body) != 1 {
		return
	}
	switch said := sig.Body[0].(type) {
	case string:
		if sig.Name == extensionName+".Changed" && w.ours() && sig.Sequence > w.read {
			w.say(said, at)
		}
	case bool:
		if sig.Name == saverName+".ActiveChanged" && said != w.locked {
			w.locked = said
			w.settle(ctx, at)
		}
	}
}

// meet turns to another owner of the shell's name, "" for none. What the one
// before told is not known any more.
func (w *watch) meet(ctx context.Context, owner string) {
	at := time.Now()
	w.shell, w.locked = nil, false
	w.tell(source.Report{At: at.UTC().Round(0)})
	if owner != "" {
		w.shell = &shell{w.bus, owner}
		// Where nothing locks the screen nobody answers, and it is not locked.
		_ = w.bus.Call(ctx, owner, saverPath, saverName+".GetActive").Store(&w.locked)
	}
	w.settle(ctx, at)
}

// ours tells whether our extension runs in the shell. Somebody else may have
// its name.
func (w *watch) ours() bool { return w.shell != nil && w.owner == w.shell.owner }

// settle finds out who tells the windows, now that something changed at the
// instant at.
func (w *watch) settle(ctx context.Context, at time.Time) {
	w.absent.Stop()
	w.poll.Stop()
	if w.gap.IsZero() {
		w.gap = at
	}
	switch {
	case w.ours() && w.ask(ctx): // what it said a moment ago still counts
		w.gap = time.Time{}
	case w.shell != nil && w.locked:
		// The extension went a moment before the shell says that it is locked.
		w.tell((*front)(nil).report(w.gap))
		w.gap = time.Time{}
	default:
		// One extension that is switched off takes others with it, for a moment.
		w.noneDue.Stop()
		w.none = source.Report{}
		w.absent.Reset(patience)
	}
}

// ask has our extension tell what is in front.
func (w *watch) ask(ctx context.Context) bool {
	var text string
	call := w.bus.Call(ctx, w.shell.owner, extensionPath, extensionName+".Get")
	if err := call.Store(&text); err != nil {
		w.log.Debug("the extension does not answer", "err", err)
		return false
	}
	w.read = call.ResponseSequence
	w.say(text, time.Now())
	return true
}

// standIn asks an extension of other people, and again after a while.
func (w *watch) standIn(ctx context.Context) error {
	if w.shell == nil {
		return ErrLost
	}
	window, name, err := askForeign(ctx, w.shell)
	if err != nil {
		w.log.Debug("no other extension tells the windows", "err", err)
		if (Extension{}).Installed() {
			return ErrExtensionOff
		}
		return ErrNoExtension
	}
	if !w.gap.IsZero() {
		w.log.Info("windows are looked up now and then only, through another extension; "+
			"for exact times run: focus doctor --install-gnome-extension", "extension", name, "every", pollEvery)
	}
	w.gap = time.Time{}
	w.poll.Reset(pollEvery)
	w.tell(window.report(time.Now()))
	return nil
}

// say takes in what our extension says.
func (w *watch) say(text string, at time.Time) {
	f, err := readFront(text)
	if err != nil {
		w.log.Debug("what is in front is not known", "err", err)
		return
	}
	r := f.report(at)
	switch atRest := w.last.Facts == 0 || w.last.Window == (tracker.Window{}); {
	case f != nil || atRest:
		w.tell(r)
	case w.none.At.IsZero():
		w.none = r
		w.noneDue.Reset(noneAtLeast)
	}
}

// tell emits r if it says something else than the last report. Nothing in
// front, if it had not lasted, is not told any more.
func (w *watch) tell(r source.Report) {
	w.noneDue.Stop()
	w.none = source.Report{}
	if r.Facts == w.last.Facts && r.Window == w.last.Window && r.PID == w.last.PID && r.FullScreen == w.last.FullScreen {
		return
	}
	w.last = r
	w.emit(r)
}
