package streak

import "testing"

func TestConsistent(t *testing.T) {
	little := Day{Code: Missed, Amount: 1, Target: 30}
	tests := []struct {
		name string
		aim  Aim
		days []Day
		n    int
		want Consistency
	}{
		{"ticks", Tick, ticks(codes(t, "DMDDM")), 30, Consistency{3, 5}},
		{"only the last ones", Tick, ticks(codes(t, "MMMMDDM")), 3, Consistency{2, 3}},
		{"rest, excuses and freezes are left out", Tick, ticks(codes(t, "DRSFD")), 30, Consistency{2, 2}},
		{"today, with nothing yet", Tick, ticks(codes(t, "DDP")), 30, Consistency{2, 2}},
		{"a minute is as good as an hour", AtLeast, []Day{little, {Code: Done, Amount: 60, Target: 30}, {Code: Missed, Target: 30}}, 30, Consistency{2, 3}},
		{"today, with a minute", AtLeast, []Day{{Code: Pending, Amount: 1, Target: 30}}, 30, Consistency{1, 1}},
		{"too much is not something", AtMost, []Day{{Code: Missed, Amount: 90, Target: 60}, {Code: Done, Amount: 30, Target: 60}}, 30, Consistency{1, 2}},
		{"no day", Tick, nil, 30, Consistency{}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := tt.aim.Consistent(tt.days, tt.n); got != tt.want {
				t.Errorf("Consistent(%+v, %d) = %+v, want %+v", tt.days, tt.n, got, tt.want)
			}
		})
	}
}

func TestShareOfNothingIsNone(t *testing.T) {
	if got, ok := (Consistency{}).Share(); ok {
		t.Errorf("Share of no day = %v, want none", got)
	}
	if got, ok := (Consistency{12, 16}).Share(); !ok || got != 0.75 {
		t.Errorf("Share of 12 of 16 = %v, %v, want 0.75", got, ok)
	}
}
