//go:build unix

package waylandtest

import (
	"context"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"syscall"
	"testing"

	"focusd/contrib/standing"
)

// nobody runs the compositors of a test that root runs: sway refuses to be
// started by root.
const nobody = 65534

// Session is a running compositor without a screen.
type Session struct {
	Display string   // the path of its socket
	Env     []string // of its programs: WAYLAND_DISPLAY, XDG_RUNTIME_DIR, SWAYSOCK, ...

	t          testing.TB
	dir        string // runtime directory and home
	command    []string
	compositor *exec.Cmd
	terminals  int // that were opened
}

// StartPhoc, StartWeston and StartCage start a compositor. The test is skipped
// when a program is missing, unless FOCUSD_REQUIRE_DESKTOP is 1.
func StartPhoc(t testing.TB) *Session { t.Helper(); return startSession(t, "phoc") }

// StartWeston starts a compositor that tells nothing.
func StartWeston(t testing.TB) *Session {
	t.Helper()
	return startSession(t, "weston", "--backend=headless-backend.so", "--no-config")
}

// StartCage starts a compositor that tells of idleness only.
func StartCage(t testing.TB) *Session {
	t.Helper()
	standing.Need(t, "Xwayland") // cage ends without it
	return startSession(t, "cage", "--", "sleep", "1000")
}

func startSession(t testing.TB, command ...string) *Session {
	t.Helper()
	s := newSession(t, command...)
	s.Start()
	return s
}

func newSession(t testing.TB, command ...string) *Session {
	t.Helper()
	standing.Need(t, command[0], "foot", "wtype")
	dir, err := os.MkdirTemp("", "wl")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	if os.Getuid() == 0 {
		if err := os.Chown(dir, nobody, nobody); err != nil {
			t.Fatal(err)
		}
	}
	return &Session{t: t, dir: dir, command: command}
}

// Start starts the compositor, at first or after a Kill, and waits until it
// answers.
func (s *Session) Start() {
	s.t.Helper()
	s.Env = []string{
		"PATH=" + os.Getenv("PATH"), "HOME=" + s.dir, "XDG_RUNTIME_DIR=" + s.dir, "LANG=C.UTF-8", "SHELL=/bin/sh",
		"WLR_BACKENDS=headless", "WLR_LIBINPUT_NO_DEVICES=1", "WLR_RENDERER=pixman", "LIBSEAT_BACKEND=noop",
	}
	s.compositor = s.start(s.command[0], s.command[1:]...)
	standing.Until(s.t, patience, s.command[0]+" answers", func() bool {
		s.Display = s.answering("wayland-*")
		return s.Display != ""
	})
	s.Env = append(s.Env, "WAYLAND_DISPLAY="+filepath.Base(s.Display))
}

// Kill ends the compositor as a crash would, and waits for its end.
func (s *Session) Kill() { standing.End(s.compositor) }

// PID is the process of the compositor.
func (s *Session) PID() int { return s.compositor.Process.Pid }

// answering is the first socket with such a name that somebody listens at.
func (s *Session) answering(pattern string) string {
	paths, err := filepath.Glob(filepath.Join(s.dir, pattern))
	if err != nil {
		s.t.Fatal(err)
	}
	i := slices.IndexFunc(paths, func(path string) bool {
		nc, err := net.Dial("unix", path)
		if err == nil {
			nc.Close()
		}
		return err == nil
	})
	if i < 0 {
		return ""
	}
	return paths[i]
}

// Key types a key, as a person would: it ends idleness.
func (s *Session) Key() { s.t.Helper(); s.Do("wtype", "-k", "Shift_L") }

// Do runs a program in the session and waits for its end.
func (s *Session) Do(name string, args ...string) {
	s.t.Helper()
	ctx, cancel := context.WithTimeout(s.t.Context(), patience)
	defer cancel()
	cmd := exec.CommandContext(ctx, name, args...)
	s.prepare(cmd)
	if out, err := cmd.CombinedOutput(); err != nil {
		s.t.Fatalf("%s %q: %v: %s", name, args, err, out)
	}
}

func (s *Session) start(name string, args ...string) *exec.Cmd {
	s.t.Helper()
	cmd := exec.Command(name, args...)
	s.prepare(cmd)
	standing.Group(s.t, cmd)
	return cmd
}

// prepare gives a program the session's environment, and its user.
func (s *Session) prepare(cmd *exec.Cmd) {
	cmd.Env, cmd.Dir = s.Env, s.dir
	if os.Getuid() == 0 {
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
	}
}
