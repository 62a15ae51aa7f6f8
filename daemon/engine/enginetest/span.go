package enginetest

import (
	"fmt"
	"slices"
	"time"

	"focusd/tracker"
)

// normal returns spans as a store keeps them: whole milliseconds, cut at UTC
// midnight, and none that is shorter than a millisecond.
func normal(spans []tracker.Span) ([]tracker.Span, error) {
	var kept []tracker.Span
	var end time.Time
	for i, s := range spans {
		s.Start, s.End = floor(s.Start), floor(s.End)
		if s.End.Before(s.Start) || s.Start.Before(end) {
			return nil, fmt.Errorf("span %d of %d is out of order", i+1, len(spans))
		}
		end = s.End
		if s.Start.Before(s.End) {
			kept = slices.AppendSeq(kept, tracker.SplitUTC(s))
		}
	}
	return kept, nil
}

func floor(t time.Time) time.Time { return t.UTC().Round(0).Truncate(time.Millisecond) }

// before returns the log as it was before at: a span that straddles it is cut.
func before(log []tracker.Span, at time.Time) []tracker.Span {
	n := len(log)
	for n > 0 && !log[n-1].Start.Before(at) {
		n--
	}
	log = slices.Clone(log[:n])
	if n > 0 && log[n-1].End.After(at) {
		log[n-1].End = at
	}
	return log
}
