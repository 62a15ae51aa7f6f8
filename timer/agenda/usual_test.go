package agenda_test

import (
	"testing"
	"time"

	"focusd/timer/agenda"
	"focusd/tracker"
)

func TestUsualCapacity(t *testing.T) {
	const hour = time.Hour
	monday := tracker.Day{Year: 2026, Month: time.November, Day: 23}
	// weeks has n days before monday, each with so much focus; of weekends a tenth.
	weeks := func(n int, focus, active time.Duration) (u agenda.Usual) {
		for i := n; i > 0; i-- {
			d := agenda.UsualDay{Day: monday.Add(-i), Focus: focus, Active: active}
			if day := d.Day.Weekday(); day == time.Saturday || day == time.Sunday {
				d.Focus, d.Active = focus/10, active/10
			}
			u.Days = append(u.Days, d)
		}
		return u
	}
	tests := []struct {
		name   string
		usual  agenda.Usual
		day    tracker.Day
		active time.Duration
		want   time.Duration
	}{
		{"nothing is known", agenda.Usual{}, monday, 0, 4 * hour},
		{"four workdays are not enough", weeks(6, 2*hour, 8*hour), monday, 4 * hour, 4 * hour},
		{"five are", weeks(7, 2*hour, 8*hour), monday, 0, 2 * hour},
		{"half of the day is left", weeks(7, 2*hour, 8*hour), monday, 4 * hour, hour},
		{"it was a long day", weeks(7, 2*hour, 8*hour), monday, 9 * hour, 0},
		{"a weekend is another kind", weeks(28, 5*hour, 10*hour), monday.Add(5), 0, hour / 2},
		{"and its day is shorter", weeks(28, 5*hour, 10*hour), monday.Add(6), hour / 2, hour / 4},
		{"days nobody saw say what was done", weeks(28, 3*hour, 0), monday, 4 * hour, 3 * hour},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := tt.usual.Capacity(tt.day, tt.active); got != tt.want {
				t.Errorf("of %d days, after %v: %v, want %v", len(tt.usual.Days), tt.active, got, tt.want)
			}
		})
	}
}

func TestUsualSwitching(t *testing.T) {
	days := func(active time.Duration, switches ...int) (u agenda.Usual) {
		for _, n := range switches {
			u.Days = append(u.Days, agenda.UsualDay{Active: active, Switches: n})
		}
		return u
	}
	tests := []struct {
		name  string
		usual agenda.Usual
		want  float64
	}{
		{"nothing is known", agenda.Usual{}, 0},
		{"four days are not enough", days(2*time.Hour, 10, 10, 10, 10), 0},
		{"five are", days(2*time.Hour, 10, 60, 20, 0, 20), 10},
		{"short days say nothing", days(59*time.Minute, 10, 60, 20, 0, 20), 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := tt.usual.Switching(); got != tt.want {
				t.Errorf("of %+v: %v, want %v", tt.usual.Days, got, tt.want)
			}
		})
	}
}
