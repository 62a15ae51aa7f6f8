//go:build linux

package e2e

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// runnable is the comment before a block of the README that promises to work
// as it stands: a person pastes it into a terminal at the top of the tree.
const runnable = "<!-- run -->"

// TestTheReadmeWorks runs every block of the README that is marked so, in the
// order in which a reader meets them, in one shell, in an account of its own.
func TestTheReadmeWorks(t *testing.T) {
	t.Parallel()
	ctx, m := newMachine(t, 10*time.Minute)
	top := top(ctx, t)
	readme, err := os.ReadFile(filepath.Join(top, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	blocks := shellBlocks(string(readme))
	if len(blocks) == 0 {
		t.Fatalf("the README has no block of sh after %q", runnable)
	}
	// The tree is copied: what a reader builds must not be in anybody's way.
	tree := m.Path("home/focusd")
	if out, err := exec.CommandContext(ctx, "git", "clone", "-q", top, tree).CombinedOutput(); err != nil {
		t.Fatalf("copy the tree: %v\n%s", err, out)
	}
	if err := m.Configure("[web]\nlisten = \"127.0.0.1:0\"\n"); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"GOMODCACHE", "GOCACHE", "GOPROXY", "GOFLAGS"} {
		m.Set(name, goEnv(ctx, t, name))
	}
	m.Set("FOCUSD_NO_APT", "1")
	script := "set -eu\ncd " + tree + "\n" + strings.Join(blocks, "\n")
	got := m.Run(ctx, "bash", "-c", script)
	if got.Code != 0 {
		t.Error(got)
	}
	if doctor, err := m.Client().Doctor(ctx); err == nil {
		m.Adopt(doctor.PID)
	}
}

// shellBlocks are the ```sh blocks that stand after the mark.
func shellBlocks(text string) []string {
	var blocks []string
	for _, part := range strings.Split(text, runnable)[1:] {
		_, part, _ = strings.Cut(part, "```sh\n")
		block, _, ok := strings.Cut(part, "```")
		if ok {
			blocks = append(blocks, block)
		}
	}
	return blocks
}

// top is the top of the tree.
func top(ctx context.Context, t *testing.T) string {
	t.Helper()
	return filepath.Dir(goEnv(ctx, t, "GOMOD"))
}

func goEnv(ctx context.Context, t *testing.T, name string) string {
	t.Helper()
	out, err := exec.CommandContext(ctx, "go", "env", name).Output()
	if err != nil {
		t.Fatalf("go env %s: %v", name, err)
	}
	return strings.TrimSpace(string(out))
}
