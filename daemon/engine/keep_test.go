package engine_test

import (
	"testing"
	"time"

	"focusd/timer"
)

// TestTimeThatIsKeptIsCounted: whether a block lost the time of a gap or not,
// what is counted of it is what it was worth.
func TestTimeThatIsKeptIsCounted(t *testing.T) {
	for name, keep := range map[string]time.Duration{"never": 0, "at once": time.Second, "when the gap is counted": 9 * time.Minute} {
		t.Run(name, func(t *testing.T) {
			bubble(t, func(t *testing.T, r *rig) {
				r.do(timer.Event{Verb: timer.Start})
				r.pass(4 * time.Minute)
				r.away(7 * time.Minute)
				r.wantPhase(timer.Paused)
				r.focus("editor")
				r.wantPhase(timer.Work)
				focus, away := 25*time.Minute, time.Duration(0)
				if keep > 0 {
					gap := r.eng.Snapshot().Timer.Block.Gaps[0]
					away = gap.End.Sub(gap.Start)
					r.pass(keep)
					r.do(timer.Event{Verb: timer.Keep, At: gap.Start})
				}
				s := r.eng.Snapshot().Timer
				r.pass(s.Left(time.Now()))
				r.do(timer.Event{Verb: timer.Finish})
				r.pass(10 * time.Minute)
				if _, err := r.eng.Settle(t.Context()); err != nil {
					t.Fatal(err)
				}
				near := func(what, metric string, want time.Duration) {
					got := time.Duration(r.counter(metric, `kind="pomodoro"`)) * time.Millisecond
					if d := got - want; d < -2*time.Second || d > 2*time.Second {
						t.Errorf("%s: counted are %v, want %v", what, got, want)
					}
				}
				near("time of blocks", "focusd_block_seconds_total", focus)
				near("away in blocks", "focusd_block_away_seconds_total", away)
			})
		})
	}
}
