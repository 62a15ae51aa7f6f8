//go:build linux

package rig

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"syscall"

	"focusd/daemon/api"
)

// Client talks to the daemon of this machine. It is the same one each time: a
// client keeps its connections, of which a daemon bears only so many.
func (m *Machine) Client() *api.Client {
	socket := filepath.Join(m.Get("XDG_RUNTIME_DIR"), "focusd/focusd.sock")
	if m.client == nil || m.client.Socket != socket {
		m.client = &api.Client{Socket: socket}
	}
	return m.client
}

// StartDaemon starts focusd and waits until it answers. Its web listener is on
// a free port: see Web.
func (m *Machine) StartDaemon(ctx context.Context, args ...string) (*Process, error) {
	p, err := m.Start("focusd", append([]string{"--listen", "127.0.0.1:0"}, args...)...)
	if err != nil {
		return nil, err
	}
	client := m.Client()
	err = Until(ctx, "focusd answers", func() bool {
		if !p.Alive() {
			return true
		}
		_, err := client.Status(ctx)
		return err == nil
	})
	if err == nil && !p.Alive() {
		err = errors.New("it has ended")
	}
	if err != nil {
		return p, fmt.Errorf("start focusd: %w; it said:\n%s", err, p.Output())
	}
	return p, nil
}

// Dying says whether err is what a client gets from a daemon that is killed
// while it answers.
func Dying(err error) bool {
	return errors.Is(err, api.ErrNoDaemon) || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) ||
		errors.Is(err, syscall.ECONNRESET) || errors.Is(err, syscall.EPIPE)
}

// Web is the address of the daemon's page and metrics: "http://127.0.0.1:4711".
func (m *Machine) Web(ctx context.Context) (string, error) {
	doctor, err := m.Client().Doctor(ctx)
	if err != nil {
		return "", fmt.Errorf("ask focusd for its web listener: %w", err)
	}
	return doctor.Paths.Web, nil
}

// Focus runs a command of the command line to its end.
func (m *Machine) Focus(ctx context.Context, args ...string) Result {
	return m.Run(ctx, "focus", args...)
}

// Configure writes the person's configuration file.
func (m *Machine) Configure(text string) error {
	file := m.Path("home/.config/focusd/config.toml")
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		return fmt.Errorf("write the configuration: %w", err)
	}
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		return fmt.Errorf("write the configuration: %w", err)
	}
	if m.user != nil {
		return m.Become(int(m.user.Uid)) // of the files that were written just now, too
	}
	return nil
}
