package kwin

import (
	"context"
	"encoding/json"
	"errors"
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
	// and not a step of a switch, which takes a few milliseconds.
	noneAtLeast = 50 * time.Millisecond
	// patience is how long a KWin that starts may take to be there and to run
	// the script.
	patience = 5 * time.Second
	// retryAfter is when a KWin that takes no script yet is tried again.
	retryAfter = 300 * time.Millisecond
	// silentFor is how long a script that runs may take to call for the first
	// time; it takes milliseconds.
	silentFor = time.Second
)

// heard is a call of the script.
type heard struct {
	at     time.Time
	sender string
	serial uint32
	front  *front
}

// ear is the object that the script calls. Each call comes in a goroutine of
// its own.
type ear struct {
	calls chan<- heard
	gone  <-chan struct{}
	log   *slog.Logger
}

// Active is called with what is in front now.
func (e ear) Active(text string, sender dbus.Sender, msg dbus.Message) *dbus.Error {
	h := heard{at: time.Now(), sender: string(sender), serial: msg.Serial()}
	if json.Unmarshal([]byte(text), &h.front) != nil {
		e.log.Debug("a call that says nothing readable", "bytes", len(text))
		return &dbus.ErrMsgInvalidArg
	}
	select {
	case e.calls <- h:
	case <-e.gone:
	}
	return nil
}

// watch is what is known of KWin over one connection. Only the goroutine of
// Watch touches it.
type watch struct {
	bus   *sessionbus.Conn
	dir   string
	emit  func(source.Report)
	log   *slog.Logger
	calls chan heard

	script *script // nil: nobody owns org.kde.KWin
	loaded bool    // KWin said that it runs the script
	serial uint32  // of the newest call of the script; 0: it has not called

	last   source.Report // as emitted; its Facts are 0 while nothing is known
	none   source.Report // nothing is in front, if it lasts until noneDue
	reason error         // why to give up

	noneDue, retry, giveUp *time.Timer
}

func newWatch(b *sessionbus.Conn, dir string, emit func(source.Report), log *slog.Logger) *watch {
	w := &watch{bus: b, dir: dir, emit: emit, log: log, calls: make(chan heard, 16)}
	for _, t := range []**time.Timer{&w.noneDue, &w.retry, &w.giveUp} {
		*t = time.NewTimer(time.Hour)
		(*t).Stop()
	}
	return w
}

// begin finds KWin and has it run the script.
func (w *watch) begin(ctx context.Context) error {
	if err := w.bus.Export(ear{w.calls, w.bus.Context().Done(), w.log}, earPath, earFace); err != nil {
		return fmt.Errorf("be there for the script: %w", err)
	}
	owner, err := w.bus.Follow(ctx, service)
	if err != nil {
		return err
	}
	if owner == "" {
		return ErrAbsent
	}
	if w.dir == "" {
		return errNoPlace
	}
	w.meet(ctx, owner)
	return nil
}

// end takes the script out of KWin. It comes after the end of Watch's context.
func (w *watch) end() {
	if w.script != nil {
		w.script.unload(context.Background())
		w.script.forget()
	}
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
			if owner, ok := sessionbus.NewOwner(sig, service); ok {
				w.meet(ctx, owner)
			}
		case h := <-w.calls:
			w.hear(h)
		case <-w.noneDue.C:
			w.tell(w.none)
		case <-w.retry.C:
			w.engage(ctx)
		case <-w.giveUp.C:
			return w.reason
		}
	}
}

// meet turns to another owner of org.kde.KWin, "" for none. What the one
// before told is not known any more.
func (w *watch) meet(ctx context.Context, owner string) {
	w.retry.Stop()
	w.giveUp.Reset(patience)
	if w.script != nil {
		w.script.forget()
	}
	w.script, w.loaded, w.serial = nil, false, 0
	w.tell(source.Report{At: time.Now().UTC().Round(0)})
	if owner == "" {
		w.log.Debug("KWin is gone")
		w.reason = ErrLost
		return
	}
	w.script = &script{bus: w.bus, owner: owner}
	w.engage(ctx)
}

// engage has KWin run the script, and sees to it that it does.
func (w *watch) engage(ctx context.Context) {
	if w.loaded {
		w.log.Debug("the script is silent; all scripts are started")
		w.script.startAll(ctx)
		return
	}
	if err := w.script.load(ctx, w.dir); err != nil {
		w.log.Debug("KWin does not run the script", "err", err)
		w.reason = err
		w.retry.Reset(retryAfter)
		return
	}
	w.loaded = true
	w.reason = errors.New("KWin has loaded the script of focusd but does not run it: log out and in")
	w.retry.Reset(silentFor)
}

// hear takes in a call. Only KWin itself is believed, and of two calls the
// later one, whichever goroutine came first.
func (w *watch) hear(h heard) {
	if w.script == nil || h.sender != w.script.owner {
		w.log.Debug("a call of somebody who is not KWin", "sender", h.sender)
		return
	}
	if h.serial <= w.serial {
		return
	}
	if w.serial == 0 {
		w.log.Debug("the script runs")
		w.script.forget()
		w.retry.Stop()
		w.giveUp.Stop()
	}
	w.serial = h.serial
	r := h.front.report(h.at)
	switch atRest := w.last.Facts == 0 || w.last.Window == (tracker.Window{}); {
	case h.front != nil || atRest:
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
