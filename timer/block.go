package timer

import (
	"slices"
	"time"
)

// Seq names a block, a break or a record for ever: it counts the transitions
// of a timer and is never reused, not even after an undo.
type Seq uint64

// Cause says why a block was interrupted. Its String is the metric label.
type Cause uint8

const (
	None        Cause = iota
	Internal          // the person paused: pause, or rewind
	External          // the person paused because of somebody else
	Away              // no input
	Lock              // the session was locked
	Sleep             // the machine slept
	Restart           // the daemon was not there
	Distraction       // reserved
)

// Ending says what ended a block.
type Ending uint8

const (
	Running        Ending = iota // it has not ended
	EndedFinish                  // finish, or the break was taken in overtime
	EndedStop                    // stop, or start --replace
	EndedSkip                    // skip: straight on to the next block
	EndedAuto                    // the deadline, with AfterWork == Auto
	EndedIdle                    // overtime without input
	EndedLock                    // locked in overtime, or locked for too long
	EndedSleep                   // slept for too long
	EndedAway                    // away for too long
	EndedPause                   // paused for too long
	EndedCap                     // overtime with no input source for too long
	EndedRecovered               // found open after a crash, closed at the last heartbeat
	EndedKept                    // likewise, and the person said that they went on
	EndedNote                    // written down after the fact
)

// Outcome is what a block was worth; see Block.Outcome.
type Outcome uint8

const (
	Discarded Outcome = iota
	Completed
	Partial
	Abandoned
)

// Gap is a stretch of a block that does not count: the block's deadline moves
// by its length.
type Gap struct {
	Start, End time.Time
	Cause      Cause
}

// Segment is the part of a block spent on one task. It lasts until the next
// one starts, or the block ends.
type Segment struct {
	Start time.Time
	Label string
}

// Block is a run of the timer: work. All times are UTC.
type Block struct {
	Seq      Seq
	Kind     Kind
	Preset   Preset        // the one it was started with
	Planned  time.Duration // length chosen at start; zero for Flow
	Extended time.Duration // what Extend has added to the deadline
	Started  time.Time
	Ended    time.Time // zero while it runs
	EndedBy  Ending
	Gaps     []Gap     // closed gaps, in order, disjoint
	Segments []Segment // at least one
}

// BreakOutcome is what became of a break.
type BreakOutcome uint8

const (
	Open     BreakOutcome = iota // it has not ended
	Taken                        // to its end, or at least 80 % of it
	Natural                      // an absence that was a rest by itself
	CutShort                     // work began before 80 % of it
	Skipped                      // refused
)

// Break is the rest after a block. It never pauses. All times are UTC.
type Break struct {
	Seq       Seq
	Long      bool
	Planned   time.Duration
	Started   time.Time
	Ended     time.Time // zero while it lasts; the planned end when it was taken to its end
	Outcome   BreakOutcome
	Postponed int // how often the break after this block was postponed
}

// Focus is the time of b that counts, until now or its end. A block that
// stands still has an open gap which only State knows: see State.Elapsed.
func (b Block) Focus(now time.Time) time.Duration {
	if !b.Ended.IsZero() && b.Ended.Before(now) {
		now = b.Ended
	}
	focus := now.Sub(b.Started)
	for _, g := range b.Gaps {
		if g.Start.Before(now) {
			focus -= earlier(g.End, now).Sub(g.Start)
		}
	}
	return max(focus, 0)
}

// target is the focus at which the planned time is over; zero for Flow.
func (b Block) target() time.Duration {
	if b.Kind == Flow {
		return 0
	}
	return b.Planned + b.Extended
}

// Deadline is when the planned time is over; zero for Flow. In Paused it is
// not yet known: see State.Left.
func (b Block) Deadline() time.Time {
	if b.Kind == Flow || b.Started.IsZero() {
		return time.Time{}
	}
	at := b.Started.Add(b.target())
	for _, g := range b.Gaps {
		if !g.Start.Before(at) {
			break // in overtime: what came before it stands
		}
		at = at.Add(g.End.Sub(g.Start))
	}
	return at
}

// Ratio is the focus of an ended block in terms of the planned time; zero for
// Flow and for a block that runs.
func (b Block) Ratio() float64 {
	if b.Ended.IsZero() || b.Planned <= 0 {
		return 0
	}
	return float64(b.Focus(b.Ended)) / float64(b.Planned)
}

const (
	discardUnder  = time.Minute
	flowCompleted = 10 * time.Minute
	flowUnit      = 25 * time.Minute // the focus of one credit in Flow
	shortBlock    = 20 * time.Minute // planned for less, a block is worth one credit at most
)

