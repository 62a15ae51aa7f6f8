//go:build linux

package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"syscall"
	"time"
)

// insideOut is set for a bench that has places of its own.
const insideOut = "FOCUSD_BENCH_APART"

// apart runs this program once more, in a mount namespace with terminals, X
// sockets and a place for the system bus of its own: every daemon notices those that come, and whoever else
// works on the machine would wake all that are measured. ran is false where that
// is not to be had, or has been done.
func apart(ctx context.Context) (ran bool, err error) {
	if os.Getuid() != 0 {
		return false, nil
	}
	if os.Getenv(insideOut) != "" {
		return false, errors.Join(
			syscall.Mount("devpts", "/dev/pts", "devpts", 0, "newinstance,ptmxmode=0666,mode=0620"),
			syscall.Mount("/dev/pts/ptmx", "/dev/ptmx", "", syscall.MS_BIND, ""),
			os.MkdirAll("/tmp/.X11-unix", 0o1777),
			syscall.Mount("tmpfs", "/tmp/.X11-unix", "tmpfs", 0, "mode=1777"),
			os.MkdirAll("/run/dbus", 0o755),
			syscall.Mount("tmpfs", "/run/dbus", "tmpfs", 0, "mode=755"),
		)
	}
	cmd := exec.CommandContext(ctx, "/proc/self/exe", os.Args[1:]...)
	cmd.Env = append(os.Environ(), insideOut+"=1")
	cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
	cmd.SysProcAttr = &syscall.SysProcAttr{Unshareflags: syscall.CLONE_NEWNS}
	cmd.Cancel, cmd.WaitDelay = func() error { return cmd.Process.Signal(syscall.SIGTERM) }, time.Minute
	if err := cmd.Start(); err != nil {
		fmt.Fprintln(os.Stderr, "bench: terminals that others open are noticed by all daemons:", err)
		return false, nil
	}
	return true, cmd.Wait()
}
