package report

import (
	"slices"
	"time"

	"focusd/tracker/category"
	"focusd/tracker/entry"
)

const (
	// LeastUnrecorded is how long work is at least, to look like a block that
	// nobody started.
	LeastUnrecorded = 25 * time.Minute
	// aside is how long something else may come between, and it is still the same
	// work.
	aside = 2 * time.Minute
	// mostlyEarned is how much of it earns, of a hundred.
	mostlyEarned = 80
)

// Unrecorded is work that looks like a block without being one.
type Unrecorded struct {
	Stretch
	Name string // what most of it went to. Private: it may be what the person wrote
}

// Unrecorded is the longest of a day; ok is false if there is none.
func (j *Judge) Unrecorded(f Facts) (longest Unrecorded, ok bool) {
	pieces := within(j.pieces(f.Spans, f.Entries), f.From, earlier(f.To, f.Now))
	var runs [][]Piece
	for _, p := range outsideBlocks(pieces, f) {
		n := len(runs) - 1
		switch {
		case !p.Counts():
		case n >= 0 && p.Start.Sub(lastEarned(runs[n])) <= aside && !f.blockIn(lastEarned(runs[n]), p.Start):
			runs[n] = append(runs[n], p)
		case p.Class == category.Earns:
			runs = append(runs, []Piece{p})
		}
	}
	for _, run := range runs {
		if u, looks := unrecordedOf(run); looks && u.Duration() > longest.Duration() {
			longest, ok = u, true
		}
	}
	return longest, ok
}

// outsideBlocks are the parts of pieces that are in no block and no break.
func outsideBlocks(pieces []Piece, f Facts) []Piece {
	var taken []entry.Stretch
	for _, b := range f.Blocks {
		end := b.Ended
		if end.IsZero() {
			end = f.Now
		}
		taken = append(taken, entry.Stretch{Start: b.Started, End: end})
	}
	for _, b := range f.Breaks {
		taken = append(taken, entry.Stretch{Start: b.Started, End: b.Ended})
	}
	_, outside := divide(pieces, union(taken))
	return outside
}

// blockIn tells whether a block lies between two instants.
func (f Facts) blockIn(from, to time.Time) bool {
	return slices.ContainsFunc(f.Blocks, func(b Work) bool { return !b.Started.Before(from) && b.Started.Before(to) })
}

// lastEarned is until when the latest of a run earned. The first of one does.
func lastEarned(run []Piece) time.Time {
	for _, p := range slices.Backward(run) {
		if p.Class == category.Earns {
			return p.End
		}
	}
	return run[0].End
}

// unrecordedOf is a run without what came after the last that earned.
func unrecordedOf(run []Piece) (u Unrecorded, looks bool) {
	u.Start, u.End = run[0].Start, lastEarned(run)
	var earned time.Duration
	var sum tally
	for _, p := range run {
		if p.Class == category.Earns {
			earned += p.Duration()
			sum.merge(Activity{Category: p.Category, Text: p.Text, Time: p.Duration()})
		}
	}
	sortActivities(sum.all)
	u.Name = sum.all[0].name()
	return u, u.Duration() >= LeastUnrecorded && percent(earned, u.Duration()) >= mostlyEarned
}
