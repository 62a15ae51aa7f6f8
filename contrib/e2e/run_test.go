//go:build linux

package e2e

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"focusd/contrib/e2e/rig"
)

// TestRunGoesFromNothingToAnIcon runs contrib/run on a desktop, again, and again
// after the program has changed.
func TestRunGoesFromNothingToAnIcon(t *testing.T) {
	t.Parallel()
	ctx, m, _ := newDesktop(t, 8*time.Minute, "xfce4-panel", "dbus-daemon")
	if _, err := m.StartBus(ctx); err != nil {
		t.Fatal(err)
	}
	if _, err := m.StartPanel(ctx); err != nil {
		t.Fatal(err)
	}
	bus, err := m.Bus(ctx)
	if err != nil {
		t.Fatal(err)
	}
	defer bus.Close()
	if err := m.Configure("[web]\nlisten = \"127.0.0.1:0\"\n"); err != nil {
		t.Fatal(err)
	}
	tree := copyTree(ctx, t, m)
	run := func(args ...string) rig.Result {
		t.Helper()
		got := m.Run(ctx, tree+"/contrib/run", args...)
		if got.Code != 0 {
			t.Fatal(got)
		}
		return got
	}

	first := run()
	pid := daemonPID(ctx, t, m)
	for _, want := range []string{"daemon: started", "tray: started", "page", "metrics   http://127.0.0.1:", "focus start"} {
		if !strings.Contains(first.Stdout, want) {
			t.Errorf("%v; want %q in it", first, want)
		}
	}
	until(ctx, t, 10*time.Second, "the icon is in the panel", func() bool {
		_, err := rig.FindIcon(bus)
		return err == nil
	})
	m.Set("PATH", tree+"/bin:"+m.Get("PATH"))
	focus(ctx, t, m, "start", "25/5", "writing")

	second := run()
	if doctor, err := m.Client().Doctor(ctx); err != nil || doctor.PID != pid {
		t.Errorf("the second run replaced the daemon %d by %d, %v", pid, doctor.PID, err)
	}
	if !strings.Contains(second.Stdout, "daemon: running") || !strings.Contains(second.Stdout, "tray: running") {
		t.Errorf("%v; want that both are running", second)
	}
	if second.Took > 20*time.Second {
		t.Errorf("the second run took %v", second.Took)
	}

	// A daemon of another build makes way for the new one, and the block goes on.
	const change = "package main\n\nimport \"os\"\n\nfunc init() {\n\tif os.Getenv(\"FOCUSD_NEVER\") != \"\" {\n\t\tprintln(\"another build\")\n\t}\n}\n"
	if err := os.WriteFile(filepath.Join(tree, "cmd", "focusd", "change.go"), []byte(change), 0o600); err != nil {
		t.Fatal(err)
	}
	run()
	if daemonPID(ctx, t, m) == pid {
		t.Error("the daemon of another build was not replaced")
	}
	if got := focus(ctx, t, m, "status"); !strings.Contains(got, "writing") {
		t.Errorf("after the new build the block is gone:\n%s", got)
	}

	run("--stop")
	if got := m.Focus(ctx, "status"); got.Code != 3 {
		t.Errorf("after --stop: %v; want exit code 3", got)
	}
}

// TestRunWithoutADesktop installs, on a machine that has no display and no
// systemd, and takes it all away again.
func TestRunWithoutADesktop(t *testing.T) {
	t.Parallel()
	ctx, m := newMachine(t, 8*time.Minute)
	tree := copyTree(ctx, t, m)
	if err := m.Configure("[web]\nlisten = \"127.0.0.1:0\"\n"); err != nil {
		t.Fatal(err)
	}
	before := files(t, m)
	got := m.Run(ctx, tree+"/contrib/run", "--install")
	if got.Code != 0 {
		t.Fatal(got)
	}
	if !strings.Contains(got.Stdout, "tray: not started") {
		t.Errorf("%v; want why there is no tray", got)
	}
	for _, file := range []string{
		".local/bin/focusd", ".local/bin/focus", ".config/systemd/user/focusd.service",
		".local/share/man/man1/focus.1", ".local/share/bash-completion/completions/focus",
		".config/autostart/focusd.desktop",
	} {
		if _, err := os.Stat(m.Path("home/" + file)); err != nil {
			t.Errorf("--install has left out %s: %v", file, err)
		}
	}
	m.Set("PATH", m.Path("home/.local/bin")+":"+m.Get("PATH"))
	focus(ctx, t, m, "start", "25/5")

	if got := m.Run(ctx, tree+"/contrib/run", "--uninstall"); got.Code != 0 {
		t.Fatal(got)
	}
	var left []string
	for file := range files(t, m) {
		if before[file] || slices.ContainsFunc([]string{
			tree, m.Path("home/.local/share/focusd"), m.Path("home/.local/state/focusd"), m.Path("home/.config/go"), // Go's own
		}, func(kept string) bool { return strings.HasPrefix(file, kept) }) {
			continue
		}
		left = append(left, file)
	}
	if len(left) > 0 {
		t.Errorf("--uninstall has left behind %q", left)
	}
	if _, err := os.Stat(data(m)); err != nil {
		t.Errorf("--uninstall has taken the log: %v", err)
	}
}

// files are all the files in the home.
func files(t *testing.T, m *rig.Machine) map[string]bool {
	t.Helper()
	all := map[string]bool{}
	err := filepath.WalkDir(m.Path("home"), func(path string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			all[path] = true
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}
