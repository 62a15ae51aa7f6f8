//go:build linux

package e2e

import (
	"context"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"focusd/contrib/e2e/rig"
	"focusd/tracker/terminal/ptytest"
)

// tmuxDesktop is a person at a terminal, attached to tmux. A window of it is a
// program in a pane. With nobody attached nothing is known.
type tmuxDesktop struct {
	ctx    context.Context
	m      *rig.Machine
	login  *rig.Login
	person *ptytest.Terminal
	client *exec.Cmd
}

func TestADayInTmux(t *testing.T) {
	t.Parallel()
	ctx, m := newMachine(t, 3*time.Minute, "tmux", "dbus-daemon")
	d := &tmuxDesktop{ctx: ctx, m: m}
	d.login = startLogin(ctx, t, m, "tty")
	d.restart(t)
	aDay(ctx, t, m, d)
}

func (d *tmuxDesktop) traits() traits {
	return traits{
		windows: "tmux", idleness: "tmux", lock: "logind",
		apps:      map[string]string{"first": "cat", "second": "tail", "third": "cat"},
		unfocused: unobserved, locked: locked, below: "second",
		coarse: time.Second, within: time.Second, // the person types all the while
	}
}

// tmux has the server do something, and returns what it says.
func (d *tmuxDesktop) tmux(t *testing.T, args ...string) string {
	t.Helper()
	got := d.m.Run(d.ctx, "tmux", append([]string{"-u", "-f", "/dev/null"}, args...)...)
	if got.Code != 0 {
		t.Fatal(got)
	}
	return strings.TrimSpace(got.Stdout)
}

func (d *tmuxDesktop) open(t *testing.T, name string) {
	t.Helper()
	command := d.traits().apps[name]
	if command == "tail" {
		command = "tail -f /dev/null"
	}
	d.tmux(t, "new-window", "-n", name, "exec "+command)
	d.retitle(t, name, name)
}

func (d *tmuxDesktop) focus(t *testing.T, name string) {
	t.Helper()
	if d.client == nil {
		d.attach(t)
	}
	d.tmux(t, "select-window", "-t", "work:"+name)
}

func (d *tmuxDesktop) retitle(t *testing.T, name, title string) {
	t.Helper()
	d.tmux(t, "select-pane", "-t", "work:"+name, "-T", title)
}

func (d *tmuxDesktop) unfocus(t *testing.T) {
	t.Helper()
	d.tmux(t, "detach-client", "-s", "work")
	d.person, d.client = nil, nil
}

func (d *tmuxDesktop) shut(t *testing.T, name string) {
	t.Helper()
	d.tmux(t, "kill-window", "-t", "work:"+name)
}

// press types a key that the programs do nothing with. Nobody can while nobody
// is attached.
func (d *tmuxDesktop) press(t *testing.T) {
	t.Helper()
	if d.person != nil {
		d.person.Type("x")
	}
}

func (d *tmuxDesktop) lock(t *testing.T)   { t.Helper(); setLock(t, d.login, true) }
func (d *tmuxDesktop) unlock(t *testing.T) { t.Helper(); setLock(t, d.login, false) }

func (d *tmuxDesktop) crash(t *testing.T) {
	t.Helper()
	pid, err := strconv.Atoi(d.tmux(t, "display-message", "-p", "#{pid}"))
	if err != nil || pid < 2 {
		t.Fatalf("the server of tmux has the process id %d: %v", pid, err)
	}
	if err := syscall.Kill(pid, syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	d.person, d.client = nil, nil
}

func (d *tmuxDesktop) restart(t *testing.T) {
	t.Helper()
	d.tmux(t, "new-session", "-d", "-x", "80", "-y", "24", "-s", "work", "exec cat")
	d.attach(t)
}

// attach sits somebody down at a terminal.
func (d *tmuxDesktop) attach(t *testing.T) {
	t.Helper()
	d.person = ptytest.Open(t)
	d.client = d.person.Run("env", "TMUX=", "TMUX_TMPDIR="+d.m.Get("TMUX_TMPDIR"), "tmux", "-u", "attach-session", "-t", "work")
	until(d.ctx, t, 10*time.Second, "somebody is attached to tmux", func() bool {
		clients := d.tmux(t, "list-clients", "-F", "#{?client_control_mode,,person}")
		return strings.Contains(clients, "person")
	})
}
