//go:build unix

package standing

import (
	"os/exec"
	"syscall"
	"testing"
)

// Group starts a program in a process group of its own, so that End reaches what it
// starts: a terminal has a shell inside. It ends with the test.
func Group(t testing.TB, cmd *exec.Cmd) {
	t.Helper()
	if cmd.SysProcAttr == nil {
		cmd.SysProcAttr = new(syscall.SysProcAttr)
	}
	cmd.SysProcAttr.Setpgid = true
	if err := cmd.Start(); err != nil {
		t.Fatalf("start %s: %v", cmd.Path, err)
	}
	t.Cleanup(func() { End(cmd) })
}

// End kills a program of Group and what it started, if it still runs, and waits for
// it.
func End(cmd *exec.Cmd) {
	if cmd.ProcessState == nil {
		_ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL)
		_ = cmd.Wait() // it was killed
	}
}
