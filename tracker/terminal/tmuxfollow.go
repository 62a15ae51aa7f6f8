package terminal

import (
	"context"
	"time"

	"focusd/tracker/terminal/tmux"
)

// tmuxFollow is the state of one connection to a server.
type tmuxFollow struct {
	*tmuxWatch
	control *tmux.Control
	timer   *time.Timer // the threshold of idleness may be crossed

	waiting bool // for the answer to a question
	stale   bool // something changed since it was asked
	asked   int  // fresh readings wanted of the next answer
}

// follow tells what a server says until the person leaves it, with errNobody,
// or the connection ends.
func (w *tmuxWatch) follow(ctx context.Context, server tmux.Server, person tmux.Client) error {
	control, err := server.Attach(ctx, person.Session)
	if err != nil {
		return err
	}
	defer control.Close()
	f := &tmuxFollow{tmuxWatch: w, control: control, timer: time.NewTimer(w.teller.idleAfter)}
	defer f.timer.Stop()
	for err = f.look(); err == nil; {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-w.ask:
			f.asked++
			err = f.look()
		case <-f.timer.C:
			err = f.look()
		case <-w.bell:
			err = f.elsewhere(ctx, server)
		case e, open := <-control.Events:
			switch {
			case !open:
				return control.Err()
			case e.Changed:
				err = f.look()
			default:
				err = f.answer(e.Clients)
			}
		}
	}
	return err
}

// look asks who is attached. One question is open at a time.
func (f *tmuxFollow) look() error {
	if f.waiting {
		f.stale = true
		return nil
	}
	f.waiting = true
	return f.control.List()
}

// answer takes in who is attached.
func (f *tmuxFollow) answer(clients []tmux.Client) error {
	f.waiting = false
	if f.stale {
		f.stale = false
		return f.look()
	}
	person, ok := tmux.Latest(clients)
	if !ok {
		return errNobody
	}
	if err := f.control.Follow(person.Session); err != nil {
		return err
	}
	now, s := time.Now(), f.scene(person)
	f.teller.tell(now, s, f.asked)
	f.asked = 0
	pulse := tmux.NoPulse
	switch {
	case f.teller.away:
		pulse = tmux.FastPulse
	case tmux.Sessions(clients) > 1:
		pulse = tmux.SlowPulse
	}
	if f.teller.away {
		f.timer.Stop()
	} else {
		f.timer.Reset(f.teller.untilAway(now, s))
	}
	return f.control.Feel(pulse)
}

// elsewhere returns errNobody when the person is now at another server.
func (f *tmuxFollow) elsewhere(ctx context.Context, server tmux.Server) error {
	if len(f.servers()) < 2 {
		return nil
	}
	if now, _, err := f.find(ctx); err == nil && now != server {
		return errNobody
	}
	return nil
}
