package kwin

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"focusd/tracker/sessionbus"
	"focusd/tracker/source"
)

var (
	// ErrAbsent is returned when no KWin is on the session bus.
	ErrAbsent error = source.NotHere("KWin does not run here: nobody owns " + service + " on the session bus")
	// ErrLost is returned when KWin or the bus went away while it was watched.
	ErrLost = errors.New("lost KWin")

	errNoPlace = errors.New("no place for the script that KWin is to run: XDG_RUNTIME_DIR is not set")
)

// Source watches the KWin on a session bus. The zero Source watches the
// session's own and logs nothing.
type Source struct {
	Bus string       // its address; "" means $DBUS_SESSION_BUS_ADDRESS
	Dir string       // for the script while KWin reads it; "" means $XDG_RUNTIME_DIR/focusd
	Log *slog.Logger // never told a window title; nil: silent
}

var _ source.Source = Source{}

// Name is "kwin".
func (s Source) Name() string { return "kwin" }

// Facts are the windows.
func (s Source) Facts() source.Facts { return source.Windows }

// Watch is that of source.Source. It receives nothing from ask, as it cannot
// tell idleness. It returns ErrAbsent, ErrLost, or why KWin would not run the
// script.
func (s Source) Watch(ctx context.Context, _ time.Duration, _ <-chan struct{}, emit func(source.Report)) error {
	b, err := sessionbus.Dial(ctx, s.Bus)
	if err != nil {
		return err
	}
	defer b.Close()
	w := newWatch(b, s.dir(), emit, s.log())
	defer w.end()
	if err = w.begin(ctx); err == nil {
		err = w.run(ctx)
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return err
}

// dir is where the script is put; "" when there is no place for it.
func (s Source) dir() string {
	if s.Dir != "" {
		return s.Dir
	}
	if runtime := os.Getenv("XDG_RUNTIME_DIR"); runtime != "" {
		return filepath.Join(runtime, "focusd")
	}
	return ""
}

func (s Source) log() *slog.Logger {
	if s.Log != nil {
		return s.Log
	}
	return slog.New(slog.DiscardHandler)
}
