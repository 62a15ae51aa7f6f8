package timer

import "time"

// startBlock starts a block; what was before it has been closed.
func (t *turn) startBlock(at time.Time, p Preset, label string) {
	t.claim(at)
	if !t.s.Cycle.Last.IsZero() && at.Sub(t.s.Cycle.Last) >= cycleEnd {
		t.s.Cycle = Cycle{}
	}
	if p.Kind != Burst { // which is an exception, not a change of plan
		t.s.Cycle = t.s.Cycle.convert(t.s.preset(), p)
		t.s.Preset = p
	}
	t.s.Block = Block{
		Seq: t.s.Seq + 1, Kind: p.Kind, Preset: p, Planned: p.Work,
		Started: at, Segments: []Segment{{Start: at, Label: label}},
	}
	if p.Kind == Flow {
		t.s.Block.Planned = 0
	}
	t.s.Break, t.s.Rested = Break{}, Rested{}
	t.enter(Work, at, None)
}

// closeBlock ends the block and adds it to the cycle.
func (t *turn) closeBlock(at time.Time, by Ending) {
	b := t.s.Block.end(at, by)
	c := Closing{At: t.now, Until: t.now.Add(t.rules.UndoFor), Cycle: t.s.Cycle, Block: &b}
	t.s.Cycle = t.s.Cycle.add(b, t.s.preset())
	t.s.Block = b
	t.keep(c)
}

// endInBreak ends the block and begins its break, both at the given time.
func (t *turn) endInBreak(at time.Time, by Ending, c Cause) {
	t.closeBlock(at, by)
	length, long := t.s.breakAfter(t.s.Block, t.s.Cycle)
	from := t.s.Block.Ended
	if length <= 0 {
		t.idle(from, c)
		return
	}
	t.s.Break = Break{
		Seq: t.s.Seq + 1, Long: long, Planned: length,
		Started: from, Postponed: t.s.Break.Postponed,
	}
	t.holdOpen()
	if long {
		t.enter(LongBreak, from, c)
	} else {
		t.enter(ShortBreak, from, c)
	}
}

// holdOpen keeps the block that has just ended from being settled while its
// break can be postponed, and until it is known that nobody had left before
// its end.
func (t *turn) holdOpen() {
	c := &t.s.Unsettled[len(t.s.Unsettled)-1] // made by closeBlock, in a slice of our own
	if t.s.Break.Postponed < maxPostponed {
		c.Until = later(c.Until, t.s.Break.postponeEnd())
	}
	left, early := leftEarly(t.s, t.e.Input)
	if by := c.Block.EndedBy; early && !t.e.Input.Last.IsZero() && (by == EndedIdle || by == EndedAuto) {
		c.Until = later(c.Until, left.Add(t.rules.AwayAfter))
	}
}

// closeBreak ends the break.
func (t *turn) closeBreak(at time.Time, o BreakOutcome) {
	b := t.s.Break
	b.Ended, b.Outcome = later(at, b.Started), o
	until := t.now.Add(t.rules.UndoFor)
	if i := t.s.closing(t.s.Block.Seq); i >= 0 {
		// Who takes back the block takes back its break.
		until = later(until, t.s.Unsettled[i].Until)
	}
	c := Closing{At: t.now, Until: until, Cycle: t.s.Cycle, Break: &b}
	t.s.Cycle = t.s.Cycle.after(b, t.s.cyclePreset())
	t.s.Break = b
	t.keep(c)
}

// leaveBreak ends a break that may still be running, because of a command.
func (t *turn) leaveBreak(at time.Time, less BreakOutcome) {
	if t.s.resting() {
		t.closeBreak(at, t.s.Break.outcome(at, less))
	}
}

// natural keeps a rest that nobody asked for.
func (t *turn) natural(from, to time.Time) {
	t.s.Seq++
	b := Break{Seq: t.s.Seq, Started: from, Ended: later(to, from), Outcome: Natural}
	c := Closing{At: t.now, Until: t.now.Add(t.rules.UndoFor), Cycle: t.s.Cycle, Break: &b}
	t.s.Cycle = t.s.Cycle.rested(to.Sub(t.s.Cycle.Last), t.s.cyclePreset())
	t.keep(c)
}

// goneForGood closes the block where the person left it; the absence is a
// rest by itself, until now as far as is known.
func (t *turn) goneForGood(left time.Time, by Ending, c Cause) {
	t.closeBlock(left, by)
	back := t.now
	if at, ok := comeBack(t.s, t.e.Input); ok && c == Away {
		back = later(earlier(at, back), left)
	}
	t.natural(left, back)
	t.idle(back, c)
	t.inEffect(left)
}

// closeGap takes the time from..to off the block. An absence as long as a
// long break was one.
func (t *turn) closeGap(from, to time.Time, c Cause) {
	t.s.Block = t.s.Block.without(from, to, c)
	if c != Away && c != Lock && c != Sleep {
		return
	}
	before := t.s.Cycle
	if t.s.Cycle = before.rested(to.Sub(from), t.s.cyclePreset()); t.s.Cycle != before {
		t.s.Rested = Rested{From: t.s.Block.Gaps[len(t.s.Block.Gaps)-1].Start, Cycle: before}
	}
}

// enterBlock goes on with the block, before or after its deadline.
func (t *turn) enterBlock(at time.Time, c Cause) {
	p := Work
	if b := t.s.Block; b.Kind != Flow && b.Focus(at) >= b.target() {
		p = Overtime
	}
	t.enter(p, later(at, t.s.Block.resumed()), c)
}
