package listen

import (
	"errors"
	"fmt"
	"net"
	"syscall"
)

// advice is what to do about a bad address.
const advice = "set web.listen or --web.listen-address to another address, or to off"

// web listens at an address.
func (c Config) web(text string) (net.Listener, error) {
	addr, err := net.ResolveTCPAddr("tcp", text)
	if err != nil {
		return nil, fmt.Errorf("listen at %s: %w: %s", text, err, advice)
	}
	if err := c.allowed(addr); err != nil {
		return nil, err
	}
	// Resolved once: what was checked is what is listened at.
	ln, err := net.ListenTCP("tcp", addr)
	if inUse(err) {
		return nil, fmt.Errorf("listen at %s: %w by another program: %s", text, ErrInUse, advice)
	}
	if err != nil {
		return nil, fmt.Errorf("listen at %s: %w: %s", text, err, advice)
	}
	return ln, nil
}

// allowed refuses what other machines can reach, unless that is wanted. No
// host at all means every address of the machine.
func (c Config) allowed(addr *net.TCPAddr) error {
	if addr.IP.IsLoopback() || c.Protected || c.AllowInsecure {
		return nil
	}
	return fmt.Errorf("listen at %s: other machines could reach it: use 127.0.0.1, "+
		"put TLS and a password in front of it with web.config_file or --web.config.file, "+
		"or say web.allow_insecure or --web.allow-insecure", addr)
}

func inUse(err error) bool {
	const windows = syscall.Errno(10048) // WSAEADDRINUSE, which package syscall does not name
	return errors.Is(err, syscall.EADDRINUSE) || errors.Is(err, windows)
}
