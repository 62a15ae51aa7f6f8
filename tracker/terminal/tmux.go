package terminal

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"focusd/tracker/source"
	"focusd/tracker/terminal/tmux"
)

const (
	// pollEvery is how often something is looked at that does not say when it
	// changes.
	pollEvery = 10 * time.Second
	// missedEvery is how often something is looked at that does say so, for
	// what it does not say: that a server with nobody attached has ended.
	missedEvery = time.Minute
)

// errNobody is why a server is left: no person is attached any more.
var errNobody error = source.NotHere("nobody is attached to tmux")

// noTmux is why there is no tmux to ask, which is nothing wrong.
type noTmux struct{ error }

func (e noTmux) Unwrap() []error { return []error{e.error, source.NotHere(e.Error())} }

// Tmux is the source of what a person attached to tmux sees, and of when they
// last typed, to the second. The zero Tmux finds the person's servers itself.
type Tmux struct {
	Socket string // of the one server to watch; "": all that tmux.Sockets finds
}

// Name is "tmux".
func (Tmux) Name() string { return "tmux" }

// Facts are source.Windows and source.Idleness.
func (Tmux) Facts() source.Facts { return source.Windows | source.Idleness }

// Watch tells what is in the active pane of the client that had input last.
// While no person is attached its reports have no facts. It returns when no
// server is left, or when there is no tmux.
func (t Tmux) Watch(ctx context.Context, idleAfter time.Duration, ask <-chan struct{}, emit func(source.Report)) error {
	w := &tmuxWatch{
		Tmux:    t,
		teller:  teller{idleAfter: idleAfter, emit: emit},
		machine: thisMachine(),
		ask:     ask,
	}
	w.host, _ = os.Hostname() // without it a few titles say where they are
	for {
		if err := w.round(ctx); ctx.Err() != nil {
			return ctx.Err()
		} else if err != nil {
			return err
		}
	}
}

// places are the files that change when somebody attaches: tmux makes its
// socket executable as long as somebody is, and servers come with new sockets.
func (t Tmux) places() []string {
	if t.Socket != "" {
		return []string{t.Socket}
	}
	return append(tmux.Directories(), tmux.Sockets()...)
}

func (t Tmux) servers() []tmux.Server {
	if t.Socket != "" {
		return []tmux.Server{{Socket: t.Socket}}
	}
	var servers []tmux.Server
	for _, socket := range tmux.Sockets() {
		servers = append(servers, tmux.Server{Socket: socket})
	}
	return servers
}

// tmuxWatch is the state of one Watch.
type tmuxWatch struct {
	Tmux
	teller  teller
	machine machine
	host    string
	ask     <-chan struct{}
	bell    <-chan struct{} // somebody may have attached or detached; of one round
}

// round watches one server until the person leaves it, or waits until one is
// attached somewhere. Its error ends Watch.
func (w *tmuxWatch) round(ctx context.Context) error {
	bell, stop := listen(w.places()) // before looking, lest something happens between
	defer stop()
	w.bell = bell
	server, _, err := w.find(ctx)
	switch {
	case errors.Is(err, errNobody):
		w.teller.tell(time.Now(), scene{}, 0)
		return w.wait(ctx)
	case errors.Is(err, tmux.ErrNoServer), errors.Is(err, tmux.ErrNotInstalled):
		return noTmux{err}
	case err != nil:
		return err
	}
	w.follow(ctx, server)
	return nil // why it ended is seen when the servers are looked at
}

// find looks for the client that had input last, of all servers. It returns
// errNobody when no person is attached to any, and why when there is none.
func (w *tmuxWatch) find(ctx context.Context) (server tmux.Server, person tmux.Client, err error) {
	why := fmt.Errorf("%w runs; what is in tmux is told once it does", tmux.ErrNoServer)
	found, alive := false, false
	for _, s := range w.servers() {
		clients, err := s.Clients(ctx)
		if err != nil {
			why = err
			continue
		}
		alive = true
		if c, ok := tmux.Latest(clients); ok && (!found || c.Activity.After(person.Activity)) {
			server, person, found = s, c, true
		}
	}
	switch {
	case found:
		return server, person, nil
	case alive:
		return server, person, errNobody
	}
	return server, person, why
}

// wait returns when somebody may have attached to a server, or when a server
// may have ended.
func (w *tmuxWatch) wait(ctx context.Context) error {
	rest := missedEvery
	if w.bell == nil {
		rest = pollEvery
	}
	timeout := time.NewTimer(rest)
	defer timeout.Stop()
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-w.ask:
			w.teller.tell(time.Now(), scene{}, 1)
		case <-w.bell:
			return nil
		case <-timeout.C:
			return nil
		}
	}
}

// scene is what a client shows. The kernel knows better than tmux what runs in
// the pane; but the server may be in a container, whose processes have other
// numbers, or show a pane whose program is just being replaced.
func (w *tmuxWatch) scene(c tmux.Client) scene {
	p := program{name: c.Command}
	if pane, ok := w.machine.proc.stat(c.PanePID); ok {
		if inside, ok := w.machine.inFront(pane); ok {
			p = inside
		}
	}
	title := c.Title
	if title == w.host {
		title = "" // what tmux calls a pane that was given no title
	}
	return sceneOf(p, title, c.Activity)
}
