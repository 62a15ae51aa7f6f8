package daemon

import (
	"context"
	"os"
	"sync"
	"time"

	"focusd/tracker/sessionbus"
	"focusd/tracker/source"
)

// environment makes up for a start that came before the desktop: the variables
// by which a display is found are then those that the desktop told the service
// manager, as they would be after a restart. Where there was a display in the
// environment from the beginning, that one holds.
type environment struct {
	missing []string // those that are taken over; none when there was a display

	mu   sync.Mutex // two sources may ask at once
	read func(context.Context) (map[string]string, error)
}

func newEnvironment() *environment {
	e := &environment{read: func(ctx context.Context) (map[string]string, error) {
		return sessionbus.ManagerEnvironment(ctx, "")
	}}
	if os.Getenv("DISPLAY") != "" || os.Getenv("WAYLAND_DISPLAY") != "" {
		return e
	}
	for _, name := range []string{"DISPLAY", "XAUTHORITY", "WAYLAND_DISPLAY", "SWAYSOCK"} {
		if os.Getenv(name) == "" {
			e.missing = append(e.missing, name)
		}
	}
	return e
}

// adopt sets what was missing as it is now. Without a service manager it stays
// as it was.
func (e *environment) adopt(ctx context.Context) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if len(e.missing) == 0 {
		return
	}
	now, err := e.read(ctx)
	if err != nil {
		return
	}
	for _, name := range e.missing {
		if now[name] == "" {
			os.Unsetenv(name)
		} else {
			os.Setenv(name, now[name]) // fails for no name of these
		}
	}
}

// adopting is a source that finds its display by the environment.
type adopting struct {
	source.Source
	env *environment
}

func (s adopting) Watch(ctx context.Context, idleAfter time.Duration, ask <-chan struct{}, emit func(source.Report)) error {
	s.env.adopt(ctx)
	return s.Source.Watch(ctx, idleAfter, ask, emit)
}
