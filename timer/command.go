package timer

import (
	"fmt"
	"time"
)

func (t *turn) start() error {
	p := t.e.Preset
	if p == (Preset{}) {
		p = t.s.preset()
	}
	if err := p.runnable(); err != nil {
		return err
	}
	if t.e.For < 0 || t.e.For > maxFor {
		return fmt.Errorf("%w: a block can be started up to 8 hours ago", ErrRange)
	}
	if t.s.running() {
		if !t.e.Replace {
			return fmt.Errorf("%w: finish or stop it first, or replace it", ErrWorking)
		}
		t.stopBlock()
	}
	if err := t.strict(); err != nil {
		return err
	}
	at := later(t.now.Add(-t.e.For), t.s.Since) // not into what was before
	t.leaveBreak(at, CutShort)
	t.startBlock(at, p, t.e.Label)
	return nil
}

func (t *turn) pause() error {
	cause := t.e.Cause
	switch cause {
	case None:
		cause = Internal
	case Internal, External:
	default:
		return fmt.Errorf("a person cannot pause because of %s: say internal or external", cause)
	}
	switch t.s.Phase {
	case Paused:
		return nil
	case ShortBreak, LongBreak:
		return fmt.Errorf("%w: start work, or postpone the break", ErrInBreak)
	case Work, Overtime:
		t.enter(Paused, t.presentEnd(), cause)
		return nil
	}
	return t.notRunning()
}

func (t *turn) resume() error {
	switch t.s.Phase {
	case Paused:
		t.resumeAt(later(t.now, t.s.Since))
		return nil
	case Work, Overtime:
		return nil
	}
	return fmt.Errorf("%w: start a block", ErrNotPaused)
}

func (t *turn) finish() error {
	if !t.s.running() {
		return t.notRunning()
	}
	t.endInBreak(t.presentEnd(), EndedFinish, None)
	return nil
}

func (t *turn) stop() error {
	switch {
	case t.s.running():
		t.stopBlock()
	case t.s.Phase == Idle:
		return t.notRunning()
	default:
		if err := t.strict(); err != nil {
			return err
		}
		at := later(t.now, t.s.Since)
		t.leaveBreak(at, Skipped)
		t.idle(at, None)
	}
	return nil
}

// strict refuses to leave a break early, or to go past one, to who is not sure.
// A break can still be postponed, as often as any other; nobody is held back by
// more than a word.
func (t *turn) strict() error {
	s := t.s
	early := s.resting() && s.Break.outcome(t.now, Skipped) != Taken
	past := t.e.Verb == Skip && s.running()
	if !t.rules.StrictBreaks || t.e.Sure || !early && !past {
		return nil
	}
	return fmt.Errorf("%w: rest, or postpone it; who is sure can say so", ErrStrict)
}

func (t *turn) stopBlock() {
	at := t.presentEnd()
	t.closeBlock(at, EndedStop)
	t.idle(at, None)
}

// skip goes on to the next block on the same task, unless another is named.
func (t *turn) skip() error {
	label := t.e.Label
	if label == "" {
		label = t.s.Block.Label()
	}
	if err := t.strict(); err != nil {
		return err
	}
	at := later(t.now, t.s.Since)
	switch {
	case t.s.Phase == Idle:
		return fmt.Errorf("%w: start a block", ErrIdle)
	case t.s.running():
		at = t.presentEnd()
		t.closeBlock(at, EndedSkip)
		t.refuseBreak(at)
	default:
		t.leaveBreak(at, Skipped)
	}
	t.startBlock(at, t.s.preset(), label)
	return nil
}

// refuseBreak keeps the break that would have begun now as skipped.
func (t *turn) refuseBreak(at time.Time) {
	length, long := t.s.breakAfter(t.s.Block, t.s.Cycle)
	if length <= 0 {
		return
	}
	t.s.Seq++
	t.s.Break = Break{Seq: t.s.Seq, Long: long, Planned: length, Started: at, Postponed: t.s.Break.Postponed}
	t.closeBreak(at, Skipped)
}

func (t *turn) extend() error {
	if t.e.For <= 0 || t.e.For > maxFor {
		return fmt.Errorf("%w: extend by up to 8 hours", ErrRange)
	}
	switch {
	case t.s.Phase == Idle:
		return t.notRunning()
	case !t.s.running():
		if err := t.backIntoBlock(); err != nil {
			return err
		}
	}
	if t.s.Block.Kind == Flow {
		return fmt.Errorf("%w: flow has no end to be moved; finish it when you are done", ErrRange)
	}
	t.s.Block.Extended += t.e.For
	t.s.Break.Started = time.Time{} // a postponed break waits for the person again
	switch before := t.s.Phase; before {
	case Work, Paused:
		t.record(before, t.now, None)
	default:
		t.enterBlock(t.now, None)
	}
	return nil
}

