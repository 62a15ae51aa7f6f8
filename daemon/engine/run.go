package engine

import (
	"encoding/json"
	"time"

	"focusd/timer"
	"focusd/tracker"
	"focusd/tracker/category"
)

const (
	// deepAfter is how long a run of focus is deep.
	deepAfter = 25 * time.Minute
	// longestGlance is how long a gap in a run may be, and glances how many of it
	// may be gaps: one in so many.
	longestGlance = time.Minute
	glances       = 10

	ofTimer  = "timer"    // runs in blocks
	detected = "detected" // runs of what earns or supports, where no block was
)

// run is focus that nothing has interrupted for long. It is kept in the store
// with the counters: a run goes on over a restart. The zero run has not begun.
type run struct {
	Of    timer.Seq     `json:"of,omitzero"` // the block; 0: of none
	From  time.Time     `json:"from,omitzero"`
	To    time.Time     `json:"to,omitzero"`
	Focus time.Duration `json:"focus,omitzero"` // without the gaps that were bridged
}

// runs are those that have not ended.
type runs struct {
	Timer    run `json:"timer,omitzero"`
	Detected run `json:"detected,omitzero"`
}

func parseRuns(s string) (r runs) {
	if json.Unmarshal([]byte(s), &r) != nil {
		return runs{} // a run that is lost is a shorter one
	}
	return r
}

func (r runs) String() string {
	text, err := json.Marshal(r)
	if err != nil {
		return "" // of times within years of four digits it never fails
	}
	return string(text)
}

// bridges says whether focus that goes on at that instant belongs to the run.
func (r run) bridges(of timer.Seq, at time.Time) bool {
	gap := at.Sub(r.To)
	gaps := at.Sub(r.From) - r.Focus
	return !r.From.IsZero() && r.Of == of && gap >= 0 && gap <= longestGlance && gaps*glances <= at.Sub(r.From)
}

// goOn takes focus into the run, and returns the one that it has ended, if any.
func (r *run) goOn(of timer.Seq, from, to time.Time) (ended run) {
	if !r.bridges(of, from) {
		ended, *r = *r, run{Of: of, From: from}
	}
	r.To = to
	r.Focus += to.Sub(from)
	return ended
}

// wait ends the run when nothing that comes after now can belong to it.
func (r *run) wait(now time.Time) (ended run) {
	if r.From.IsZero() || now.Sub(r.To) <= longestGlance {
		return run{}
	}
	ended, *r = *r, run{}
	return ended
}

// countRun counts a run that has ended.
func countRun(added map[Counter]uint64, source string, r run) {
	if r.From.IsZero() {
		return
	}
	if source == ofTimer {
		observeLength(added, focusRun, "", r.To.Sub(r.From))
	}
	if r.To.Sub(r.From) >= deepAfter {
		added[Counter{deepFocusSeconds, labels("source", source)}] += uint64(r.Focus.Milliseconds())
	}
}

// follow has the runs go on through a piece of the log. Focused: it is focus
// wherever a block counts; productive: it is where none does.
func (b *books) follow(added map[Counter]uint64, p tracker.Span, wasted bool) {
	if attended(p) && !wasted {
		free := []stretch{{p.Start, p.End}}
		for bl := range b.allBlocks() {
			for _, s := range counting(bl, b.state, p.Start, p.End) {
				countRun(added, ofTimer, b.runs.Timer.goOn(bl.Seq, s.from, s.to))
			}
			free = without(free, stretch{bl.Started, endOf(bl, p.End)})
		}
		if j, ok := b.judge(p); ok && (j.Class == category.Earns || j.Class == category.Supports) {
			for _, s := range free {
				countRun(added, detected, b.runs.Detected.goOn(0, s.from, s.to))
			}
		}
	}
	countRun(added, ofTimer, b.runs.Timer.wait(p.End))
	countRun(added, detected, b.runs.Detected.wait(p.End))
}

// stretch is from one instant to another.
type stretch struct{ from, to time.Time }

// counting are the stretches within [from, to) in which a block counts.
func counting(bl timer.Block, s timer.State, from, to time.Time) []stretch {
	end := endOf(bl, to)
	if bl.Ended.IsZero() && s.Phase == timer.Paused {
		end = earliest(end, s.Since)
	}
	from, to = latest(from, bl.Started), earliest(to, end)
	if !from.Before(to) {
		return nil
	}
	out := []stretch{{from, to}}
	for _, g := range bl.Gaps {
		out = without(out, stretch{g.Start, g.End})
	}
	return out
}

func endOf(bl timer.Block, to time.Time) time.Time {
	if bl.Ended.IsZero() {
		return to
	}
	return bl.Ended
}

// without is what is left of some stretches when one is taken out.
func without(all []stretch, out stretch) []stretch {
	var left []stretch
	for _, s := range all {
		for _, rest := range []stretch{{s.from, earliest(s.to, out.from)}, {latest(s.from, out.to), s.to}} {
			if rest.from.Before(rest.to) {
				left = append(left, rest)
			}
		}
	}
	return left
}
