package tmux

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"time"
)

var (
	// ErrNotInstalled is returned when there is no tmux program.
	ErrNotInstalled = errors.New("tmux is not installed")
	// ErrNoServer is returned when nothing answers at a socket.
	ErrNoServer = errors.New("no tmux server")
)

// patience is how long tmux may take to answer, and to go when it is told to.
const patience = 2 * time.Second

// Server is a tmux server, known by its socket. It need not be there.
type Server struct {
	Socket string
}

// Clients lists who is attached: nobody is no error. It returns
// ErrNotInstalled or ErrNoServer when it is that.
func (s Server) Clients(ctx context.Context) ([]Client, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	cmd, err := s.command(ctx, "list-clients", "-F", listFormat)
	if err != nil {
		return nil, err
	}
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		return nil, s.failure(err, stderr.String())
	}
	var clients []Client
	for line := range strings.Lines(string(out)) {
		if c, ok := parseClient(strings.TrimSuffix(line, "\n")); ok {
			clients = append(clients, c)
		}
	}
	return clients, nil
}

// command is tmux with args. It never starts a server, as some commands of
// tmux would, and is never taken for one that runs inside tmux.
func (s Server) command(ctx context.Context, args ...string) (*exec.Cmd, error) {
	path, err := exec.LookPath("tmux")
	if err != nil {
		return nil, ErrNotInstalled
	}
	// -u: titles are UTF-8, whatever the locale of a daemon.
	cmd := exec.CommandContext(ctx, path, append([]string{"-u", "-S", s.Socket}, args...)...)
	cmd.Env = slices.DeleteFunc(os.Environ(), func(v string) bool { return strings.HasPrefix(v, "TMUX=") })
	cmd.WaitDelay = patience
	return cmd, nil
}

// failure makes an error of what tmux said. It says no titles.
func (s Server) failure(err error, stderr string) error {
	said := strings.TrimSpace(stderr)
	switch {
	case strings.Contains(said, "no server running"), strings.Contains(said, "error connecting"), strings.Contains(said, "server exited"),
		strings.Contains(said, "lost server"):
		return fmt.Errorf("%w at %s", ErrNoServer, s.Socket)
	case said != "":
		return fmt.Errorf("ask tmux: %s", said)
	}
	return fmt.Errorf("ask tmux: %w", err)
}
