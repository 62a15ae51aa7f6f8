//go:build unix

package hook

import (
	"os/exec"
	"syscall"
)

// together makes a program and all that it starts end together when its time is
// over.
func together(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
}
