package report

import (
	"time"

	"focusd/timer"
	"focusd/tracker"
	"focusd/tracker/category"
	"focusd/tracker/entry"
)

const (
	// LeastDistraction is how long a distraction is at least; what is shorter
	// is a glance.
	LeastDistraction = 10 * time.Second
	// LeastReturn is how long the person is back at least, to be back.
	LeastReturn = 10 * time.Second
)

// Purity is where the focus of a block went. The parts add up to
// the focus.
//
// A distraction is time in the class wastes, or outside the block's own rule if
// it has one, for at least LeastDistraction. What the own rule names is none.
type Purity struct {
	OnTask    time.Duration `json:"on_task"`   // by the own rule; of a block without one: earns and supports
	Drift     time.Duration `json:"drift"`     // distractions
	Elsewhere time.Duration `json:"elsewhere"` // neither: glances, and what nobody has classified
	Away      time.Duration `json:"away"`      // nobody touched anything: thinking, or gone for a while
	Unseen    time.Duration `json:"unseen"`    // not observed, or not to be
}

// Focus is the whole.
func (p Purity) Focus() time.Duration { return p.OnTask + p.Drift + p.Elsewhere + p.Away + p.Unseen }

// Share is the part on task of the time of which it is known what it went to,
// from 0 to 1; ok is false if there is nothing to judge by.
func (p Purity) Share() (share float64, ok bool) {
	if p.OnTask+p.Drift == 0 {
		return 0, false
	}
	return float64(p.OnTask) / float64(p.OnTask+p.Drift+p.Elsewhere), true
}

func (p *Purity) add(q Purity) {
	p.OnTask += q.OnTask
	p.Drift += q.Drift
	p.Elsewhere += q.Elsewhere
	p.Away += q.Away
	p.Unseen += q.Unseen
}

// Own tells whether a piece belongs to a block. It is the block's own rule; nil
// where it has none.
type Own func(Piece) bool

// OwnCategory is the rule of a block that is about a category, or what is below
// it.
func OwnCategory(branch string) Own {
	return func(p Piece) bool { return p.Category != "" && category.Within(p.Category, branch) }
}

// use is what a piece of a block was.
type use uint8

const (
	onTask use = iota
	drift
	elsewhere
	away
	unseen
)

// used says of each of the pieces of a block what it was.
func used(pieces []Piece, own Own) []use {
	uses := make([]use, len(pieces))
	for i, p := range pieces {
		uses[i] = useOf(p, own)
	}
	for from := 0; from < len(pieces); {
		if uses[from] != drift {
			from++
			continue
		}
		to, length := run(pieces, uses, from)
		if length < LeastDistraction {
			for i := from; i < to; i++ {
				uses[i] = elsewhere
			}
		}
		from = to
	}
	return uses
}

// run is the end and the length of the distraction that begins at from.
func run(pieces []Piece, uses []use, from int) (to int, length time.Duration) {
	for to = from; to < len(pieces) && uses[to] == drift; to++ {
		if to > from && !pieces[to].Start.Equal(pieces[to-1].End) {
			break
		}
		length += pieces[to].Duration()
	}
	return to, length
}

// useOf is what a piece was, if it was long enough for it.
func useOf(p Piece, own Own) use {
	switch {
	case p.Counts() && own != nil && own(p):
		return onTask
	case p.Counts() && (own != nil || p.Class == category.Wastes):
		return drift
	case p.Counts() && (p.Class == category.Earns || p.Class == category.Supports):
		return onTask
	case p.Counts():
		return elsewhere
	case p.Hidden, p.Presence == tracker.Paused, p.Presence == tracker.Unobserved:
		return unseen
	}
	return away
}

func purityOf(pieces []Piece, uses []use) (p Purity) {
	parts := [...]*time.Duration{onTask: &p.OnTask, drift: &p.Drift, elsewhere: &p.Elsewhere, away: &p.Away, unseen: &p.Unseen}
	for i, u := range uses {
		*parts[u] += pieces[i].Duration()
	}
	return p
}

// running are the stretches of b that count, until now or its end.
func running(b timer.Block, now time.Time) (all []entry.Stretch) {
	end := b.Ended
	if end.IsZero() || end.After(now) {
		end = now
	}
	from := b.Started
	for _, g := range b.Gaps {
		if to := earlier(g.Start, end); from.Before(to) {
			all = append(all, entry.Stretch{Start: from, End: to})
		}
		from = later(from, g.End)
	}
	if from.Before(end) {
		all = append(all, entry.Stretch{Start: from, End: end})
	}
	return all
}
