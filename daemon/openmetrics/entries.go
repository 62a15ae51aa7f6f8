package openmetrics

import (
	"iter"

	"focusd/daemon/engine"
	"focusd/tracker"
	"focusd/tracker/category"
	"focusd/tracker/entry"
)

// Corrected lays what the person says over their log, for counting. Presence
// stays what was recorded. Of time that an entry stands for, the category of the
// entry is all that counts, and what is hidden is time in front of nothing. What
// an entry leaves of a span counts as the whole did. The entries are in order.
func Corrected(spans iter.Seq2[tracker.Span, error], entries []entry.Entry) iter.Seq2[engine.Part, error] {
	if len(entries) == 0 {
		return engine.Whole(spans)
	}
	return func(yield func(engine.Part, error) bool) {
		left := entries
		for span, err := range spans {
			if err != nil {
				yield(engine.Part{Span: span}, err)
				return
			}
			for len(left) > 0 && !left[0].End.After(span.Start) {
				left = left[1:]
			}
			for part := range cut(span, left) {
				if !yield(engine.Part{Span: part, Began: span.Start}, nil) {
					return
				}
			}
		}
	}
}

// cut is a span in pieces: those under an entry, and those between.
func cut(span tracker.Span, entries []entry.Entry) iter.Seq[tracker.Span] {
	return func(yield func(tracker.Span) bool) {
		from := span.Start
		for _, e := range entries {
			if !e.Start.Before(span.End) {
				break
			}
			if part, ok := span.Clip(from, e.Start); ok && !yield(part) {
				return
			}
			if part, ok := span.Clip(e.Start, e.End); ok {
				from = part.End
				if !yield(said(part, e)) {
					return
				}
			}
		}
		if part, ok := span.Clip(from, span.End); ok {
			yield(part)
		}
	}
}

// said is a piece of the log as an entry has it.
func said(s tracker.Span, e entry.Entry) tracker.Span {
	if s.Presence != tracker.Active && s.Presence != tracker.Passive {
		return s
	}
	s.Window = tracker.Window{}
	if e.Kind != entry.Hidden {
		s.Window.App = category.AsApp(e.Category)
	}
	return s
}
