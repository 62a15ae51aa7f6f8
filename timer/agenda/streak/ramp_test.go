package streak

import (
	"errors"
	"slices"
	"strings"
	"testing"
)

func TestRampReview(t *testing.T) {
	pushUps := Ramp{Start: 5, Step: 2, Ceiling: 20}
	percent := Ramp{Start: 20, Step: 10, Percent: true, Floor: 10}
	tests := []struct {
		name   string
		ramp   Ramp
		target float64
		codes  string
		want   Review
	}{
		{"all done", pushUps, 5, "DDDDDDD", Review{7, Raise, 7, 6}},
		{"six done", pushUps, 5, "DDDMDDD", Review{6, Raise, 7, 6}},
		{"five done", pushUps, 7, "DDDMDDM", Review{5, Hold, 7, 6}},
		{"four done", pushUps, 7, "DDMMDDM", Review{4, Hold, 7, 6}},
		{"three done", pushUps, 9, "DDMMDMM", Review{3, Lower, 7, 6}},
		{"none done at the start", pushUps, 5, "MMMMMMM", Review{0, Hold, 5, 6}},
		{"nearly at the start", pushUps, 6, "MMMMMMM", Review{0, Lower, 5, 6}},
		{"nearly at the ceiling", pushUps, 19, "DDDDDDD", Review{7, Raise, 20, 6}},
		{"at the ceiling", pushUps, 20, "DDDDDDD", Review{7, Hold, 20, 6}},
		{"set by hand above the ceiling", pushUps, 30, "DDDDDDD", Review{7, Hold, 30, 6}},
		{"set by hand under the floor", pushUps, 3, "MMMMMMM", Review{0, Hold, 3, 6}},
		{"rest and excuses take no part", pushUps, 5, "DRDSSDDFDDMP", Review{6, Raise, 7, 10}},
		{"what comes later is of no account", pushUps, 5, "DDDDDDDMMMMMMM", Review{7, Raise, 7, 6}},
		{"a percentage up", percent, 20, "DDDDDDD", Review{7, Raise, 22, 6}},
		{"a percentage down", percent, 22, "MMMMMMM", Review{0, Lower, 20, 6}},
		{"a percentage of little is one", Ramp{Start: 2, Step: 10, Percent: true}, 2, "DDDDDDD", Review{7, Raise, 3, 6}},
		{"without a ceiling", Ramp{Start: 5, Step: 2}, 500, "DDDDDDD", Review{7, Raise, 502, 6}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, ok := tt.ramp.Review(tt.target, codes(t, tt.codes))
			if !ok || got != tt.want {
				t.Errorf("Review(%v, %s) = %+v, %v, want %+v", tt.target, tt.codes, got, ok, tt.want)
			}
		})
	}
}

func TestRampWaitsForSevenEligibleDays(t *testing.T) {
	for _, s := range []string{"", "DDDDDD", "DDDDDDP", "DDDRRRSSSFFFDDD"} {
		if got, ok := (Ramp{Start: 5, Step: 2}).Review(5, codes(t, s)); ok {
			t.Errorf("Review(%s) = %+v, want none yet", s, got)
		}
	}
}

// TestRampFromFiveToTwenty is the example of ten perfect weeks.
func TestRampFromFiveToTwenty(t *testing.T) {
	r := Ramp{Start: 5, Step: 2, Ceiling: 20}
	days := codes(t, strings.Repeat("D", 70))
	var got []float64
	for target := r.Start; ; {
		v, ok := r.Review(target, days)
		if !ok {
			break
		}
		target, days = v.Target, days[v.Last+1:]
		got = append(got, target)
	}
	if want := []float64{7, 9, 11, 13, 15, 17, 19, 20, 20, 20}; !slices.Equal(got, want) {
		t.Errorf("targets after each week = %v, want %v", got, want)
	}
}

func TestARefusedRaiseIsProposedAgainAWeekLater(t *testing.T) {
	r := Ramp{Start: 5, Step: 2}
	days := codes(t, strings.Repeat("D", 14))
	first, _ := r.Review(5, days)
	second, ok := r.Review(5, days[first.Last+1:])
	if want := (Review{7, Raise, 7, 6}); !ok || second != want {
		t.Errorf("second review = %+v, %v, want %+v", second, ok, want)
	}
}

func TestRampValidate(t *testing.T) {
	tests := []struct {
		name string
		ramp Ramp
		says string // empty: it is a ramp
	}{
		{"plain", Ramp{Start: 5, Step: 2}, ""},
		{"between floor and ceiling", Ramp{Start: 5, Step: 2, Floor: 3, Ceiling: 20}, ""},
		{"the zero ramp", Ramp{}, "starts at 0"},
		{"no step", Ramp{Start: 5}, "step is 0"},
		{"downwards", Ramp{Start: 5, Step: -1}, "step is -1"},
		{"floor above the start", Ramp{Start: 5, Step: 1, Floor: 6}, "floor is 6"},
		{"floor under nothing", Ramp{Start: 5, Step: 1, Floor: -1}, "floor is -1"},
		{"ceiling under the start", Ramp{Start: 5, Step: 1, Ceiling: 4}, "ceiling is 4"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			err := tt.ramp.Validate()
			if tt.says == "" && err != nil {
				t.Errorf("Validate(%+v) = %v, want none", tt.ramp, err)
			}
			if tt.says != "" && (!errors.Is(err, ErrRamp) || !strings.Contains(err.Error(), tt.says)) {
				t.Errorf("Validate(%+v) = %v, want an ErrRamp that says %q", tt.ramp, err, tt.says)
			}
		})
	}
}

func TestVerdictWords(t *testing.T) {
	for v, want := range map[Verdict]string{Hold: "hold", Raise: "raise", Lower: "lower", 7: "verdict(7)"} {
		if got := v.String(); got != want {
			t.Errorf("Verdict(%d) = %q, want %q", uint8(v), got, want)
		}
	}
}
