package tracker

import (
	"slices"
	"sort"
	"time"
)

// tail is the end of the log: spans in order and without holes.
//
//	        decided: what may not change any more
//	           v
//	[a    ][b      ][idle   ][c
//	     ^                 ^
//	  counted            told: the caller knows the log up to here
type tail struct {
	array   []Span    // the spans, after those that are gone
	gone    int       // how many at the beginning of array are dropped
	since   time.Time // when the presence of the first span began, dropped spans included
	end     time.Time // of the log
	decided time.Time // nothing before it is rewritten
	counted time.Time // the watermark: settle has passed over what is before it
	told    time.Time // what the caller got of the log before it is still so
}

func newTail(start time.Time) tail {
	return tail{since: start, end: start, decided: start, counted: start, told: start}
}

// rows are the spans of the tail.
func (t *tail) rows() []Span { return t.array[t.gone:] }

// push appends s, which begins where the tail ends, or lets the last span grow
// when s says the same.
func (t *tail) push(s Span) {
	t.end = s.End
	if rows := t.rows(); len(rows) > 0 {
		last := &rows[len(rows)-1]
		s.Flags &^= Continues
		if last.alike(s) {
			if last.Offset == s.Offset && s.Flags&ClockAdjusted == 0 {
				last.End = s.End
				return
			}
			s.Flags |= Continues
		}
	}
	if len(t.array) == cap(t.array) && t.gone > len(t.array)/2 {
		t.compact()
	}
	t.array = append(t.array, s)
}

// compact moves the spans to where the dropped ones were: a long tail need not
// be allocated anew for ever.
func (t *tail) compact() {
	n := copy(t.array, t.rows())
	clear(t.array[n:])
	t.array, t.gone = t.array[:n], 0
}

// raise gives the time in [from, to) the presence p, where it has a lower one
// and is not decided.
func (t *tail) raise(from, to time.Time, p Presence) {
	from = later(from, t.decided)
	rows, first := t.rows(), t.find(from)
	if first == len(rows) || !from.Before(to) {
		return
	}
	t.told = earlier(t.told, rows[first].Start)
	changed := slices.Clone(rows[first:])
	t.array = t.array[:t.gone+first]
	for _, row := range changed {
		t.pushRaised(row, from, to, p)
	}
}

// pushRaised appends row, raised to p in [from, to).
func (t *tail) pushRaised(row Span, from, to time.Time, p Presence) {
	part, ok := row.Clip(from, to)
	if !ok || row.Presence >= p {
		t.push(row)
		return
	}
	if before, ok := row.Clip(row.Start, from); ok {
		t.push(before)
	}
	part.Presence = p
	if !p.hasWindow() {
		part.Window = Window{}
	}
	t.push(part)
	if after, ok := row.Clip(to, row.End); ok {
		t.push(after)
	}
}

// find is the index of the first span that ends after at.
func (t *tail) find(at time.Time) int {
	rows := t.rows()
	return sort.Search(len(rows), func(i int) bool { return rows[i].End.After(at) })
}

// settle decides everything before decided, and returns the time between the
// old watermark and the new one.
func (t *tail) settle(decided time.Time) []Span {
	t.decided = later(t.decided, decided)
	var passed []Span
	for _, row := range t.rows()[t.find(t.counted):] {
		part, ok := row.Clip(t.counted, t.decided)
		if !ok {
			break
		}
		passed = append(passed, part)
	}
	t.counted = t.decided
	t.forget()
	return passed
}

// forget drops the spans that are decided and told. One that ends just at the
// watermark stays: what follows may still turn out to be the same.
func (t *tail) forget() {
	rows, n := t.rows(), 0
	for n+1 < len(rows) && rows[n+1].Start.Before(t.counted) && !rows[n].End.After(t.told) {
		if n++; rows[n].Presence != rows[n-1].Presence {
			t.since = rows[n].Start
		}
	}
	clear(rows[:n]) // titles are not kept alive by the array
	t.gone += n
}

// lasts is since when the log has had nothing but the presence p.
func (t *tail) lasts(p Presence) time.Time {
	since, rows := t.end, t.rows()
	for i := len(rows) - 1; i >= 0; i-- {
		if rows[i].Presence != p {
			return since
		}
		since = rows[i].Start
	}
	if len(rows) > 0 {
		since = t.since
	}
	return since
}

// tell returns a copy of the tail.
func (t *tail) tell() []Span {
	t.told = t.end
	return slices.Clone(t.rows())
}

// after returns a copy of the spans that end after at.
func (t *tail) after(at time.Time) []Span { return slices.Clone(t.rows()[t.find(at):]) }
