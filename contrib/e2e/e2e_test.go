//go:build linux

package e2e

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"focusd/contrib/afternoon"
	"focusd/contrib/e2e/rig"
)

// programs are built once, before the first test.
var (
	programs  rig.Programs
	trayError error // why there is no tray
)

func TestMain(m *testing.M) { os.Exit(buildAndRun(m)) }

func buildAndRun(m *testing.M) int {
	if !wanted() {
		return m.Run() // every test will say that it is skipped
	}
	dir, err := os.MkdirTemp("", "focusd-bin-")
	if err != nil {
		fmt.Fprintln(os.Stderr, "e2e:", err)
		return 1
	}
	defer os.RemoveAll(dir)
	// Not every machine runs them as the user who built them.
	if err := os.Chmod(dir, 0o755); err != nil {
		fmt.Fprintln(os.Stderr, "e2e:", err)
		return 1
	}
	programs, trayError, err = rig.Build(context.Background(), dir)
	if err != nil {
		fmt.Fprintln(os.Stderr, "e2e:", err)
		return 1
	}
	return m.Run()
}

func wanted() bool { return os.Getenv("FOCUSD_REQUIRE_DESKTOP") == "1" }

// newMachine lays out a machine for the test, which has limit to end and needs
// the named programs. It is afternoon there: see afternoon.Zone. Machines of failed
// tests leave their logs behind.
func newMachine(t *testing.T, limit time.Duration, need ...string) (context.Context, *rig.Machine) {
	t.Helper()
	if !wanted() {
		t.Skip("FOCUSD_REQUIRE_DESKTOP is not 1")
	}
	if missing := rig.Need(need...); len(missing) > 0 {
		t.Fatalf("not installed: %s; contrib/test installs it", strings.Join(missing, " "))
	}
	ctx, cancel := context.WithTimeout(t.Context(), limit)
	// Not t.TempDir: its paths are too long for a socket.
	dir, err := os.MkdirTemp("", "focusd-e2e-")
	if err != nil {
		t.Fatal(err)
	}
	m, err := rig.New(programs, dir)
	if err != nil {
		t.Fatal(err)
	}
	m.Set("TZ", afternoon.Zone(time.Now()))
	t.Cleanup(func() {
		cancel()
		if err := m.Close(); err != nil {
			t.Error(err)
		}
		if t.Failed() {
			keepLogs(t, m)
		}
		if err := os.RemoveAll(dir); err != nil {
			t.Error(err)
		}
	})
	return ctx, m
}

// newDesktop is a machine with a display.
func newDesktop(t *testing.T, limit time.Duration, need ...string) (context.Context, *rig.Machine, *rig.Screen) {
	t.Helper()
	ctx, m := newMachine(t, limit, append(need, "Xvfb", "openbox")...)
	screen, err := m.StartDisplay(ctx)
	if err != nil {
		t.Fatal(err)
	}
	return ctx, m, screen
}

// startDaemon starts the daemon, which must answer.
func startDaemon(ctx context.Context, t *testing.T, m *rig.Machine, args ...string) *rig.Process {
	t.Helper()
	d, err := m.StartDaemon(ctx, args...)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// focus runs a command that must succeed, and returns what it printed.
func focus(ctx context.Context, t *testing.T, m *rig.Machine, args ...string) string {
	t.Helper()
	got := m.Focus(ctx, args...)
	if got.Code != 0 {
		t.Fatal(got)
	}
	return got.Stdout
}

// until waits for something that must come.
func until(ctx context.Context, t *testing.T, within time.Duration, what string, done func() bool) {
	t.Helper()
	ctx, cancel := context.WithTimeout(ctx, within)
	defer cancel()
	if err := rig.Until(ctx, what, done); err != nil {
		t.Fatal(err)
	}
}

// artifact is where a file goes that a person may want to look at afterwards.
func artifact(t *testing.T, m *rig.Machine, name string) string {
	t.Helper()
	dir := os.Getenv("FOCUSD_ARTIFACTS")
	if dir == "" {
		return m.Path(name)
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	return filepath.Join(dir, strings.ReplaceAll(t.Name(), "/", "-")+"-"+name)
}

// keepLogs shows the end of what the youngest of the machine's programs said,
// and copies all of it to the artifacts.
func keepLogs(t *testing.T, m *rig.Machine) {
	logs, _ := filepath.Glob(m.Path("log/*.log"))
	slices.SortFunc(logs, func(a, b string) int { return youth(b).Compare(youth(a)) })
	for i, log := range logs {
		text, err := os.ReadFile(log)
		if err != nil || len(text) == 0 {
			continue
		}
		name := filepath.Base(log)
		if i < 6 {
			t.Logf("%s:\n%s", name, text[max(0, len(text)-2000):])
		}
		if os.Getenv("FOCUSD_ARTIFACTS") == "" {
			continue
		}
		if err := os.WriteFile(artifact(t, m, name), text, 0o644); err != nil {
			t.Log(err)
		}
	}
}

// youth is when a file was last written.
func youth(file string) time.Time {
	info, err := os.Stat(file)
	if err != nil {
		return time.Time{}
	}
	return info.ModTime()
}
