package openmetrics

import "time"

// run is a stretch of steps, each of which has samples: the first and the last.
type run struct{ first, last int64 }

// steps are the instants that have samples, as numbers: so many lengths of a
// step after the beginning of 1970.
type steps struct {
	length time.Duration
	runs   []run
}

// at is the instant of a step.
func (s steps) at(n int64) time.Time { return time.UnixMilli(n * s.length.Milliseconds()).UTC() }

// from is the first step that is not before an instant.
func (s steps) from(t time.Time) int64 {
	ms, length := t.UnixMilli(), s.length.Milliseconds()
	return (ms + length - 1) / length
}

// add has a step be sampled. Steps come in their order.
func (s *steps) add(n int64) {
	if last := len(s.runs) - 1; last >= 0 && s.runs[last].last == n-1 {
		s.runs[last].last = n
		return
	}
	s.runs = append(s.runs, run{n, n})
}
