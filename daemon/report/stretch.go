package report

import (
	"time"

	"focusd/tracker/category"
)

// Stretch is from when to when.
type Stretch struct {
	Start time.Time `json:"start,omitzero"`
	End   time.Time `json:"end,omitzero"`
}

// Duration is the length of the stretch.
func (s Stretch) Duration() time.Duration { return s.End.Sub(s.Start) }

// longestWork is the longest stretch of earns and supports that was broken by
// nothing of LeastDistraction or longer.
func longestWork(today []Piece) (longest Stretch) {
	var now Stretch
	for _, p := range today {
		if !p.Counts() || p.Class != category.Earns && p.Class != category.Supports {
			continue
		}
		if now.Start.IsZero() || p.Start.Sub(now.End) >= LeastDistraction {
			now.Start = p.Start
		}
		now.End = p.End
		if now.Duration() > longest.Duration() {
			longest = now
		}
	}
	return longest
}
