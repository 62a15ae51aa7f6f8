package nudge

import (
	"time"

	"focusd/timer"
	"focusd/tracker"
)

// free is the first instant from at on, and from now on, at which k may be said
// if nothing changes. The zero time: not as things are.
func (t *turn) free(k Kind, at time.Time) time.Time {
	w := t.s.World
	if at.IsZero() || t.r.off(k) || w.Presence != tracker.Active || w.Meeting {
		return time.Time{}
	}
	at = later(at, t.now, w.HeldUntil)
	if !t.s.Met.IsZero() {
		at = later(at, t.s.Met.Add(t.r.AfterMeeting))
	}
	at = t.polite(k, at)
	switch {
	case w.running():
		return t.inBlock(k, at)
	case w.resting():
		return t.inBreak(k, at)
	case t.s.Break.lasts():
		return time.Time{}
	}
	return at
}

// inBlock lets through what is about the block, and rest in a very long one.
func (t *turn) inBlock(k Kind, at time.Time) time.Time {
	switch w := t.s.World; {
	case k == Rest && w.counting():
		return t.polite(k, later(at, w.Timer.Block.Started.Add(t.r.MaxStretch)))
	case k == Return && w.counting(), k == Drift && w.Timer.Phase == timer.Work:
		return at
	}
	return time.Time{}
}

// inBreak lets through what can be dealt with before the person gets up.
func (t *turn) inBreak(k Kind, at time.Time) time.Time {
	up := t.s.World.Timer.Since.Add(pauseLasts)
	if k == Rest || k == Start || k == Drift || at.After(up) {
		return time.Time{}
	}
	return at
}

// hindrance is why k could not be said at the given instant, as things were.
func (t *turn) hindrance(k Kind, at time.Time) Cause {
	w := t.was
	switch {
	case at.Before(w.HeldUntil):
		return Held
	case w.Meeting || !t.s.Met.IsZero() && at.Before(t.s.Met.Add(t.r.AfterMeeting)):
		return InMeeting
	case w.Presence != tracker.Active:
		return NotActive
	case w.running():
		return InBlock
	case t.silent(k, at):
		return Manners
	}
	return Unhindered
}

// atPause is when k, which has waited since the given instant, may be said: at
// a natural pause, or when none has come for long.
func (t *turn) atPause(k Kind, since, at time.Time) time.Time {
	if !t.s.Spoke.IsZero() {
		at = later(at, t.s.Spoke.Add(apart))
	}
	if at = t.free(k, later(at, t.s.Pause)); at.IsZero() || !at.After(t.s.Pause.Add(pauseLasts)) {
		return at
	}
	return t.free(k, later(at, since.Add(patience)))
}

// breathe notices a natural pause: the end of a block or a break, or another
// kind of thing in front. A return is noticed by arrive.
func (t *turn) breathe() {
	w := t.s.World
	ended := w.Timer.Phase != t.was.Timer.Phase && !w.running()
	turned := w.Class != t.was.Class && w.there() && t.was.there()
	if ended || turned {
		t.s.Pause = later(t.s.Pause, t.now)
	}
	switch {
	case w.running():
		t.s.Offered = false
	case ended && !t.s.Offered && (t.was.running() || t.was.resting()):
		t.offer()
	}
}

// meet notices the end of a meeting. A little later is a natural pause.
func (t *turn) meet() {
	if t.was.Meeting && !t.s.World.Meeting {
		t.s.Met = t.now
		t.s.Pause = t.now.Add(t.r.AfterMeeting)
	}
}
