package timer

import (
	"slices"
	"time"
)

// Phase is what the timer is doing. Its String is the metric label:
// idle, work, paused, overtime, short_break, long_break, break_over.
type Phase uint8

const (
	Idle       Phase = iota
	Work             // counting
	Paused           // a block that stands still; State.Cause says why
	Overtime         // planned time is over, still counting
	ShortBreak       // counting down by the wall clock
	LongBreak        //
	BreakOver        // the break is over, waiting for the person
)

// State is where the timer stands. It is a value: Next never changes the one
// it is given, and slices in it are never written to. The zero State is idle
// with the default preset. All times are UTC and have no monotonic reading.
type State struct {
	Seq    Seq       // of the last transition
	Phase  Phase     //
	Since  time.Time // when the phase began
	Cause  Cause     // in Paused: why
	Preset Preset    // what a plain start starts
	Block  Block     // in Work, Paused, Overtime: the running one; in a break: the one before it
	Break  Break     // in ShortBreak, LongBreak, BreakOver; in a block: the postponed one, due at its Started
	Cycle  Cycle
	Rested Rested    // in a block: what its last gap that was a rest ended
	Locked time.Time // in Work and Overtime: locked since then, but for less than the grace; zero: not

	Undo      *Undo     // what Undo would give back; nil when there is nothing
	Unsettled []Closing // ended lately: may still be taken back
}

// Cycle is how far it is to the next long break.
type Cycle struct {
	Credits float64       // in units of the preset's work length
	Carry   time.Duration // focus of bursts that has not become a credit yet
	Last    time.Time     // when work last ended; zero: not in this cycle
	Stale   bool          // the logical day changed in the block: the cycle ends with it
}

// Rested is the cycle that a gap of the running block ended, as it was as long as
// a long break: to be given back with the gap. The zero Rested is none.
type Rested struct {
	From  time.Time // when the gap began
	Cycle Cycle     // the one before it
}

// Undo is the state before the last command of the person.
type Undo struct {
	Verb  Verb
	At    time.Time
	State State // its own Undo is nil
}

// Closing is a block or a break that has ended and may still be taken back.
// Exactly one of the pointers is set.
type Closing struct {
	At    time.Time // when it was decided
	Until time.Time // from then on it can no longer be taken back
	Cycle Cycle     // the one before it, to be given back with it
	Block *Block
	Break *Break
}

// Input is what is known of the person's keyboard and pointer.
// The zero Input is unknown: nothing is deducted, nothing credited.
type Input struct {
	Last  time.Time // the last input; zero: no source of input
	Since time.Time // the start of the present stretch of input; zero: not known
}

// Left is the time left in the phase: frozen in Paused, negative in Overtime
// and BreakOver, zero in Idle and Flow.
func (s State) Left(now time.Time) time.Duration {
	switch s.Phase {
	case Work, Paused, Overtime:
		if s.Block.Kind == Flow {
			return 0
		}
		return s.Block.target() - s.Elapsed(now)
	case ShortBreak, LongBreak:
		return s.Break.Started.Add(s.Break.Planned).Sub(now)
	case BreakOver:
		return min(s.Since.Sub(now), 0)
	}
	return 0
}

// Elapsed is the focus of the running block so far, or the time since the
// break began.
func (s State) Elapsed(now time.Time) time.Duration {
	switch s.Phase {
	case Work, Overtime:
		return s.Block.Focus(now)
	case Paused:
		return s.Block.Focus(s.Since) // the open gap began there
	case ShortBreak, LongBreak, BreakOver:
		return max(now.Sub(s.Break.Started), 0)
	}
	return 0
}

// Postpones is how often the break may still be postponed at now: only in its
// first 30 %, and twice at most.
func (s State) Postpones(now time.Time) int {
	if !s.resting() || s.closing(s.Block.Seq) < 0 || !now.Before(s.Break.postponeEnd()) {
		return 0
	}
	return max(maxPostponed-s.Break.Postponed, 0)
}

func (b Break) postponeEnd() time.Time { return b.Started.Add(b.Planned * 3 / 10) }

// running says whether there is a block: it counts or stands still.
func (s State) running() bool { return s.Phase == Work || s.Phase == Paused || s.Phase == Overtime }

// counting says whether the time of the block counts.
func (s State) counting() bool { return s.Phase == Work || s.Phase == Overtime }

// resting says whether a break lasts.
func (s State) resting() bool { return s.Phase == ShortBreak || s.Phase == LongBreak }

// closing is the index in Unsettled of what has the given seq; -1: none.
func (s State) closing(seq Seq) int {
	return slices.IndexFunc(s.Unsettled, func(c Closing) bool { return c.seq() == seq })
}

func (c Closing) ended() time.Time {
	if c.Block != nil {
		return c.Block.Ended
	}
	return c.Break.Ended
}

func (c Closing) seq() Seq {
	if c.Block != nil {
		return c.Block.Seq
	}
	return c.Break.Seq
}
