//go:build linux

package rig

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"syscall"
	"time"

	"focusd/daemon/api"
)

// Machine is one user on one machine. Its methods are for one goroutine.
type Machine struct {
	Dir      string // everything is below it
	Programs Programs

	env     map[string]string
	user    *syscall.Credential // whose programs are started; nil: the test's own
	running []*Process          // oldest first
	screen  *Screen
	client  *api.Client
}

// New lays out a home in dir, which must exist and be empty. No display and no
// bus are there yet, and no program finds those of the real session.
func New(p Programs, dir string) (*Machine, error) {
	m := &Machine{Dir: dir, Programs: p}
	m.env = map[string]string{
		"PATH":            p.Dir + ":" + os.Getenv("PATH"),
		"LANG":            "C.UTF-8",
		"TZ":              "UTC",
		"USER":            "somebody",
		"HOME":            m.Path("home"),
		"TMPDIR":          m.Path("tmp"),
		"XDG_CONFIG_HOME": m.Path("home/.config"),
		"XDG_DATA_HOME":   m.Path("home/.local/share"),
		"XDG_STATE_HOME":  m.Path("home/.local/state"),
		"XDG_CACHE_HOME":  m.Path("home/.cache"),
		"XDG_RUNTIME_DIR": m.Path("run"),
		// GTK must not look for an accessibility bus, nor write settings.
		"NO_AT_BRIDGE":      "1",
		"GSETTINGS_BACKEND": "memory",
		// An address that is not set makes libraries start a bus of their own.
		"DBUS_SESSION_BUS_ADDRESS": "unix:path=" + m.Path("run/no-bus"),
		"DBUS_SYSTEM_BUS_ADDRESS":  "unix:path=" + m.Path("run/no-system-bus"),
		// Without it the servers of whoever runs the test are found.
		"TMUX_TMPDIR": m.Path("tmp"),
	}
	for _, dir := range []string{"home", "tmp", "run", "log"} {
		if err := os.MkdirAll(m.Path(dir), 0o700); err != nil {
			return nil, fmt.Errorf("lay out the machine: %w", err)
		}
	}
	return m, nil
}

// Path is the file of that name below the machine's folder.
func (m *Machine) Path(name string) string { return filepath.Join(m.Dir, name) }

// Set changes the environment of what is started from now on. An empty value
// removes the variable.
func (m *Machine) Set(name, value string) {
	if value == "" {
		delete(m.env, name)
		return
	}
	m.env[name] = value
}

// Get is a variable of the environment.
func (m *Machine) Get(name string) string { return m.env[name] }

// Become gives the machine to a user: what is started from now on runs as them.
// Only root can. A desktop and its daemon run as the same user: sway refuses to
// be started by root, so under root all of its machine is somebody else's.
func (m *Machine) Become(uid int) error {
	err := filepath.WalkDir(m.Dir, func(path string, _ fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		return os.Lchown(path, uid, uid)
	})
	if err != nil {
		return fmt.Errorf("give the machine to user %d: %w", uid, err)
	}
	m.user = &syscall.Credential{Uid: uint32(uid), Gid: uint32(uid)}
	return nil
}

// Environ is the environment of what is started now.
func (m *Machine) Environ() []string {
	all := make([]string, 0, len(m.env))
	for name, value := range m.env {
		all = append(all, name+"="+value)
	}
	slices.Sort(all)
	return all
}

// Close ends what runs, newest first: the tray before the panel, clients
// before the display.
func (m *Machine) Close() error {
	if m.screen != nil {
		m.screen.close()
	}
	var errs []error
	for _, p := range slices.Backward(m.running) {
		errs = append(errs, p.Stop(5*time.Second))
	}
	m.running, m.screen = nil, nil
	m.endStrays()
	return errors.Join(errs...)
}

// endStrays ends what the machine's programs have started and left behind:
// whoever has this machine's folder for its sockets.
func (m *Machine) endStrays() {
	mark := []byte("XDG_RUNTIME_DIR=" + m.Path("run") + "\x00")
	files, _ := filepath.Glob("/proc/[0-9]*/environ")
	for _, file := range files {
		// It may have ended in the meantime, or belong to somebody else.
		environ, err := os.ReadFile(file)
		if err != nil || !bytes.Contains(environ, mark) {
			continue
		}
		if pid, err := strconv.Atoi(filepath.Base(filepath.Dir(file))); err == nil {
			_ = syscall.Kill(pid, syscall.SIGKILL)
		}
	}
}

// Forget lets go of a process that has ended, and of what it said: a test may
// start hundreds.
func (m *Machine) Forget(p *Process) {
	<-p.ended
	m.running = slices.DeleteFunc(m.running, func(q *Process) bool { return p == q })
	_ = os.Remove(p.log)
}

// Until repeats done until it is true, and fails when ctx ends first. What
// says what is waited for.
func Until(ctx context.Context, what string, done func() bool) error {
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for !done() {
		select {
		case <-ctx.Done():
			return fmt.Errorf("wait until %s: %w", what, ctx.Err())
		case <-tick.C:
		}
	}
	return nil
}
