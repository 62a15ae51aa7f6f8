//go:build linux

package e2e

import (
	"context"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"focusd/contrib/e2e/rig"
)

// copyTree copies the tree as it is now, so that what a test builds in it is
// in nobody's way, and lets the machine's user build there without a network.
func copyTree(ctx context.Context, t *testing.T, m *rig.Machine) string {
	t.Helper()
	top := filepath.Dir(goEnv(ctx, t, "GOMOD"))
	tree := m.Path("home/src")
	script := `git ls-files -z -co --exclude-standard | tar -c --null --ignore-failed-read -T - | tar -x --one-top-level="$0"`
	cmd := exec.CommandContext(ctx, "bash", "-c", script, tree)
	cmd.Dir = top
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("copy the tree: %v\n%s", err, out)
	}
	for _, name := range []string{"GOMODCACHE", "GOCACHE", "GOPROXY", "GOFLAGS"} {
		m.Set(name, goEnv(ctx, t, name))
	}
	m.Set("FOCUSD_NO_APT", "1")
	return tree
}

func goEnv(ctx context.Context, t *testing.T, name string) string {
	t.Helper()
	out, err := exec.CommandContext(ctx, "go", "env", name).Output()
	if err != nil {
		t.Fatalf("go env %s: %v", name, err)
	}
	return strings.TrimSpace(string(out))
}

// daemonPID is the daemon that a script has started.
func daemonPID(ctx context.Context, t *testing.T, m *rig.Machine) int {
	t.Helper()
	doctor, err := m.Client().Doctor(ctx)
	if err != nil {
		t.Fatal(err)
	}
	return doctor.PID
}
