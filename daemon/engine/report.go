package engine

import (
	"time"

	"focusd/timer"
	"focusd/tracker"
)

// plausible is how far the time of a sample may be from the engine's. One that
// is further off was stamped on the other side of a step of the wall clock.
const plausible = 5 * time.Second

// report is what comes from the source, in its order: a sample, or that it was
// lost.
type report struct {
	sample tracker.Sample
	lost   bool
	err    error // why it was lost
}

// report takes in what the source says.
func (l *loop) report(r report) {
	if r.lost {
		l.lose(r.err)
		return
	}
	l.sample(r.sample)
}

// sample takes in what the source sees.
func (l *loop) sample(s tracker.Sample) {
	l.source.Samples++
	if !l.source.Watching {
		l.source.Watching, l.source.Since, l.source.Reason = true, l.now, ""
		l.changed = true
	}
	if s.At.After(l.now) || l.now.Sub(s.At) > plausible {
		s.At = l.now
	}
	before := l.rec.Now()
	l.rec.Sample(s)
	idle := s.IdleKnown && s.Idle >= l.cfg.IdleAfter
	l.input.read(s, idle)
	after := l.rec.Now()
	if idle || after.Presence != before.Presence {
		l.unsettled.known = false // something was counted back
	}
	if after.Presence != before.Presence {
		l.pending.urgent, l.changed = true, true
	}
	if after.Window != before.Window {
		l.changed = true
	}
	l.lock(s)
}

// lock tells the timer of a lock that began or ended. That it ended may have
// gone unseen, while there was no source or no daemon: so the timer is told
// whenever it believes in a lock that is not there.
func (l *loop) lock(s tracker.Sample) {
	was := l.locked
	l.locked = s.Locked
	if s.Locked && !was {
		l.world(timer.Event{Verb: timer.Locked, At: s.At})
	}
	if t := l.ahead(); !s.Locked && (!t.Locked.IsZero() || t.Phase == timer.Paused && t.Cause == timer.Lock) {
		l.world(timer.Event{Verb: timer.Unlocked})
	}
}

// lose takes in that the source can see nothing any more.
func (l *loop) lose(err error) {
	reason := "it ended without a reason"
	if err != nil {
		reason = err.Error()
	}
	if l.source.Watching || reason != l.source.Reason {
		l.e.log.Info("no window source", "source", l.source.Name, "reason", reason)
		l.changed = true
	}
	if l.source.Watching {
		l.source.Errors++
		l.source.Watching, l.source.Since = false, l.now
		l.rec.Lose(l.now)
		l.unsettled.known = false
		l.pending.urgent = true
	}
	l.source.Reason = reason
	l.locked = false
	l.input.forget()
}
