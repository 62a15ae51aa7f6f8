package privacy

import (
	"errors"
	"time"

	"focusd/tracker"
	"focusd/tracker/category"
)

// Erasure is what is to be forgotten: windows in front in [From, To) that match
// both App and Title. A zero bound is none, a zero App or Title is any.
type Erasure struct {
	From, To time.Time
	App      string // as the log has it
	Title    Title
}

// ErrEverything is returned for an Erasure that names nothing: not even a
// slip of the finger may take a whole log.
var ErrEverything = errors.New("it is not said what to forget")

// Check refuses an Erasure that would take everything, or can take nothing.
func (e Erasure) Check() error {
	switch {
	case e.From.IsZero() && e.To.IsZero() && e.App == "" && e.Title.Any():
		return ErrEverything
	case !e.From.IsZero() && !e.To.IsZero() && !e.From.Before(e.To):
		return errors.New("the range to forget ends before it begins")
	}
	return nil
}

// Whole says that a range is to be forgotten with all that is in it, not an app
// or a title only.
func (e Erasure) Whole() bool { return e.App == "" && e.Title.Any() }

// Covers tells whether an instant is in the range.
func (e Erasure) Covers(at time.Time) bool {
	return !at.Before(e.From) && (e.To.IsZero() || at.Before(e.To))
}

// Matches tells whether a window is one to be forgotten, whenever it was in
// front. One that is forgotten already is not, nor does a pattern match what
// stands for a title that is not kept any more.
func (e Erasure) Matches(w tracker.Window) bool {
	if _, faded := category.Decided("", w.Title); faded && !e.Title.Any() {
		return false
	}
	return w != Gone() && (e.App == "" || e.App == w.App) && e.Title.Matches(w.Title)
}

// Gone is the window that is left of one that was forgotten.
func Gone() tracker.Window { return tracker.Window{App: Forgotten} }

// Window is what is left of w.
func (e Erasure) Window(w tracker.Window) tracker.Window {
	if e.Matches(w) {
		return Gone()
	}
	return w
}

// Part is what the Erasure takes of a span; ok is false when that is nothing.
func (e Erasure) Part(s tracker.Span) (part tracker.Span, ok bool) {
	if s.Presence != tracker.Active && s.Presence != tracker.Passive || !e.Matches(s.Window) {
		return tracker.Span{}, false
	}
	from, to := e.From, e.To
	if from.IsZero() {
		from = s.Start
	}
	if to.IsZero() {
		to = s.End
	}
	return s.Clip(from, to)
}

// Amount is how much was, or would be, forgotten.
type Amount struct {
	Spans int
	Time  time.Duration
}

// Spans is what is left of spans, which are in order, and how much went.
// Neighbours that are forgotten become one: how often the window changed was
// part of what is not to be known.
func (e Erasure) Spans(spans []tracker.Span) (left []tracker.Span, gone Amount) {
	left = make([]tracker.Span, 0, len(spans)+2)
	for _, s := range spans {
		part, ok := e.Part(s)
		if !ok {
			if s.Start.Equal(e.To) && e.Matches(s.Window) {
				s.Flags &^= tracker.Continues // what it went on from is gone
			}
			left = appendSpan(left, s)
			continue
		}
		gone.Spans, gone.Time = gone.Spans+1, gone.Time+part.Duration()
		if before, ok := s.Clip(s.Start, part.Start); ok {
			left = appendSpan(left, before)
		}
		part.Window = Gone()
		if part.Start.Equal(e.From) {
			part.Flags &^= tracker.Continues
		}
		left = appendSpan(left, part)
		if after, ok := s.Clip(part.End, s.End); ok {
			left = appendSpan(left, after)
		}
	}
	return left, gone
}

// appendSpan appends s to spans, of which the last may have changed.
func appendSpan(spans []tracker.Span, s tracker.Span) []tracker.Span {
	if len(spans) == 0 {
		return append(spans, s)
	}
	last := &spans[len(spans)-1]
	if !last.End.Equal(s.Start) {
		return append(spans, s)
	}
	alike := last.Presence == s.Presence && last.Window == s.Window
	if !alike && (last.Window == Gone() || s.Window == Gone()) {
		s.Flags &^= tracker.Continues
	}
	if alike && s.Window == Gone() && last.Offset == s.Offset && s.Flags&tracker.ClockAdjusted == 0 {
		last.End = s.End
		return spans
	}
	return append(spans, s)
}
