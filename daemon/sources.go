package daemon

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"slices"
	"strings"
	"time"

	"focusd/daemon/engine"
	"focusd/tracker/alarm"
	"focusd/tracker/gnome"
	"focusd/tracker/kwin"
	"focusd/tracker/logind"
	"focusd/tracker/media"
	"focusd/tracker/screensaver"
	"focusd/tracker/source"
	"focusd/tracker/terminal"
	"focusd/tracker/wayland"
	"focusd/tracker/x11"
)

// WindowSource chooses what can be watched on this system. It returns nil
// where there is no window source yet.
func WindowSource(log *slog.Logger) func(Config) engine.Source {
	if !watchable {
		return nil
	}
	return func(cfg Config) engine.Source {
		return &source.Choice{
			Sources:   chosen(allSources(log), cfg.Sources),
			IdleAfter: cfg.Engine.IdleAfter,
			Inside:    func() source.Inside { return terminal.NewInside() },
			Log:       log,
			Alarm:     alarm.Kernel,
		}
	}
}

// allSources are those there are, the most trusted first: a compositor of its
// own windows, an X server of X clients, a terminal only of itself.
func allSources(log *slog.Logger) []source.Source {
	env := newEnvironment()
	compositors := []source.Source{
		adopting{wayland.Source{Log: log}, env},
		kwin.Source{Log: log},
		gnome.Source{Log: log},
	}
	x := adopting{notUnderWayland{x11.Source{Log: log}}, env}
	windows := append(compositors, x)
	if inXSession() {
		windows = append([]source.Source{x}, compositors...)
	}
	return append(windows,
		gnome.Idle{Log: log},
		withoutDisplay{terminal.Tmux{}},
		withoutDisplay{terminal.TTY{}},
		logind.Source{Log: log},
		screensaver.Source{Log: log},
		&media.Source{Log: log},
	)
}

// sourceNames are the names that presence.sources may have.
func sourceNames() []string {
	var names []string
	for _, s := range allSources(nil) {
		names = append(names, s.Name())
	}
	slices.Sort(names)
	return names
}

// chosen are the sources that the person wants, in their own order; all for an
// empty list.
func chosen(all []source.Source, names []string) []source.Source {
	if len(names) == 0 {
		return all
	}
	return slices.DeleteFunc(all, func(s source.Source) bool { return !slices.Contains(names, s.Name()) })
}

// setSources checks the names of presence.sources.
func setSources(to *[]string, names []string) error {
	for _, name := range names {
		if !slices.Contains(sourceNames(), name) {
			return fmt.Errorf("there is no source %q; there are %s", name, strings.Join(sourceNames(), ", "))
		}
	}
	*to = names
	return nil
}

// inXSession tells whether the session says that it is one of X. A Wayland
// compositor that is found there is a guest, not the desktop.
func inXSession() bool { return os.Getenv("XDG_SESSION_TYPE") == "x11" }

// notUnderWayland keeps the X server of a Wayland compositor from telling what
// is in front: it knows only those windows that speak X.
type notUnderWayland struct{ x11.Source }

func (s notUnderWayland) Watch(ctx context.Context, idleAfter time.Duration, ask <-chan struct{}, emit func(source.Report)) error {
	if found, err := (wayland.Source{}).Probe(ctx); err == nil && !inXSession() {
		return source.NotHere(nameOf(found) + " is a Wayland compositor: an X server beside it knows only some of its windows")
	}
	return s.Source.Watch(ctx, idleAfter, ask, emit)
}

func nameOf(found wayland.Found) string {
	if found.Compositor == "" {
		return found.Socket
	}
	return found.Compositor
}

// displayLook is how often a source for those without a display looks whether
// there is one.
const displayLook = 5 * time.Minute

// withoutDisplay keeps what runs in a terminal from being taken for what is in
// front on a desktop that keeps its windows to itself.
type withoutDisplay struct{ source.Source }

func (s withoutDisplay) Watch(ctx context.Context, idleAfter time.Duration, ask <-chan struct{}, emit func(source.Report)) error {
	if name := display(ctx); name != "" {
		return source.NotHere("there is a display, " + name + ": what is in front there is not known here")
	}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	go func() {
		look := time.NewTicker(displayLook)
		defer look.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-look.C:
				if name := display(ctx); name != "" {
					cancel(source.NotHere("a display has come, " + name))
				}
			}
		}
	}()
	err := s.Source.Watch(ctx, idleAfter, ask, emit)
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	return err
}

// display names the display that answers; "" when there is none.
func display(ctx context.Context) string {
	if found, err := (wayland.Source{}).Probe(ctx); err == nil {
		return nameOf(found)
	}
	if (x11.Source{}).Probe(ctx) == nil {
		return os.Getenv("DISPLAY")
	}
	return ""
}
