package tracker

import (
	"testing"
	"time"
)

func TestClocksSince(t *testing.T) {
	at := func(wall, mono, boot float64) Clocks {
		return Clocks{Wall: sec(wall), Mono: seconds(1000 + mono), Boot: seconds(2000 + boot)}
	}
	wallOnly := func(wall float64) Clocks { return Clocks{Wall: sec(wall)} }
	tests := []struct {
		name                string
		before, now         Clocks
		ran, slept, stepped float64
	}{
		{"ran", at(0, 0, 0), at(30, 30, 30), 30, 0, 0},
		{"slept", at(0, 0, 0), at(3630, 30, 3630), 30, 3600, 0},
		{"a sleep of two seconds does not count", at(0, 0, 0), at(32, 30, 32), 30, 0, 0},
		{"a little more does", at(0, 0, 0), at(32.001, 30, 32.001), 30, 2.001, 0},
		{"set forward", at(0, 0, 0), at(3630, 30, 30), 30, 0, 3600},
		{"set back", at(0, 0, 0), at(-3570, 30, 30), 30, 0, -3600},
		{"slewed by a second", at(0, 0, 0), at(31, 30, 30), 30, 0, 0},
		{"set back by two seconds", at(0, 0, 0), at(28, 30, 30), 30, 0, 0},
		{"slept and set", at(0, 0, 0), at(10_000, 30, 3630), 30, 3600, 6370},
		{"no other clocks", wallOnly(0), wallOnly(3630), 3630, 0, 0},
		{"no other clocks, set back", wallOnly(0), wallOnly(-60), 0, 0, 0},
		{"no other clocks before", wallOnly(0), at(30, 0, 0), 30, 0, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			ran, slept, stepped := tt.now.Since(tt.before)
			if ran != seconds(tt.ran) || slept != seconds(tt.slept) || stepped != seconds(tt.stepped) {
				t.Errorf("Since() = %v, %v, %v, want %v, %v, %v", ran, slept, stepped,
					seconds(tt.ran), seconds(tt.slept), seconds(tt.stepped))
			}
		})
	}
}

func TestClocksSinceDoesNotTrustMonotonicReadings(t *testing.T) {
	before := time.Now()
	now := before.Round(0).Add(time.Hour) // no monotonic reading
	_, _, stepped := Clocks{Wall: now, Mono: time.Minute, Boot: time.Minute}.Since(Clocks{Wall: before, Mono: time.Second, Boot: time.Second})
	if want := time.Hour - 59*time.Second; stepped != want {
		t.Errorf("Since() steps by %v, want %v", stepped, want)
	}
}
