package screensaver

import (
	"context"
	"errors"
	"slices"

	"github.com/godbus/dbus/v5"

	"focusd/tracker/sessionbus"
)

const activeChanged = "ActiveChanged"

// saver is a screen saver that may be on the bus.
type saver struct {
	service string
	face    string            // its interface
	paths   []dbus.ObjectPath // where its object is, the first that answers

	owner  string // the connection it has; "": it is not there
	known  bool   // it told whether it is active
	active bool
}

// savers are those there are.
func savers() []*saver {
	return []*saver{
		// KDE, light-locker; of two paths in KDE both say the same.
		newSaver("org.freedesktop.ScreenSaver", "/ScreenSaver", "/org/freedesktop/ScreenSaver"),
		// The lock screen of GNOME Shell. Its public name is that of a helper,
		// which is there only after somebody has started it.
		{service: "org.gnome.Shell.ScreenShield", face: "org.gnome.ScreenSaver", paths: []dbus.ObjectPath{"/org/gnome/ScreenSaver"}},
		newSaver("org.gnome.ScreenSaver", "/org/gnome/ScreenSaver"),
		newSaver("org.cinnamon.ScreenSaver", "/org/cinnamon/ScreenSaver"),
		newSaver("org.mate.ScreenSaver", "/org/mate/ScreenSaver"),
		newSaver("org.xfce.ScreenSaver", "/org/xfce/ScreenSaver"),
	}
}

// newSaver is a saver whose interface has the name of its service.
func newSaver(name string, paths ...dbus.ObjectPath) *saver {
	return &saver{service: name, face: name, paths: paths}
}

// follow has the signals of the saver sent, finds out whether it is there, and
// asks it.
func (s *saver) follow(ctx context.Context, b *sessionbus.Conn) error {
	err := b.Listen(ctx, s.face, activeChanged)
	if err != nil {
		return err
	}
	owner, err := b.Follow(ctx, s.service)
	if err != nil {
		return err
	}
	s.meet(ctx, b, owner)
	return nil
}

// meet turns to another owner of the name, "" for none, and asks it. One that
// does not answer is not known until it tells a change: GNOME has a
// org.freedesktop.ScreenSaver that only takes requests.
func (s *saver) meet(ctx context.Context, b *sessionbus.Conn, owner string) {
	s.owner, s.known, s.active = owner, false, false
	if owner == "" {
		return
	}
	for _, path := range s.paths {
		err := b.Call(ctx, owner, path, s.face+".GetActive").Store(&s.active)
		if err == nil {
			s.known = true
			return
		}
		if errors.Is(err, context.DeadlineExceeded) {
			return // it hangs; it would at the other path too
		}
	}
}

// hear takes in what sig says, and tells whether it was said by the saver.
func (s *saver) hear(sig *dbus.Signal) bool {
	if sig.Name != s.face+"."+activeChanged || sig.Sender != s.owner || !slices.Contains(s.paths, sig.Path) || len(sig.Body) != 1 {
		return false
	}
	active, ok := sig.Body[0].(bool)
	if ok {
		s.known, s.active = true, active
	}
	return ok
}
