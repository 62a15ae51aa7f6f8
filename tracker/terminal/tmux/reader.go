package tmux

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os/exec"
)

// errEnded is why a connection ended that gave no reason.
var errEnded = errors.New("tmux ended the connection")

// reader reads what a tmux program in control mode says.
type reader struct {
	cmd    *exec.Cmd
	stdin  io.WriteCloser
	stdout io.Reader
	stderr bytes.Buffer
	lines  *bufio.Scanner
	parser parser
	reason string // that tmux gave for something; may be empty
}

// start starts the program. The end of its input tells it to go, once its
// context is done.
func start(cmd *exec.Cmd) (*reader, error) {
	r := &reader{cmd: cmd}
	var err error
	if r.stdin, err = cmd.StdinPipe(); err != nil {
		return nil, err
	}
	if r.stdout, err = cmd.StdoutPipe(); err != nil {
		return nil, err
	}
	cmd.Stderr = &r.stderr
	cmd.Cancel = r.stdin.Close
	r.lines = bufio.NewScanner(r.stdout)
	r.lines.Buffer(nil, 1<<20) // the values of a subscription are one line
	return r, cmd.Start()
}

// next is the next message; ok is false when there are no more.
func (r *reader) next() (m message, ok bool) {
	for r.lines.Scan() {
		m, ok := r.parser.line(r.lines.Text())
		switch {
		case !ok:
		case m.ended:
			if m.reason != "" {
				r.reason = m.reason
			}
			return m, false
		default:
			return m, true
		}
	}
	return message{}, false
}

// begin waits for the notice that the client is in its session. What it is
// asked before can be taken for a question of another client: tmux reads its
// input as soon as it knows that the client is in control mode.
func (r *reader) begin() bool {
	for {
		m, ok := r.next()
		switch {
		case !ok:
			return false
		case m.changed:
			return true
		}
		r.reason = m.reason
	}
}

// pass sends events until tmux has nothing more to say, or ctx is done.
func (r *reader) pass(ctx context.Context, events chan<- Event) {
	for {
		m, ok := r.next()
		if !ok {
			return
		}
		if !m.changed && len(m.clients) == 0 {
			continue // refused; a tmux that lets us attach knows what it is asked
		}
		select {
		case events <- Event{m.changed, m.clients}:
		case <-ctx.Done():
			return
		}
	}
}

// end waits for the end of the program and says why it came.
func (r *reader) end() error {
	io.Copy(io.Discard, r.stdout)
	err := r.cmd.Wait()
	switch said := bytes.TrimSpace(r.stderr.Bytes()); {
	case r.reason != "":
		return fmt.Errorf("%w: %s", errEnded, r.reason)
	case len(said) > 0:
		return fmt.Errorf("%w: %s", errEnded, said)
	case err != nil:
		return fmt.Errorf("%w: %w", errEnded, err)
	}
	return errEnded
}
