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
	rows    []Span
	end     time.Time // of the log
	decided time.Time // nothing before it is rewritten
	counted time.Time // the watermark: settle has passed over what is before it
	told    time.Time // what the caller got of the log before it is still so
}

func newTail(start time.Time) tail {
	return tail{end: start, decided: start, counted: start, told: start}
}

// push appends s, which begins where the tail ends, or lets the last span grow
// when s says the same.
func (t *tail) push(s Span) {
	t.end = s.End
	if len(t.rows) == 0 {
		t.rows = append(t.rows, s)
		return
	}
	last := &t.rows[len(t.rows)-1]
	s.Flags &^= Continues
	if last.alike(s) {
		if last.Offset == s.Offset && s.Flags&ClockAdjusted == 0 {
			last.End = s.End
			return
		}
		s.Flags |= Continues
	}
	t.rows = append(t.rows, s)
}

// raise gives the time in [from, to) the presence p, where it has a lower one
// and is not decided.
func (t *tail) raise(from, to time.Time, p Presence) {
	from = later(from, t.decided)
	first := t.find(from)
	if first == len(t.rows) || !from.Before(to) {
		return
	}
	t.told = earlier(t.told, t.rows[first].Start)
	changed := slices.Clone(t.rows[first:])
	t.rows = t.rows[:first]
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
	part.Presence, part.Window = p, Window{}
	t.push(part)
	if after, ok := row.Clip(to, row.End); ok {
		t.push(after)
	}
}

// find is the index of the first span that ends after at.
func (t *tail) find(at time.Time) int {
	return sort.Search(len(t.rows), func(i int) bool { return t.rows[i].End.After(at) })
}

// settle decides everything before decided, and returns the time between the
// old watermark and the new one.
func (t *tail) settle(decided time.Time) []Span {
	t.decided = later(t.decided, decided)
	var passed []Span
	for _, row := range t.rows[t.find(t.counted):] {
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
	n := 0
	for n+1 < len(t.rows) && t.rows[n+1].Start.Before(t.counted) && !t.rows[n].End.After(t.told) {
		n++
	}
	clear(t.rows[:n]) // titles are not kept alive by the array behind the slice
	t.rows = t.rows[n:]
}

// tell returns a copy of the tail.
func (t *tail) tell() []Span {
	t.told = t.end
	return slices.Clone(t.rows)
}
