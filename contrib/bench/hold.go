//go:build linux

package main

import (
	"errors"
	"fmt"
	"os"

	"golang.org/x/sys/unix"
)

// held are files that stay in memory: a machine that pages out whatever rests for a
// minute, as some virtual ones do, has a daemon read its own program from the disk
// each time it does something, and that would be what is measured.
type held [][]byte

// hold has files stay in memory until they are released, as far as they reach now.
func hold(paths ...string) (h held, err error) {
	for _, path := range paths {
		data, err := holdOne(path)
		if err != nil {
			return nil, errors.Join(fmt.Errorf("hold %s in memory: %w", path, err), h.release())
		}
		h = append(h, data)
	}
	return h, nil
}

func holdOne(path string) ([]byte, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return nil, err
	}
	data, err := unix.Mmap(int(file.Fd()), 0, int(info.Size()), unix.PROT_READ, unix.MAP_SHARED)
	if err != nil {
		return nil, err
	}
	if err := unix.Mlock(data); err != nil {
		return nil, errors.Join(err, unix.Munmap(data))
	}
	return data, nil
}

func (h held) release() (err error) {
	for _, data := range h {
		err = errors.Join(err, unix.Munmap(data))
	}
	return err
}
