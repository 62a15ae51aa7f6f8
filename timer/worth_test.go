package timer

import (
	"math"
	"testing"
)

// TestWorth drives the machine as a person would and looks at what the block
// was worth in the end.
func TestWorth(t *testing.T) {
	finish, stop := Event{Verb: Finish}, Event{Verb: Stop}
	for _, c := range []struct {
		name    string
		work    float64
		happen  func(d *desk)
		focus   float64 // minutes
		ratio   float64
		outcome Outcome
		credit  int
		end     float64 // minute
	}{
		{"25, undisturbed", 25, func(d *desk) { d.do(25, finish) }, 25, 1.00, Completed, 1, 25},
		{"25, stop at 0:40", 25, func(d *desk) { d.do(40./60, stop) }, 40. / 60, 0.03, Discarded, 0, 40. / 60},
		{"25, stop at 12", 25, func(d *desk) { d.do(12, stop) }, 12, 0.48, Abandoned, 0, 12},
		{"25, finish at 12", 25, func(d *desk) { d.do(12, finish) }, 12, 0.48, Partial, 0, 12},
		{"25, stop at 20", 25, func(d *desk) { d.do(20, stop) }, 20, 0.80, Completed, 1, 20},
		{"25, paused 10-16", 25, func(d *desk) {
			d.do(10, Event{Verb: Pause})
			d.do(16, Event{Verb: Resume})
			d.do(31, finish)
		}, 25, 1.00, Completed, 1, 31},
		{"25, no input 10-14", 25, func(d *desk) { d.leave(10); d.back(14); d.do(25, finish) }, 25, 1.00, Completed, 1, 25},
		{"25, no input 10-22, no answer", 25, func(d *desk) { d.leave(10); d.back(22); d.do(37, finish) }, 25, 1.00, Completed, 1, 37},
		{"25, no input 10-50", 25, func(d *desk) { d.leave(10); d.back(50) }, 10, 0.40, Abandoned, 0, 10},
		{"25, no input from 21", 25, func(d *desk) { d.leave(21); d.until(60) }, 21, 0.84, Completed, 1, 21},
		{"25, locked 5-8", 25, func(d *desk) {
			d.do(5, Event{Verb: Locked, At: at(5)})
			d.do(8, Event{Verb: Unlocked})
			d.do(28, finish)
		}, 25, 1.00, Completed, 1, 28},
		{"25, slept 20-500", 25, func(d *desk) { d.until(20); d.wake(500, Event{Verb: Slept, At: at(20)}) }, 20, 0.80, Completed, 1, 20},
		{"25, slept 12-500", 25, func(d *desk) { d.until(12); d.wake(500, Event{Verb: Slept, At: at(12)}) }, 12, 0.48, Abandoned, 0, 12},
		{"25, extended by 20", 25, func(d *desk) { d.do(10, Event{Verb: Extend, For: 20 * minute}); d.do(45, finish) }, 45, 1.80, Completed, 2, 45},
		{"25, overtime to 46", 25, func(d *desk) { d.do(46, finish) }, 46, 1.84, Completed, 2, 46},
		{"60, stop at 47", 60, func(d *desk) { d.do(47, stop) }, 47, 0.78, Abandoned, 0, 47},
		{"60, finish at 48", 60, func(d *desk) { d.do(48, finish) }, 48, 0.80, Completed, 1, 48},
		{"15, no input 10-30, no answer", 15, func(d *desk) { d.leave(10); d.back(30); d.do(35, finish) }, 15, 1.00, Completed, 1, 35},

		{"15, no input from just after 10", 15, func(d *desk) { d.leave(10.1); d.until(60) }, 10.1, 0.67, Abandoned, 0, 10.1},
		{"15, overtime to 40 is one credit", 15, func(d *desk) { d.do(40, finish) }, 40, 2.67, Completed, 1, 40},
		{"25, extended in overtime", 25, func(d *desk) { d.do(27, Event{Verb: Extend, For: 10 * minute}); d.do(35, finish) }, 35, 1.40, Completed, 1, 35},
		{"25, rewound by 4", 25, func(d *desk) { d.do(12, Event{Verb: Rewind, For: 4 * minute}); d.do(29, finish) }, 25, 1.00, Completed, 1, 29},
		{"25, pause forgotten", 25, func(d *desk) { d.do(22, Event{Verb: Pause}); d.until(60) }, 22, 0.88, Completed, 1, 22},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := newDesk(t)
			d.do(0, Event{Verb: Start, Preset: work(c.work)})
			c.happen(d)
			b := d.only()
			if got := b.Focus(b.Ended); got != span(c.focus) {
				t.Errorf("focus %v, want %v", got, span(c.focus))
			}
			if got := math.Round(100*b.Ratio()) / 100; got != c.ratio {
				t.Errorf("ratio %v, want %v", got, c.ratio)
			}
			if got := b.Outcome(); got != c.outcome {
				t.Errorf("outcome %s, want %s", got, c.outcome)
			}
			if got := b.Credit(); got != c.credit {
				t.Errorf("credit %d, want %d", got, c.credit)
			}
			if !b.Ended.Equal(at(c.end)) {
				t.Errorf("ended at minute %v, want %v", b.Ended.Sub(zero).Minutes(), c.end)
			}
		})
	}
}

func TestFlowWorth(t *testing.T) {
	for _, c := range []struct {
		name    string
		end     float64
		by      Verb
		outcome Outcome
		credit  int
	}{
		{"half a minute", 0.5, Finish, Discarded, 0},
		{"nine minutes, finished", 9, Finish, Partial, 0},
		{"nine minutes, stopped", 9, Stop, Abandoned, 0},
		{"ten minutes", 10, Stop, Completed, 0},
		{"twenty minutes", 20, Finish, Completed, 1},
		{"an hour and a half", 95, Finish, Completed, 4},
		{"four hours", 240, Finish, Completed, 4},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := newDesk(t)
			d.do(0, Event{Verb: Start, Preset: Preset{Name: "flow", Kind: Flow}})
			d.do(c.end, Event{Verb: c.by})
			b := d.only()
			if b.Outcome() != c.outcome || b.Credit() != c.credit || b.Ratio() != 0 {
				t.Errorf("%v of flow: %s, credit %d, ratio %v; want %s, %d, 0",
					span(c.end), b.Outcome(), b.Credit(), b.Ratio(), c.outcome, c.credit)
			}
		})
	}
}
