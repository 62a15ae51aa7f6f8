package engine

import (
	"time"

	"focusd/timer"
)

// ahead is the state of the timer with everything that has happened to it,
// committed or not. Readers see the committed one; what happens next happens
// to this one, so nothing is forgotten while the store fails.
func (l *loop) ahead() timer.State {
	if n := len(l.pending.steps); n > 0 {
		return l.pending.steps[n-1].State
	}
	return l.timer
}

// tick lets the timer see the time. Several ticks may follow each other at one
// instant, because settling a block is a tick of its own; a transition is not
// made twice, since after one nothing else is due.
func (l *loop) tick() {
	for range 8 {
		due := l.cfg.Rules.Due(l.ahead(), l.known())
		if due.IsZero() || due.After(l.now) {
			return
		}
		if l.wantsReading() {
			l.askSource()
			return
		}
		if !l.world(timer.Event{Verb: timer.Tick}) {
			return
		}
	}
}

// timerDue is when the timer wants to see the time. While an answer of the
// source is awaited, that is when waiting ends.
func (l *loop) timerDue() time.Time {
	due := l.cfg.Rules.Due(l.ahead(), l.known())
	if due.IsZero() {
		return due
	}
	return latest(due, l.input.waitUntil)
}

// world makes something happen to the timer that is not a command, and says
// whether it changed anything. It has happened even if it cannot be committed
// now: it waits for the commit that can, and readers see it then.
func (l *loop) world(ev timer.Event) bool {
	l.save() // what was asked for before it happened before it
	ev.Input = l.inputFor(l.ahead())
	step, err := l.cfg.Rules.Next(l.ahead(), ev, l.now)
	if err != nil {
		l.e.log.Error("the timer refused what the world did", "verb", ev.Verb.String(), "err", err)
		return false
	}
	if !step.Changed {
		return false
	}
	l.rec.Advance(l.now)
	l.stage(step)
	l.books.adopt(step)
	l.input.watchReturn(step, l.now)
	if !l.pending.failing(l.now) {
		_ = l.commit() // it is kept, and planned anew
	}
	return true
}

// stage puts a step into the next commit.
func (l *loop) stage(step timer.Step) {
	l.pending.steps = append(l.pending.steps, step)
	l.pending.urgent = true
}
