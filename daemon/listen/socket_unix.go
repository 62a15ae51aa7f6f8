//go:build unix

package listen

import (
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"syscall"
)

// bind makes the socket where nobody else can come, takes away the rights of
// others there, and moves it to path: it is never at path with more rights
// than its owner's. The umask would do the same, but to every goroutine that
// makes a file meanwhile.
func bind(path string) (net.Listener, error) {
	dir, err := os.MkdirTemp(filepath.Dir(path), ".") // 0700
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	made := filepath.Join(dir, "s")
	ln, err := net.ListenUnix("unix", &net.UnixAddr{Net: "unix", Name: made})
	if err != nil {
		return nil, err
	}
	ln.SetUnlinkOnClose(false)
	if err = os.Chmod(made, 0o600); err == nil {
		err = os.Rename(made, path)
	}
	if err != nil {
		ln.Close()
		return nil, fmt.Errorf("move the socket into its place: %w", err)
	}
	return ln, nil
}

// trusted says whether a folder belongs to this user, or to root as /tmp does.
func trusted(dir fs.FileInfo) bool {
	stat, ok := dir.Sys().(*syscall.Stat_t)
	return ok && (stat.Uid == 0 || int(stat.Uid) == os.Geteuid())
}

func refused(err error) bool { return errors.Is(err, syscall.ECONNREFUSED) }
