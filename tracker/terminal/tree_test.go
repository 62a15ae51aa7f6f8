//go:build linux

package terminal

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"focusd/tracker/terminal/ptytest"
)

// process is one line of a tree of processes.
type process struct {
	pid, parent, group, session int
	tty                         device
	front                       int
	name                        string
	exe                         string // "": it cannot be read
	args                        []string
	state                       byte // 0: it sleeps
}

// tree writes a /proc with some processes, one thread each.
func tree(t *testing.T, processes ...process) proc {
	t.Helper()
	root := t.TempDir()
	write(t, root+"/self-made", "not a process")
	children := map[int][]string{}
	for _, p := range processes {
		children[p.parent] = append(children[p.parent], fmt.Sprint(p.pid))
	}
	for _, p := range processes {
		dir := fmt.Sprintf("%s/%d", root, p.pid)
		if p.state == 0 {
			p.state = 'S'
		}
		write(t, dir+"/stat", fmt.Sprintf("%d (%s) %c %d %d %d %d %d%s %d 0\n",
			p.pid, p.name, p.state, p.parent, p.group, p.session, int32(p.tty), p.front, strings.Repeat(" 0", 13), p.pid))
		write(t, fmt.Sprintf("%s/task/%d/children", dir, p.pid), strings.Join(children[p.pid], " "))
		if p.args != nil {
			write(t, dir+"/cmdline", strings.Join(p.args, "\x00")+"\x00")
		}
		if p.exe != "" {
			if err := os.Symlink(p.exe, dir+"/exe"); err != nil {
				t.Fatal(err)
			}
		}
	}
	return proc(root)
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// used makes a terminal that was used last at at, and says which it is.
func used(t *testing.T, at time.Time) device {
	t.Helper()
	x := ptytest.Open(t)
	t.Cleanup(x.Close)
	n, err := readNode(x.Node)
	if err != nil {
		t.Fatal(err)
	}
	touch(t, n.device, at)
	return n.device
}

// touch makes a terminal look used at at.
func touch(t *testing.T, d device, at time.Time) {
	t.Helper()
	if err := os.Chtimes("/dev/"+d.node(), at, time.Time{}); err != nil {
		t.Fatal(err)
	}
}

// onTree is a machine with the terminals of this one and processes of a tree.
func onTree(t *testing.T, processes ...process) machine {
	return machine{
		proc: tree(t, processes...),
		dev:  "/dev",
		pane: func(int) (stat, bool) { return stat{}, false },
	}
}
