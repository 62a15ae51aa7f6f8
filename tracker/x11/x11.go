package x11

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"time"

	"focusd/tracker/source"
)

var (
	// ErrNoDisplay is returned when there is no X server to watch, or none
	// that lets us in.
	ErrNoDisplay = errors.New("no X display")
	// ErrLost is returned when the X server went away while it was watched.
	ErrLost = errors.New("lost the X display")
	// ErrXWayland is returned when the X server is a part of a Wayland
	// compositor: it knows only those windows that speak X, and says that
	// nothing is in front when another one is.
	ErrXWayland error = source.NotHere("the X display belongs to a Wayland compositor, and knows only some of its windows")
)

// Source watches one X server. The zero Source watches $DISPLAY and logs
// nothing.
type Source struct {
	Display string       // ":0"; "" means $DISPLAY
	Log     *slog.Logger // never told a window title; nil: silent
}

// Name is "x11".
func (s Source) Name() string { return "x11" }

// Facts are windows and idleness.
func (s Source) Facts() source.Facts { return source.Windows | source.Idleness }

// Watch emits what is in front of the person: at once, at every change of
// window and title, when the person becomes idle and returns, and once for
// each receive from ask. It returns when ctx is done, with ctx.Err(), or with
// ErrNoDisplay, ErrXWayland or ErrLost; it may then be called again.
func (s Source) Watch(ctx context.Context, idleAfter time.Duration, ask <-chan struct{}, emit func(source.Report)) error {
	name := s.Display
	if name == "" {
		name = os.Getenv("DISPLAY")
	}
	c, err := open(ctx, name)
	if err != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		return fmt.Errorf("%w: %w", ErrNoDisplay, err)
	}
	defer c.close()
	defer c.inbox.relay(ctx, ask)()

	err = newWatch(c, idleAfter, emit, s.log()).run()
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if errors.Is(err, ErrXWayland) {
		return err
	}
	return fmt.Errorf("%w %s: %w", ErrLost, name, err)
}

// Probe tells whether the display lets us in: nil, or why it does not.
func (s Source) Probe(ctx context.Context) error {
	name := s.Display
	if name == "" {
		name = os.Getenv("DISPLAY")
	}
	c, err := open(ctx, name)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrNoDisplay, err)
	}
	c.close()
	return nil
}

func (s Source) log() *slog.Logger {
	if s.Log != nil {
		return s.Log
	}
	return slog.New(slog.DiscardHandler)
}
