//go:build linux

package e2e

import (
	"context"
	"fmt"
	"testing"
	"time"

	"focusd/contrib/e2e/rig"
)

// xDesktop is an X server with openbox, and a login manager that is told when
// the screen is locked.
type xDesktop struct {
	ctx     context.Context
	m       *rig.Machine
	server  *rig.Process
	screen  *rig.Screen
	login   *rig.Login
	windows map[string]rig.Window
}

func TestADayOnX11(t *testing.T) {
	t.Parallel()
	ctx, m := newMachine(t, 3*time.Minute, "Xvfb", "openbox", "xterm", "wmctrl", "xdotool", "dbus-daemon")
	d := &xDesktop{ctx: ctx, m: m, windows: map[string]rig.Window{}}
	d.login = startLogin(ctx, t, m, "x11")
	d.restart(t)
	aDay(ctx, t, m, d)
}

func startLogin(ctx context.Context, t *testing.T, m *rig.Machine, kind string) *rig.Login {
	t.Helper()
	login, err := m.StartLogin(ctx, kind)
	if err != nil {
		t.Fatal(err)
	}
	return login
}

func (d *xDesktop) traits() traits {
	return traits{
		windows: "x11", idleness: "x11", lock: "logind",
		apps:      map[string]string{"first": "one", "second": "two", "third": "three"},
		unfocused: nothing, locked: locked,
	}
}

func (d *xDesktop) open(t *testing.T, name string) {
	t.Helper()
	w, err := d.m.Open(d.ctx, "xterm", "-T", name, "-class", d.traits().apps[name], "-e", "sleep", "600")
	if err != nil {
		t.Fatal(err)
	}
	d.windows[name] = w
	d.focus(t, name)
}

func (d *xDesktop) focus(t *testing.T, name string) {
	t.Helper()
	if err := d.screen.Activate(d.ctx, d.windows[name]); err != nil {
		t.Fatal(err)
	}
}

func (d *xDesktop) retitle(t *testing.T, name, title string) {
	t.Helper()
	// wmctrl would take the title away for a moment.
	d.run(t, "xdotool", "set_window", "--name", title, fmt.Sprint(d.windows[name]))
}

func (d *xDesktop) shut(t *testing.T, name string) {
	t.Helper()
	d.run(t, "wmctrl", "-i", "-c", fmt.Sprint(d.windows[name]))
}

func (d *xDesktop) run(t *testing.T, name string, args ...string) {
	t.Helper()
	if got := d.m.Run(d.ctx, name, args...); got.Code != 0 {
		t.Fatal(got)
	}
}

func (d *xDesktop) unfocus(t *testing.T) {
	t.Helper()
	if err := d.screen.ShowDesktop(d.ctx); err != nil {
		t.Fatal(err)
	}
}

func (d *xDesktop) press(t *testing.T) {
	t.Helper()
	if err := d.screen.Press(); err != nil {
		t.Fatal(err)
	}
}

func (d *xDesktop) lock(t *testing.T)   { t.Helper(); setLock(t, d.login, true) }
func (d *xDesktop) unlock(t *testing.T) { t.Helper(); setLock(t, d.login, false) }

func setLock(t *testing.T, l *rig.Login, on bool) {
	t.Helper()
	if err := l.Lock(on); err != nil {
		t.Fatal(err)
	}
}

func (d *xDesktop) crash(*testing.T) { d.server.Kill() }

func (d *xDesktop) restart(t *testing.T) {
	t.Helper()
	var err error
	if d.screen, d.server, err = d.m.RestartDisplay(d.ctx); err != nil {
		t.Fatal(err)
	}
}
