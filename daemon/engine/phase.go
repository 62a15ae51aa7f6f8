package engine

import (
	"slices"
	"time"

	"focusd/timer"
)

// phase is a stretch of a block or a break.
type phase struct {
	from, to time.Time
	seq      timer.Seq // of a block that counts; 0: nothing counts
	kind     string
	during   string
	shown    timer.Phase
}

// timerState grows while the timer is in a phase.
func timerState(s timer.Phase) Counter {
	return Counter{"focusd_timer_state", labels("state", s.String())}
}

// Timer takes the blocks and breaks of the time that is counted. State is where
// the timer stands now, with what has not ended. It comes before any piece.
func (c *Chronicle) Timer(blocks []timer.Block, breaks []timer.Break, s timer.State, now time.Time) error {
	if running(s) {
		bl := s.Block
		if s.Phase == timer.Paused {
			bl.Gaps = append(slices.Clip(bl.Gaps), timer.Gap{Start: s.Since, End: now, Cause: s.Cause})
		}
		blocks = putBlock(slices.Clone(blocks), bl)
	}
	for _, bl := range blocks {
		c.block(bl, now)
	}
	if br := s.Break; !br.Started.IsZero() && br.Ended.IsZero() && (s.Phase == timer.ShortBreak || s.Phase == timer.LongBreak) {
		breaks = append(slices.Clip(breaks), br)
	}
	for _, br := range breaks {
		c.pause(br, now)
	}
	slices.SortStableFunc(c.timed, func(a, b phase) int { return a.from.Compare(b.from) })
	for _, ph := range c.timed {
		c.stretch(ph.from, ph.to, c.id(timerState(ph.shown)))
	}
	slices.SortStableFunc(blocks, func(a, b timer.Block) int { return a.Ended.Compare(b.Ended) })
	for _, bl := range blocks {
		c.ended(bl)
	}
	return c.err
}

// block takes in the phases of a block, and that it began.
func (c *Chronicle) block(bl timer.Block, now time.Time) {
	kind := bl.Kind.String()
	c.point(bl.Started, map[Counter]uint64{{blocksStarted, labels("kind", kind)}: 1})
	end := bl.Ended
	if end.IsZero() {
		end = now
	}
	work := phase{seq: bl.Seq, kind: kind, during: "work", shown: timer.Work}
	from, deadline := bl.Started, bl.Deadline()
	count := func(from, to time.Time) {
		if !deadline.IsZero() && from.Before(deadline) && deadline.Before(to) {
			c.addPhase(work, from, deadline)
			from = deadline
		}
		ph := work
		if !deadline.IsZero() && !from.Before(deadline) {
			ph.shown = timer.Overtime
		}
		c.addPhase(ph, from, to)
	}
	for _, g := range bl.Gaps {
		start, stop := latest(g.Start, from), earliest(g.End, end)
		count(from, earliest(start, end))
		c.addPhase(phase{kind: kind, during: "work", shown: timer.Paused}, start, stop)
		from = latest(from, stop)
	}
	count(from, end)
}

func (c *Chronicle) addPhase(ph phase, from, to time.Time) {
	if from.Before(to) {
		ph.from, ph.to = from, to
		c.timed = append(c.timed, ph)
	}
}

// pause takes in a break.
func (c *Chronicle) pause(br timer.Break, now time.Time) {
	kind := length(br)
	end := br.Ended
	if end.IsZero() {
		end = now
	}
	if !br.Ended.IsZero() && br.Outcome != timer.Open {
		c.point(br.Ended, map[Counter]uint64{{breaksEnded, labels("kind", kind, "outcome", br.Outcome.String())}: 1})
	}
	if br.Started.IsZero() || !br.Started.Before(end) {
		return
	}
	c.stretch(br.Started, end, c.id(Counter{breakSeconds, labels("kind", kind)}))
	ph := phase{during: "break", shown: timer.ShortBreak}
	if br.Long {
		ph.shown = timer.LongBreak
	}
	c.addPhase(ph, br.Started, end)
}

func (c *Chronicle) ended(bl timer.Block) {
	if bl.Ended.IsZero() {
		return
	}
	added := make(map[Counter]uint64)
	countEndedBlock(added, bl)
	c.point(bl.Ended, added)
}

// during says what the timer did at t.
func (c *Chronicle) during(t time.Time) string {
	for i := min(c.at, len(c.timed)-1); i >= 0 && c.timed[i].to.After(t); i-- {
		if !t.Before(c.timed[i].from) {
			return c.timed[i].during
		}
	}
	return "free"
}
