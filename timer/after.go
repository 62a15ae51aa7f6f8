package timer

import (
	"fmt"
	"slices"
	"time"
)

// shortestNote is the shortest block that can be written down after the fact:
// one that was shorter would be discarded.
const shortestNote = flowCompleted

// note writes down a block that nobody started. It is no part of a cycle: the
// breaks after it were taken, or not, long ago.
func (t *turn) note() error {
	from, to := t.e.At, t.e.At.Add(t.e.For)
	switch {
	case from.IsZero() || t.e.For < shortestNote || t.e.For > maxFor:
		return fmt.Errorf("%w: write down a block of 10 minutes to 8 hours", ErrRange)
	case to.After(t.now):
		return fmt.Errorf("%w: it would end in the future; start a block, with how long ago it began", ErrRange)
	case t.s.occupied(from, to):
		return fmt.Errorf("%w: write down what lies beside it", ErrOverlap)
	}
	b := Block{
		Seq: t.s.Seq + 1, Kind: Flow, Preset: Preset{Name: "flow", Kind: Flow}, Started: from, Ended: to, EndedBy: EndedNote,
		Segments: []Segment{{Start: from, Label: t.e.Label}},
	}
	t.claim(from)
	t.keep(Closing{At: t.now, Until: t.now.Add(t.rules.UndoFor), Cycle: t.s.Cycle, Block: &b})
	if t.s.Phase == Idle {
		t.s.Since = later(t.s.Since, to) // no block is started into it
	}
	t.record(t.s.Phase, from, None)
	return nil
}

// occupied tells whether the timer knows of a block or a break in from..to.
// Older ones only their store knows.
func (s State) occupied(from, to time.Time) bool {
	meets := func(start, end time.Time) bool {
		return !start.IsZero() && start.Before(to) && (end.IsZero() || from.Before(end))
	}
	for _, c := range s.Unsettled {
		if c.Block != nil && meets(c.Block.Started, c.Block.Ended) || c.Break != nil && meets(c.Break.Started, c.Break.Ended) {
			return true
		}
	}
	return s.running() && meets(s.Block.Started, time.Time{}) ||
		s.Phase != Idle && !s.running() && (meets(s.Block.Started, s.Block.Ended) || meets(s.Break.Started, time.Time{}))
}

// Recovered is a block that was closed because no daemon ran, while it can still
// be said that the time after it was part of it.
type Recovered struct {
	From, To time.Time // from where it was closed to where it would have ended, or a daemon ran again
	Until    time.Time // from then on the block stands
	Label    string
}

// Recovered is the block of s that was closed so; ok is false if there is none.
func (s State) Recovered() (r Recovered, ok bool) {
	i := s.recovered()
	if i < 0 {
		return r, false
	}
	c := s.Unsettled[i]
	r = Recovered{From: c.Block.Ended, To: c.whole(), Until: c.Until, Label: c.Block.Label()}
	return r, r.To.After(r.From)
}

// recovered is the index in Unsettled of the block that was closed at the last
// heartbeat; -1: none.
func (s State) recovered() int {
	for i, c := range s.Unsettled {
		if c.Block != nil && c.Block.EndedBy == EndedRecovered {
			return i
		}
	}
	return -1
}

// whole is where the block of c would have ended at its deadline, if a daemon had
// run; at the latest when one ran again.
func (c Closing) whole() time.Time {
	if deadline := c.Block.Deadline(); !deadline.IsZero() {
		return earlier(c.At, later(deadline, c.Block.Ended))
	}
	return c.At
}

// claim has a block begin at the given time. A recovered block cannot be given
// time of others.
func (t *turn) claim(from time.Time) {
	i := t.s.recovered()
	if i < 0 || !from.Before(t.s.Unsettled[i].At) {
		return
	}
	t.s.Unsettled = slices.Clone(t.s.Unsettled)
	t.s.Unsettled[i].Until = earlier(t.s.Unsettled[i].Until, t.now)
}

// keepRecovered gives a block that was closed at the last heartbeat the time
// until it would have ended: the person was there, and only the daemon was not.
func (t *turn) keepRecovered(i int) error {
	c := t.s.Unsettled[i]
	from, to := c.Block.Ended, c.whole()
	if !from.Before(to) {
		return fmt.Errorf("%w: it went on to its end", ErrNoGap)
	}
	b := *c.Block
	b.Ended, b.EndedBy = to, EndedKept
	if t.s.Cycle.Last.Equal(from) {
		t.s.Cycle = c.Cycle.add(b, t.s.preset())
	}
	t.e.For = to.Sub(from)
	t.forget(b.Seq)
	t.keep(Closing{At: t.now, Until: t.now.Add(t.rules.UndoFor), Cycle: c.Cycle, Block: &b})
	if t.s.Phase == Idle {
		t.s.Since = later(t.s.Since, to)
	}
	t.record(t.s.Phase, from, Restart)
	return nil
}
