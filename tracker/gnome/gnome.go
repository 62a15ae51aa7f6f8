package gnome

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"focusd/tracker/sessionbus"
	"focusd/tracker/source"
)

var (
	// ErrAbsent is returned when no GNOME Shell is on the session bus.
	ErrAbsent error = source.NotHere("GNOME Shell does not run here: nobody owns " + shellName + " on the session bus")
	// ErrNoExtension is returned when the shell runs no extension that tells
	// its windows.
	ErrNoExtension = errors.New("the GNOME Shell extension is missing, run: focus doctor --install-gnome-extension")
	// ErrExtensionOff is returned when the extension is installed, but not on.
	ErrExtensionOff = errors.New("the GNOME Shell extension is installed but does not run, log out and in, or run: gnome-extensions enable " + UUID)
	// ErrLost is returned when the shell or the bus went away while it was
	// watched.
	ErrLost = errors.New("lost GNOME Shell")
)

// Source watches the windows of the GNOME Shell on a session bus. The zero
// Source watches the session's own and logs nothing.
type Source struct {
	Bus string       // its address; "" means $DBUS_SESSION_BUS_ADDRESS
	Log *slog.Logger // never told a window title; nil: silent
}

var _ source.Source = Source{}

// Name is "gnome".
func (s Source) Name() string { return "gnome" }

// Facts are the windows. Idle tells idleness, with or without the extension.
func (s Source) Facts() source.Facts { return source.Windows }

// Watch is that of source.Source. It receives nothing from ask. It returns one
// of the errors of this package, or why there is no bus.
func (s Source) Watch(ctx context.Context, _ time.Duration, _ <-chan struct{}, emit func(source.Report)) error {
	b, err := sessionbus.Dial(ctx, s.Bus)
	if err != nil {
		return err
	}
	defer b.Close()
	w := newWatch(b, emit, orSilent(s.Log))
	if err = w.begin(ctx); err == nil {
		err = w.run(ctx)
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return err
}

func orSilent(log *slog.Logger) *slog.Logger {
	if log != nil {
		return log
	}
	return slog.New(slog.DiscardHandler)
}
