package page

import (
	"testing"
	"time"
)

func TestWords(t *testing.T) {
	for seconds, want := range map[int64]string{
		0: "0 min", 20: "under a minute", 59: "under a minute", 1500: "25 min", 3600: "1 h", 3959: "1 h 05 min", -120: "−2 min",
	} {
		if got := spell(seconds); got != want {
			t.Errorf("spell(%d) = %q, want %q", seconds, got, want)
		}
	}
	for seconds, want := range map[int64]string{0: "0:00", 5: "0:05", 725: "12:05", 3720: "1:02:00", -30: "−0:30"} {
		if got := clockwise(seconds); got != want {
			t.Errorf("clockwise(%d) = %q, want %q", seconds, got, want)
		}
	}
	for hue, want := range map[int]string{0: "hue-0", 1: "hue-1", 15: "hue-1", 16: "hue-2", 345: "hue-12", 346: "hue-1", 360: "hue-1"} {
		if got := hueClass(hue); got != want {
			t.Errorf("hueClass(%d) = %q, want %q", hue, got, want)
		}
	}
	for want, of := range map[string][2]int{"0 of 3": {0, 3}, "3 of 3": {3, 3}, "4, 3 planned": {4, 3}} {
		if got := ofPlan(of[0], of[1]); got != want {
			t.Errorf("ofPlan(%v) = %q, want %q", of, got, want)
		}
	}
	for _, pairs := range [][]any{{"do"}, {"do", func() {}}} {
		if got, err := body(pairs...); err == nil {
			t.Errorf("body(%v) = %s", pairs, got)
		}
	}
}

func TestExact(t *testing.T) {
	for d, want := range map[time.Duration]string{
		400 * time.Millisecond: "0 s", 59 * time.Second: "59 s", 61 * time.Second: "1 min 1 s", 3*time.Hour + 62*time.Second: "3 h 1 min",
	} {
		if got := exact(d); got != want {
			t.Errorf("exact(%v) = %q, want %q", d, got, want)
		}
	}
}
