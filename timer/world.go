package timer

import (
	"slices"
	"time"
)

// since is when a happening of the world began: e.At, or now if that is not
// known, but within the present run of the block.
func (t *turn) since() time.Time {
	at := t.e.At
	if at.IsZero() || at.After(t.now) {
		at = t.now
	}
	if t.s.running() {
		at = later(at, t.s.Block.resumed())
	}
	return at
}

// locked pauses a block after a grace, counted from the lock. In overtime the
// person has gone for the break.
func (t *turn) locked() error {
	at := t.since()
	t.catchUp(at)
	before := len(t.step.Records)
	switch {
	case t.s.Phase == Overtime && t.s.Locked.IsZero():
		t.endInBreak(t.since(), EndedLock, Lock)
	case t.s.Phase == Work && t.s.Locked.IsZero():
		t.s.Locked = at
		t.step.Changed = true
	}
	t.catchUp(t.now)
	t.mergeRecords(before)
	return nil
}

func (t *turn) unlocked() error {
	t.catchUp(t.now) // which closes a block that was locked for too long
	if !t.s.Locked.IsZero() {
		t.s.Locked = time.Time{}
		t.step.Changed = true
	}
	if t.s.Phase == Paused && t.s.Cause == Lock {
		t.resumeAt(later(t.now, t.s.Since))
	}
	return nil
}

// slept takes the time asleep off a block, or closes it.
func (t *turn) slept() error {
	t.catchUp(t.since())
	at, before := t.since(), len(t.step.Records)
	switch {
	case t.s.Phase == Overtime:
		t.endInBreak(at, EndedSleep, Sleep)
	case t.s.Phase == Work && t.now.Sub(at) >= t.rules.AwayEnd:
		t.goneForGood(at, EndedSleep, Sleep)
	case t.s.Phase == Work:
		t.missing(at, Sleep)
	}
	t.catchUp(t.now)
	t.mergeRecords(before)
	return nil
}

// restarted takes the time without a daemon off a block, or closes it at the
// last heartbeat: what came after it, nobody saw.
func (t *turn) restarted() error {
	at := t.since()
	switch {
	case t.s.counting() && t.now.Sub(at) > t.rules.RestartGap:
		t.closeBlock(at, EndedRecovered)
		t.s.Unsettled[len(t.s.Unsettled)-1].Until = t.now.Add(t.rules.RecoverFor)
		t.idle(t.s.Block.Ended, Restart)
	case t.s.counting():
		t.s.Locked = time.Time{} // if it still is, the new daemon will be told
		t.missing(at, Restart)
	default:
		t.catchUp(t.now)
	}
	return nil
}

// missing makes a gap of at..now, and the block goes on.
func (t *turn) missing(at time.Time, c Cause) {
	to := later(t.now, at)
	t.closeGap(at, to, c)
	t.enterBlock(to, c)
	t.inEffect(at)
}

// clockSet moves every instant of the state, so that all lengths stay what
// they were. What has ended is a record and stays as it was written.
func (t *turn) clockSet() error {
	if t.e.For == 0 {
		return nil
	}
	t.s = t.s.shift(t.e.For)
	if u := t.s.Undo; u != nil {
		t.s.Undo = &Undo{Verb: u.Verb, At: move(u.At, t.e.For), State: u.State.shift(t.e.For)}
	}
	t.record(t.s.Phase, t.now, None)
	return nil
}

// shift returns s as a clock that is d ahead would show it.
func (s State) shift(d time.Duration) State {
	s.Since, s.Locked = move(s.Since, d), move(s.Locked, d)
	s.Block = s.Block.shift(d)
	s.Break.Started, s.Break.Ended = move(s.Break.Started, d), move(s.Break.Ended, d)
	s.Cycle.Last = move(s.Cycle.Last, d)
	s.Rested.From, s.Rested.Cycle.Last = move(s.Rested.From, d), move(s.Rested.Cycle.Last, d)
	s.Unsettled = slices.Clone(s.Unsettled)
	for i := range s.Unsettled {
		c := &s.Unsettled[i]
		c.At, c.Until, c.Cycle.Last = move(c.At, d), move(c.Until, d), move(c.Cycle.Last, d)
	}
	return s
}

// newDay begins a new cycle, or has the running block end the old one.
func (t *turn) newDay() error {
	t.catchUp(t.now)
	before := t.s.Cycle
	t.s = t.s.dawn()
	if u := t.s.Undo; u != nil {
		t.s.Undo = &Undo{Verb: u.Verb, At: u.At, State: u.State.dawn()}
		t.step.Changed = true
	}
	if len(t.s.Unsettled) > 0 {
		t.step.Changed = true
	}
	if t.s.Cycle != before {
		t.record(t.s.Phase, t.now, None)
	}
	return nil
}

// dawn returns s on a new logical day.
func (s State) dawn() State {
	if s.running() {
		s.Cycle.Stale = true
	} else {
		s.Cycle = Cycle{}
	}
	s.Rested.Cycle.Stale = !s.Rested.From.IsZero() // should its gap be kept
	s.Unsettled = slices.Clone(s.Unsettled)
	for i := range s.Unsettled {
		s.Unsettled[i].Cycle.Stale = true // should it be taken back
	}
	return s
}
