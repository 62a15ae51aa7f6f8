package credit

import (
	"fmt"
	"iter"
	"sort"
	"time"

	"focusd/daemon/engine"
	"focusd/tracker"
)

// reel shows the log to whoever looks at one day after another, with what is
// around each. Every part of it is read once.
type reel struct {
	store engine.Store
	spans []tracker.Span // of the part that was read last
	to    time.Time      // it is read up to here
}

// show is the log of [from, to), which is not earlier than the one before. It is
// good until the next call.
func (r *reel) show(from, to time.Time) ([]tracker.Span, error) {
	if r.to.Before(from) {
		r.spans, r.to = nil, from
	}
	r.spans = r.spans[sort.Search(len(r.spans), func(i int) bool { return r.spans[i].End.After(from) }):]
	if !r.to.Before(to) {
		return within(r.spans, from, to), nil
	}
	// Up to where a store begins to read anew: see engine.Store.Spans.
	until := to.Truncate(24 * time.Hour).Add(24 * time.Hour)
	for s, err := range r.store.Spans(r.to, until) {
		if err != nil {
			return nil, fmt.Errorf("read the log: %w", err)
		}
		if n := len(r.spans); n == 0 || s.Start.After(r.spans[n-1].Start) {
			r.spans = append(r.spans, s)
		}
	}
	r.to = until
	return within(r.spans, from, to), nil
}

// within are those of spans, which are in order, that have a part in [from, to).
func within(spans []tracker.Span, from, to time.Time) []tracker.Span {
	first := sort.Search(len(spans), func(i int) bool { return spans[i].End.After(from) })
	n := sort.Search(len(spans)-first, func(i int) bool { return !spans[first+i].Start.Before(to) })
	return spans[first : first+n : first+n]
}

// each yields spans.
func each(spans []tracker.Span) iter.Seq2[tracker.Span, error] {
	return func(yield func(tracker.Span, error) bool) {
		for _, s := range spans {
			if !yield(s, nil) {
				return
			}
		}
	}
}
