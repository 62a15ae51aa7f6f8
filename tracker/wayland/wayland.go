package wayland

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"syscall"
	"time"

	"focusd/tracker/source"
)

var (
	// ErrNoWayland is returned when there is no compositor to watch, or none
	// that tells anything.
	ErrNoWayland = errors.New("no Wayland")
	// ErrLost is returned when the compositor ended the connection, or itself.
	ErrLost = errors.New("lost the Wayland compositor")
)

// Source watches one Wayland compositor. The zero Source finds it by
// $WAYLAND_DISPLAY, or by trying every socket in the runtime directory when
// that one does not answer, and logs nothing.
type Source struct {
	Display string       // "wayland-1", or the path of its socket; "": as above
	Log     *slog.Logger // never told a window title; nil: silent
}

var _ source.Source = Source{}

// Name is "wayland".
func (s Source) Name() string { return "wayland" }

// Facts are the windows and the idleness.
func (s Source) Facts() source.Facts { return source.Windows | source.Idleness }

// Watch does as source.Source says. It returns ErrNoWayland or ErrLost, and
// may then be called again.
func (s Source) Watch(ctx context.Context, idleAfter time.Duration, ask <-chan struct{}, emit func(source.Report)) error {
	c, err := s.connect(ctx)
	if err != nil {
		return because(ctx, ErrNoWayland, err)
	}
	defer c.close()
	found := c.found()
	if found.Facts() == 0 {
		return fmt.Errorf("%w: %s tells other programs neither of its windows nor of idleness", ErrNoWayland, found.who())
	}
	w := newWatch(c, found, emit, s.log())
	if err := w.begin(ctx, idleAfter); err != nil {
		return because(ctx, ErrLost, err)
	}
	defer w.inbox.relay(ctx, ask)()
	return because(ctx, ErrLost, w.run())
}

// because is why watching ended, for the person.
func because(ctx context.Context, what, why error) error {
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.Is(why, io.EOF), errors.Is(why, syscall.EPIPE), errors.Is(why, syscall.ECONNRESET):
		return fmt.Errorf("%w: it ended", what)
	}
	return fmt.Errorf("%w: %w", what, why)
}

func (s Source) log() *slog.Logger {
	if s.Log != nil {
		return s.Log
	}
	return slog.New(slog.DiscardHandler)
}
