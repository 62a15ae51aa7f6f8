//go:build linux

package e2e

import (
	"context"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/godbus/dbus/v5"

	"focusd/contrib/e2e/rig"
	"focusd/daemon/api"
)

// silence is a desktop's do-not-disturb, as the person reads and turns it.
type silence struct {
	*rig.Machine
	name  string
	read  []string // prints the setting
	quiet string   // what it prints when nothing is shown
	turn  func(on bool) []string
	jam   func(on bool) // nobody can set anything while it is on
}

func (s silence) on(ctx context.Context, t *testing.T) bool {
	t.Helper()
	got := s.Run(ctx, s.read[0], s.read[1:]...)
	if got.Code != 0 {
		t.Fatal(got)
	}
	return strings.TrimSpace(got.Stdout) == s.quiet
}

func (s silence) set(ctx context.Context, t *testing.T, on bool) {
	t.Helper()
	command := s.turn(on)
	if got := s.Run(ctx, command[0], command[1:]...); got.Code != 0 {
		t.Fatal(got)
	}
}

// becomes waits until the desktop is quiet, or is not.
func (s silence) becomes(ctx context.Context, t *testing.T, quiet bool, when string) {
	t.Helper()
	until(ctx, t, 20*time.Second, s.name+" has do-not-disturb "+strconv.FormatBool(quiet)+" "+when, func() bool {
		return s.on(ctx, t) == quiet
	})
}

// onDunst is a desktop with the real dunst.
func onDunst(t *testing.T) (context.Context, silence) {
	t.Helper()
	ctx, m, _ := newDesktop(t, 2*time.Minute, "dunst", "dunstctl", "dbus-daemon")
	if _, err := m.StartBus(ctx); err != nil {
		t.Fatal(err)
	}
	server, err := m.StartNotifications(ctx)
	if err != nil {
		t.Fatal(err)
	}
	return ctx, silence{
		Machine: m, name: "dunst", read: []string{"dunstctl", "is-paused"}, quiet: "true",
		turn: func(on bool) []string { return []string{"dunstctl", "set-paused", strconv.FormatBool(on)} },
		jam: func(on bool) {
			if on {
				server.Signal(syscall.SIGSTOP)
			} else {
				server.Signal(syscall.SIGCONT)
			}
		},
	}
}

// shell is a notification server of the name of GNOME Shell, which shows nothing.
type shell struct{}

func (shell) GetServerInformation() (name, vendor, version, spec string, err *dbus.Error) {
	return "gnome-shell", "GNOME", "43.9", "1.2", nil
}

// onGNOME is a desktop with what GNOME Shell obeys: the real setting, in dconf.
func onGNOME(t *testing.T) (context.Context, silence) {
	t.Helper()
	ctx, m := newMachine(t, 2*time.Minute, "gsettings", "dbus-daemon")
	const dconf = "ca.desrt.dconf.service"
	services, bin, jammed := m.Path("services"), m.Path("bin"), m.Path("jammed")
	for _, dir := range []string{services, bin} {
		if err := os.MkdirAll(dir, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink("/usr/share/dbus-1/services/"+dconf, filepath.Join(services, dconf)); err != nil {
		t.Fatal(err)
	}
	script := "#!/bin/sh\n[ ! -e " + jammed + " ] || exec sleep 60\nexec /usr/bin/gsettings \"$@\"\n"
	if err := os.WriteFile(filepath.Join(bin, "gsettings"), []byte(script), 0o700); err != nil {
		t.Fatal(err)
	}
	m.Set("PATH", bin+":"+m.Get("PATH"))
	m.Set("GSETTINGS_BACKEND", "")
	if _, err := m.StartBus(ctx); err != nil {
		t.Fatal(err)
	}
	conn, err := m.Bus(ctx)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	if err := conn.Export(shell{}, "/org/freedesktop/Notifications", "org.freedesktop.Notifications"); err != nil {
		t.Fatal(err)
	}
	if _, err := conn.RequestName("org.freedesktop.Notifications", dbus.NameFlagDoNotQueue); err != nil {
		t.Fatal(err)
	}
	key := []string{"org.gnome.desktop.notifications", "show-banners"}
	return ctx, silence{
		Machine: m, name: "gnome", read: append([]string{"gsettings", "get"}, key...), quiet: "false",
		turn: func(on bool) []string {
			return append([]string{"gsettings", "set"}, append(key, strconv.FormatBool(!on))...)
		},
		jam: func(on bool) {
			if !on {
				os.Remove(jammed)
			} else if err := os.WriteFile(jammed, nil, 0o600); err != nil {
				t.Fatal(err)
			}
		},
	}
}

// onEach runs a test on a desktop that forgets with its server, and on one that
// writes to disk.
func onEach(t *testing.T, test func(ctx context.Context, t *testing.T, s silence)) {
	for name, desktop := range map[string]func(*testing.T) (context.Context, silence){"dunst": onDunst, "gnome": onGNOME} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			ctx, s := desktop(t)
			if err := s.Configure("[timer]\ndo_not_disturb = true\n"); err != nil {
				t.Fatal(err)
			}
			test(ctx, t, s)
		})
	}
}

