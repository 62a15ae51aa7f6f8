package listen

import (
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"time"
)

// maxPath is the longest path that fits in a socket address everywhere:
// sun_path has 104 bytes on macOS, 108 on Linux.
const maxPath = 103

// madeIn is the longest name under which bind makes a socket in a folder.
const madeIn = "/.4294967295/s"

// Socket listens at path. Only the owner can ever reach it. What a daemon that
// is gone has left there is replaced; when one answers, the error is ErrInUse.
func Socket(path string) (net.Listener, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, fmt.Errorf("listen at %s: %w", path, err)
	}
	if n := max(len(path), len(filepath.Dir(path))+len(madeIn)); n > maxPath {
		return nil, fmt.Errorf("listen at %s: the path is %d bytes too long for a socket: set $FOCUSD_SOCKET to a shorter one",
			path, n-maxPath)
	}
	if err := prepare(filepath.Dir(path)); err != nil {
		return nil, fmt.Errorf("listen at %s: %w", path, err)
	}
	if err := vacant(path); err != nil {
		return nil, fmt.Errorf("listen at %s: %w", path, err)
	}
	ln, err := bind(path)
	if err != nil {
		return nil, fmt.Errorf("listen at %s: %w", path, err)
	}
	return own(ln, path)
}

// prepare makes dir, private, or sees whether one that is there can be trusted.
func prepare(dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("make its folder: %w", err)
	}
	info, err := os.Stat(dir)
	if err != nil {
		return fmt.Errorf("look at its folder: %w", err)
	}
	if !trusted(info) {
		return fmt.Errorf("the folder %s belongs to somebody else: set $FOCUSD_SOCKET to a path in one of your own", dir)
	}
	return nil
}

// vacant says whether path may be taken: nothing is there, or a socket that
// nobody listens at.
func vacant(path string) error {
	info, err := os.Lstat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return err
	case info.Mode()&fs.ModeSocket == 0:
		return errors.New("something is there that is not a socket: move it away, or set $FOCUSD_SOCKET to another path")
	}
	conn, err := net.DialTimeout("unix", path, time.Second)
	switch {
	case err == nil:
		conn.Close()
		return fmt.Errorf("%w: another focusd is running", ErrInUse)
	case refused(err):
		return nil
	}
	return fmt.Errorf("see who listens there: %w", err)
}

// owned is a socket with its file. Closing it removes the file, unless that is
// another's by now.
type owned struct {
	net.Listener
	path string
	file fs.FileInfo
}

func own(ln net.Listener, path string) (net.Listener, error) {
	file, err := os.Lstat(path)
	if err != nil {
		ln.Close()
		return nil, fmt.Errorf("listen at %s: %w", path, err)
	}
	return &owned{ln, path, file}, nil
}

// Addr is where clients find it, not where it was bound.
func (o *owned) Addr() net.Addr { return &net.UnixAddr{Net: "unix", Name: o.path} }

func (o *owned) Close() error {
	if file, err := os.Lstat(o.path); err == nil && os.SameFile(file, o.file) {
		_ = os.Remove(o.path) // a stale socket is replaced by the next daemon
	}
	return o.Listener.Close()
}
