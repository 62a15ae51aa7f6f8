package listen

import (
	"errors"
	"fmt"
	"net"
	"syscall"
)

// advice is what to do about a bad address.
const advice = "set web.listen to another address, or to off"

// web listens at c.Web.
func (c Config) web() (net.Listener, error) {
	addr, err := net.ResolveTCPAddr("tcp", c.Web)
	if err != nil {
		return nil, fmt.Errorf("listen at %s: %w: %s", c.Web, err, advice)
	}
	if err := c.allowed(addr); err != nil {
		return nil, err
	}
	// Resolved once: what was checked is what is listened at.
	ln, err := net.ListenTCP("tcp", addr)
	if inUse(err) {
		return nil, fmt.Errorf("listen at %s: %w by another program: %s", c.Web, ErrInUse, advice)
	}
	if err != nil {
		return nil, fmt.Errorf("listen at %s: %w: %s", c.Web, err, advice)
	}
	return ln, nil
}

// allowed refuses what other machines can reach, unless that is wanted. No
// host at all means every address of the machine.
func (c Config) allowed(addr *net.TCPAddr) error {
	if addr.IP.IsLoopback() || c.AllowInsecure {
		return nil
	}
	return fmt.Errorf("listen at %s: other machines could reach it: use 127.0.0.1, or set web.allow_insecure", addr)
}

func inUse(err error) bool {
	const windows = syscall.Errno(10048) // WSAEADDRINUSE, which package syscall does not name
	return errors.Is(err, syscall.EADDRINUSE) || errors.Is(err, windows)
}