// TestAKilledDaemonGivesTheDesktopBack kills it in a block, in every way that
// its next start may find.
func TestAKilledDaemonGivesTheDesktopBack(t *testing.T) {
	t.Parallel()
	onEach(t, func(ctx context.Context, t *testing.T, s silence) {
		d := startDaemon(ctx, t, s.Machine)
		focus(ctx, t, s.Machine, "start", "25/5", "writing")
		s.becomes(ctx, t, true, "in a block")

		d.Kill()
		if !s.on(ctx, t) {
			t.Error("the test is void: the desktop gave up by itself")
		}
		d = startDaemon(ctx, t, s.Machine) // the block goes on
		until(ctx, t, 10*time.Second, "the block has taken the desktop over", func() bool {
			q := quietOf(ctx, t, s.Machine)
			return q != nil && q.On && q.Ours && q.Desktop == s.name
		})
		if !s.on(ctx, t) {
			t.Error("the block goes on, and the desktop is not quiet")
		}
		if c := doctorCheck(ctx, t, s.Machine, "do-not-disturb"); c.State != "ok" || !strings.HasPrefix(c.Text, s.name+" is quiet since ") {
			t.Errorf("in a block doctor says %+v", c)
		}
		focus(ctx, t, s.Machine, "pause")
		s.becomes(ctx, t, false, "in a pause after a crash")
		focus(ctx, t, s.Machine, "resume")
		s.becomes(ctx, t, true, "in a resumed block")

		// The block ends while nobody can set anything, and the daemon dies of it.
		s.jam(true)
		focus(ctx, t, s.Machine, "stop")
		until(ctx, t, 20*time.Second, "it is said that the desktop cannot be given back", func() bool {
			q := quietOf(ctx, t, s.Machine)
			return q != nil && q.Problem != ""
		})
		d.Kill()
		s.jam(false)
		if !s.on(ctx, t) {
			t.Error("the test is void: the desktop was given back before the crash")
		}
		d = startDaemon(ctx, t, s.Machine) // no block runs
		s.becomes(ctx, t, false, "after a crash, with no block")

		focus(ctx, t, s.Machine, "start", "25/5", "writing")
		s.becomes(ctx, t, true, "in the next block")
		if err := d.Stop(10 * time.Second); err != nil { // as at a log out
			t.Error(err)
		}
		if s.on(ctx, t) {
			t.Error("the daemon has ended, and the desktop is still quiet")
		}
	})
}

// TestAPersonsOwnDoNotDisturbStays: it was on before the block, and is on after
// it, whatever happens in between.
func TestAPersonsOwnDoNotDisturbStays(t *testing.T) {
	t.Parallel()
	onEach(t, func(ctx context.Context, t *testing.T, s silence) {
		s.set(ctx, t, true)
		theirs := func() bool {
			q := quietOf(ctx, t, s.Machine)
			return q != nil && q.On && !q.Ours
		}
		d := startDaemon(ctx, t, s.Machine)
		focus(ctx, t, s.Machine, "start", "25/5", "writing")
		until(ctx, t, 10*time.Second, "the status says that it is the person's", theirs)
		if text := focus(ctx, t, s.Machine, "status"); !strings.Contains(text, s.name+" was on do-not-disturb before the block") {
			t.Errorf("the status does not say why it is quiet:\n%s", text)
		}
		d.Kill()
		startDaemon(ctx, t, s.Machine)
		until(ctx, t, 10*time.Second, "it is still the person's after a crash", theirs)
		focus(ctx, t, s.Machine, "stop")
		until(ctx, t, 10*time.Second, "the status says nothing of it", func() bool { return quietOf(ctx, t, s.Machine) == nil })
		if !s.on(ctx, t) {
			t.Error("the block has ended, and the person's do-not-disturb with it")
		}
		c := doctorCheck(ctx, t, s.Machine, "do-not-disturb")
		if want := s.name + " is quiet by itself, and stays so"; c.State != "ok" || c.Text != want {
			t.Errorf("doctor says %+v, want %q", c, want)
		}
	})
}

// TestTheEndIsShownThoughTheDesktopWasQuiet: the notice comes when the
// do-not-disturb is over, and is seen, not queued.
func TestTheEndIsShownThoughTheDesktopWasQuiet(t *testing.T) {
	t.Parallel()
	ctx, s := onDunst(t)
	if err := s.Configure("[timer]\ndo_not_disturb = true\n"); err != nil {
		t.Fatal(err)
	}
	startDaemon(ctx, t, s.Machine)
	focus(ctx, t, s.Machine, "start", "1/1", "writing", "--ago", "50s")
	s.becomes(ctx, t, true, "in a block")
	until(ctx, t, 30*time.Second, "the end of the block is shown", func() bool {
		return strings.TrimSpace(s.Run(ctx, "dunstctl", "count", "displayed").Stdout) == "1"
	})
	if s.on(ctx, t) {
		t.Error("the notice is there, and dunst is still paused")
	}
}

func quietOf(ctx context.Context, t *testing.T, m *rig.Machine) *api.Quiet {
	t.Helper()
	status, err := m.Client().Status(ctx)
	if err != nil {
		t.Fatal(err)
	}
	return status.Quiet
}
