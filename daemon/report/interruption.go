package report

import (
	"cmp"
	"slices"
	"time"

	"focusd/timer"
)

// Interruption is a break of attention in a block: a distraction, or a pause of
// the person's own making.
type Interruption struct {
	At       time.Time     `json:"at"`
	App      string        `json:"app,omitzero"` // took the front right before; "" for the desktop, or what was said
	Cause    timer.Cause   `json:"cause"`        // Distraction, Internal or External
	Back     time.Duration `json:"back"`         // the way back to the task
	Returned bool          `json:"returned"`     // false: the block ended on the way
}

// interruptions are the breaks of attention of a block, in order. Distractions
// between which the person was not really back are one.
func interruptions(b timer.Block, pieces []Piece, uses []use, end time.Time) (all []Interruption) {
	var back time.Time
	for i := 0; i < len(pieces); i++ {
		if uses[i] != drift || pieces[i].Start.Before(back) {
			continue
		}
		first := culprit(pieces, uses, i)
		var returned bool
		back, returned = wayBack(pieces, uses, i, end)
		at := pieces[first].Start
		all = append(all, Interruption{at, pieces[first].Window.App, timer.Distraction, back.Sub(at), returned})
	}
	for _, g := range b.Gaps {
		if g.Cause == timer.Internal || g.Cause == timer.External {
			all = append(all, paused(g, pieces, uses, end))
		}
	}
	slices.SortStableFunc(all, func(a, b Interruption) int { return a.At.Compare(b.At) })
	return all
}

// culprit is the piece that took the front when attention broke: glances right
// before a distraction led to it.
func culprit(pieces []Piece, uses []use, i int) int {
	for i > 0 && uses[i-1] == elsewhere && pieces[i-1].Duration() < LeastDistraction && pieces[i-1].End.Equal(pieces[i].Start) {
		i--
	}
	return i
}

// wayBack is when the person was back for at least LeastReturn, after the piece
// at from; the end of the block if they were not.
func wayBack(pieces []Piece, uses []use, from int, end time.Time) (at time.Time, returned bool) {
	var length time.Duration
	for i := from; i < len(pieces); i++ {
		if uses[i] != onTask && uses[i] != elsewhere {
			length = 0
			continue
		}
		if length == 0 {
			at = pieces[i].Start
		}
		if length += pieces[i].Duration(); length >= LeastReturn {
			return at, true
		}
	}
	return end, false
}

// paused is the interruption of a pause: the app is the one before it.
func paused(g timer.Gap, pieces []Piece, uses []use, end time.Time) Interruption {
	after, _ := slices.BinarySearchFunc(pieces, g.End, func(p Piece, at time.Time) int { return p.Start.Compare(at) })
	in := Interruption{At: g.Start, Cause: g.Cause}
	for i := after - 1; i >= 0; i-- {
		if pieces[i].Counts() {
			in.App = pieces[i].Window.App
			break
		}
	}
	back, returned := wayBack(pieces, uses, after, end)
	in.Back, in.Returned = back.Sub(g.Start), returned
	return in
}

// Culprit is what one app cost by taking the front.
type Culprit struct {
	App    string        `json:"app"`
	Times  int           `json:"times"`
	Cost   time.Duration `json:"cost"`   // of all ways back
	Median time.Duration `json:"median"` // way back
}

// Culprits are the apps whose taking the front cost most, at most n of them;
// ask for three of a week. Pauses count for the app before them.
func Culprits(days []Day, n int) []Culprit {
	ways := make(map[string][]time.Duration)
	for _, d := range days {
		for _, b := range d.Blocks {
			for _, in := range b.Interruptions {
				ways[in.App] = append(ways[in.App], in.Back)
			}
		}
	}
	all := make([]Culprit, 0, len(ways))
	for app, backs := range ways {
		c := Culprit{App: app, Times: len(backs)}
		for _, back := range backs {
			c.Cost += back
		}
		c.Median, _ = medianTime(backs)
		all = append(all, c)
	}
	slices.SortFunc(all, func(a, b Culprit) int { return cmp.Or(cmp.Compare(b.Cost, a.Cost), cmp.Compare(a.App, b.App)) })
	return all[:min(n, len(all))]
}
