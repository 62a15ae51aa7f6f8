package newcomer

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"os"

	"golang.org/x/sys/unix"
)

// Watch calls tell when something has come, until ctx is done, and returns
// ctx.Err(); or why it cannot notice anything. A folder that was not there when
// it began is not watched.
func Watch(ctx context.Context, tell func()) error { return watch(ctx, here(), tell) }

func watch(ctx context.Context, all []place, tell func()) error {
	changes, err := open(all)
	if err != nil {
		return err
	}
	defer changes.file.Close()
	defer context.AfterFunc(ctx, func() { changes.file.Close() })()
	var buffer [4096]byte
	for {
		n, err := changes.file.Read(buffer[:])
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil {
			return fmt.Errorf("watch for a desktop: %w", err)
		}
		if changes.matter(buffer[:n]) {
			tell()
		}
	}
}

// changes is what the kernel tells of the folders.
type changes struct {
	file   *os.File
	places map[int32]place // by the kernel's number of the folder
}

var errNowhere = errors.New("there is no folder in which a desktop could appear")

// open begins to watch. The file does not block: the runtime waits for it
// together with everything else, and Close ends a Read.
func open(all []place) (changes, error) {
	fd, err := unix.InotifyInit1(unix.IN_CLOEXEC | unix.IN_NONBLOCK)
	if err != nil {
		return changes{}, os.NewSyscallError("inotify_init1", err)
	}
	c := changes{os.NewFile(uintptr(fd), "inotify"), make(map[int32]place)}
	err = errNowhere
	for _, p := range all {
		number, failed := unix.InotifyAddWatch(fd, p.folder, unix.IN_CREATE|unix.IN_MOVED_TO|unix.IN_ONLYDIR)
		if failed != nil {
			err = fmt.Errorf("watch %s: %w", p.folder, failed)
			continue
		}
		c.places[int32(number)] = p
	}
	if len(c.places) == 0 {
		c.file.Close()
		return changes{}, err
	}
	return c, nil
}

// matter tells whether one of the events is a newcomer. An event is a head of
// fixed size and a name that is filled up with zeros, see inotify(7).
func (c changes) matter(events []byte) bool {
	for len(events) >= unix.SizeofInotifyEvent {
		number := int32(binary.NativeEndian.Uint32(events))
		mask := binary.NativeEndian.Uint32(events[4:])
		length := int(binary.NativeEndian.Uint32(events[12:]))
		events = events[unix.SizeofInotifyEvent:]
		if length > len(events) {
			return false // the kernel writes whole events
		}
		name := string(bytes.TrimRight(events[:length], "\x00"))
		if mask&unix.IN_Q_OVERFLOW != 0 || c.places[number].matters(name) {
			return true
		}
		events = events[length:]
	}
	return false
}
