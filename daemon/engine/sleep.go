package engine

import (
	"context"
	"time"

	"focusd/timer"
	"focusd/tracker/witness"
)

// Sleeping says that the machine is about to sleep: from now on it is asleep,
// until Woke. It returns when that is durable.
func (e *Engine) Sleeping(ctx context.Context) error {
	_, err := e.call(ctx, sleeping)
	return err
}

func sleeping(l *loop) (save bool, err error) {
	l.sleepsSince = l.now
	l.note(witness.Note{Kind: witness.Sleep, On: true, By: loginManager})
	l.rec.Doze(l.now)
	l.unsettled.known, l.changed = false, true
	l.world(timer.Event{Verb: timer.Slept, At: l.now})
	return true, nil
}

// Woke says that the machine goes on after Sleeping, whether it slept or not:
// between the two nobody was at work. Without Sleeping it does nothing.
func (e *Engine) Woke(ctx context.Context) error {
	_, err := e.call(ctx, func(l *loop) (bool, error) {
		l.woke()
		return false, nil
	})
	return err
}

// woke ends a sleep that was announced, if there is one.
func (l *loop) woke() {
	if from := l.fellAsleep(l.now); from.Before(l.now) {
		l.slept(from)
	}
}

// fellAsleep is when the machine fell asleep, if the clocks say that it was at
// at: the announcement may have come before. Each announcement is for one
// sleep.
func (l *loop) fellAsleep(at time.Time) time.Time {
	if !l.sleepsSince.IsZero() {
		at = earliest(at, l.sleepsSince)
	}
	l.sleepsSince = time.Time{}
	l.note(witness.Note{Kind: witness.Sleep})
	l.rec.Wake(l.now)
	return at
}
