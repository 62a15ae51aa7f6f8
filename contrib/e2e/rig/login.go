//go:build linux

package rig

import (
	"context"
	"fmt"
	"os"

	"github.com/godbus/dbus/v5"
)

const (
	loginName    = "org.freedesktop.login1"
	loginSession = "/org/freedesktop/login1/session/e2e"
	mockFace     = "org.freedesktop.DBus.Mock"
)

// Login is the machine's login manager, in which its user has one session.
type Login struct{ conn *dbus.Conn }

// StartLogin starts a system bus with a login manager: python3-dbusmock's, as
// the real one wants to be root and to have /run for itself. kind is that of
// the session: x11, wayland, tty.
func (m *Machine) StartLogin(ctx context.Context, kind string) (*Login, error) {
	if _, err := m.startBus("system", "DBUS_SYSTEM_BUS_ADDRESS", m.Path("tmp")); err != nil {
		return nil, err
	}
	// Debian's own python has the module, whatever else is on the PATH.
	mock, err := m.Start("/usr/bin/python3", "-m", "dbusmock", "--system", "--template", "logind")
	if err != nil {
		return nil, err
	}
	conn, err := dbus.Connect(m.Get("DBUS_SYSTEM_BUS_ADDRESS"), dbus.WithContext(ctx))
	if err != nil {
		return nil, fmt.Errorf("start the login manager: %w", err)
	}
	uid := uint32(os.Getuid())
	if m.user != nil {
		uid = m.user.Uid
	}
	l, manager := &Login{conn}, conn.Object(loginName, "/org/freedesktop/login1")
	err = Until(ctx, "the login manager has a session", func() bool {
		added := manager.CallWithContext(ctx, mockFace+".AddSession", 0, "e2e", "seat0", uid, m.Get("USER"), true).Err
		return added == nil || !mock.Alive()
	})
	if err == nil {
		err = l.set("Type", kind)
	}
	if err != nil {
		return nil, fmt.Errorf("start the login manager: %w; it said: %s", err, mock.Output())
	}
	return l, nil
}

// Lock says that the screen is locked, as a locker of the session does, or that
// it is no more.
func (l *Login) Lock(on bool) error { return l.set("LockedHint", on) }

// set changes a property of the session, which tells so.
func (l *Login) set(name string, value any) error {
	changed := map[string]dbus.Variant{name: dbus.MakeVariant(value)}
	err := l.conn.Object(loginName, loginSession).Call(mockFace+".UpdateProperties", 0, loginName+".Session", changed).Err
	if err != nil {
		return fmt.Errorf("set %s of the session: %w", name, err)
	}
	return nil
}
