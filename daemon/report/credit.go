package report

import (
	"cmp"
	"slices"
	"time"

	"focusd/timer"
	"focusd/timer/agenda"
	"focusd/tracker/entry"
)

// Credits are what the time of a day went to, as the agenda counts it: each
// moment once, with the label of the block that it was in. In a block time
// counts for its label also where nobody was seen: the person thinks, or works
// on paper, and the timer knows better than the tracker when they went.
func (j *Judge) Credits(f Facts) []agenda.Activity {
	end := earlier(f.To, f.Now)
	var sum credits
	rest := within(j.pieces(f.Spans, f.Entries), f.From, end)
	for _, l := range labelled(f.Blocks, f.From, end) {
		var inside []Piece
		inside, rest = divide(rest, []entry.Stretch{l.Stretch})
		unseen := l.Duration()
		for _, p := range inside {
			if p.Counts() {
				sum.add(p, l.label)
				unseen -= p.Duration()
			}
		}
		sum.put(agenda.Activity{Label: l.label, Time: unseen})
	}
	for _, p := range rest {
		if p.Counts() {
			sum.add(p, "")
		}
	}
	return sum.sorted()
}

// label is a stretch of a block that counts, under the name that it had then.
type label struct {
	entry.Stretch
	label string
}

// labelled are those of blocks within [from, to), in order.
func labelled(blocks []Work, from, to time.Time) (all []label) {
	for _, w := range blocks {
		if !w.Ended.IsZero() && w.Outcome() == timer.Discarded {
			continue
		}
		for _, s := range running(w.Block, to) {
			all = append(all, w.under(s, from)...)
		}
	}
	return all
}

// under cuts a stretch of a block where its label changes.
func (w Work) under(s entry.Stretch, from time.Time) (all []label) {
	for i, segment := range w.Segments {
		part := entry.Stretch{Start: later(later(s.Start, segment.Start), from), End: s.End}
		if i+1 < len(w.Segments) {
			part.End = earlier(part.End, w.Segments[i+1].Start)
		}
		if segment.Label != "" && part.Start.Before(part.End) {
			all = append(all, label{part, segment.Label})
		}
	}
	return all
}

// credits adds up activities that differ in nothing but their time.
type credits map[agenda.Activity]time.Duration

func (c *credits) add(p Piece, label string) {
	c.put(agenda.Activity{
		App: p.Window.App, Category: p.Category, Class: p.Class.String(), Label: label, Entry: p.Text, Time: p.Duration(),
	})
}

func (c *credits) put(x agenda.Activity) {
	length := x.Time
	if length <= 0 {
		return
	}
	if *c == nil {
		*c = make(credits)
	}
	x.Time = 0
	(*c)[x] += length
}

// sorted is the most first.
func (c credits) sorted() []agenda.Activity {
	all := make([]agenda.Activity, 0, len(c))
	for x, length := range c {
		x.Time = length
		all = append(all, x)
	}
	slices.SortFunc(all, func(x, y agenda.Activity) int {
		return cmp.Or(cmp.Compare(y.Time, x.Time), cmp.Compare(x.Label, y.Label), cmp.Compare(x.Category, y.Category),
			cmp.Compare(x.App, y.App), cmp.Compare(x.Entry, y.Entry))
	})
	return all
}
