package engine

import (
	"focusd/timer"
	"focusd/tracker"
)

// known is what the timer may rely on of the input. Evidence of a person who
// touches nothing is as good as input, for as long as the log believes it.
func (l *loop) known() timer.Input {
	in := l.input.known()
	if in.Last.IsZero() || l.rec.Now().Presence != tracker.Passive {
		return in
	}
	in.Last = latest(in.Last, l.now)
	return in
}

// passEvidence ends what evidence has stood for long enough. The log then says
// idle from the last input on, and so does the timer.
func (l *loop) passEvidence() {
	due := l.rec.Due()
	if due.IsZero() || l.now.Before(due) {
		return
	}
	l.rec.Advance(l.now)
	l.unsettled.known = false
	l.pending.urgent, l.changed = true, true
}
