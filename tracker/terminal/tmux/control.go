package tmux

import (
	"context"
	"fmt"
	"io"
	"strings"
	"time"
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

	stdin   io.WriteCloser
	leave   context.CancelFunc
	session string
	pulse   Pulse
	err     error // set before Events is closed
}

// Attach connects to a server, as one more client of a session. It needs tmux
// 3.2; an older one refuses.
func (s Server) Attach(ctx context.Context, session string) (*Control, error) {
	ctx, leave := context.WithCancel(ctx)
	cmd, err := s.command(ctx, "-N", "-C", "attach-session", "-E", "-f", "read-only,ignore-size,no-output", "-t", session)
	if err != nil {
		leave()
		return nil, err
	}
	r, err := start(cmd)
	if err != nil {
		leave()
		return nil, fmt.Errorf("attach to tmux: %w", err)
	}
	impatience := time.AfterFunc(patience, leave)
	if !r.begin() || !impatience.Stop() {
		leave()
		return nil, r.end()
	}
	events := make(chan Event)
	c := &Control{Events: events, stdin: r.stdin, leave: leave, session: session}
	go func() {
		defer close(events)
		r.pass(ctx, events)
		c.err = r.end()
	}()
	if err := c.send(subscribeFront); err != nil {
		c.Close()
		return nil, err
	}
	return c, nil
}

// subscribeFront has the server compare, once a second, what the sessions show
// that somebody is attached to, and say when it is another. Sessions that the
// person moves between send notices of their own.
const subscribeFront = "refresh-client -B 'front::#{S:#{?session_attached,#{session_id}.#{session_attached}.#{pane_id}." +
	"#{pane_current_command}.#{pane_title};,}}'"

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
	for range c.Events {
	}
}
