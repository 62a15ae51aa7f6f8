package tracker

import (
	"iter"
	"time"
)

// Flags are facts about how a span was recorded.
type Flags uint8

const (
	Continues     Flags = 1 << iota // goes on from the span before: cut at UTC midnight, where the offset changed, or by Clip
	ClockAdjusted                   // the wall clock was set back: the start was moved to the end of the span before
)

// Span is one stretch in one window under one presence. Start is before End;
// both are UTC, whole milliseconds, no monotonic reading. Only Active and
// Passive spans have a window.
type Span struct {
	Start, End time.Time
	Presence   Presence
	Window     Window
	Offset     int // of local time from UTC when it was recorded, in minutes
	Flags      Flags
}

// Duration is the length of the span.
func (s Span) Duration() time.Duration { return s.End.Sub(s.Start) }

// Overlaps tells whether the span has an instant in [from, to).
func (s Span) Overlaps(from, to time.Time) bool {
	return s.Start.Before(to) && s.End.After(from) && from.Before(to)
}

// Clip is the part of the span in [from, to); ok is false when there is none.
// A part whose start was moved Continues what was cut off.
func (s Span) Clip(from, to time.Time) (part Span, ok bool) {
	if !s.Overlaps(from, to) {
		return Span{}, false
	}
	if s.Start.Before(from) {
		s.Start = from
		s.Flags = s.Flags&^ClockAdjusted | Continues
	}
	s.End = earlier(s.End, to)
	return s, true
}

// alike tells whether two spans say the same of their time: one presence, one
// window.
func (s Span) alike(t Span) bool { return s.Presence == t.Presence && s.Window == t.Window }

// SplitUTC yields the pieces of s between UTC midnights, in order. All but the
// first Continue the one before.
func SplitUTC(s Span) iter.Seq[Span] {
	return func(yield func(Span) bool) {
		for from := s.Start; from.Before(s.End); {
			to := nextMidnight(from)
			piece, ok := s.Clip(from, to)
			if !ok || !yield(piece) {
				return
			}
			from = to
		}
	}
}

func nextMidnight(t time.Time) time.Time {
	year, month, day := t.UTC().Date()
	return time.Date(year, month, day+1, 0, 0, 0, 0, time.UTC)
}

// Join puts neighbours together that say the same of their time, for showing:
// pieces cut at midnight or by a change of offset, and a window that was left
// for less than what the log resolves. The offset is that of the first. An
// error ends the sequence, after what came before it.
func Join(spans iter.Seq2[Span, error]) iter.Seq2[Span, error] {
	return func(yield func(Span, error) bool) {
		var held Span
		for span, err := range spans {
			if err != nil {
				if held.Start.Before(held.End) && !yield(held, nil) {
					return
				}
				yield(Span{}, err)
				return
			}
			if held.End.Equal(span.Start) && held.alike(span) {
				held.End = span.End
				continue
			}
			if held.Start.Before(held.End) && !yield(held, nil) {
				return
			}
			held = span
		}
		if held.Start.Before(held.End) {
			yield(held, nil)
		}
	}
}

// instant is t as the log has it.
func instant(t time.Time) time.Time { return t.UTC().Truncate(time.Millisecond) }

func earlier(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}