// Outcome is computed from the record, so a better rule applies to the past.
// A block that runs has none yet and is Discarded.
func (b Block) Outcome() Outcome {
	focus := b.Focus(b.Ended)
	switch {
	case b.Ended.IsZero() || focus < discardUnder:
		return Discarded
	case b.Kind == Flow && focus >= flowCompleted:
		return Completed
	case b.Kind != Flow && 5*focus >= 4*b.Planned: // ratio >= 0.8, exactly
		return Completed
	case b.EndedBy == EndedFinish:
		return Partial
	}
	return Abandoned
}

// Credit is what b is worth on the way to the long break:
// floor(ratio + 0.2), from 0 to 2. Bursts have none, their focus is carried.
func (b Block) Credit() int {
	if b.Outcome() != Completed {
		return 0
	}
	unit, most := b.Planned, 2
	switch {
	case b.Kind == Burst:
		return 0
	case b.Kind == Flow:
		unit, most = flowUnit, 4
	case b.Planned < shortBlock:
		most = 1
	}
	return min(int((b.Focus(b.Ended)+unit/5)/unit), most)
}

// Label is the task of the last segment.
func (b Block) Label() string {
	if len(b.Segments) == 0 {
		return ""
	}
	return b.Segments[len(b.Segments)-1].Label
}

// resumed is when the present run of b began: its start or the end of its
// last gap. Nothing can be counted back further than that.
func (b Block) resumed() time.Time {
	if len(b.Gaps) == 0 {
		return b.Started
	}
	return later(b.Started, b.Gaps[len(b.Gaps)-1].End)
}

// without returns b with what is not yet a gap in from..to made one.
func (b Block) without(from, to time.Time, c Cause) Block {
	from = later(from, b.Started)
	var gaps []Gap
	for _, g := range b.Gaps {
		if end := earlier(g.Start, to); from.Before(end) {
			gaps = append(gaps, Gap{Start: from, End: end, Cause: c})
		}
		gaps = append(gaps, g)
		from = later(from, g.End)
	}
	if from.Before(to) {
		gaps = append(gaps, Gap{Start: from, End: to, Cause: c})
	}
	b.Gaps = gaps
	return b
}

// with returns b with the time of a gap, which is given by its start or is the
// last. Of those that the person asked for there is none.
func (b Block) with(start time.Time) (whole Block, gap Gap, ok bool) {
	for i, g := range slices.Backward(b.Gaps) {
		if g.Cause == Internal || g.Cause == External || !start.IsZero() && !g.Start.Equal(start) {
			continue
		}
		b.Gaps = slices.Delete(slices.Clone(b.Gaps), i, i+1)
		return b, g, true
	}
	return b, Gap{}, false
}

// on returns b with the time from at on spent on label.
func (b Block) on(label string, at time.Time) Block {
	last := len(b.Segments) - 1
	if at = later(at, b.Segments[last].Start); at.Equal(b.Segments[last].Start) {
		b.Segments = slices.Clone(b.Segments)
		b.Segments[last].Label = label
		return b
	}
	b.Segments = append(slices.Clip(b.Segments), Segment{Start: at, Label: label})
	return b
}

// end returns b ended at the given instant, but not before its last gap.
func (b Block) end(at time.Time, by Ending) Block {
	b.Ended, b.EndedBy = later(at, b.resumed()), by
	n := len(b.Segments)
	for n > 1 && !b.Segments[n-1].Start.Before(b.Ended) {
		n-- // it had no time
	}
	b.Segments = b.Segments[:n:n]
	return b
}

// shift returns b as a clock that is d ahead would have recorded it.
func (b Block) shift(d time.Duration) Block {
	b.Started, b.Ended = move(b.Started, d), move(b.Ended, d)
	b.Gaps = slices.Clone(b.Gaps)
	for i := range b.Gaps {
		b.Gaps[i].Start, b.Gaps[i].End = move(b.Gaps[i].Start, d), move(b.Gaps[i].End, d)
	}
	b.Segments = slices.Clone(b.Segments)
	for i := range b.Segments {
		b.Segments[i].Start = move(b.Segments[i].Start, d)
	}
	return b
}

// length is how long b lasted, until now or its end.
func (b Break) length(now time.Time) time.Duration {
	if !b.Ended.IsZero() {
		now = b.Ended
	}
	return max(now.Sub(b.Started), 0)
}

// outcome is what a break that is left at now was: nearly all of it is taken.
func (b Break) outcome(now time.Time, less BreakOutcome) BreakOutcome {
	if 5*b.length(now) >= 4*b.Planned {
		return Taken
	}
	return less
}

func later(a, b time.Time) time.Time {
	if a.Before(b) {
		return b
	}
	return a
}

func earlier(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}

// move adds d to an instant; the zero time is none and stays.
func move(t time.Time, d time.Duration) time.Time {
	if t.IsZero() {
		return t
	}
	return t.Add(d)
}
