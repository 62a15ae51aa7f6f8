package tracker

import (
	"iter"
	"time"
)

// Lived are the instants at which d began and ended for the person, by the clock
// of wherever they were: a flight to the west makes the day longer, one to the
// east shorter, and no date comes twice. Spans are the log around the day, two
// days to each side, in order; where it has nothing the calendar decides.
func (c Calendar) Lived(d Day, spans iter.Seq2[Span, error]) (from, to time.Time, err error) {
	var first, last turn
	var begin, end time.Time // where the clock has that offset
	offset, known := 0, false
	for span, err := range spans {
		if err != nil {
			return from, to, err
		}
		if !known || span.Offset != offset {
			offset, known = span.Offset, true
			there := Calendar{Location: time.FixedZone("", offset*60), Start: c.Start}
			begin, end = there.begin(d), there.begin(d.Add(1))
		}
		first.pass(span, begin)
		last.pass(span, end)
	}
	from, to = first.or(c.begin(d)), last.or(c.begin(d.Add(1)))
	return from, later(from, to), nil
}

// turn is the instant at which a day begins, as spans are passed.
type turn struct {
	at  time.Time // zero: not yet
	end time.Time // of the last span before it
}

// pass looks at a span where the day begins at that instant.
func (t *turn) pass(s Span, begin time.Time) {
	if t.at.IsZero() && s.End.After(begin) {
		t.at = later(begin, t.end)
	}
	t.end = s.End
}

// or is the turn, or the other instant where the log ends before it.
func (t *turn) or(otherwise time.Time) time.Time {
	if t.at.IsZero() {
		return later(otherwise, t.end)
	}
	return t.at
}
