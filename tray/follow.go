package tray

import (
	"context"
	"errors"
	"time"

	"focusd/daemon/api"
)

// news is what the follower has found out.
type news struct {
	connected bool
	status    api.Status
	edition   uint64 // of the agenda
}

// The first and the longest pause before the daemon is looked for again. A
// restarted one is found within the longest.
const (
	firstPause   = 100 * time.Millisecond
	longestPause = 2 * time.Second
)

// follow reports every status of the daemon, every edition of its agenda, and
// every loss of it, until ctx is done. Something on retry ends the present pause.
func follow(ctx context.Context, c *api.Client, heard chan<- news, retry <-chan struct{}) {
	tell := func(n news) bool {
		select {
		case heard <- n:
			return true
		case <-ctx.Done():
			return false
		}
	}
	for pause := firstPause; ctx.Err() == nil; pause = min(2*pause, longestPause) {
		latest := news{connected: true}
		for event, err := range c.WatchAll(ctx) {
			if event.Status != nil {
				latest.status = *event.Status
			}
			if event.Agenda != nil {
				latest.edition = event.Agenda.Edition
			}
			if err != nil || !tell(latest) {
				break
			}
			pause = firstPause
		}
		if !tell(news{}) {
			return
		}
		select {
		case <-time.After(pause):
		case <-retry:
			pause = firstPause
		case <-ctx.Done():
		}
	}
}

// explain is an error in the words of the status line: what happened, then
// what to do.
func explain(err error) string {
	var refused *api.Error
	switch {
	case errors.As(err, &refused):
		text := capital(refused.Message)
		if refused.Hint != "" {
			text += " – " + refused.Hint
		}
		return text
	case errors.Is(err, api.ErrNoDaemon):
		return noDaemon
	case errors.Is(err, context.DeadlineExceeded):
		return "focusd does not answer – see focus doctor"
	}
	return capital(err.Error())
}
