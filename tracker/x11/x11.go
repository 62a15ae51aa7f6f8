package x11

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"time"

	"focusd/tracker"
)

var (
	// ErrNoDisplay is returned when there is no X server to watch, or none
	// that lets us in.
	ErrNoDisplay = errors.New("no X display")
	// ErrLost is returned when the X server went away while it was watched.
	ErrLost = errors.New("lost the X display")
)

// Source watches one X server. The zero Source watches $DISPLAY with the
// default threshold and logs nothing.
type Source struct {
	Display   string        // ":0"; "" means $DISPLAY
	IdleAfter time.Duration // without input for this long is idle; 0 means 3 min
	Log       *slog.Logger  // never told a window title; nil: silent
}

// Name is "x11".
func (s Source) Name() string { return "x11" }

// Watch emits what is in front of the person: at once, at every change of
// window and title, when the person becomes idle and returns, and once for
// each receive from ask. It returns when ctx is done, with ctx.Err(), or with
// ErrNoDisplay or ErrLost; it may then be called again.
func (s Source) Watch(ctx context.Context, ask <-chan struct{}, emit func(tracker.Sample)) error {
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

	err = newWatch(c, s.idleAfter(), emit, s.log()).run()
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return fmt.Errorf("%w %s: %w", ErrLost, name, err)
}

func (s Source) idleAfter() time.Duration {
	if s.IdleAfter > 0 {
		return s.IdleAfter
	}
	return 3 * time.Minute
}

func (s Source) log() *slog.Logger {
	if s.Log != nil {
		return s.Log
	}
	return slog.New(slog.DiscardHandler)
}
