//go:build linux

package e2e

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"focusd/contrib/e2e/rig"
	"focusd/tracker/wayland/waylandtest"
)

// footApps are what windows of foot are told to be.
var footApps = map[string]string{"first": "one", "second": "two", "third": "three"}

// swayDesktop is sway, with swaylock: nobody but the compositor sees that it
// locks, as on most machines with sway.
type swayDesktop struct {
	sway    *waylandtest.Sway
	windows map[string]*waylandtest.Terminal
	unlocks func()
}

func TestADayOnSway(t *testing.T) {
	t.Parallel()
	wantDesktop(t)
	d := &swayDesktop{sway: waylandtest.StartSway(t), windows: map[string]*waylandtest.Terminal{}}
	ctx, m := newMachine(t, 3*time.Minute)
	enter(t, m, d.sway.Session)
	aDay(ctx, t, m, d)
}

// wantDesktop skips the test before it starts anything.
func wantDesktop(t *testing.T) {
	t.Helper()
	if !wanted() {
		t.Skip("FOCUSD_REQUIRE_DESKTOP is not 1")
	}
}

// enter makes a machine that of the user of a Wayland session, and in it. The
// session is started before the machine, so that it ends after.
func enter(t *testing.T, m *rig.Machine, s *waylandtest.Session) {
	t.Helper()
	adopt(m, s.Env, "XDG_RUNTIME_DIR", "WAYLAND_DISPLAY", "SWAYSOCK")
	info, err := os.Stat(filepath.Dir(s.Display))
	if err != nil {
		t.Fatal(err)
	}
	if owner := int(info.Sys().(*syscall.Stat_t).Uid); owner != os.Getuid() {
		if err := m.Become(owner); err != nil {
			t.Fatal(err)
		}
	}
}

func (d *swayDesktop) traits() traits {
	return traits{
		windows: "wayland", idleness: "wayland",
		apps:      footApps,
		unfocused: nothing,
		// swaylock tells nobody. What is known is that no window is in front.
		locked: nothing,
		below:  "second",
	}
}

func (d *swayDesktop) open(t *testing.T, name string) {
	d.windows[name] = d.sway.Foot(d.traits().apps[name], name)
}

func (d *swayDesktop) focus(t *testing.T, name string) { d.sway.Focus(d.windows[name]) }

func (d *swayDesktop) retitle(t *testing.T, name, title string) { d.windows[name].Retitle(title) }

func (d *swayDesktop) unfocus(*testing.T)             { d.sway.Run("workspace 2") }
func (d *swayDesktop) shut(t *testing.T, name string) { d.windows[name].Close() }
func (d *swayDesktop) press(*testing.T)               { d.sway.Key() }
func (d *swayDesktop) lock(*testing.T)                { d.unlocks = d.sway.Lock() }
func (d *swayDesktop) unlock(*testing.T)              { d.unlocks() }
func (d *swayDesktop) crash(*testing.T)               { d.sway.Kill() }
func (d *swayDesktop) restart(*testing.T)             { d.sway.Start() }

// phocDesktop is phoc, the compositor of telephones: one window in front of
// the other, and nobody else can say which. A login manager is told when the
// screen is locked.
type phocDesktop struct {
	phoc    *waylandtest.Session
	login   *rig.Login
	windows map[string]*waylandtest.Terminal
}

func TestADayOnPhoc(t *testing.T) {
	t.Parallel()
	wantDesktop(t)
	d := &phocDesktop{phoc: waylandtest.StartPhoc(t), windows: map[string]*waylandtest.Terminal{}}
	ctx, m := newMachine(t, 3*time.Minute, "dbus-daemon")
	enter(t, m, d.phoc)
	d.login = startLogin(ctx, t, m, "wayland")
	aDay(ctx, t, m, d)
}

func (d *phocDesktop) traits() traits {
	return traits{windows: "wayland", idleness: "wayland", lock: "logind", apps: footApps, locked: locked, below: "second"}
}

func (d *phocDesktop) open(t *testing.T, name string) {
	d.windows[name] = d.phoc.Foot(d.traits().apps[name], name)
}

// focus closes the window, if it is there, and opens it anew: what comes last
// is in front.
func (d *phocDesktop) focus(t *testing.T, name string) {
	t.Helper()
	d.windows[name].Close()
	d.open(t, name)
}

func (d *phocDesktop) retitle(t *testing.T, name, title string) { d.windows[name].Retitle(title) }
func (d *phocDesktop) unfocus(t *testing.T)                     { t.Fatal("phoc always has a window in front") }
func (d *phocDesktop) shut(t *testing.T, name string)           { d.windows[name].Close() }
func (d *phocDesktop) press(*testing.T)                         { d.phoc.Key() }
func (d *phocDesktop) lock(t *testing.T)                        { setLock(t, d.login, true) }
func (d *phocDesktop) unlock(t *testing.T)                      { setLock(t, d.login, false) }
func (d *phocDesktop) crash(*testing.T)                         { d.phoc.Kill() }
func (d *phocDesktop) restart(*testing.T)                       { d.phoc.Start() }

// TestACompositorThatTellsNothing: what is not known is not in the log.
func TestACompositorThatTellsNothing(t *testing.T) {
	t.Parallel()
	for name, start := range map[string]func(testing.TB) *waylandtest.Session{
		"weston": waylandtest.StartWeston,
		"cage":   waylandtest.StartCage,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			wantDesktop(t)
			s := start(t)
			ctx, m := newMachine(t, time.Minute)
			enter(t, m, s)
			startDaemon(ctx, t, m)
			s.Foot("editor", "secret")
			until(ctx, t, 20*time.Second, "doctor says that windows are not known", func() bool {
				return doctorCheck(ctx, t, m, "windows").State == "warning"
			})
			keepDoctor(ctx, t, m)
			time.Sleep(2 * stay)
			if c := doctorCheck(ctx, t, m, "windows"); c.State != "warning" || !strings.Contains(fmt.Sprint(c), name+" ") {
				t.Errorf("doctor: windows: %+v, want a warning that speaks of %s", c, name)
			}
			checkClaimsNothing(ctx, t, m)
		})
	}
}

func checkClaimsNothing(ctx context.Context, t *testing.T, m *rig.Machine) {
	t.Helper()
	for row, err := range m.Client().Log(ctx, time.Now().Add(-time.Hour), time.Now()) {
		if err != nil {
			t.Fatal(err)
		}
		if row.Presence != "unobserved" || row.App != "" || row.Title != "" {
			t.Errorf("the log says %s in %q from %v to %v, want nothing but unobserved", row.Presence, row.App, row.Start, row.End)
		}
	}
	status, err := m.Client().Status(ctx)
	if err != nil || status.Source.Watching {
		t.Errorf("Status = %+v, %v, want that nothing is watched", status.Source, err)
	}
}
