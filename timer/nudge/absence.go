package nudge

import (
	"slices"
	"time"

	"focusd/timer"
	"focusd/tracker"
)

// maxGaps is how many absences wait to be asked about.
const maxGaps = 8

// lose notices that a running block has lost time to an absence.
func (t *turn) lose() {
	w := t.s.World
	if !w.counting() || len(w.Timer.Block.Gaps) == 0 {
		return
	}
	g := w.Timer.Block.Gaps[len(w.Timer.Block.Gaps)-1]
	if !g.End.After(t.s.LossEnd) {
		return
	}
	t.s.LossEnd = g.End
	away := g.Cause == timer.Away || g.Cause == timer.Lock || g.Cause == timer.Sleep
	if away && g.End.Sub(g.Start) >= t.r.ReturnAfter {
		t.s.Loss = Stretch{g.Start, g.End}
	}
}

// unexplained notes an absence that a block, a break or the night does not
// explain.
func (t *turn) unexplained(left Left, back time.Time) {
	from := later(left.From, left.Excused)
	d := back.Sub(from)
	overnight := t.r.Calendar.Day(from) != t.s.Today.Day && d >= leastNight
	switch {
	case left.As == tracker.Paused || t.s.World.running() || t.was.running():
	case d < t.r.GapAfter || d >= nightFrom || overnight || !left.Up:
	case len(t.gaps()) < maxGaps:
		t.s.Wishes = append(t.s.Wishes, Wish{Kind: Gap, Since: t.now, Stretch: Stretch{from, back}})
	}
}

// up tells whether somebody had been active on the logical day of an instant that
// lies after the event before. The day may have ended in between.
func (t *turn) up(at time.Time) bool {
	return !t.s.Today.First.IsZero() || !t.before.First.IsZero() && t.before.Day == t.r.Calendar.Day(at)
}

// gaps are the absences that wait, oldest first.
func (t *turn) gaps() []Wish {
	return slices.DeleteFunc(slices.Clone(t.s.Wishes), func(w Wish) bool { return w.Kind != Gap })
}

// dropGaps forgets what the person has explained without being asked.
func (t *turn) dropGaps(s Stretch) {
	overlaps := func(o Stretch) bool { return o.From.Before(s.To) && s.From.Before(o.To) }
	t.s.Wishes = slices.DeleteFunc(t.s.Wishes, func(w Wish) bool { return w.Kind == Gap && overlaps(w.Stretch) })
	if overlaps(t.s.Loss) {
		t.s.Loss = Stretch{}
	}
	for _, n := range slices.Clone(t.s.Open) {
		if (n.Kind == Gap || n.Kind == Return) && overlaps(Stretch{n.From, n.To}) {
			t.shut(n, Moot)
		}
	}
}

// returnAt is when a loss may be asked about: soon, or not at all.
func (t *turn) returnAt() time.Time {
	loss := t.s.Loss
	if loss.To.IsZero() {
		return time.Time{}
	}
	at := t.free(Return, t.question(Return, loss.To))
	if at.After(loss.To.Add(returnFresh)) {
		return time.Time{}
	}
	return at
}

func (t *turn) sayReturn() Nudge {
	n := Nudge{From: t.s.Loss.From, To: t.s.Loss.To, Answers: []Answer{Keep, OfflineWork, WasBreak, Drop}}
	n.For = n.To.Sub(n.From)
	t.s.Loss = Stretch{}
	return n
}

func (t *turn) sayGap() Nudge {
	w := t.gaps()[0]
	t.s.Wishes = slices.DeleteFunc(t.s.Wishes, func(o Wish) bool { return o == w })
	return Nudge{From: w.From, To: w.To, For: w.To.Sub(w.From), Answers: []Answer{OfflineWork, WasBreak, Drop}}
}

// question is at, or later if another question is open; the zero time when the
// budget of the day is spent.
func (t *turn) question(k Kind, at time.Time) time.Time {
	limited := !t.s.Agenda.Exercise || k != Return && k != Gap
	if at.IsZero() || limited && t.s.Today.Questions >= t.r.Questions {
		return time.Time{}
	}
	for _, n := range t.s.Open {
		if n.Kind.Question() {
			at = later(at, n.Until)
		}
	}
	return at
}
