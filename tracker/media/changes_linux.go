package media

import (
	"context"
	"errors"
	"os"
	"time"

	"golang.org/x/sys/unix"
)

// changes tells that something appeared in some folders.
type changes struct{ notify }

// openChanges begins to watch those of the folders that are there.
func openChanges(folders []string) (*changes, error) {
	n, err := openNotify()
	if err != nil {
		return nil, err
	}
	watched := 0
	for _, folder := range folders {
		if _, err := n.add(folder, unix.IN_CREATE|unix.IN_MOVED_TO|unix.IN_CLOSE_WRITE|unix.IN_ONLYDIR); err == nil {
			watched++
		}
	}
	if watched == 0 {
		n.Close()
		return nil, errNothing
	}
	return &changes{n}, nil
}

// wait waits for a change, or for a while if within is not zero.
func (c *changes) wait(ctx context.Context, within time.Duration) error {
	if within > 0 {
		c.SetReadDeadline(time.Now().Add(within))
	}
	defer context.AfterFunc(ctx, func() { c.Close() })()
	var events [4096]byte
	if _, err := c.Read(events[:]); err != nil && !errors.Is(err, os.ErrDeadlineExceeded) {
		return err
	}
	return ctx.Err()
}

func (c *changes) close() { c.Close() }

// notify is an inotify instance. It does not block, so that the runtime waits
// for it together with everything else and Close ends a Read.
type notify struct{ *os.File }

func openNotify() (notify, error) {
	fd, err := unix.InotifyInit1(unix.IN_CLOEXEC | unix.IN_NONBLOCK)
	if err != nil {
		return notify{}, os.NewSyscallError("inotify_init1", err)
	}
	return notify{os.NewFile(uintptr(fd), "inotify")}, nil
}

// add watches path, and returns by which number events refer to it.
func (n notify) add(path string, mask uint32) (watch int, err error) {
	raw, err := n.SyscallConn()
	if err != nil {
		return 0, err
	}
	var failed error
	err = raw.Control(func(fd uintptr) { watch, failed = unix.InotifyAddWatch(int(fd), path, mask) })
	return watch, errors.Join(err, os.NewSyscallError("inotify_add_watch", failed))
}
