package terminal

import (
	"time"

	"golang.org/x/sys/unix"
)

// readNode reads the node of a terminal.
func readNode(path string) (node, error) {
	var s unix.Stat_t
	if err := unix.Stat(path, &s); err != nil {
		return node{}, err
	}
	return node{device(s.Rdev), int(s.Uid), time.Unix(s.Atim.Unix())}, nil
}

// showsGraphics tells whether a console shows a desktop instead of text. It is
// false for what is no console.
func showsGraphics(path string) bool {
	const kdGetMode, kdGraphics = 0x4b3b, 1 // linux/kd.h
	fd, err := unix.Open(path, unix.O_RDONLY|unix.O_NOCTTY|unix.O_NONBLOCK|unix.O_CLOEXEC, 0)
	if err != nil {
		return false
	}
	defer unix.Close(fd)
	mode, err := unix.IoctlGetUint32(fd, kdGetMode)
	return err == nil && mode == kdGraphics
}
