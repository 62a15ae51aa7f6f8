package report

import (
	"slices"
	"time"

	"focusd/timer"
	"focusd/tracker/entry"
)

// Block is what a run of the timer came to.
type Block struct {
	Seq     timer.Seq     `json:"seq"`
	Start   time.Time     `json:"start"`
	End     time.Time     `json:"end,omitzero"` // zero while it runs
	Hour    int           `json:"hour"`         // of the civil clock, in which it began
	Outcome timer.Outcome `json:"outcome"`      // of one that runs: Discarded
	Planned time.Duration `json:"planned,omitzero"`
	Focus   time.Duration `json:"focus"`
	Depth   Depth         `json:"depth,omitzero"`
	First   bool          `json:"first,omitzero"` // on the one task of the day

	Purity        Purity         `json:"purity"`
	Drifted       bool           `json:"drifted,omitzero"`
	FirstDrift    time.Duration  `json:"first_drift,omitzero"` // focus before it, where Drifted
	Interruptions []Interruption `json:"interruptions,omitempty"`
}

// blocks are those that began in the day. Discarded ones are left out.
func (d *Day) blocks(f Facts, pieces []Piece) {
	for _, w := range f.Blocks {
		if w.Started.Before(f.From) || !w.Started.Before(f.To) {
			continue
		}
		b := w.sum(pieces, f.Now)
		if !b.End.IsZero() && b.Outcome == timer.Discarded {
			continue
		}
		d.Blocks = append(d.Blocks, b)
	}
}

func (w Work) sum(pieces []Piece, now time.Time) Block {
	end := now
	if !w.Ended.IsZero() {
		end = earlier(now, w.Ended)
	}
	stretches := running(w.Block, now)
	inside, _ := divide(within(pieces, w.Started, end), stretches)
	uses := used(inside, w.Own)
	b := Block{
		Seq: w.Seq, Start: w.Started, End: w.Ended, Hour: hourOf(w.Started, inside), Outcome: w.Outcome(),
		Planned: w.Planned, Focus: w.Focus(now), Depth: w.Depth, First: w.First, Purity: purityOf(inside, uses),
	}
	b.Purity.Unseen += b.Focus - b.Purity.Focus() // where there is no log
	if i := slices.Index(uses, drift); i >= 0 {
		b.Drifted, b.FirstDrift = true, focusBefore(stretches, inside[i].Start)
	}
	b.Interruptions = interruptions(w.Block, inside, uses, end)
	return b
}

// hourOf is the hour of an instant by the clock of where the person was then.
func hourOf(at time.Time, pieces []Piece) int {
	offset := 0
	if len(pieces) > 0 {
		offset = pieces[0].Offset
	}
	return at.UTC().Add(time.Duration(offset) * time.Minute).Hour()
}

// focusBefore is how much of stretches is before an instant.
func focusBefore(stretches []entry.Stretch, at time.Time) (sum time.Duration) {
	for _, s := range stretches {
		if end := earlier(s.End, at); s.Start.Before(end) {
			sum += end.Sub(s.Start)
		}
	}
	return sum
}
