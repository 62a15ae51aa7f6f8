package screensaver

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"github.com/godbus/dbus/v5"

	"focusd/tracker/sessionbus"
	"focusd/tracker/source"
)

// ErrLost is returned when the session bus went away while it was watched.
var ErrLost = errors.New("lost the session bus")

// Source listens to the screen savers on a session bus. The zero Source
// listens on the session's own and logs nothing.
type Source struct {
	Bus string       // its address; "" means $DBUS_SESSION_BUS_ADDRESS
	Log *slog.Logger // nil: silent
}

var _ source.Source = Source{}

// Name is "screensaver".
func (s Source) Name() string { return "screensaver" }

// Facts is the lock.
func (s Source) Facts() source.Facts { return source.Lock }

// Watch is that of source.Source. While no screen saver is there that tells
// whether it is active, the report has no facts; one that comes is heard. It
// receives nothing from ask. It returns ErrLost or why there is no bus.
func (s Source) Watch(ctx context.Context, _ time.Duration, _ <-chan struct{}, emit func(source.Report)) error {
	b, err := sessionbus.Dial(ctx, s.Bus)
	if err != nil {
		return err
	}
	defer b.Close()
	w := &watch{bus: b, savers: savers(), emit: emit, log: s.Log}
	if w.log == nil {
		w.log = slog.New(slog.DiscardHandler)
	}
	err = w.run(ctx)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return err
}

// watch is what is known of the screen savers over one connection.
type watch struct {
	bus    *sessionbus.Conn
	savers []*saver
	emit   func(source.Report)
	log    *slog.Logger

	last source.Report // as emitted
}

func (w *watch) run(ctx context.Context) error {
	for _, s := range w.savers {
		if err := s.follow(ctx, w.bus); err != nil {
			return err
		}
		if s.owner != "" {
			w.log.Debug("a screen saver is there", "service", s.service, "tells", s.known)
		}
	}
	w.last = w.report(time.Now())
	w.emit(w.last)
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case sig, ok := <-w.bus.Signals:
			if !ok {
				return ErrLost
			}
			w.hear(ctx, sig, time.Now())
		}
	}
}

// hear takes in a signal and emits what is new.
func (w *watch) hear(ctx context.Context, sig *dbus.Signal, at time.Time) {
	for _, s := range w.savers {
		if owner, ok := sessionbus.NewOwner(sig, s.service); ok && owner != s.owner {
			s.meet(ctx, w.bus, owner)
			w.log.Debug("a screen saver came or went", "service", s.service, "tells", s.known)
		} else if !ok && !s.hear(sig) {
			continue
		}
		if r := w.report(at); r.Facts != w.last.Facts || r.Locked != w.last.Locked {
			w.last = r
			w.emit(r)
		}
		return
	}
}

// report is what the savers tell together: any of them locks.
func (w *watch) report(at time.Time) source.Report {
	r := source.Report{At: at.UTC().Round(0)}
	for _, s := range w.savers {
		if s.known {
			r.Facts = source.Lock
			r.Locked = r.Locked || s.active
		}
	}
	return r
}
