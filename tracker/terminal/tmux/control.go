package tmux

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
)

// Event is one thing that a server says. One of its fields is set.
type Event struct {
	Changed bool     // what is in front may be another: ask with List
	Clients []Client // the answer to List
}

// Control is a connection to a server, in control mode. All of its methods are
// for one goroutine.
type Control struct {
	// Events is closed when the connection ends; Err then says why.
	Events <-chan Event

	events  chan Event
	stdin   io.WriteCloser
	leave   context.CancelFunc
	session string
	pulse   Pulse
	err     error // set before events is closed
}

// Attach connects to a server, as one more client of a session. It needs tmux
// 3.2; an older one ends the connection before its first event.
func (s Server) Attach(ctx context.Context, session string) (*Control, error) {
	ctx, leave := context.WithCancel(ctx)
	cmd, err := s.command(ctx, "-N", "-C", "attach-session", "-E", "-f", "read-only,ignore-size,no-output", "-t", session)
	if err != nil {
		leave()
		return nil, err
	}
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	stdin, err := cmd.StdinPipe()
	if err != nil {
		leave()
		return nil, err
	}
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		leave()
		return nil, err
	}
	cmd.Cancel = stdin.Close // the end of its input is how a control client is told to go
	if err := cmd.Start(); err != nil {
		leave()
		return nil, fmt.Errorf("attach to tmux: %w", err)
	}
	c := &Control{events: make(chan Event), stdin: stdin, leave: leave, session: session}
	c.Events = c.events
	go func() {
		defer close(c.events)
		reason := c.read(ctx, stdout)
		io.Copy(io.Discard, stdout)
		c.err = s.ending(cmd.Wait(), reason, stderr.String())
	}()
	if err := c.send(subscribeFront); err != nil {
		c.Close()
		return nil, c.err
	}
	return c, nil
}

// subscribeFront has the server compare, once a second, what the sessions show
// that somebody is attached to, and say when it is another. Sessions that the
// person moves between send notices of their own.
const subscribeFront = "refresh-client -B 'front::#{S:#{?session_attached,#{session_id}.#{session_attached}.#{pane_id}." +
	"#{pane_current_command}.#{pane_title};,}}'"

// read sends events until tmux has nothing more to say, or ctx is done.
func (c *Control) read(ctx context.Context, stdout io.Reader) (reason string) {
	var p parser
	lines := bufio.NewScanner(stdout)
	lines.Buffer(nil, 1<<20) // the values of a subscription are one line
	for lines.Scan() {
		m, ok := p.line(lines.Text())
		if !ok {
			continue
		}
		if m.ended {
			return m.reason
		}
		select {
		case c.events <- Event{m.changed, m.clients}:
		case <-ctx.Done():
			return ""
		}
	}
	return ""
}

// ending is why a connection ended.
func (s Server) ending(err error, reason, stderr string) error {
	switch {
	case strings.HasPrefix(reason, "server exited"), reason == "lost server":
		return fmt.Errorf("%w at %s any more: it ended", ErrNoServer, s.Socket)
	case reason != "":
		return fmt.Errorf("tmux ended the connection: %s", reason)
	case err != nil:
		return s.failure(err, stderr)
	}
	return errors.New("tmux ended the connection")
}

// List asks who is attached. The answer is an event; it is never empty, as
// this connection is a client too.
func (c *Control) List() error { return c.send("list-clients -F '" + listFormat + "'") }

// Follow moves to another session, so that none looks attached for our sake
// alone.
func (c *Control) Follow(session string) error {
	if session == c.session || !isSession(session) {
		return nil
	}
	c.session = session
	return c.send("switch-client -E -t " + session)
}

// isSession guards a command line: what tmux calls a session is "$" and digits.
func isSession(s string) bool {
	digits, ok := strings.CutPrefix(s, "$")
	return ok && digits != "" && strings.Trim(digits, "0123456789") == ""
}

// Pulse is how finely the server says that there is input.
type Pulse uint8

const (
	NoPulse   Pulse = iota
	SlowPulse       // every ten seconds: enough to see in which session the person is
	FastPulse       // every second: the next input ends a time without
)

// Feel sets the pulse. A connection begins with NoPulse.
func (c *Control) Feel(p Pulse) error {
	if p == c.pulse {
		return nil
	}
	c.pulse = p
	switch p {
	case SlowPulse:
		return c.send("refresh-client -B 'pulse::#{S:#{?session_attached,#{e|/|:#{session_activity},10}.,}}'")
	case FastPulse:
		return c.send("refresh-client -B 'pulse::#{S:#{?session_attached,#{session_activity}.,}}'")
	}
	return c.send("refresh-client -B pulse")
}

func (c *Control) send(command string) error {
	if _, err := io.WriteString(c.stdin, command+"\n"); err != nil {
		return fmt.Errorf("write to tmux: %w", err)
	}
	return nil
}

// Err is why the connection ended, once Events is closed.
func (c *Control) Err() error { return c.err }

// Close detaches and waits until tmux is gone.
func (c *Control) Close() {
	c.leave()
	for range c.events {
	}
}
