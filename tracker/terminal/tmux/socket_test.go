//go:build unix

package tmux

import (
	"fmt"
	"net"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// folder makes a folder for sockets below a parent of its own, and sockets in
// it that nobody listens at.
func folder(t *testing.T, mode os.FileMode, sockets ...string) (parent, dir string) {
	t.Helper()
	parent, err := os.MkdirTemp("", "tmux") // the path of a socket must be short
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(parent) })
	dir = filepath.Join(parent, fmt.Sprintf("tmux-%d", os.Getuid()))
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	for _, name := range sockets {
		listener, err := net.Listen("unix", filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		listener.(*net.UnixListener).SetUnlinkOnClose(false)
		listener.Close()
	}
	if err := os.WriteFile(filepath.Join(dir, "notes"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(dir, mode); err != nil {
		t.Fatal(err)
	}
	return parent, dir
}

// found is what Sockets finds outside of /tmp/tmux-UID, where the person who
// runs the test may have some.
func found() []string {
	shared := fmt.Sprintf("/tmp/tmux-%d", os.Getuid())
	return slices.DeleteFunc(Sockets(), func(path string) bool { return filepath.Dir(path) == shared })
}

func TestSockets(t *testing.T) {
	parent, dir := folder(t, 0o700, "work", "default", "another")
	runtime, runtimeDir := folder(t, 0o700, "default")
	open, _ := folder(t, 0o777, "default")
	path := func(name string) string { return filepath.Join(dir, name) }
	for name, test := range map[string]struct {
		tmux, tmpdir, runtime string
		want                  []string
	}{
		"the default one first":      {"", parent, "", []string{path("default"), path("another"), path("work")}},
		"the own one before":         {path("work") + ",123,0", parent, "", []string{path("work"), path("default"), path("another")}},
		"the own one only":           {path("work") + ",123,0", "", "", []string{path("work")}},
		"in the runtime folder":      {"", "", runtime, []string{filepath.Join(runtimeDir, "default")}},
		"one folder named twice":     {"", runtime, runtime, []string{filepath.Join(runtimeDir, "default")}},
		"others may write to it":     {"", open, "", nil},
		"the own one is no socket":   {path("notes") + ",123,0", "", "", nil},
		"the own one is gone":        {"/nowhere/default,123,0", "", "", nil},
		"a folder that is not there": {"", "/nowhere", "", nil},
		"nothing is known":           {"", "", "", nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Setenv("TMUX", test.tmux)
			t.Setenv("TMUX_TMPDIR", test.tmpdir)
			t.Setenv("XDG_RUNTIME_DIR", test.runtime)
			if got := found(); !slices.Equal(got, test.want) {
				t.Errorf("Sockets = %q, want %q", got, test.want)
			}
		})
	}
}

func TestSocketsOfALinkAreNotOwn(t *testing.T) {
	parent, dir := folder(t, 0o700, "default")
	link := t.TempDir()
	if err := os.Symlink(dir, filepath.Join(link, filepath.Base(dir))); err != nil {
		t.Fatal(err)
	}
	t.Setenv("TMUX", "")
	t.Setenv("XDG_RUNTIME_DIR", "")
	t.Setenv("TMUX_TMPDIR", link)
	if got := found(); len(got) != 0 {
		t.Errorf("Sockets = %q, want none behind a link to %s", got, parent)
	}
}
