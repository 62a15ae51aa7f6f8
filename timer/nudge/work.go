package nudge

import (
	"time"

	"focusd/timer"
	"focusd/tracker/category"
)

// Run is work without a block. The zero Run is none.
type Run struct {
	From   time.Time     // the first of it
	Earned time.Duration // what of it earns
	Last   time.Time     // it earned until then
}

// earning tells whether the person works and no block knows.
func (s State) earning() bool {
	w := s.World
	return w.there() && w.Class == category.Earns && !w.running() && !w.resting() && !s.Break.lasts()
}

// work follows work without a block. Something else in between does not end it,
// unless it takes long.
func (t *turn) work() {
	run := &t.s.Run
	if t.s.World.running() || t.s.World.resting() {
		*run = Run{}
		return
	}
	if !run.From.IsZero() && run.Last.Equal(t.s.At) && t.wasEarning() {
		run.until(t.now)
	}
	if left := t.s.Left.From; !left.IsZero() && run.Last.After(left) {
		run.until(left) // it was not known yet that they had gone
	}
	if !t.s.earning() {
		return
	}
	if run.From.IsZero() || t.now.Sub(run.Last) > asideAtMost {
		*run = Run{From: t.now}
	}
	run.Last = t.now
}

// until moves the end of what earns.
func (run *Run) until(at time.Time) {
	run.Earned = max(run.Earned+at.Sub(run.Last), 0)
	run.Last = at
}

// wasEarning is earning as of the event before.
func (t *turn) wasEarning() bool {
	w := t.was
	return w.there() && w.Class == category.Earns
}

// startAt is when to propose a block to a person at work.
func (t *turn) startAt() time.Time {
	if !t.s.earning() || t.s.Run.From.IsZero() {
		return time.Time{}
	}
	at := t.s.Run.Last.Add(t.r.StartAfter - t.s.Run.Earned)
	if !t.s.Began.IsZero() {
		at = later(at, t.s.Began.Add(t.r.StartEvery))
	}
	if t.s.Reminds.Shown > 0 {
		at = later(at, t.s.Reminds.noticed()) // not in one breath with a rest
	}
	return t.free(Start, at)
}

func (t *turn) sayStart() Nudge {
	t.s.Began = t.now
	return Nudge{From: t.s.Run.From, Task: t.s.Agenda.First, Until: t.now.Add(noticeOpen), Answers: []Answer{Accept}}
}

// Stray is being somewhere else in a block. The zero Stray is not.
type Stray struct {
	From time.Time // zero: at the block
	Back time.Time // when the last one ended
	Told bool      // of this one
}

// astray tells whether the block runs and something else is in front.
func (w World) astray() bool {
	return w.Timer.Phase == timer.Work && w.there() && (w.Class == category.Wastes || w.OffTask)
}

// stray follows the person away from the block and back. Who is back for a
// moment only has not come back.
func (t *turn) stray() {
	s := &t.s.Stray
	switch astray := t.s.World.astray(); {
	case t.s.World.Timer.Phase != timer.Work:
		*s = Stray{}
	case astray && s.From.IsZero():
		s.Told = s.Told && t.now.Sub(s.Back) < t.r.DriftAfter
		s.From = t.now
	case !astray && !s.From.IsZero():
		s.From, s.Back = time.Time{}, t.now
	}
}

func (t *turn) driftAt() time.Time {
	s := t.s.Stray
	if s.From.IsZero() || s.Told {
		return time.Time{}
	}
	at := s.From.Add(t.r.DriftAfter)
	if !t.s.Strayed.IsZero() {
		at = later(at, t.s.Strayed.Add(driftEvery))
	}
	return t.free(Drift, at)
}

func (t *turn) sayDrift() Nudge {
	t.s.Strayed, t.s.Stray.Told = t.now, true
	return Nudge{From: t.s.Stray.From, Until: t.now.Add(driftOpen), Answers: []Answer{Back, Belongs, Pause}}
}
