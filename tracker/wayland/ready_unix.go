//go:build unix

package wayland

import (
	"errors"
	"io"
	"syscall"
)

// fillReady reads what has arrived, and waits for nothing. A read that ends by
// its deadline may leave something unread, and then old news would be told.
func (c *conn) fillReady() error {
	raw, err := c.nc.SyscallConn()
	if err != nil {
		return err
	}
	var n int
	var failed error
	err = raw.Control(func(fd uintptr) { n, failed = syscall.Read(int(fd), c.room()) })
	switch {
	case err != nil:
		return err
	case n > 0:
		c.received(n)
		return nil
	case failed == nil:
		return io.EOF
	case errors.Is(failed, syscall.EAGAIN), errors.Is(failed, syscall.EINTR):
		return nil
	}
	return failed
}
