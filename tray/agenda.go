package tray

import (
	"context"
	"errors"
	"time"

	"focusd/daemon/api"
)

// Agenda is what the tray knows of what the person wants to do today. The zero
// Agenda is that of a daemon that keeps none.
type Agenda struct {
	Day  api.Agenda
	Next api.Next // what fits into the gap that there is now
}

// occasion is what the agenda is asked for again at: another one of them has
// another answer. The zero occasion is none.
type occasion struct {
	edition uint64
	day     string
	state   string // of the timer: a break is a gap
	since   time.Time
	left    int   // minutes of a break: less and less fits into it
	active  int64 // of the day, in steps: what is tracked counts for time blocks and habits
}

// activeStep is as exact as a menu has to be.
const activeStep = 5 * 60

func (s *scene) occasion(edition uint64) occasion {
	if s.phase == gone {
		return occasion{}
	}
	t := s.Status.Timer
	o := occasion{edition: edition, day: s.Status.Today.Day, state: t.State, active: s.Status.Today.Active / activeStep}
	if t.Since != nil {
		o.since = t.Since.Round(0)
	}
	if s.phase == rest && t.Ends != nil {
		o.left = s.minutesTo(*t.Ends)
	}
	return o
}

// learn asks for the agenda whenever something is on wanted, until ctx is done.
// When a question is not answered, the next one is: the agenda stays as it was
// until then.
func learn(ctx context.Context, c *api.Client, wanted <-chan struct{}, learned chan<- Agenda) {
	for {
		select {
		case <-wanted:
		case <-ctx.Done():
			return
		}
		a, err := fetch(ctx, c)
		if err != nil {
			continue
		}
		select {
		case learned <- a:
		case <-ctx.Done():
			return
		}
	}
}

// fetch is empty where the daemon refuses: there is nothing then to show of it.
func fetch(ctx context.Context, c *api.Client) (a Agenda, err error) {
	ctx, cancel := context.WithTimeout(ctx, answerWithin)
	defer cancel()
	if a.Day, err = c.Agenda(ctx); err == nil {
		a.Next, err = c.Next(ctx, api.GapQuery{Most: fewSlots, Peek: true})
	}
	if refused := (*api.Error)(nil); errors.As(err, &refused) {
		return Agenda{}, nil
	}
	return a, err
}

// first is the first open one of the tasks that the person ranked.
func (a Agenda) first() (t api.Task, ok bool) {
	for _, t := range a.Day.Six {
		if t.Outcome == "open" {
			return t, true
		}
	}
	return api.Task{}, false
}

// current is what is to be done of a task now: its first open step, if it has any.
func current(t api.Task) api.Task {
	for _, step := range t.Steps {
		if step.Outcome == "open" {
			return step
		}
	}
	return t
}
