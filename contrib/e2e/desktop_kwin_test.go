//go:build linux

package e2e

import (
	"testing"
	"time"

	"focusd/tracker/kwin/kwintest"
)

// kwinDesktop is KWin with its own locker.
type kwinDesktop struct {
	kwin    *kwintest.Desktop
	windows map[string]*kwintest.Window
	titles  map[string]string // by which KWin is asked for them
}

func TestADayOnKWin(t *testing.T) {
	t.Parallel()
	wantDesktop(t)
	d := &kwinDesktop{kwin: kwintest.Start(t), windows: map[string]*kwintest.Window{}, titles: map[string]string{}}
	ctx, m := newMachine(t, 4*time.Minute)
	adopt(m, d.kwin.Environ(), "XDG_RUNTIME_DIR", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "DBUS_SYSTEM_BUS_ADDRESS",
		"XDG_SESSION_ID", "XDG_SESSION_TYPE", "XDG_CURRENT_DESKTOP")
	aDay(ctx, t, m, d)
}

func (d *kwinDesktop) traits() traits {
	return traits{
		windows: "kwin", idleness: "wayland", lock: "screensaver",
		// The windows are terminals: what runs in them is in front.
		apps:      map[string]string{"first": "inside", "second": "inside", "third": "inside"},
		unfocused: nothing, locked: locked,
	}
}

func (d *kwinDesktop) open(t *testing.T, name string) {
	t.Helper()
	d.windows[name], d.titles[name] = d.kwin.Window(name), name
}

func (d *kwinDesktop) focus(t *testing.T, name string) { d.kwin.Focus(d.titles[name]) }

func (d *kwinDesktop) retitle(t *testing.T, name, title string) {
	t.Helper()
	d.windows[name].Retitle(title)
	d.titles[name] = title
}

func (d *kwinDesktop) unfocus(*testing.T)             { d.kwin.FocusNone() }
func (d *kwinDesktop) shut(t *testing.T, name string) { d.windows[name].Close() }
func (d *kwinDesktop) press(*testing.T)               { d.kwin.Input() }
func (d *kwinDesktop) lock(*testing.T)                { d.kwin.Lock() }
func (d *kwinDesktop) unlock(*testing.T)              { d.kwin.Unlock() }
func (d *kwinDesktop) crash(*testing.T)               { d.kwin.KillKWin() }
func (d *kwinDesktop) restart(*testing.T)             { d.kwin.StartKWin() }
