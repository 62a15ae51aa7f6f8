package store

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"time"
)

// ErrLocked is what Open says when another process has the store open.
var ErrLocked = errors.New("another focusd is using the store")

// lock is a locked file that says who locked it. A lock on the store's own
// file would not do: after a rename that path is another file.
type lock struct{ file *os.File }

// takeLock locks the file at path, which it makes, and writes the pid into it.
func takeLock(path string) (*lock, error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	locked, err := lockFile(f)
	for begun := time.Now(); err == nil && !locked && time.Since(begun) < lockPatience && isOver(f); {
		time.Sleep(lockPoll)
		locked, err = lockFile(f)
	}
	if err == nil && !locked {
		err = lockedBy(f)
	}
	if err == nil {
		err = writePID(f)
	}
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return &lock{f}, nil
}

// A daemon that was killed while it started another program may be survived by
// the lock, for the moment until that program runs: so long it is waited for.
const (
	lockPatience = 2 * time.Second
	lockPoll     = 10 * time.Millisecond
)

// isOver tells whether the process that took the lock has ended.
func isOver(f *os.File) bool {
	pid, ok := holder(f)
	return ok && !isRunning(pid)
}

// holder is the process that took the lock last.
func holder(f *os.File) (pid int, ok bool) {
	data := make([]byte, 32)
	n, err := f.ReadAt(data, 0)
	if err != nil && err != io.EOF {
		return 0, false
	}
	pid, err = strconv.Atoi(strings.TrimSpace(string(data[:n])))
	return pid, err == nil && pid > 0
}

// lockedBy names the process that has the lock.
func lockedBy(f *os.File) error {
	pid, ok := holder(f)
	if !ok {
		return fmt.Errorf("%w: stop it first", ErrLocked)
	}
	return fmt.Errorf("%w: process %d; stop it first", ErrLocked, pid)
}

func writePID(f *os.File) error {
	if err := f.Truncate(0); err != nil {
		return err
	}
	_, err := f.WriteAt([]byte(strconv.Itoa(os.Getpid())+"\n"), 0)
	return err
}

// release gives the lock back. The file stays: removing it would let two
// processes lock two files of one name.
func (l *lock) release() error { return l.file.Close() }
