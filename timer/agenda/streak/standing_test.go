package streak

import (
	"strings"
	"testing"
	"time"

	"focusd/tracker"
)

func TestCount(t *testing.T) {
	tests := []struct {
		codes         string
		current, best int
	}{
		{"DDD", 3, 3},
		{"DDDP", 3, 3},
		{"DDDMP", 0, 3},
		{"DDMD", 1, 2},
		{"DDRRDP", 3, 3},
		{"DDDSSSSSDP", 4, 4},
		{"SSDSS", 1, 1},
		{"DDDFDP", 4, 4},
		{"P", 0, 0},
		{"RRP", 0, 0},
		{"M", 0, 0},
		{"", 0, 0},
		{"DDDDDRRDDDDDRRP", 10, 10},
	}
	for _, tt := range tests {
		t.Run(tt.codes, func(t *testing.T) {
			if current, best := Count(codes(t, tt.codes)); current != tt.current || best != tt.best {
				t.Errorf("Count(%s) = %d, %d, want %d, %d", tt.codes, current, best, tt.current, tt.best)
			}
		})
	}
}

func TestDailyIsAtRiskIfTodayDecides(t *testing.T) {
	tests := []struct {
		name, codes string
		want        bool
	}{
		{"nothing done yet today", "DDDP", true},
		{"done today", "DDDD", false},
		{"no streak", "DDMP", false},
		{"rest today", "DDDR", false},
		{"a freeze is there", "DDDDDDDP", false},
		{"the freeze is in use", "DDDDDDDMP", true},
		{"no day at all", "", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := Daily(codes(t, tt.codes)).AtRisk; got != tt.want {
				t.Errorf("Daily(%s).AtRisk = %v, want %v", tt.codes, got, tt.want)
			}
		})
	}
}

func date(t testing.TB, s string) tracker.Day {
	t.Helper()
	d, err := tracker.ParseDay(s)
	if err != nil {
		t.Fatalf("date in a test: %v", err)
	}
	return d
}

func TestWeekUnits(t *testing.T) {
	const monday, thursday = "2026-11-02", "2026-11-05"
	tests := []struct {
		name, first string
		times       int
		days, want  string
	}{
		{"enough", monday, 3, "DMDMDMM", "D"},
		{"more than enough", monday, 3, "DDDDDDD", "D"},
		{"not enough", monday, 3, "DMDMMMM", "M"},
		{"two weeks", monday, 3, "DMDMDMM MMMMMMD", "DM"},
		{"not over yet", monday, 3, "DMDMDMM DMP", "DP"},
		{"enough before it is over", monday, 3, "DMDMDMM DDDMP", "DD"},
		{"too late, but not over", monday, 3, "DMDMDMM MMMMMP", "DP"},
		{"its last day is today", monday, 3, "DMDMMMP", "P"},
		{"its last day was done", monday, 3, "DMDMMMD", "D"},
		{"begun on a Thursday, two of four", thursday, 3, "DMDM", "D"},
		{"begun on a Thursday, one of four", thursday, 3, "DMMM DMDMDMM", "MD"},
		{"all excused", monday, 3, "SSSSSSS", "S"},
		{"all rest", monday, 3, "RRRRRRR", "R"},
		{"rest and excuses", monday, 3, "RRRRRRS", "S"},
		{"excused so far", monday, 3, "SSSP", "P"},
		{"one of two after five excused", monday, 3, "SSSSSDM", "D"},
		{"none of two after five excused", monday, 3, "SSSSSMM", "M"},
		{"one open day asks for nothing", monday, 3, "SSSSSSM", "S"},
		{"but counts if it was used", monday, 3, "SSSSSSD", "D"},
		{"every day", monday, 7, "DDDDDDD DDDDDDM", "DM"},
		{"every day but the excused ones", monday, 7, "DDSSDDD", "D"},
		{"nothing", monday, 3, "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := Week{Times: tt.times, Starts: time.Monday}
			if got := Format(w.Units(date(t, tt.first), codes(t, tt.days))); got != tt.want {
				t.Errorf("%d a week, %s from %s: %s, want %s", tt.times, tt.days, tt.first, got, tt.want)
			}
		})
	}
}

func TestWeeksStartWhereTheyAreSaidTo(t *testing.T) {
	days := codes(t, "DDDMMMM") // from a Monday
	for starts, want := range map[time.Weekday]string{time.Monday: "D", time.Sunday: "DM", time.Wednesday: "DM", time.Thursday: "DM"} {
		got := Format(Week{Times: 3, Starts: starts}.Units(date(t, "2026-11-02"), append(days, codes(t, "MMMMMMM")...)))
		if !strings.HasPrefix(got, want) {
			t.Errorf("weeks from %v on: %s, want %s first", starts, got, want)
		}
	}
}

func TestWeekly(t *testing.T) {
	good, bad := "DMDMDMM", "DMMMMMM"
	tests := []struct {
		name, days string
		want       Standing
		units      string
		last       string // of the days, the last seven
	}{
		{"weeks count", strings.Repeat(good, 3), Standing{Current: 3, Best: 3}, "DDD", good},
		{"a freeze bridges a week", strings.Repeat(good, 7) + bad, Standing{
			Current: 7, Best: 7, Freezes: Freezes{Earned: 1, Used: 1, Provisional: 1},
		}, "DDDDDDDF", "DFFFFFF"},
		{"a miss breaks", good + good + bad + good, Standing{Current: 1, Best: 2}, "DDMD", good},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := Weekly(date(t, "2026-01-05"), codes(t, tt.days), Week{Times: 3, Starts: time.Monday})
			if got.Current != tt.want.Current || got.Best != tt.want.Best || got.Freezes != tt.want.Freezes {
				t.Errorf("Weekly(%s) = %d, %d, %+v, want %d, %d, %+v", tt.days,
					got.Current, got.Best, got.Freezes, tt.want.Current, tt.want.Best, tt.want.Freezes)
			}
			if units := Format(got.Units); units != tt.units {
				t.Errorf("Weekly(%s) has units %s, want %s", tt.days, units, tt.units)
			}
			if days := Format(got.Days); !strings.HasSuffix(days, tt.last) {
				t.Errorf("Weekly(%s) has days %s, want %s at the end", tt.days, days, tt.last)
			}
		})
	}
}

func TestWeeklyIsAtRiskOnTheLastDaysThatAreNeeded(t *testing.T) {
	good := "DMDMDMM"
	tests := []struct {
		name, days string
		want       bool
	}{
		{"Monday", good + "P", false},
		{"Friday, none done", good + "MMMMP", true},
		{"Friday, one done", good + "DMMMP", false},
		{"Sunday, two done", good + "DDMMMMP", true},
		{"Sunday, three done", good + "DDDMMMP", false},
		{"Saturday, too late", good + "MMMMMP", false},
		{"Sunday, done today", good + "DDMMMMD", false},
		{"Sunday, after six excused", good + "SSSSSSP", false},
		{"Sunday, after four excused", good + "SSSSMMP", true},
		{"a freeze is there", strings.Repeat(good, 7) + "DDMMMMP", false},
		{"nothing to lose", "MMMMMMM" + "DDMMMMP", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := Weekly(date(t, "2026-01-05"), codes(t, tt.days), Week{Times: 3, Starts: time.Monday})
			if got.AtRisk != tt.want {
				t.Errorf("Weekly(%s).AtRisk = %v, want %v", tt.days, got.AtRisk, tt.want)
			}
		})
	}
}
