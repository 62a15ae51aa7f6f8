package clock

import (
	"context"
	"errors"
	"io"
	"math"
	"os"

	"golang.org/x/sys/unix"
)

// Jumps tells when the wall clock has been set, which the kernel also does when
// it resumes from suspend. It tells once for jumps that nobody has received
// yet, and no more when ctx is done. The channel is never closed: a receiver
// that selects on it would spin. It is nil, and so never tells, where the
// kernel has no such timer.
func Jumps(ctx context.Context) <-chan struct{} {
	timer, err := openTimer()
	if err != nil {
		return nil
	}
	jumps := make(chan struct{}, 1)
	context.AfterFunc(ctx, func() { timer.Close() })
	go func() {
		follow(timer, jumps)
		timer.Close()
	}()
	return jumps
}

// openTimer returns a timer that never expires and whose reading fails with
// ECANCELED when the clock is set. It does not block, so that the runtime waits
// for it together with everything else and Close ends a Read.
func openTimer() (*os.File, error) {
	fd, err := unix.TimerfdCreate(unix.CLOCK_REALTIME, unix.TFD_CLOEXEC|unix.TFD_NONBLOCK)
	if err != nil {
		return nil, os.NewSyscallError("timerfd_create", err)
	}
	timer := os.NewFile(uintptr(fd), "timerfd")
	if err := arm(timer); err != nil {
		timer.Close()
		return nil, err
	}
	return timer, nil
}

// arm sets the timer to the end of time. It need not be armed again: a read
// that fails with ECANCELED leaves it set, and the next jump cancels it anew.
func arm(timer *os.File) error {
	raw, err := timer.SyscallConn()
	if err != nil {
		return err
	}
	never := unix.ItimerSpec{Value: unix.Timespec{Sec: math.MaxInt}}
	var failed error
	err = raw.Control(func(fd uintptr) {
		failed = unix.TimerfdSettime(int(fd), unix.TFD_TIMER_ABSTIME|unix.TFD_TIMER_CANCEL_ON_SET, &never, nil)
	})
	if errors.Is(failed, unix.ECANCELED) {
		failed = nil // armed nevertheless: a jump happened meanwhile (timerfd_settime(2))
	}
	return errors.Join(err, os.NewSyscallError("timerfd_settime", failed))
}

// follow passes jumps on until the timer is closed or fails.
func follow(timer io.Reader, jumps chan<- struct{}) {
	var expirations [8]byte
	for {
		_, err := timer.Read(expirations[:])
		if err != nil && !errors.Is(err, unix.ECANCELED) {
			return
		}
		select {
		case jumps <- struct{}{}:
		default: // the last one has not been received: it says the same
		}
	}
}
