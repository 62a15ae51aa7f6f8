package timer

import (
	"fmt"
	"slices"
	"time"
)

// undoLast gives back the state before the last command, as if it had not
// been given: the time since then counts. The log keeps both.
func (t *turn) undoLast() error {
	t.settle()
	u := t.s.Undo
	if u == nil {
		return fmt.Errorf("%w: a command can be taken back for %.0f seconds", ErrNoUndo, t.rules.UndoFor.Seconds())
	}
	if meant := t.e.At; !meant.IsZero() && !meant.Equal(u.At) {
		return fmt.Errorf("%w: %s", ErrOther, u.Verb)
	}
	now, back := t.s, u.State
	for _, c := range now.Unsettled {
		if back.closing(c.seq()) < 0 {
			t.revoke(c.seq())
		}
	}
	t.s = back
	t.s.Seq = now.Seq
	t.s.Locked = time.Time{} // who takes back is here
	for _, c := range back.Unsettled {
		if i := now.closing(c.seq()); i < 0 || !now.Unsettled[i].ended().Equal(c.ended()) {
			t.emit(c)
		}
	}
	t.record(now.Phase, t.now, None)
	return nil
}

// reopen takes back the end of the block before the break, and the break. It
// is for the caller to say in which phase that is.
func (t *turn) reopen() {
	i := t.s.closing(t.s.Block.Seq)
	t.s.Cycle = t.s.Unsettled[i].Cycle
	t.forget(t.s.Block.Seq)
	t.forget(t.s.Break.Seq)
	t.s.Block.Ended, t.s.Block.EndedBy = time.Time{}, Running
	t.s.Break = Break{Postponed: t.s.Break.Postponed}
}

// keep has a closing kept, until it is settled or taken back.
func (t *turn) keep(c Closing) {
	t.s.Unsettled = append(slices.Clip(t.s.Unsettled), c)
	t.emit(c)
}

// emit has c written. A step names what it keeps once, and never what it
// takes back as well, so the order in which a store does the two is free.
func (t *turn) emit(c Closing) {
	t.drop(c.seq())
	t.step.Changed = true
	if c.Block != nil {
		t.step.Blocks = append(t.step.Blocks, *c.Block)
	} else {
		t.step.Breaks = append(t.step.Breaks, *c.Break)
	}
}

// forget takes a closing back.
func (t *turn) forget(seq Seq) {
	i := t.s.closing(seq)
	if i < 0 {
		return
	}
	t.s.Unsettled = slices.Delete(slices.Clone(t.s.Unsettled), i, i+1)
	t.revoke(seq)
}

// revoke has what was kept removed; what only this turn kept never is.
func (t *turn) revoke(seq Seq) {
	t.drop(seq)
	t.step.Changed = true
	if t.before.closing(seq) >= 0 {
		t.step.Revoked = append(t.step.Revoked, seq)
	}
}

// drop removes all mention of seq from the step.
func (t *turn) drop(seq Seq) {
	t.step.Blocks = slices.DeleteFunc(t.step.Blocks, func(b Block) bool { return b.Seq == seq })
	t.step.Breaks = slices.DeleteFunc(t.step.Breaks, func(b Break) bool { return b.Seq == seq })
	t.step.Revoked = slices.DeleteFunc(t.step.Revoked, func(s Seq) bool { return s == seq })
}
