package alarm

import (
	"errors"
	"os"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// Kernel is an Alarm of the kernel's, which runs on while the machine sleeps and
// then rings when it wakes. It is not set. Where the kernel gives none it is
// that of the runtime.
func Kernel() Alarm {
	fd, err := unix.TimerfdCreate(unix.CLOCK_BOOTTIME, unix.TFD_CLOEXEC|unix.TFD_NONBLOCK)
	if err != nil {
		return Runtime()
	}
	// It does not block, so that the runtime waits for it together with everything
	// else and Close ends a Read.
	k := &kernel{file: os.NewFile(uintptr(fd), "timerfd"), rings: make(chan time.Time, 1)}
	if k.raw, err = k.file.SyscallConn(); err != nil {
		k.file.Close()
		return Runtime()
	}
	go k.follow()
	return k
}

// kernel is a timerfd, see timerfd_create(2).
type kernel struct {
	file  *os.File
	raw   syscall.RawConn
	rings chan time.Time
}

// follow rings until the file is closed.
func (k *kernel) follow() {
	var expirations [8]byte
	for {
		if _, err := k.file.Read(expirations[:]); err != nil {
			return
		}
		k.ring()
	}
}

func (k *kernel) ring() {
	select {
	case k.rings <- time.Now():
	default: // nobody has heard the last one yet
	}
}

func (k *kernel) C() <-chan time.Time { return k.rings }

func (k *kernel) Reset(d time.Duration) {
	select {
	case <-k.rings: // of the time before
	default:
	}
	if d <= 0 {
		k.ring()
		return
	}
	once := unix.ItimerSpec{Value: unix.NsecToTimespec(d.Nanoseconds())}
	var failed error
	err := k.raw.Control(func(fd uintptr) { failed = unix.TimerfdSettime(int(fd), 0, &once, nil) })
	if errors.Join(err, failed) != nil {
		k.ring() // too early is better than never
	}
}

func (k *kernel) Stop() { k.file.Close() }
