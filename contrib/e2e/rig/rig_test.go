//go:build linux

package rig

import (
	"context"
	"image"
	"os"
	"strings"
	"testing"
	"time"

	"focusd/contrib/standing"
)

// machine is one with a display; the test is skipped where that cannot be.
func machine(t *testing.T, programs ...string) (context.Context, *Machine, *Screen) {
	t.Helper()
	if missing := Need(append(programs, "Xvfb", "openbox")...); len(missing) > 0 {
		standing.Missing(t, "not installed: "+strings.Join(missing, " "))
	}
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	t.Cleanup(cancel)
	m, err := New(Programs{Dir: t.TempDir()}, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := m.Close(); err != nil {
			t.Error(err)
		}
	})
	screen, err := m.StartDisplay(ctx)
	if err != nil {
		t.Fatal(err)
	}
	return ctx, m, screen
}

func TestFocusMovesBetweenWindowsAndNothing(t *testing.T) {
	t.Parallel()
	ctx, m, screen := machine(t, "xterm", "xmessage")
	term, err := m.Open(ctx, "xterm", "-e", "sleep", "60")
	if err != nil {
		t.Fatal(err)
	}
	note, err := m.Open(ctx, "xmessage", "hello")
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []Window{term, note, term} {
		if err := screen.Activate(ctx, want); err != nil {
			t.Errorf("Activate(%d): %v; active is %d", want, err, screen.Active())
		}
	}
	if err := screen.ShowDesktop(ctx); err != nil {
		t.Errorf("ShowDesktop: %v; active is %d", err, screen.Active())
	}
}

func TestScreenIsSeenAndClicked(t *testing.T) {
	t.Parallel()
	ctx, m, screen := machine(t, "xmessage")
	before, err := screen.Picture()
	if err != nil {
		t.Fatal(err)
	}
	p, err := m.Start("xmessage", "-geometry", "+100+100", "-buttons", "", "-bg", "red", "hello")
	if err != nil {
		t.Fatal(err)
	}
	changed := func() bool {
		after, err := screen.Picture()
		return err == nil && after.RGBAAt(110, 125) != before.RGBAAt(110, 125)
	}
	if err := Until(ctx, "a window is seen at 110,125", changed); err != nil {
		t.Fatalf("%v; %s", err, p.Output())
	}
	if err := screen.Click(image.Pt(110, 125), 1); err != nil {
		t.Error(err)
	}
	name := m.Path("screen.png")
	if err := screen.Save(name); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(name); err != nil || info.Size() < 100 {
		t.Errorf("Save wrote %v, %v; want a picture", info, err)
	}
}

func TestPanelHasATray(t *testing.T) {
	t.Parallel()
	ctx, m, _ := machine(t, "xfce4-panel", "dbus-daemon")
	if _, err := m.StartBus(ctx); err != nil {
		t.Fatal(err)
	}
	panel, err := m.StartPanel(ctx)
	if err != nil {
		t.Fatal(err)
	}
	conn, err := m.Bus(ctx)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if _, err := FindIcon(conn); err != ErrNoIcon {
		t.Errorf("FindIcon in an empty tray: %v, want %v; the panel said:\n%s", err, ErrNoIcon, panel.Output())
	}
}

func TestNotificationsAreServed(t *testing.T) {
	t.Parallel()
	ctx, m, _ := machine(t, "dunst", "dbus-daemon")
	if _, err := m.StartBus(ctx); err != nil {
		t.Fatal(err)
	}
	if p, err := m.StartNotifications(ctx); err != nil {
		t.Errorf("%v; it said:\n%s", err, p.Output())
	}
}

func TestRunTellsHowItEnded(t *testing.T) {
	m, err := New(Programs{Dir: t.TempDir()}, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for _, tc := range []struct {
		name, script, stdout, stderr string
		code                         int
	}{
		{name: "well", script: "echo out", stdout: "out\n"},
		{name: "refused", script: "echo err >&2; exit 3", stderr: "err\n", code: 3},
		{name: "killed", script: "kill -9 $$", code: -1},
		{name: "at home", script: "echo $HOME", stdout: m.Path("home") + "\n"},
	} {
		got := m.Run(t.Context(), "sh", "-c", tc.script)
		if got.Stdout != tc.stdout || got.Stderr != tc.stderr || got.Code != tc.code {
			t.Errorf("%s: got %v; want exit code %d, %q, %q", tc.name, got, tc.code, tc.stdout, tc.stderr)
		}
	}
	if got := m.Run(t.Context(), "no-such-program"); got.Code != -1 || !strings.Contains(got.Stderr, "not found") {
		t.Errorf("a program that is not there: got %v", got)
	}
}

func TestCloseEndsWhatWasLeftBehind(t *testing.T) {
	dir := t.TempDir()
	m, err := New(Programs{Dir: t.TempDir()}, dir)
	if err != nil {
		t.Fatal(err)
	}
	got := m.Run(t.Context(), "sh", "-c", "setsid sleep 600 >/dev/null 2>&1 </dev/null & echo $!")
	proc := "/proc/" + strings.TrimSpace(got.Stdout)
	if _, err := os.Stat(proc); err != nil {
		t.Fatalf("%v: %v", got, err)
	}
	if err := m.Close(); err != nil {
		t.Error(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	if err := Until(ctx, proc+" is gone", func() bool {
		// Who has nobody to wait for it may stay as a zombie: it has no program.
		_, err := os.Readlink(proc + "/exe")
		return err != nil
	}); err != nil {
		t.Error(err)
	}
}
