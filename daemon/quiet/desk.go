package quiet

import (
	"context"
	"errors"
	"fmt"
)

// Errors of a desktop that cannot be put on do-not-disturb.
var (
	// ErrNoServer is returned when nobody would show a notification anyway.
	ErrNoServer = errors.New("nobody shows notifications on the session bus")
	// ErrUnknown is returned for a notification server without a
	// do-not-disturb that is known here.
	ErrUnknown = errors.New("has no do-not-disturb that focusd knows")
)

// reading is how a desk stands, in the desktop's own words.
type reading struct {
	now   string // how it is
	hush  string // how it would be quiet
	quiet bool   // it is quiet now
	// own says that a program adds a do-not-disturb of its own beside the
	// person's: there is nothing of theirs to find, to compare, or to spoil.
	own    bool
	cannot error // why it would not become quiet, and what to do; nil: it would
}

// desk is the do-not-disturb of one sort of desktop.
type desk interface {
	look(ctx context.Context) (reading, error)
	set(ctx context.Context, value string) error
}

// Names of desks, as they are in records.
const (
	nameGNOME     = "gnome"
	namePlasma    = "plasma"
	nameDunst     = "dunst"
	nameMako      = "mako"
	nameSwaync    = "swaync"
	nameSwayncDND = "swaync-dnd"
	nameXfce      = "xfce"
)

// desk is the desk of that name; nil: this focusd does not know it.
func (s *session) desk(name string) desk {
	switch name {
	case nameGNOME:
		return gnome{}
	case namePlasma:
		return plasma{s}
	case nameDunst:
		return dunst{s}
	case nameMako:
		return mako{s}
	case nameSwaync:
		return swaync{s}
	case nameSwayncDND:
		return swayncDND{s}
	case nameXfce:
		return xfce{s}
	}
	return nil
}

// shown is the name of a desk for people.
func shown(name string) string {
	if name == nameSwayncDND {
		return nameSwaync
	}
	return name
}

// lasting says that what a desk is told is kept on disk: it outlives the server.
func lasting(name string) bool {
	return name == nameGNOME || name == nameXfce || name == nameSwayncDND
}

// find is the name of the desk that is there, by what the notification server
// calls itself.
func (s *session) find(ctx context.Context) (string, error) {
	if s.owner == "" {
		return "", ErrNoServer
	}
	var server, vendor, version, spec string
	if err := s.notifications(ctx, "GetServerInformation").Store(&server, &vendor, &version, &spec); err != nil {
		return "", fmt.Errorf("ask the notification server for its name: %w", err)
	}
	switch server {
	case "gnome-shell":
		return nameGNOME, nil
	case "Plasma":
		return namePlasma, nil
	case "dunst":
		return nameDunst, nil
	case "mako":
		return nameMako, nil
	case "SwayNotificationCenter":
		return s.findSwaync(ctx)
	case "Xfce Notify Daemon":
		return nameXfce, nil
	}
	return "", fmt.Errorf("the notification server %.40q %w", server, ErrUnknown)
}
