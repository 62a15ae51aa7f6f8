//go:build unix

package waylandtest

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"

	"focusd/contrib/standing"
)

// Terminal is a window of foot, whose title the test sets.
type Terminal struct {
	session    *Session
	app, pipe  string
	foot       *exec.Cmd
	titleWrite *os.File
}

// Foot opens a terminal. It has the focus soon after.
func (s *Session) Foot(app, title string) *Terminal {
	s.t.Helper()
	s.terminals++
	t := &Terminal{session: s, app: app, pipe: filepath.Join(s.dir, fmt.Sprint("titles-", s.terminals))}
	if err := syscall.Mkfifo(t.pipe, 0o644); err != nil {
		s.t.Fatal(err)
	}
	// Opened for reading, too, so that neither end waits for the other.
	pipe, err := os.OpenFile(t.pipe, os.O_RDWR, 0)
	if err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(func() { pipe.Close() })
	t.titleWrite = pipe
	t.foot = s.start("foot", "--app-id="+app, "--title="+title, "sh", "-c",
		`while read -r title; do printf '\033]0;%s\007' "$title"; done <"$0"`, t.pipe)
	return t
}

// Retitle changes the title.
func (t *Terminal) Retitle(title string) {
	t.session.t.Helper()
	if _, err := fmt.Fprintln(t.titleWrite, title); err != nil {
		t.session.t.Fatal(err)
	}
}

// PID is the process of the window.
func (t *Terminal) PID() int { return t.foot.Process.Pid }

// Close ends the terminal, and its window with it.
func (t *Terminal) Close() { standing.End(t.foot) }
