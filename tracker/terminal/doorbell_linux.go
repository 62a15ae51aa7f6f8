package terminal

import (
	"os"
	"sync"

	"golang.org/x/sys/unix"
)

// listen rings when the mode of one of the files changes, or a file appears in
// one that is a folder. stop ends it. Where the kernel cannot tell, it never
// rings.
func listen(paths []string) (bell <-chan struct{}, stop func()) {
	fd, err := unix.InotifyInit1(unix.IN_NONBLOCK | unix.IN_CLOEXEC)
	if err != nil {
		return nil, func() {}
	}
	for _, path := range paths {
		// What cannot be watched is looked at now and then all the same.
		unix.InotifyAddWatch(fd, path, unix.IN_ATTRIB|unix.IN_CREATE|unix.IN_DELETE_SELF)
	}
	ring := make(chan struct{}, 1)
	events := os.NewFile(uintptr(fd), "inotify")
	var group sync.WaitGroup
	group.Go(func() {
		buffer := make([]byte, 4096)
		for {
			if _, err := events.Read(buffer); err != nil {
				return
			}
			select {
			case ring <- struct{}{}:
			default: // it rings already
			}
		}
	})
	return ring, func() { events.Close(); group.Wait() }
}
