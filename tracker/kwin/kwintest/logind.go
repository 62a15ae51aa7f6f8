//go:build unix

package kwintest

import (
	"github.com/godbus/dbus/v5"
)

const (
	sessionID   = "kwintest"
	sessionPath = "/org/freedesktop/login1/session/kwintest"
)

// logind is a fake of as much of systemd-logind as KWin's locker asks for: it
// is the only one that can unlock the screen without a password.
type logind struct{}

func (logind) GetSession(string) (dbus.ObjectPath, *dbus.Error) { return sessionPath, nil }

func (logind) SetLockedHint(bool) *dbus.Error { return nil }

func (d *Desktop) startLogind() {
	d.t.Helper()
	for face, path := range map[string]dbus.ObjectPath{"Manager": "/org/freedesktop/login1", "Session": sessionPath} {
		if err := d.conn.Export(logind{}, path, "org.freedesktop.login1."+face); err != nil {
			d.t.Fatal(err)
		}
	}
	if _, err := d.conn.RequestName("org.freedesktop.login1", dbus.NameFlagDoNotQueue); err != nil {
		d.t.Fatal(err)
	}
}

// Unlock unlocks the screen.
func (d *Desktop) Unlock() {
	d.t.Helper()
	if err := d.conn.Emit(sessionPath, "org.freedesktop.login1.Session.Unlock"); err != nil {
		d.t.Fatal(err)
	}
}
