package quiet

import (
	"context"
	"fmt"

	"github.com/godbus/dbus/v5"

	"focusd/tracker/sessionbus"
)

const (
	service    = "org.freedesktop.Notifications"
	path       = "/org/freedesktop/Notifications"
	properties = sessionbus.Service + ".Properties"
)

// session is a connection to the session bus, and who shows notifications on it.
type session struct {
	bus    *sessionbus.Conn
	id     string // of the bus: the next login has another one
	owner  string // of the notification service; "" for nobody
	cookie uint32 // of our inhibition in Plasma; 0: there is none
}

// dial connects to the session bus, and has changes of the notification server
// sent to its signals.
func dial(ctx context.Context) (*session, error) {
	bus, err := sessionbus.Dial(ctx, "")
	if err != nil {
		return nil, err
	}
	s := &session{bus: bus}
	if s.owner, err = bus.Follow(ctx, service); err != nil {
		bus.Close()
		return nil, err
	}
	if err := bus.Call(ctx, sessionbus.Service, sessionbus.Path, sessionbus.Service+".GetId").Store(&s.id); err != nil {
		bus.Close()
		return nil, fmt.Errorf("ask for the name of the session bus: %w", err)
	}
	return s, nil
}

// server names who would be told now, for ever: "" for a desk whose state
// outlives its server.
func (s *session) server(desk string) string {
	if lasting(desk) {
		return ""
	}
	return s.id + " " + s.owner
}

// notifications calls a method of the notification service. Names with a dot
// are of another interface.
func (s *session) notifications(ctx context.Context, method string, args ...any) *dbus.Call {
	return s.bus.Call(ctx, service, path, service+"."+method, args...)
}

// hear takes in a signal. It is true when the notification server is another
// one, or gone.
func (s *session) hear(sig *dbus.Signal) bool {
	owner, ok := sessionbus.NewOwner(sig, service)
	if !ok || owner == s.owner {
		return false
	}
	s.owner, s.cookie = owner, 0
	return true
}
