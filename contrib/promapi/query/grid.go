package query

import (
	"math"

	"github.com/prometheus/prometheus/storage"
)

// grid is at which instants a series has samples for a selector.
type grid struct {
	start, end int64 // of all that the selector looks at
	window     int64 // of a range selector; 0: the selector is one of instants
	first      int64 // evaluation
	step       int64 // between evaluations; 0: there is one
	every      int64 // samples are as a scrape so often would make them; 0: at the ends of windows alone

	begin, until int64 // from when to when the series has values
}

const minute = 60_000

// gridOf is the grid for a selector that was asked for with hints.
func gridOf(h *storage.SelectHints, s selector, begin, until int64) grid {
	g := grid{start: h.Start, end: h.End, window: h.Range, step: h.Step, begin: begin, until: until}
	if g.window == 0 {
		return g
	}
	g.first = h.Start + h.Range - 1
	if s.inner && g.step > 0 { // evaluated at multiples of the step, and looks back by the offset
		if off := (g.first + s.offset) % g.step; off != 0 {
			g.first += g.step - (off+g.step)%g.step
		}
	}
	if !ends(h.Func) {
		g.every = resolution(g.window)
	}
	return g
}

// ends says whether a function looks at the ends of its window alone.
func ends(function string) bool {
	switch function {
	case "increase", "rate", "delta", "last_over_time", "present_over_time", "resets":
		return true
	}
	return false
}

// resolution is how far samples in a window are apart: a minute, or as far as
// makes 1,440 of them, and no less than four.
func resolution(window int64) int64 {
	if window < 4*minute {
		return max(window/4, 1)
	}
	for _, minutes := range []int64{1, 2, 5, 10, 15, 20, 30, 60, 120, 240, 480} {
		if window <= minutes*minute*1440 {
			return minutes * minute
		}
	}
	return 1440 * minute
}

// from is the first instant at or after t that has a sample; ok is false when
// there is none.
func (g grid) from(t int64) (at int64, ok bool) {
	low, high := max(g.start, g.begin), min(g.end, g.until)
	if t = max(t, low); t > high {
		return 0, false
	}
	if g.window == 0 || t == low && (g.every == 0 || low == g.begin) {
		return t, true // a series begins where it begins
	}
	if g.every > 0 {
		return min(high, up(t, g.every, g.first)), true
	}
	at = high
	if g.step > 0 {
		// The ends of windows, and where the next begin.
		at = min(at, max(g.first, up(t, g.step, g.first)), up(t, g.step, g.first-g.window+1))
	} else if t <= g.first {
		at = min(at, g.first)
	}
	// Where a window reaches beyond the end, the end is sampled densely: else the
	// engine would take the series for one that goes on.
	if last := g.lastEvaluation(); last > g.until && t > last-g.window {
		at = min(at, up(t, max(minute, resolution(g.window)), g.until))
	}
	return at, true
}

// lastEvaluation is the end of the last window.
func (g grid) lastEvaluation() int64 {
	if g.step == 0 {
		return g.first
	}
	return g.first + (g.end-g.first)/g.step*g.step
}

// up is the first of phase + n·step that is not before t.
func up(t, step, phase int64) int64 {
	n := (t - phase) / step
	at := phase + n*step
	if at < t {
		at += step
	}
	if at-step >= t {
		at -= step
	}
	return at
}

const never = math.MinInt64
