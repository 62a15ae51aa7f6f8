//go:build unix

package tray

import (
	"os/exec"
	"syscall"
)

// detach puts the program into a session of its own: signals to the tray's
// terminal or process group are not for it.
func detach(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
}