// backIntoBlock takes back the break that has begun within UndoFor.
func (t *turn) backIntoBlock() error {
	i := t.s.closing(t.s.Block.Seq)
	if i < 0 || !t.now.Before(t.s.Unsettled[i].At.Add(t.rules.UndoFor)) {
		return fmt.Errorf("%w: the block ended more than %.0f seconds ago; start a new one", ErrTooLate, t.rules.UndoFor.Seconds())
	}
	t.reopen()
	return nil
}

func (t *turn) rewind() error {
	if t.e.For <= 0 || t.e.For > maxFor {
		return fmt.Errorf("%w: rewind by up to 8 hours", ErrRange)
	}
	if !t.s.running() {
		return t.notRunning()
	}
	to := t.now
	if t.s.Phase == Paused {
		to = earlier(to, t.s.Since) // the pause is taken off already
	}
	t.s.Block = t.s.Block.without(t.now.Add(-t.e.For), to, Internal)
	if t.s.Phase == Paused {
		t.record(Paused, t.now.Add(-t.e.For), Internal)
		return nil
	}
	t.enterBlock(t.now, Internal)
	return nil
}

// keepGap gives a gap back to the block: who seemed to be away was not. The
// cycle that ended with the gap, as it passed for a rest, goes on.
func (t *turn) keepGap() error {
	if i := t.s.recovered(); i >= 0 && (t.e.At.Equal(t.s.Unsettled[i].Block.Ended) || t.e.At.IsZero() && !t.s.running()) {
		return t.keepRecovered(i)
	}
	if !t.s.running() {
		return t.notRunning()
	}
	b, gap, ok := t.s.Block.with(t.e.At)
	if !ok {
		return fmt.Errorf("%w: only a gap of the running block that nobody asked for can be kept", ErrNoGap)
	}
	t.s.Block, t.e.For = b, gap.End.Sub(gap.Start)
	if r := t.s.Rested; r.From.Equal(gap.Start) {
		r.Cycle.Stale = r.Cycle.Stale || t.s.Cycle.Stale
		t.s.Cycle, t.s.Rested = r.Cycle, Rested{}
	}
	if t.s.Phase == Paused {
		t.record(Paused, gap.Start, gap.Cause)
		return nil
	}
	t.enterBlock(t.now, gap.Cause)
	t.inEffect(gap.Start)
	return nil
}

func (t *turn) switchTask() error {
	if !t.s.running() {
		return t.notRunning()
	}
	if t.e.Label == t.s.Block.Label() {
		return nil
	}
	t.s.Block = t.s.Block.on(t.e.Label, t.now)
	t.record(t.s.Phase, t.now, None)
	return nil
}

// postpone goes back to the block; the break begins again by itself.
func (t *turn) postpone() error {
	wait := t.e.For
	if wait == 0 {
		wait = postponeFor
	}
	switch {
	case !t.s.resting():
		return fmt.Errorf("%w: it can be postponed once it has begun", ErrNoBreak)
	case wait < 0 || wait > maxBreak:
		return fmt.Errorf("%w: postpone by up to 2 hours", ErrRange)
	case t.s.Break.Postponed >= maxPostponed:
		return fmt.Errorf("%w: this break has been postponed twice already; skip it or start work", ErrTooLate)
	case t.s.Postpones(t.now) == 0:
		return fmt.Errorf("%w: a break can be postponed in its first third only; skip it or start work", ErrTooLate)
	}
	from := t.s.Block.Ended
	t.reopen()
	t.s.Block = t.s.Block.without(from, t.now, Internal) // rest is not focus
	t.s.Break = Break{Started: t.now.Add(wait), Postponed: t.s.Break.Postponed + 1}
	t.enterBlock(t.now, None)
	return nil
}

// presentEnd is where a block that is ended or paused now ends: now, the time
// of an open pause taken off.
func (t *turn) presentEnd() time.Time {
	at := later(t.now, t.s.Block.resumed())
	if t.s.Phase == Paused {
		at = later(at, t.s.Since)
		t.closeGap(t.s.Since, at, t.s.Cause)
	}
	return at
}

func (t *turn) notRunning() error {
	if t.s.Phase == Idle {
		return fmt.Errorf("%w: start a block", ErrIdle)
	}
	return fmt.Errorf("%w: this is a break; start a block, or skip the break", ErrIdle)
}
