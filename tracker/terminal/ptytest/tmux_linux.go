package ptytest

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"focusd/contrib/standing"
)

// Tmux is a tmux server of the test's own, without a configuration.
type Tmux struct {
	Socket string

	t testing.TB
}

// StartTmux starts a server in a folder of its own that tmux looks into, with
// one session called "first" that runs a command. It is ended with the test.
func StartTmux(t testing.TB, command string) *Tmux {
	t.Helper()
	standing.Need(t, "tmux")
	dir, err := os.MkdirTemp("", "tmux") // the path of a socket must be short
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	t.Setenv("TMUX_TMPDIR", dir)
	t.Setenv("TMUX", "")
	x := &Tmux{Socket: filepath.Join(dir, fmt.Sprintf("tmux-%d", os.Getuid()), "default"), t: t}
	x.Do("-f", "/dev/null", "new-session", "-d", "-x", "80", "-y", "24", "-s", "first", command)
	t.Cleanup(func() { x.command("kill-server").Run() })
	program, _, _ := strings.Cut(command, " ")
	Eventually(t, "the shell has become "+program, func() bool {
		return x.Do("display-message", "-p", "-t", "first", "#{pane_current_command}") == program
	})
	return x
}

// Do has tmux do something, and returns what it says.
func (x *Tmux) Do(args ...string) string {
	x.t.Helper()
	out, err := x.command(args...).CombinedOutput()
	if err != nil {
		x.t.Fatalf("tmux %s: %v: %s", strings.Join(args, " "), err, out)
	}
	return strings.TrimSpace(string(out))
}

// Attach has a person attach to a session.
func (x *Tmux) Attach(session string) *Terminal {
	x.t.Helper()
	before := len(x.persons())
	terminal := Open(x.t)
	terminal.Run(x.command("attach-session", "-t", session).Args...)
	Eventually(x.t, "a client is attached", func() bool { return len(x.persons()) > before })
	return terminal
}

func (x *Tmux) persons() []string {
	return strings.Fields(x.Do("list-clients", "-F", "#{?client_control_mode,,person}"))
}

func (x *Tmux) command(args ...string) *exec.Cmd {
	return exec.Command("tmux", append([]string{"-u"}, args...)...) // it finds the socket by TMUX_TMPDIR
}
