//go:build linux

package main

import (
	"context"
	"fmt"
	"runtime"
	"time"

	"golang.org/x/sys/unix"

	"focusd/contrib/e2e/rig"
)

// slack is TimerSlackNSec of contrib/systemd/focusd.service, under which a daemon
// runs.
const slack = 2 * time.Millisecond

// startDaemon starts the daemon of a machine as the unit does.
func startDaemon(ctx context.Context, m *rig.Machine) (*rig.Process, error) {
	return asUnit(func() (*rig.Process, error) { return m.StartDaemon(ctx) })
}

// asUnit starts a process with the slack, which it takes from the thread that has
// started it.
func asUnit(start func() (*rig.Process, error)) (*rig.Process, error) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	if err := unix.Prctl(unix.PR_SET_TIMERSLACK, uintptr(slack.Nanoseconds()), 0, 0, 0); err != nil {
		return nil, fmt.Errorf("set the slack of timers: %w", err)
	}
	defer unix.Prctl(unix.PR_SET_TIMERSLACK, 0, 0, 0, 0) // 0: as it was
	return start()
}
