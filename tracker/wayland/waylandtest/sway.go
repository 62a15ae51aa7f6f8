//go:build unix

package waylandtest

import (
	"encoding/json"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"focusd/contrib/standing"
)

// Sway is a running sway, with one output of 1280 by 720 and no XWayland.
type Sway struct {
	*Session
	IPC string // the path of its socket
}

// StartSway starts sway and waits until it answers. The test is skipped when a
// program is missing, unless FOCUSD_REQUIRE_DESKTOP is 1.
func StartSway(t testing.TB) *Sway {
	t.Helper()
	standing.Need(t, "sway", "swaylock")
	s := &Sway{Session: newSession(t, "sway", "--config", "sway.conf")}
	config := "output HEADLESS-1 resolution 1280x720\nxwayland disable\nfocus_follows_mouse no\n"
	if err := os.WriteFile(filepath.Join(s.dir, "sway.conf"), []byte(config), 0o644); err != nil {
		t.Fatal(err)
	}
	s.Start()
	return s
}

// Start starts sway, at first or after a Kill, and waits until it answers.
func (s *Sway) Start() {
	s.t.Helper()
	s.Session.Start()
	standing.Until(s.t, patience, "the IPC of sway answers", func() bool {
		s.IPC = s.answering(fmt.Sprintf("sway-ipc.*.%d.sock", s.PID()))
		return s.IPC != ""
	})
	s.Env = append(s.Env, "SWAYSOCK="+s.IPC)
}

// Foot opens a terminal and waits until it has the focus.
func (s *Sway) Foot(app, title string) *Terminal {
	s.t.Helper()
	t := s.Session.Foot(app, title)
	standing.Until(s.t, patience, "the window of "+app+" is there", func() bool {
		reply, err := s.message(runCommand, criteria(app)+" focus")
		return err == nil && succeeded(reply)
	})
	return t
}

// Focus gives a window the focus. That is no input.
func (s *Sway) Focus(t *Terminal) { s.t.Helper(); s.Run(criteria(t.app) + " focus") }

func criteria(app string) string { return fmt.Sprintf("[app_id=%q]", app) }

// Lock locks the screen until the returned function is called.
func (s *Sway) Lock() (unlock func()) {
	s.t.Helper()
	locker := s.start("swaylock", "--color", "000000")
	return func() {
		defer time.AfterFunc(patience, func() { locker.Process.Kill() }).Stop()
		locker.Process.Signal(syscall.SIGUSR1) // as if the password had been typed
		locker.Wait()
	}
}

// Run has sway do a command, as swaymsg does.
func (s *Sway) Run(command string) {
	s.t.Helper()
	reply, err := s.message(runCommand, command)
	if err != nil || !succeeded(reply) {
		s.t.Fatalf("sway %q: %v: %s", command, err, reply)
	}
}

const runCommand = 0 // kind of message of the IPC

func succeeded(reply []byte) bool {
	var results []struct{ Success bool }
	err := json.Unmarshal(reply, &results)
	return err == nil && len(results) == 1 && results[0].Success
}

func (s *Sway) message(kind uint32, payload string) ([]byte, error) {
	nc, err := net.Dial("unix", s.IPC)
	if err != nil {
		return nil, err
	}
	defer nc.Close()
	nc.SetDeadline(time.Now().Add(patience))
	b := ne.AppendUint32([]byte("i3-ipc"), uint32(len(payload)))
	b = append(ne.AppendUint32(b, kind), payload...)
	if _, err := nc.Write(b); err != nil {
		return nil, err
	}
	header := make([]byte, 14)
	if _, err := io.ReadFull(nc, header); err != nil {
		return nil, err
	}
	reply := make([]byte, ne.Uint32(header[6:]))
	_, err = io.ReadFull(nc, reply)
	return reply, err
}
