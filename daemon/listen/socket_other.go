//go:build !unix

package listen

import (
	"errors"
	"io/fs"
	"net"
	"os"
	"syscall"
)

// bind makes the socket. Who may reach it is what its folder, in the profile
// of the user, says.
func bind(path string) (net.Listener, error) {
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	ln, err := net.ListenUnix("unix", &net.UnixAddr{Net: "unix", Name: path})
	if err != nil {
		return nil, err
	}
	ln.SetUnlinkOnClose(false)
	return ln, nil
}

func trusted(fs.FileInfo) bool { return true }

func refused(err error) bool {
	const windows = syscall.Errno(10061) // WSAECONNREFUSED, which package syscall does not name
	return errors.Is(err, windows)
}
