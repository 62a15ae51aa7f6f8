package timer

import "slices"

// settle lets go of what can no longer be taken back: the offer of undo, and
// the closings whose time is over, each of which comes out exactly once.
func (t *turn) settle() {
	if u := t.s.Undo; u != nil && !t.now.Before(u.At.Add(t.rules.UndoFor)) {
		t.s.Undo = nil
		t.step.Changed = true
	}
	var waiting []Closing
	for _, c := range t.s.Unsettled {
		if t.now.Before(c.Until) {
			waiting = append(waiting, c)
			continue
		}
		t.step.Settled = append(t.step.Settled, c)
		t.step.Changed = true
		t.neverAgain(c.seq())
	}
	t.s.Unsettled = waiting
}

// letGo ends the time in which closings before the command can be taken back:
// undo goes back to just before the last command and no further. Only the block
// and the break that the timer is in, or would be in again, can be reopened. So
// however fast commands follow each other, few closings wait.
func (t *turn) letGo() {
	back := t.s.Undo.State
	kept := []Seq{t.s.Block.Seq, t.s.Break.Seq, back.Block.Seq, back.Break.Seq}
	waiting := slices.Clone(t.s.Unsettled)
	for i, c := range waiting {
		old := back.closing(c.seq())
		if old < 0 || !back.Unsettled[old].ended().Equal(c.ended()) {
			continue // the command has made it what it is
		}
		recovered := c.Block != nil && c.Block.EndedBy == EndedRecovered // one at most: another takes another crash
		if !recovered && !slices.Contains(kept, c.seq()) {
			waiting[i].Until = earlier(c.Until, t.now)
		}
	}
	t.s.Unsettled = waiting
}

// neverAgain sees to it that undo does not bring back a settled closing.
func (t *turn) neverAgain(seq Seq) {
	u := t.s.Undo
	if u == nil {
		return
	}
	if i := u.State.closing(seq); i >= 0 {
		back := *u
		back.State.Unsettled = slices.Delete(slices.Clone(u.State.Unsettled), i, i+1)
		t.s.Undo = &back
	}
}
