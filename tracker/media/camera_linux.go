package media

import (
	"context"
	"encoding/binary"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"golang.org/x/sys/unix"
)

// cameraSettles is how long after an event it is looked who has a camera open:
// programs open all cameras for a moment to see what there is.
const cameraSettles = 500 * time.Millisecond

// cameras are the video devices of the machine.
type cameras struct {
	devices   string // the folder of the devices
	processes string // the folder of the processes
	notify    notify
	folder    int          // the watch of devices
	watched   map[int]bool // the watches of the cameras
}

func watchCamera(ctx context.Context, tell func(update)) {
	c := cameras{devices: "/dev", processes: "/proc"}
	if err := c.watch(ctx, tell); ctx.Err() == nil {
		tell(update{part: camera, err: err})
	}
}

// watch tells until ctx is done. Nothing tells who opens a camera: inotify says
// that somebody does, and then the processes of this user are looked through
// once.
func (c *cameras) watch(ctx context.Context, tell func(update)) (err error) {
	if c.notify, err = openNotify(); err != nil {
		return err
	}
	defer c.notify.Close()
	defer context.AfterFunc(ctx, func() { c.notify.Close() })()
	c.folder, err = c.notify.add(c.devices, unix.IN_CREATE|unix.IN_MOVED_TO|unix.IN_ATTRIB|unix.IN_DELETE|unix.IN_ONLYDIR)
	if err != nil {
		return err
	}
	c.find()
	for {
		if len(c.watched) == 0 {
			tell(update{part: camera, err: absent("no camera is connected, or none that this user may use")})
		} else {
			tell(update{part: camera, knows: evidence{meeting: c.inUse()}})
		}
		if err := c.await(); err != nil {
			return err
		}
	}
}

// find watches the cameras there are. Those that this user may not open are
// of no matter: no program of theirs can.
func (c *cameras) find() {
	c.watched = make(map[int]bool)
	devices, _ := filepath.Glob(filepath.Join(c.devices, "video*")) // the pattern is right
	for _, device := range devices {
		if watch, err := c.notify.add(device, unix.IN_OPEN|unix.IN_CLOSE); err == nil {
			c.watched[watch] = true
		}
	}
}

// await waits until something has happened to a camera, and then until it has
// settled.
func (c *cameras) await() error {
	var events [4096]byte
	concerned := false
	c.notify.SetReadDeadline(time.Time{})
	for {
		n, err := c.notify.Read(events[:])
		if concerned && errors.Is(err, os.ErrDeadlineExceeded) {
			return nil
		}
		if err != nil {
			return err
		}
		if c.concern(events[:n]) && !concerned {
			concerned = true
			c.notify.SetReadDeadline(time.Now().Add(cameraSettles))
		}
	}
}

// concern tells whether some of the events are of cameras, and watches those
// that have appeared.
func (c *cameras) concern(events []byte) (concerned bool) {
	moved := false
	for len(events) >= unix.SizeofInotifyEvent {
		watch := int(int32(binary.NativeEndian.Uint32(events)))
		mask, size := binary.NativeEndian.Uint32(events[4:]), int(binary.NativeEndian.Uint32(events[12:]))
		name := events[unix.SizeofInotifyEvent:]
		if size < 0 || size > len(name) {
			break // the kernel never does that
		}
		moved = moved || mask&unix.IN_Q_OVERFLOW != 0 ||
			watch == c.folder && strings.HasPrefix(string(name[:size]), "video")
		concerned = concerned || c.watched[watch]
		events = name[size:]
	}
	if moved {
		c.find()
	}
	return concerned || moved
}

// inUse tells whether a process of this user has a camera open. The processes
// of others cannot be looked into, which is right: they are no evidence of
// this person.
func (c *cameras) inUse() bool {
	processes, err := os.ReadDir(c.processes)
	if err != nil {
		return false
	}
	for _, p := range processes {
		if _, err := strconv.Atoi(p.Name()); err == nil && c.usedBy(filepath.Join(c.processes, p.Name(), "fd")) {
			return true
		}
	}
	return false
}

// usedBy tells whether one of the files in a folder of open files is a camera.
func (c *cameras) usedBy(files string) bool {
	folder, err := os.Open(files)
	if err != nil {
		return false
	}
	defer folder.Close()
	names, _ := folder.Readdirnames(-1)
	for _, name := range names {
		target, _ := os.Readlink(filepath.Join(files, name))
		if camera, ok := strings.CutPrefix(target, c.devices+"/video"); ok && !strings.Contains(camera, "/") {
			return true
		}
	}
	return false
}
