package engine

import (
	"time"

	"focusd/timer"
	"focusd/tracker"
)

// plausible is how far the time of a sample may be from the engine's. One that
// is further off was stamped on the other side of a step of the wall clock.
const plausible = 5 * time.Second

// awakeAfter is how long after it was announced a sleep has begun, if it has.
const awakeAfter = 10 * time.Second

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
	if s.Blind == "" {
		l.see(s.Source)
	} else {
		l.stopSeeing(s.Blind)
	}
	if s.At.After(l.now) || l.now.Sub(s.At) > plausible {
		s.At = l.now
	}
	if at := s.At.Add(-s.IdleAge - s.Idle); s.IdleKnown && !l.sleepsSince.IsZero() && at.Sub(l.sleepsSince) > awakeAfter {
		l.woke() // somebody types: the word that the machine is awake was lost
	}
	before := l.rec.Now()
	l.rec.Sample(s)
	idle := s.IdleKnown && s.Idle >= l.cfg.IdleAfter
	l.input.read(s, idle)
	if l.input.wanted && s.IdleAge == 0 {
		l.input.wanted, l.changed = false, true
	}
	l.noteSample(s, idle)
	after := l.rec.Now()
	if idle || after.Presence != before.Presence {
		l.unsettled.known = false // something was counted back
	}
	if after.Presence != before.Presence {
		l.pending.urgent, l.changed = true, true
	}
	if after.Window != before.Window {
		l.turned = true
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
	l.stopSeeing(reason)
	l.rec.Lose(l.now)
	l.locked = false
	l.noteLost()
	l.input.forget()
}

// see notes that somebody tells what is in front.
func (l *loop) see(name string) {
	if name == "" {
		name = l.source.Name
	}
	if l.source.Watching && l.source.Name == name {
		return
	}
	l.source.Name, l.source.Watching, l.source.Since, l.source.Reason = name, true, l.now, ""
	l.noteWindow()
	l.changed = true
}

// stopSeeing notes that nobody does. The reason grows while others are tried:
// that is for the doctor, and not said in the log each time.
func (l *loop) stopSeeing(reason string) {
	if l.source.Watching || l.source.Reason == notYet {
		l.e.log.Info("no window source", "source", l.source.Name, "reason", reason)
	}
	l.changed = l.changed || reason != l.source.Reason
	if l.source.Watching {
		l.source.Errors++
		l.source.Watching, l.source.Since = false, l.now
		l.unsettled.known = false
		l.pending.urgent = true
	}
	l.source.Reason = reason
	l.noteWindow()
}
