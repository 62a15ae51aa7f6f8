//go:build unix

package gnometest

import "github.com/godbus/dbus/v5"

// systemd is a fake of as much of a user's systemd as keeps the shell from
// starting the input method by itself: it does so by fork, runs JavaScript in
// the child of a process of many threads, and hangs in every other run.
type systemd struct{}

func (systemd) GetUnit(string) (dbus.ObjectPath, *dbus.Error) {
	return "/org/freedesktop/systemd1/unit/gnometest", nil
}

func (d *Desktop) startSystemd() {
	d.t.Helper()
	const name = "org.freedesktop.systemd1"
	if err := d.conn.Export(systemd{}, "/org/freedesktop/systemd1", name+".Manager"); err != nil {
		d.t.Fatal(err)
	}
	if _, err := d.conn.RequestName(name, dbus.NameFlagDoNotQueue); err != nil {
		d.t.Fatal(err)
	}
}
