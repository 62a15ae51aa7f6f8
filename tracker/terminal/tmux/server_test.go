//go:build linux

package tmux

import (
	"context"
	"errors"
	"os"
	"testing"

	"focusd/tracker/terminal/ptytest"
)

func TestServerSaysWhoIsThere(t *testing.T) {
	server := ptytest.StartTmux(t, "cat")
	s := Server{server.Socket}
	if clients, err := s.Clients(context.Background()); err != nil || len(clients) > 0 {
		t.Fatalf("Clients = %+v, %v, want that nobody is attached", clients, err)
	}
	server.Attach("first")
	clients, err := s.Clients(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	person, ok := Latest(clients)
	if !ok || len(clients) != 1 || person.Command != "cat" || person.PanePID == 0 || person.Session == "" {
		t.Errorf("Clients = %+v, want a person at cat", clients)
	}
	if info, err := os.Stat(person.TTY); err != nil || info.Mode()&os.ModeCharDevice == 0 {
		t.Errorf("the person is at %q, which is no terminal: %v", person.TTY, err)
	}
	server.Do("kill-server")
	if _, err := s.Clients(context.Background()); !errors.Is(err, ErrNoServer) {
		t.Errorf("Clients = %v, want %v", err, ErrNoServer)
	}
}

func TestServerWithoutTmux(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	if _, err := (Server{os.DevNull}).Clients(context.Background()); !errors.Is(err, ErrNotInstalled) {
		t.Errorf("Clients = %v, want %v", err, ErrNotInstalled)
	}
}
