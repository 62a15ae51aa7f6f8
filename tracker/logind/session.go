package logind

import (
	"cmp"
	"context"
	"os"
	"slices"
	"strings"

	"github.com/godbus/dbus/v5"
)

// session is what logind says of one.
type session struct {
	path    dbus.ObjectPath
	own     bool // this process is in it
	display bool // the one that logind calls the user's
	kind    string
	seat    string // "" for one that came over the network
	began   uint64 // microseconds of the wall clock
	active  bool   // in front on its seat
	locked  bool
}

// object is how logind refers to one: its id and its path.
type object struct {
	ID   string
	Path dbus.ObjectPath
}

// listed is an entry of ListSessions.
type listed struct {
	ID   string
	UID  uint32
	User string
	Seat string
	Path dbus.ObjectPath
}

// sessions are those of the user uid in which a person can be.
func (b *bus) sessions(ctx context.Context, uid int) ([]session, error) {
	var all []listed
	if err := b.call(ctx, root, managerInterface+".ListSessions", nil, &all); err != nil {
		return nil, err
	}
	display, within := b.display(ctx, uid), b.within(ctx)
	var found []session
	for _, l := range all {
		if int(l.UID) != uid {
			continue
		}
		p, err := b.all(ctx, l.Path, sessionInterface)
		if err != nil {
			continue // it ended meanwhile
		}
		s := session{
			path:    l.Path,
			own:     l.Path == within || l.ID == os.Getenv("XDG_SESSION_ID"),
			display: l.Path == display,
			kind:    property[string](p, "Type"),
			seat:    property[object](p, "Seat").ID,
			began:   property[uint64](p, "Timestamp"),
			active:  property[bool](p, "Active"),
			locked:  property[bool](p, "LockedHint"),
		}
		class, state := property[string](p, "Class"), property[string](p, "State")
		if strings.HasPrefix(class, "user") && state != "closing" && (s.own || s.graphical() || s.kind == "tty") {
			found = append(found, s)
		}
	}
	return found, nil
}

// display is the session that logind takes for the user's own; "": none.
func (b *bus) display(ctx context.Context, uid int) dbus.ObjectPath {
	var user dbus.ObjectPath
	if b.call(ctx, root, managerInterface+".GetUser", []any{uint32(uid)}, &user) != nil {
		return ""
	}
	p, err := b.all(ctx, user, userInterface)
	if err != nil {
		return ""
	}
	return property[object](p, "Display").Path
}

// within is the session that this process is in; "": none.
func (b *bus) within(ctx context.Context) dbus.ObjectPath {
	var path dbus.ObjectPath
	if b.call(ctx, root, managerInterface+".GetSessionByPID", []any{uint32(os.Getpid())}, &path) != nil {
		return ""
	}
	return path
}

func (s session) graphical() bool { return s.kind == "wayland" || s.kind == "x11" || s.kind == "mir" }

// choose returns the session in which the person is, if anywhere.
func choose(all []session) (session, bool) {
	if len(all) == 0 {
		return session{}, false
	}
	best := slices.MaxFunc(all, func(a, b session) int {
		return cmp.Or(
			compareBool(a.own, b.own),
			compareBool(a.display, b.display),
			compareBool(a.graphical(), b.graphical()),
			compareBool(a.seat != "", b.seat != ""),
			cmp.Compare(a.began, b.began),
		)
	})
	if best.active || best.seat == "" {
		return best, true
	}
	// Switched to another terminal: where the person may have a session as well.
	for _, s := range all {
		if s.active && s.seat == best.seat {
			return s, true
		}
	}
	return best, true
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}
