package terminal

import (
	"encoding/binary"
	"os"
	"sync"

	"golang.org/x/sys/unix"
)

// doorbell rings when something happens to files.
type doorbell struct {
	ring   chan struct{} // has room for one
	fd     int
	events *os.File
	group  sync.WaitGroup
}

// newDoorbell makes one that is to be closed. It is nil where the kernel cannot
// tell.
func newDoorbell() *doorbell {
	fd, err := unix.InotifyInit1(unix.IN_NONBLOCK | unix.IN_CLOEXEC)
	if err != nil {
		return nil
	}
	d := &doorbell{ring: make(chan struct{}, 1), fd: fd, events: os.NewFile(uintptr(fd), "inotify")}
	d.group.Go(d.hear)
	return d
}

func (d *doorbell) close() {
	if d != nil {
		d.events.Close()
		d.group.Wait()
	}
}

func (d *doorbell) hear() {
	buffer := make([]byte, 4096)
	for {
		n, err := d.events.Read(buffer)
		if err != nil {
			return
		}
		if !tells(buffer[:n]) {
			continue
		}
		select {
		case d.ring <- struct{}{}:
		default: // it rings already
		}
	}
}

// tells tells whether events are of more than that a watch has ended.
func tells(events []byte) bool {
	for len(events) >= unix.SizeofInotifyEvent {
		mask, name := binary.NativeEndian.Uint32(events[4:]), binary.NativeEndian.Uint32(events[12:])
		if mask&unix.IN_IGNORED == 0 {
			return true
		}
		events = events[min(len(events), unix.SizeofInotifyEvent+int(name)):]
	}
	return false
}

// listen rings when the mode of one of the files changes, or a file appears in
// one that is a folder. stop ends it. Where the kernel cannot tell, it never
// rings.
func listen(paths []string) (bell <-chan struct{}, stop func()) {
	d := newDoorbell()
	if d == nil {
		return nil, func() {}
	}
	for _, path := range paths {
		// What cannot be watched is looked at now and then all the same.
		unix.InotifyAddWatch(d.fd, path, unix.IN_ATTRIB|unix.IN_CREATE|unix.IN_DELETE_SELF)
	}
	return d.ring, d.close
}

// What may happen at a terminal, or in the folder of them.
const (
	drawn  uint32 = unix.IN_MODIFY // a program has written to it
	typed  uint32 = unix.IN_ACCESS // a program has read what was typed
	opened uint32 = unix.IN_CREATE // there is another terminal
	closed uint32 = unix.IN_DELETE // there is one less
)

// once has d ring once for each of the files when that happens there. It is
// false when that cannot be told of all of them.
func (d *doorbell) once(paths []string, happening uint32) bool {
	if d == nil {
		return false
	}
	all := true
	for _, path := range paths {
		_, err := unix.InotifyAddWatch(d.fd, path, happening|unix.IN_ONESHOT)
		all = all && err == nil
	}
	return all
}

// rings is nil for a doorbell that is none.
func (d *doorbell) rings() <-chan struct{} {
	if d == nil {
		return nil
	}
	return d.ring
}

// quiet takes back a ring that nobody has heard.
func (d *doorbell) quiet() {
	if d == nil {
		return
	}
	select {
	case <-d.ring:
	default:
	}
}
