//go:build linux

package e2e

import (
	"fmt"
	"testing"
	"time"

	"github.com/godbus/dbus/v5"

	"focusd/tracker/gnome"
	"focusd/tracker/gnome/gnometest"
)

// gnomeDesktop is GNOME Shell with our extension in it.
type gnomeDesktop struct {
	shell   *gnometest.Desktop
	windows map[string]*gnometest.Window
	titles  map[string]string // by which the shell is asked for them
}

// TestADayOnGNOME is not parallel: the extension is installed into the home of
// the process that does it.
func TestADayOnGNOME(t *testing.T) {
	wantDesktop(t)
	d := &gnomeDesktop{shell: gnometest.New(t), windows: map[string]*gnometest.Window{}, titles: map[string]string{}}
	t.Setenv("HOME", d.shell.Home)
	t.Setenv("XDG_RUNTIME_DIR", d.shell.RuntimeDir)
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", d.shell.Bus)
	t.Setenv("XDG_DATA_HOME", "")
	t.Setenv("XDG_CONFIG_HOME", "")
	// As it was before the person logged in.
	if _, err := (gnome.Extension{ShellVersion: "43.9"}).Install(t.Context()); err != nil {
		t.Fatal(err)
	}
	d.shell.StartShell()
	ctx, m := newMachine(t, 4*time.Minute)
	adopt(m, d.shell.Environ(), "XDG_RUNTIME_DIR", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "DBUS_SYSTEM_BUS_ADDRESS",
		"XDG_SESSION_ID", "XDG_SESSION_TYPE", "XDG_CURRENT_DESKTOP")
	aDay(ctx, t, m, d)
}

func (d *gnomeDesktop) traits() traits {
	return traits{
		windows: "gnome", idleness: "mutter", lock: "screensaver",
		apps: footApps, unfocused: nothing, locked: locked, curtain: 2 * time.Second,
	}
}

func (d *gnomeDesktop) open(t *testing.T, name string) {
	t.Helper()
	d.windows[name], d.titles[name] = d.shell.Window(footApps[name], name), name
}

func (d *gnomeDesktop) focus(t *testing.T, name string) { d.shell.Focus(d.titles[name]) }

func (d *gnomeDesktop) retitle(t *testing.T, name, title string) {
	t.Helper()
	d.windows[name].Retitle(title)
	d.titles[name] = title
}

func (d *gnomeDesktop) unfocus(*testing.T)             { d.shell.FocusNone() }
func (d *gnomeDesktop) shut(t *testing.T, name string) { d.windows[name].Close() }
func (d *gnomeDesktop) press(*testing.T)               { d.shell.Input() }
func (d *gnomeDesktop) lock(t *testing.T)              { t.Helper(); d.setLock(t, true) }
func (d *gnomeDesktop) unlock(t *testing.T)            { t.Helper(); d.setLock(t, false) }
func (d *gnomeDesktop) crash(*testing.T)               { d.shell.Kill() }
func (d *gnomeDesktop) restart(*testing.T)             { d.shell.StartShell() }

// setLock waits until the curtain is down, or up.
func (d *gnomeDesktop) setLock(t *testing.T, on bool) {
	t.Helper()
	conn, err := dbus.Connect(d.shell.Bus)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	d.shell.Lock(on)
	saver := conn.Object("org.gnome.Shell.ScreenShield", "/org/gnome/ScreenSaver")
	until(t.Context(), t, 20*time.Second, fmt.Sprintf("the screen is locked: %v", on), func() bool {
		var active bool
		return saver.Call("org.gnome.ScreenSaver.GetActive", dbus.FlagNoAutoStart).Store(&active) == nil && active == on
	})
}
