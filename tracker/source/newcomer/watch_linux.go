package newcomer

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"sync"

	"golang.org/x/sys/unix"
)

// Watch calls tell when something has come, from more than one goroutine, until
// ctx is done, and returns ctx.Err(); or why it cannot notice anything. A folder
// that was not there when it began is not watched.
func Watch(ctx context.Context, tell func(Kind)) error {
	ctx, cancel := context.WithCancel(ctx)
	var names sync.WaitGroup
	defer names.Wait()
	defer cancel()
	socket := make(chan struct{}, 1)
	names.Go(func() { followNames(ctx, socket, tell) })
	return watch(ctx, here(), func(k Kind) {
		if k == Desktop {
			select {
			case socket <- struct{}{}:
			default: // it looks already, or need not
			}
		}
		tell(k)
	})
}

func watch(ctx context.Context, all []place, tell func(Kind)) error {
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
		if kind := changes.matter(buffer[:n]); kind != 0 {
			tell(kind)
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

// matter tells which newcomer is among the events, of several the one of most
// use; 0 for none. An event is a head of fixed size and a name that is filled up with
// zeros, see inotify(7).
func (c changes) matter(events []byte) (kind Kind) {
	for len(events) >= unix.SizeofInotifyEvent {
		number := int32(binary.NativeEndian.Uint32(events))
		mask := binary.NativeEndian.Uint32(events[4:])
		length := int(binary.NativeEndian.Uint32(events[12:]))
		events = events[unix.SizeofInotifyEvent:]
		if length > len(events) {
			return kind // the kernel writes whole events
		}
		name := string(bytes.TrimRight(events[:length], "\x00"))
		events = events[length:]
		switch p := c.places[number]; {
		case mask&unix.IN_Q_OVERFLOW != 0:
			return Desktop
		case p.matters(name):
			kind = max(kind, p.kind)
		}
	}
	return kind
}
