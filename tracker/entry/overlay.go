package entry

import (
	"cmp"
	"iter"
	"slices"
	"time"

	"focusd/tracker"
)

// Row is a stretch as it is shown: recorded, or what an entry says of it.
type Row struct {
	Span  tracker.Span // what was recorded; nothing where Entry is set
	Began time.Time    // the whole that Span is what is left of; zero: Entry is set
	Entry *Entry       // nil: recorded
}

// Overlay lays entries, which are in order, over spans: what an entry covers
// does not show. The rows are in order; an error of spans ends them.
func Overlay(spans iter.Seq2[tracker.Span, error], entries []Entry) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		l := layer{entries: entries, yield: yield}
		for span, err := range spans {
			if err != nil {
				yield(Row{}, err)
				return
			}
			if !l.add(span) {
				return
			}
		}
		for i := range l.entries {
			if !yield(Row{Entry: &l.entries[i]}, nil) {
				return
			}
		}
	}
}

// layer is what remains to be laid over the spans that are still to come.
type layer struct {
	entries []Entry
	covered time.Time // where the last entry that has been shown ends
	yield   func(Row, error) bool
}

// add shows what begins up to the end of span, and what shows of it. It returns
// false when nobody looks any more.
func (l *layer) add(span tracker.Span) bool {
	began := span.Start
	for {
		if span.Start.Before(l.covered) {
			part, ok := span.Clip(l.covered, span.End)
			if !ok {
				return true
			}
			span = part
		}
		if len(l.entries) == 0 || !l.entries[0].Start.Before(span.End) {
			return l.yield(Row{Span: span, Began: began}, nil)
		}
		e := &l.entries[0]
		if before, ok := span.Clip(span.Start, e.Start); ok && !l.yield(Row{Span: before, Began: began}, nil) {
			return false
		}
		l.entries, l.covered = l.entries[1:], e.End
		if !l.yield(Row{Entry: e}, nil) {
			return false
		}
	}
}

// Total is the time of which a person said the same.
type Total struct {
	Text, Category string
	Time           time.Duration
}

// Sum adds up what entries say of [from, to), the most first. Hidden is time that
// counts as nothing.
func Sum(entries []Entry, from, to time.Time) (totals []Total, hidden time.Duration) {
	type about struct{ text, category string }
	index := make(map[about]int)
	for _, e := range entries {
		part, ok := e.Clip(from, to)
		switch {
		case !ok:
			continue
		case e.Kind == Hidden:
			hidden += part.Duration()
			continue
		}
		key := about{e.Text, e.Category}
		i, known := index[key]
		if !known {
			i = len(totals)
			index[key] = i
			totals = append(totals, Total{Text: e.Text, Category: e.Category})
		}
		totals[i].Time += part.Duration()
	}
	slices.SortFunc(totals, func(a, b Total) int {
		return cmp.Or(cmp.Compare(b.Time, a.Time), cmp.Compare(a.Text, b.Text), cmp.Compare(a.Category, b.Category))
	})
	return totals, hidden
}

// Covered are the stretches of [from, to) in which entries stand instead of
// recorded activity; neighbours are one. Added entries lie on none: that is what
// makes them added.
func Covered(entries []Entry, from, to time.Time) (all []Stretch) {
	for _, e := range entries {
		part, ok := e.Clip(from, to)
		if !ok || e.Kind == Added {
			continue
		}
		if i := len(all) - 1; i >= 0 && all[i].End.Equal(part.Start) {
			all[i].End = part.End
			continue
		}
		all = append(all, Stretch{part.Start, part.End})
	}
	return all
}

// Take takes the time in apps under entries out of the apps, active and passive.
// An app of which nothing is left goes; how often the person came to the others stays as it was
// recorded.
func Take(apps, under map[string]tracker.AppTotal) {
	for app, taken := range under {
		total, ok := apps[app]
		if !ok {
			continue
		}
		total.Time, total.Passive = max(total.Time-taken.Time, 0), max(total.Passive-taken.Passive, 0)
		if total.Time+total.Passive == 0 {
			delete(apps, app)
			continue
		}
		apps[app] = total
	}
}
