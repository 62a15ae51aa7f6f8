package entry

import (
	"slices"
	"time"
)

// Stretch is [Start, End).
type Stretch struct{ Start, End time.Time }

// Duration is the length of the stretch.
func (s Stretch) Duration() time.Duration { return s.End.Sub(s.Start) }

func (s Stretch) clip(from, to time.Time) (Stretch, bool) {
	s.Start, s.End = later(s.Start, from), earlier(s.End, to)
	return s, s.Start.Before(s.End)
}

// without is what is left of [from, to), in order, where the taken stretches are
// taken away, which may overlap.
func without(from, to time.Time, taken []Stretch) (free []Stretch) {
	for _, t := range inOrder(taken) {
		if part, ok := (Stretch{from, t.Start}).clip(from, to); ok {
			free = append(free, part)
		}
		from = later(from, t.End)
	}
	if from.Before(to) {
		free = append(free, Stretch{from, to})
	}
	return free
}

func inOrder(all []Stretch) []Stretch {
	return slices.SortedFunc(slices.Values(all), func(a, b Stretch) int { return a.Start.Compare(b.Start) })
}
