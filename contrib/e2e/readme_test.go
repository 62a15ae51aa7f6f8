//go:build linux

package e2e

import (
	"os"
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
	ctx, m := newMachine(t, 10*time.Minute, "promtool")
	tree := copyTree(ctx, t, m)
	readme, err := os.ReadFile(filepath.Join(tree, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	blocks := shellBlocks(string(readme))
	if len(blocks) == 0 {
		t.Fatalf("the README has no block of sh after %q", runnable)
	}
	if err := m.Configure("[web]\nlisten = \"127.0.0.1:0\"\n"); err != nil {
		t.Fatal(err)
	}
	script := "set -eu\ncd " + tree + "\n" + strings.Join(blocks, "\n")
	if got := m.Run(ctx, "bash", "-c", script); got.Code != 0 {
		t.Error(got)
	}
	if got := m.Run(ctx, tree+"/contrib/run", "--stop"); got.Code != 0 {
		t.Error(got)
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
