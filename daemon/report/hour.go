package report

import (
	"time"

	"focusd/tracker"
	"focusd/tracker/category"
	"focusd/tracker/entry"
)

// Hour is an hour of the civil clock on one day.
type Hour struct {
	Observed time.Duration `json:"observed,omitzero"` // it is known what was
	Seen     time.Duration `json:"seen,omitzero"`     // or said: the person did something
	Good     time.Duration `json:"good,omitzero"`     // in earns, or inside a block; none twice
	Wasted   time.Duration `json:"wasted,omitzero"`
}

// hours adds up the hours and what there was of blocks.
func (d *Day) hours(f Facts, today []Piece) {
	var focus []entry.Stretch
	for _, w := range f.Blocks {
		focus = append(focus, running(w.Block, f.Now)...)
	}
	focus = union(focus)
	for _, s := range focus {
		if from, to := later(s.Start, f.From), earlier(s.End, f.To); from.Before(to) {
			d.Focus += to.Sub(from)
		}
	}
	part(today, focus, func(p Piece, inside bool) {
		if inside || p.Class == category.Earns || p.Class == category.Supports {
			d.Capacity += p.Duration()
		}
		d.clock(p, inside || p.Class == category.Earns)
	})
}

// clock counts a piece to the hours of the civil clock it is in.
func (d *Day) clock(p Piece, good bool) {
	offset := time.Duration(p.Offset) * time.Minute
	for from := p.Start; from.Before(p.End); {
		local := from.UTC().Add(offset)
		to := earlier(p.End, local.Truncate(time.Hour).Add(time.Hour-offset))
		d.Hours[local.Hour()].count(p, to.Sub(from), good)
		from = to
	}
}

func (h *Hour) count(p Piece, length time.Duration, good bool) {
	if !p.Counts() && (p.Hidden || p.Presence == tracker.Unobserved || p.Presence == tracker.Paused) {
		return
	}
	h.Observed += length
	if p.Counts() {
		h.Seen += length
	}
	if good {
		h.Good += length
	}
	if p.Class == category.Wastes {
		h.Wasted += length
	}
}
