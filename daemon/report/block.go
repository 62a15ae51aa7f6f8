package report

import (
	"fmt"
	"slices"
	"strings"
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
	Off           []Activity     `json:"off,omitempty"` // what most of the time went to that was not on task, at most three
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
	var inside []Piece
	part(within(pieces, w.Started, end), stretches, func(p Piece, in bool) {
		if in {
			inside = append(inside, p)
		}
	})
	uses := used(inside, w.Own)
	b := Block{
		Seq: w.Seq, Start: w.Started, End: w.Ended, Hour: hourOf(w.Started, inside), Outcome: w.Outcome(),
		Planned: w.Planned, Focus: w.Focus(now), Depth: w.Depth, First: w.First, Purity: purityOf(inside, uses),
	}
	b.Off = offTask(inside, uses)
	b.Purity.Unseen += b.Focus - b.Purity.Focus() // where there is no log
	if i := slices.Index(uses, drift); i >= 0 {
		b.Drifted, b.FirstDrift = true, focusBefore(stretches, inside[i].Start)
	}
	b.Interruptions = interruptions(w.Block, inside, uses, end)
	return b
}

// mostOff is how many things are kept that a block's time went to beside its task.
const mostOff = 3

// offTask is what most of the time went to that was not on task. Glances add up.
func offTask(pieces []Piece, uses []use) []Activity {
	var beside tally
	for i, p := range pieces {
		if uses[i] == drift || uses[i] == elsewhere {
			beside.add(p)
		}
	}
	sortActivities(beside.all)
	return beside.all[:min(mostOff, len(beside.all))]
}

// Sentence is where the time of the block went: "22 min of 25 min on task,
// 3 min in mail · letters". It demands nothing.
func (b Block) Sentence() string {
	parts := []string{spell(b.Focus)}
	if _, ok := b.Purity.Share(); ok {
		parts[0] = fmt.Sprintf("%s of %s on task", spell(b.Purity.OnTask), spell(b.Focus))
	}
	for _, a := range b.Off {
		if a.Time >= time.Minute {
			parts = append(parts, spell(a.Time)+" in "+a.name())
		}
	}
	if b.Purity.Away >= time.Minute {
		parts = append(parts, spell(b.Purity.Away)+" without touching anything")
	}
	if b.Purity.Unseen >= time.Minute {
		parts = append(parts, spell(b.Purity.Unseen)+" not seen")
	}
	return strings.Join(parts, ", ")
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
