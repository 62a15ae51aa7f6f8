package timer

import (
	"testing"
	"time"
)

// TestRhythmsAreOfManyLengths: each preset has the lengths that its name says,
// and the long break that goes with them.
func TestRhythmsAreOfManyLengths(t *testing.T) {
	type rhythm struct {
		kind              Kind
		work, short, long time.Duration
		every             int
	}
	want := map[string]rhythm{
		"15/5":  {Pomodoro, 15 * minute, 5 * minute, 15 * minute, 4},
		"25/5":  {Pomodoro, 25 * minute, 5 * minute, 15 * minute, 4},
		"50/10": {Pomodoro, 50 * minute, 10 * minute, 20 * minute, 3},
		"60/15": {Pomodoro, 60 * minute, 15 * minute, 0, 0},
		"90/20": {Pomodoro, 90 * minute, 20 * minute, 0, 0},
		"flow":  {Flow, 0, 0, 0, 0},
		"5m":    {Burst, 5 * minute, minute, 0, 0},
		"10m":   {Burst, 10 * minute, 2 * minute, 0, 0},
	}
	for _, p := range Presets() {
		if got := (rhythm{p.Kind, p.Work, p.ShortBreak, p.LongBreak, p.LongEvery}); got != want[p.Name] {
			t.Errorf("%s is %+v, want %+v", p.Name, got, want[p.Name])
		}
		delete(want, p.Name)
	}
	for name := range want {
		t.Errorf("there is no %s", name)
	}
}
