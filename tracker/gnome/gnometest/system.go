//go:build unix

package gnometest

import (
	"os"
	"os/exec"
	"os/user"

	"github.com/godbus/dbus/v5"

	"focusd/contrib/standing"
)

const sessionID = "c1"

// displayManager is a fake of as much of GDM as GNOME Shell asks for before it
// offers to lock the screen.
type displayManager struct{}

func (displayManager) Get(face, name string) (dbus.Variant, *dbus.Error) {
	return dbus.MakeVariant("43.0"), nil
}

// startSystem starts a system bus with what the shell does not run without: a
// fake logind, by python3-dbusmock, with a session.
func (d *Desktop) startSystem() {
	d.t.Helper()
	const python = "/usr/bin/python3" // where Debian has the module
	if exec.Command(python, "-c", "import dbusmock").Run() != nil {
		standing.Missing(d.t, "python3-dbusmock is not installed")
	}
	d.system = d.startBus("system")
	conn := d.connect(d.system)
	d.start(exec.Command(python, "-m", "dbusmock", "--system", "--template", "logind"))
	me, err := user.Current()
	if err != nil {
		d.t.Fatal(err)
	}
	logind := conn.Object("org.freedesktop.login1", "/org/freedesktop/login1")
	d.Until("logind has a session", func() bool {
		return logind.Call("org.freedesktop.DBus.Mock.AddSession", 0,
			sessionID, "seat0", uint32(os.Getuid()), me.Username, true).Err == nil
	})
	if err := conn.Export(displayManager{}, "/org/gnome/DisplayManager/Manager", "org.freedesktop.DBus.Properties"); err != nil {
		d.t.Fatal(err)
	}
	if _, err := conn.RequestName("org.gnome.DisplayManager", dbus.NameFlagDoNotQueue); err != nil {
		d.t.Fatal(err)
	}
}
