package x11

import (
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// napper has a thread sleep in the kernel. A goroutine that sleeps leaves its
// thread to wait for events, and that is woken by each that is to come meanwhile.
// It is a timerfd: any other sleep may take longer by the slack of the timers,
// which is more than all there is to wait for.
type napper struct{ fd int }

// longSlack is from which slack on a nap is worth it. With less, Go's runtime
// looks after a thread that naps so often that this costs more than it spares.
const longSlack = time.Millisecond

func newNapper() napper {
	slack, err := unix.PrctlRetInt(unix.PR_GET_TIMERSLACK, 0, 0, 0, 0)
	if err != nil || time.Duration(slack) < longSlack {
		return napper{-1} // events are taken as they come
	}
	fd, err := unix.TimerfdCreate(unix.CLOCK_MONOTONIC, unix.TFD_CLOEXEC)
	if err != nil {
		return napper{-1}
	}
	return napper{fd}
}

// nap returns after d, or before if a signal has arrived; it says whether it has
// slept at all.
func (n napper) nap(d time.Duration) bool {
	if n.fd < 0 {
		return false
	}
	once := unix.ItimerSpec{Value: unix.NsecToTimespec(d.Nanoseconds())}
	if unix.TimerfdSettime(n.fd, 0, &once, nil) != nil {
		return false
	}
	var expirations [8]byte
	_, _ = unix.Read(n.fd, expirations[:])
	return true
}

// readNow reads what has arrived and does not wait for it. What is wrong is wrong
// when it is waited for.
func readNow(raw syscall.RawConn, p []byte) (n int) {
	err := raw.Read(func(fd uintptr) bool {
		n, _ = unix.Read(int(fd), p)
		return true
	})
	if err != nil {
		return 0
	}
	return n
}

func (n napper) close() {
	if n.fd >= 0 {
		unix.Close(n.fd)
	}
}
