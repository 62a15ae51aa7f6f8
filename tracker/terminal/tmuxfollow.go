package terminal

import (
	"context"
	"slices"
	"time"

	"focusd/tracker/terminal/tmux"
)

// tmuxFollow is the state of watching a server that a person is attached to.
//
// It looks when tmux draws something on the terminal, which the kernel tells: a
// window that is changed is drawn, and so are most titles, in the line below.
// When a person who was away types, it looks at once.
type tmuxFollow struct {
	*tmuxWatch
	server  tmux.Server
	drawing *doorbell
	typing  *doorbell
	timer   *time.Timer
	next    time.Time // when it is to be looked at, by the timer
	pace    pace

	ttys  []string  // of the persons that are attached
	told  bool      // the kernel tells what happens at all of them
	typed time.Time // when the person last did
	asked int       // fresh readings wanted of the next look
}

// follow tells what the person sees until they leave the server, with errNobody,
// or it ends.
func (w *tmuxWatch) follow(ctx context.Context, server tmux.Server) error {
	f := &tmuxFollow{tmuxWatch: w, server: server, drawing: newDoorbell(), typing: newDoorbell(), timer: time.NewTimer(missedEvery)}
	defer f.drawing.close()
	defer f.typing.close()
	defer f.timer.Stop()
	for {
		if err := f.look(ctx); err != nil {
			return err
		}
		if err := f.await(ctx); err != nil {
			return err
		}
	}
}

// look asks who is attached, and tells what the person sees.
func (f *tmuxFollow) look(ctx context.Context) error {
	// Before it asks, lest something happens between.
	f.told = f.drawing.once(f.ttys, drawn) && f.typing.once(f.ttys, typed)
	clients, err := f.server.Clients(ctx)
	if err != nil {
		return err
	}
	person, ok := tmux.Latest(clients)
	if !ok {
		return errNobody
	}
	now, s := time.Now(), f.scene(person)
	changed := !f.teller.sees(s)
	f.teller.tell(now, s, f.asked)
	f.asked = 0
	if ttys := tmux.Terminals(clients); !slices.Equal(ttys, f.ttys) {
		f.ttys = ttys
		return f.look(ctx) // something may have happened there meanwhile
	}
	f.pace.look(now, changed, f.teller.away)
	f.next = now.Add(f.latest(now, s))
	f.timer.Reset(time.Until(f.next))
	return nil
}

// latest is how long nothing needs to be looked at that is not drawn.
func (f *tmuxFollow) latest(now time.Time, s scene) time.Duration {
	rest := missedEvery
	if _, here := f.machine.proc.stat(s.pid); !f.told || !here {
		rest = pollEvery // its terminals may be in a container, and the ones here are others
	}
	if !s.input.Equal(f.typed) {
		f.typed = s.input
		rest = f.pace.rest // what was typed may lead to something that draws nothing
	}
	if !f.teller.away {
		rest = min(rest, max(f.teller.untilAway(now, s), time.Millisecond))
	}
	return rest
}

// await returns when it is time to look.
func (f *tmuxFollow) await(ctx context.Context) error {
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-f.ask:
			f.asked++
			return nil
		case <-f.bell:
			return f.elsewhere(ctx)
		case <-f.timer.C:
			return nil
		case <-f.typing.rings():
			if f.teller.away {
				return nil
			}
			f.by(f.pace.typed(time.Now()))
		case <-f.drawing.rings():
			f.by(f.pace.drawn(time.Now()))
		}
	}
}

// by has it be looked at by then.
func (f *tmuxFollow) by(at time.Time) {
	if at.Before(f.next) {
		f.next = at
		f.timer.Reset(time.Until(at))
	}
}

// elsewhere returns errNobody when the person is now at another server.
func (f *tmuxFollow) elsewhere(ctx context.Context) error {
	if len(f.servers()) < 2 {
		return nil
	}
	if now, _, err := f.find(ctx); err == nil && now != f.server {
		return errNobody
	}
	return nil
}
