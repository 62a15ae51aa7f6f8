package gnome

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/godbus/dbus/v5"

	"focusd/tracker/sessionbus"
	"focusd/tracker/source"
)

const (
	monitorName = "org.gnome.Mutter.IdleMonitor"
	monitorPath = "/org/gnome/Mutter/IdleMonitor/Core"
	watchFired  = monitorName + ".WatchFired"
)

// ErrNoMonitor is returned when no compositor on the session bus counts the
// time without input as Mutter does.
var ErrNoMonitor error = source.NotHere("no idle monitor of GNOME here: nobody owns " + monitorName + " on the session bus")

// Idle tells for how long there was no input, by the idle monitor of Mutter,
// which GNOME, Budgie and others are built on. The zero Idle asks the
// session's own and logs nothing.
type Idle struct {
	Bus string       // its address; "" means $DBUS_SESSION_BUS_ADDRESS
	Log *slog.Logger // nil: silent
}

var _ source.Source = Idle{}

// Name is "mutter".
func (s Idle) Name() string { return "mutter" }

// Facts is idleness.
func (s Idle) Facts() source.Facts { return source.Idleness }

// Watch is that of source.Source. It returns ErrNoMonitor, ErrLost, or why
// there is no bus.
func (s Idle) Watch(ctx context.Context, idleAfter time.Duration, ask <-chan struct{}, emit func(source.Report)) error {
	b, err := sessionbus.Dial(ctx, s.Bus)
	if err != nil {
		return err
	}
	defer b.Close()
	w := newIdleWatch(b, idleAfter, emit, orSilent(s.Log))
	if err = w.begin(ctx); err == nil {
		err = w.run(ctx, ask)
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return err
}

// idleWatch is what is known of the idle monitor over one connection. Only the
// goroutine of Watch touches it. What it set up in the monitor ends with the
// connection.
type idleWatch struct {
	bus       *sessionbus.Conn
	threshold time.Duration
	emit      func(source.Report)
	log       *slog.Logger

	owner string // of the monitor; "": there is none
	idle  uint32 // the watch that fires each time the threshold is crossed
	back  uint32 // the one that fires once, with the next input; 0: not set
	lost  *time.Timer
}

func newIdleWatch(b *sessionbus.Conn, threshold time.Duration, emit func(source.Report), log *slog.Logger) *idleWatch {
	w := &idleWatch{bus: b, threshold: threshold, emit: emit, log: log, lost: time.NewTimer(time.Hour)}
	w.lost.Stop()
	return w
}

func (w *idleWatch) begin(ctx context.Context) error {
	err := w.bus.Listen(ctx, monitorName, "WatchFired")
	if err != nil {
		return fmt.Errorf("listen to the idle monitor: %w", err)
	}
	owner, err := w.bus.Follow(ctx, monitorName)
	if err != nil {
		return err
	}
	if owner == "" {
		return ErrNoMonitor
	}
	return w.meet(ctx, owner)
}

func (w *idleWatch) run(ctx context.Context, ask <-chan struct{}) error {
	for {
		var err error
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-w.lost.C:
			return ErrLost
		case <-ask:
			err = w.read(ctx)
		case sig, ok := <-w.bus.Signals:
			if !ok {
				return fmt.Errorf("%w: the session bus is gone", ErrLost)
			}
			err = w.hear(ctx, sig)
		}
		if err != nil {
			return err
		}
	}
}

func (w *idleWatch) hear(ctx context.Context, sig *dbus.Signal) error {
	if owner, ok := sessionbus.NewOwner(sig, monitorName); ok {
		return w.meet(ctx, owner)
	}
	if w.owner == "" || sig.Sender != w.owner || sig.Name != watchFired || len(sig.Body) != 1 {
		return nil
	}
	switch id, _ := sig.Body[0].(uint32); {
	case id == 0:
		return nil
	case id == w.idle:
		return w.crossed(ctx)
	case id == w.back:
		w.back = 0
		return w.read(ctx)
	}
	return nil
}

// meet turns to another owner of the monitor, "" for none, and sets up the
// watch in it: the one before took its watches with it.
func (w *idleWatch) meet(ctx context.Context, owner string) error {
	w.owner, w.idle, w.back = owner, 0, 0
	if owner == "" {
		w.log.Debug("the idle monitor is gone")
		w.emit(source.Report{At: time.Now().UTC().Round(0)})
		w.lost.Reset(patience)
		return nil
	}
	w.lost.Stop()
	if err := w.call(ctx, "AddIdleWatch", uint64(w.threshold.Milliseconds())).Store(&w.idle); err != nil {
		return w.unlessGone(err)
	}
	return w.read(ctx)
}

// crossed is done when the threshold is. The next input is awaited before
// idleness is read: input in between shows in what is read.
func (w *idleWatch) crossed(ctx context.Context) error {
	if w.back == 0 {
		if err := w.call(ctx, "AddUserActiveWatch").Store(&w.back); err != nil {
			return w.unlessGone(err)
		}
	}
	return w.read(ctx)
}

// read emits for how long there was no input.
func (w *idleWatch) read(ctx context.Context) error {
	if w.owner == "" {
		return nil
	}
	var ms uint64
	if err := w.call(ctx, "GetIdletime").Store(&ms); err != nil {
		return w.unlessGone(err)
	}
	const most = 1 << 40 // ms, 35 years: no idleness, but a count gone wrong
	idle := time.Duration(min(ms, most)) * time.Millisecond
	w.emit(source.Report{At: time.Now().UTC().Round(0), Facts: source.Idleness, Idle: idle})
	return nil
}

// unlessGone is err, or nil when the monitor has left the bus: that it did
// comes as a signal.
func (w *idleWatch) unlessGone(err error) error {
	var refused dbus.Error
	if errors.As(err, &refused) && (refused.Name == sessionbus.Service+".Error.NoReply" ||
		refused.Name == sessionbus.Service+".Error.ServiceUnknown" || refused.Name == sessionbus.Service+".Error.NameHasNoOwner") {
		return nil
	}
	return fmt.Errorf("ask the idle monitor: %w", err)
}

func (w *idleWatch) call(ctx context.Context, method string, args ...any) *dbus.Call {
	return w.bus.Call(ctx, w.owner, monitorPath, monitorName+"."+method, args...)
}
