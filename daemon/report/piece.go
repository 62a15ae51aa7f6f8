package report

import (
	"slices"
	"sort"
	"time"

	"focusd/tracker"
	"focusd/tracker/category"
	"focusd/tracker/entry"
)

// Piece is a stretch of time as it counts: recorded, or what the person said
// of it instead.
type Piece struct {
	Start, End time.Time
	Offset     int              // of local time from UTC, in minutes
	Presence   tracker.Presence // as recorded; meaningless where Said
	Window     tracker.Window   // none where Said. Private, as titles are
	Said       bool             // by an entry: somebody says that this was
	Hidden     bool             // by an entry: counts as nothing
	Text       string           // of the entry
	Category   string
	Class      category.Class
}

// Duration is the length of the piece.
func (p Piece) Duration() time.Duration { return p.End.Sub(p.Start) }

// Seen tells whether the machine saw somebody, and may say so.
func (p Piece) Seen() bool {
	return !p.Said && !p.Hidden && (p.Presence == tracker.Active || p.Presence == tracker.Passive)
}

// Counts tells whether it is known what the time went to.
func (p Piece) Counts() bool { return p.Said || p.Seen() }

// clip is the part of the piece in [from, to).
func (p Piece) clip(from, to time.Time) (Piece, bool) {
	p.Start, p.End = later(p.Start, from), earlier(p.End, to)
	return p, p.Start.Before(p.End)
}

// pieces lays entries over spans. Both are in order.
func (j *Judge) pieces(spans []tracker.Span, entries []entry.Entry) []Piece {
	return j.appendPieces(make([]Piece, 0, len(spans)+len(entries)), spans, entries)
}

func (j *Judge) appendPieces(pieces []Piece, spans []tracker.Span, entries []entry.Entry) []Piece {
	each := func(yield func(tracker.Span, error) bool) {
		for _, s := range spans {
			if !yield(s, nil) {
				return
			}
		}
	}
	for row := range entry.Overlay(each, entries) {
		if row.Entry != nil {
			pieces = append(pieces, j.said(*row.Entry))
			continue
		}
		pieces = append(pieces, j.recorded(row))
	}
	return pieces
}

func (j *Judge) recorded(row entry.Row) Piece {
	s := row.Span
	p := Piece{Start: s.Start, End: s.End, Offset: s.Offset, Presence: s.Presence, Window: s.Window}
	if p.Seen() {
		p.Category, p.Class = j.window(s, row.Began)
	}
	return p
}

func (j *Judge) said(e entry.Entry) Piece {
	p := Piece{Start: e.Start, End: e.End, Offset: e.Offset, Hidden: e.Kind == entry.Hidden}
	if !p.Hidden {
		p.Said, p.Text, p.Category, p.Class = true, e.Text, e.Category, j.class(e.Category)
	}
	if p.Said && wasBreak(e) {
		p.Class = category.Rest
	}
	return p
}

// wasBreak tells whether the person answered that an absence was a break: that
// needs no category to be a rest.
func wasBreak(e entry.Entry) bool {
	return e.Origin == entry.Question && e.Category == "" && e.Text == "break"
}

// within are the parts of pieces, which are in order, in [from, to).
func within(pieces []Piece, from, to time.Time) []Piece {
	return appendWithin(nil, pieces, from, to)
}

func appendWithin(parts, pieces []Piece, from, to time.Time) []Piece {
	first := sort.Search(len(pieces), func(i int) bool { return pieces[i].End.After(from) })
	pieces = pieces[first:]
	n := sort.Search(len(pieces), func(i int) bool { return !pieces[i].Start.Before(to) })
	parts = slices.Grow(parts, n)
	for _, p := range pieces[:n] {
		if part, ok := p.clip(from, to); ok {
			parts = append(parts, part)
		}
	}
	return parts
}

// divide is the parts of pieces that are in one of the stretches, and those in none.
// All are in order, and the stretches do not overlap.
func divide(pieces []Piece, stretches []entry.Stretch) (inside, outside []Piece) {
	part(pieces, stretches, func(p Piece, in bool) {
		if in {
			inside = append(inside, p)
		} else {
			outside = append(outside, p)
		}
	})
	return inside, outside
}

// part is divide, one part after another.
func part(pieces []Piece, stretches []entry.Stretch, take func(p Piece, inside bool)) {
	for _, p := range pieces {
		for len(stretches) > 0 && !stretches[0].End.After(p.Start) {
			stretches = stretches[1:]
		}
		rest := p
		for _, s := range stretches {
			if !s.Start.Before(p.End) {
				break
			}
			if before, ok := rest.clip(rest.Start, s.Start); ok {
				take(before, false)
			}
			if part, ok := rest.clip(s.Start, s.End); ok {
				take(part, true)
			}
			rest.Start = later(rest.Start, s.End)
		}
		if rest.Start.Before(rest.End) {
			take(rest, false)
		}
	}
}

// union is the stretches in order, those that touch as one.
func union(all []entry.Stretch) (joined []entry.Stretch) {
	all = slices.SortedFunc(slices.Values(all), func(a, b entry.Stretch) int { return a.Start.Compare(b.Start) })
	for _, s := range all {
		if last := len(joined) - 1; last >= 0 && !s.Start.After(joined[last].End) {
			joined[last].End = later(joined[last].End, s.End)
			continue
		}
		joined = append(joined, s)
	}
	return joined
}
