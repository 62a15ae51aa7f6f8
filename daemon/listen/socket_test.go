//go:build unix

package listen

import (
	"errors"
	"io/fs"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

func TestSocketIsPrivate(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "run", "focusd")
	path := filepath.Join(dir, "focusd.sock")
	ln, err := Socket(path)
	if err != nil {
		t.Fatal(err)
	}
	defer ln.Close()
	for name, want := range map[string]fs.FileMode{dir: fs.ModeDir | 0o700, path: fs.ModeSocket | 0o600} {
		info, err := os.Lstat(name)
		if err != nil {
			t.Fatal(err)
		}
		if info.Mode() != want {
			t.Errorf("%s has mode %v, want %v", filepath.Base(name), info.Mode(), want)
		}
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) != 1 {
		t.Errorf("the folder has %v, %v; want the socket alone", left, err)
	}
	answers(t, ln)
}

func TestSocketReplacesOneThatNobodyHas(t *testing.T) {
	path := filepath.Join(t.TempDir(), "focusd.sock")
	gone, err := net.ListenUnix("unix", &net.UnixAddr{Net: "unix", Name: path})
	if err != nil {
		t.Fatal(err)
	}
	gone.SetUnlinkOnClose(false)
	gone.Close()
	ln, err := Socket(path)
	if err != nil {
		t.Fatal(err)
	}
	defer ln.Close()
	answers(t, ln)
}

func TestSocketInUse(t *testing.T) {
	path := filepath.Join(t.TempDir(), "focusd.sock")
	first, err := Socket(path)
	if err != nil {
		t.Fatal(err)
	}
	defer first.Close()
	if _, err := Socket(path); !errors.Is(err, ErrInUse) {
		t.Errorf("second Socket: %v, want %v", err, ErrInUse)
	}
	// The look from the second is waiting to be accepted.
	if conn, err := first.Accept(); err == nil {
		conn.Close()
	}
	answers(t, first)
}

func TestSocketRefuses(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "notes.txt")
	if err := os.WriteFile(file, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(file, filepath.Join(dir, "link")); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ name, path, want string }{
		{"a file", file, "not a socket"},
		{"a link to one", filepath.Join(dir, "link"), "not a socket"},
		{"a folder", dir, "not a socket"},
		{"a folder that is a file", filepath.Join(file, "focusd.sock"), "make its folder"},
		{"a long path", filepath.Join(dir, strings.Repeat("x", 120)), "too long"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			ln, err := Socket(tt.path)
			if err == nil {
				ln.Close()
				t.Fatalf("listens at %s", tt.path)
			}
			if !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %q does not say %q", err, tt.want)
			}
		})
	}
	if got, err := os.ReadFile(file); err != nil || string(got) != "mine" {
		t.Errorf("the file has %q, %v: it was to be left alone", got, err)
	}
}

func TestSocketOfLongestPath(t *testing.T) {
	dir := t.TempDir()
	name := strings.Repeat("x", maxPath-len(dir)-1)
	ln, err := Socket(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	defer ln.Close()
	answers(t, ln)
}

func TestSocketInSomebodyElsesFolder(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("only root can make a folder that is somebody else's")
	}
	dir := filepath.Join(t.TempDir(), "theirs")
	if err := os.Mkdir(dir, 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.Chown(dir, 65534, 65534); err != nil {
		t.Fatal(err)
	}
	if ln, err := Socket(filepath.Join(dir, "focusd.sock")); err == nil {
		ln.Close()
		t.Error("listens in a folder that belongs to somebody else")
	}
}

func TestCloseRemovesOnlyItsOwnFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "focusd.sock")
	first, err := Socket(path)
	if err != nil {
		t.Fatal(err)
	}
	first.(*owned).Listener.Close() // the daemon has died
	second, err := Socket(path)
	if err != nil {
		t.Fatal(err)
	}
	first.Close()
	answers(t, second)
	second.Close()
	if _, err := os.Lstat(path); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("after Close the file is there: %v", err)
	}
}

// TestOpenTakesOver is the child of TestHandedOverBySystemd when it is asked
// to be.
func TestOpenTakesOver(t *testing.T) {
	want := os.Getenv("TEST_HANDED_OVER")
	if want == "" {
		t.Skip("runs as a child of TestHandedOverBySystemd")
	}
	l, err := Open(Config{Socket: filepath.Join(t.TempDir(), "own.sock")})
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	if len(l.Sockets) != 1 || l.Sockets[0].Addr().String() != want {
		t.Errorf("sockets: %v, want the one at %s", l.Sockets, want)
	}
	if os.Getenv("LISTEN_FDS") != "" {
		t.Error("children of the daemon would take its listeners for theirs")
	}
}

func TestHandedOverBySystemd(t *testing.T) {
	path := filepath.Join(t.TempDir(), "systemd.sock")
	ln := mustListen(t, "unix", path).(*net.UnixListener)
	file, err := ln.File()
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	// The process id has to be known to the one that becomes it.
	child := exec.CommandContext(t.Context(), "/bin/sh", "-c",
		`LISTEN_PID=$$ LISTEN_FDS=1 exec "$0" -test.run '^TestOpenTakesOver$' -test.v`, os.Args[0])
	child.Env = append(os.Environ(), "TEST_HANDED_OVER="+path)
	child.ExtraFiles = []*os.File{file}
	out, err := child.CombinedOutput()
	if err != nil || !strings.Contains(string(out), "--- PASS: TestOpenTakesOver") {
		t.Errorf("child: %v\n%s", err, out)
	}
}
