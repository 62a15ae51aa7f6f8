//go:build linux

package tmux

import (
	"context"
	"errors"
	"os"
	"strings"
	"testing"
	"time"

	"focusd/tracker/terminal/ptytest"
)

// attach connects to a server until the test ends.
func attach(t *testing.T, s Server, session string) *Control {
	t.Helper()
	c, err := s.Attach(context.Background(), session)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	return c
}

// next waits for an event that is wanted.
func next(t *testing.T, c *Control, wanted func(Event) bool) Event {
	t.Helper()
	deadline := time.After(10 * time.Second)
	for {
		select {
		case e, open := <-c.Events:
			if !open {
				t.Fatalf("the connection ended: %v", c.Err())
			}
			if wanted(e) {
				return e
			}
		case <-deadline:
			t.Fatal("the event that is waited for does not come")
		}
	}
}

func isAnswer(e Event) bool  { return e.Clients != nil }
func isChanged(e Event) bool { return e.Changed }

func TestControlLeavesNoTraces(t *testing.T) {
	server := ptytest.StartTmux(t, "cat")
	server.Attach("first")
	t.Setenv("DISPLAY", ":77") // tmux would copy it to the session
	size := server.Do("display-message", "-p", "-t", "first", "#{window_width}x#{window_height}")

	c := attach(t, Server{server.Socket}, "first")
	if err := c.List(); err != nil {
		t.Fatal(err)
	}
	clients := next(t, c, isAnswer).Clients
	if len(clients) != 2 {
		t.Errorf("clients = %+v, want a person and a program", clients)
	}
	if person, ok := Latest(clients); !ok || person.Command != "cat" || person.PanePID == 0 {
		t.Errorf("person = %+v, %v, want one at cat", person, ok)
	}
	if now := server.Do("display-message", "-p", "-t", "first", "#{window_width}x#{window_height}"); now != size {
		t.Errorf("the window was of size %s and is of %s", size, now)
	}
	if env := server.Do("show-environment", "-t", "first"); strings.Contains(env, ":77") {
		t.Errorf("the environment of the session is now %q", env)
	}
	server.Do("send-keys", "-t", "first", "a", "Enter") // output is not sent to the connection
	c.Close()
	if left := server.Do("list-clients", "-F", "#{client_control_mode}"); left != "0" {
		t.Errorf("control mode of those attached = %q, want 0 of the person alone", left)
	}
}

func TestControlFeelsThePulse(t *testing.T) {
	server := ptytest.StartTmux(t, "cat")
	keys := server.Attach("first")
	c := attach(t, Server{server.Socket}, "$0")
	if err := c.Feel(FastPulse); err != nil {
		t.Fatal(err)
	}
	quiet := time.NewTimer(2500 * time.Millisecond)
	for quieted := false; !quieted; {
		select {
		case <-c.Events: // how it begins
		case <-quiet.C:
			quieted = true
		}
	}
	keys.Type("x")
	next(t, c, isChanged)
	for _, p := range []Pulse{SlowPulse, SlowPulse, NoPulse} {
		if err := c.Feel(p); err != nil {
			t.Errorf("Feel(%d) = %v", p, err)
		}
	}
	if err := c.List(); err != nil {
		t.Fatal(err)
	}
	next(t, c, isAnswer)
}

func TestControlEnds(t *testing.T) {
	server := ptytest.StartTmux(t, "cat")
	s := Server{server.Socket}
	t.Run("no such session", func(t *testing.T) {
		c, err := s.Attach(context.Background(), "$99")
		if c != nil || err == nil || !strings.Contains(err.Error(), "can't find session") {
			t.Errorf("Attach = %v, want what tmux says", err)
		}
	})
	t.Run("cancelled", func(t *testing.T) {
		ctx, cancel := context.WithCancel(context.Background())
		c, err := s.Attach(ctx, "first")
		if err != nil {
			t.Fatal(err)
		}
		cancel()
		for range c.Events {
		}
		c.Close()
	})
	t.Run("no server", func(t *testing.T) {
		c := attach(t, s, "first")
		if err := c.List(); err != nil {
			t.Fatal(err)
		}
		next(t, c, isAnswer)
		server.Do("kill-server")
		for range c.Events {
		}
		if err := c.Err(); !errors.Is(err, errEnded) {
			t.Errorf("Err = %v, want %v", err, errEnded)
		}
		if _, err := s.Clients(context.Background()); !errors.Is(err, ErrNoServer) {
			t.Errorf("Clients = %v, want %v", err, ErrNoServer)
		}
	})
}

func TestControlFollowsOnlySessions(t *testing.T) {
	var written strings.Builder
	c := &Control{stdin: nopCloser{&written}, session: "$1"}
	for _, session := range []string{"$1", "", "$", "first", "$2; kill-server", "$2\nkill-server", "2"} {
		if err := c.Follow(session); err != nil || written.Len() > 0 {
			t.Errorf("Follow(%q) = %v and wrote %q, want nothing", session, err, &written)
		}
	}
	if err := c.Follow("$22"); err != nil || written.String() != "switch-client -E -t $22\n" {
		t.Errorf("Follow($22) = %v and wrote %q", err, &written)
	}
}

type nopCloser struct{ *strings.Builder }

func (nopCloser) Close() error { return nil }

func TestServerWithoutTmux(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	s := Server{os.DevNull}
	if _, err := s.Clients(context.Background()); !errors.Is(err, ErrNotInstalled) {
		t.Errorf("Clients = %v, want %v", err, ErrNotInstalled)
	}
	if _, err := s.Attach(context.Background(), "$0"); !errors.Is(err, ErrNotInstalled) {
		t.Errorf("Attach = %v, want %v", err, ErrNotInstalled)
	}
}
