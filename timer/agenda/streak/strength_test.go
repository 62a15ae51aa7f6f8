package streak

import (
	"fmt"
	"math"
	"strings"
	"testing"
)

// ticks are days of a habit that is done or not.
func ticks(codes []Code) []Day {
	days := make([]Day, len(codes))
	for i, c := range codes {
		days[i].Code = c
	}
	return days
}

// last is the strength at the end, in percent with one digit.
func last(m Measure, days []Day) string {
	s := m.Strength(days)
	return fmt.Sprintf("%.1f", 100*s[len(s)-1])
}

func TestStrengthOfADailyHabit(t *testing.T) {
	d := func(n int) string { return strings.Repeat("D", n) }
	m := func(n int) string { return strings.Repeat("M", n) }
	for _, tt := range []struct{ name, codes, want string }{
		{"day 1", d(1), "5.2"},
		{"day 3", d(3), "14.8"},
		{"day 7", d(7), "31.1"},
		{"day 10", d(10), "41.3"},
		{"day 14", d(14), "52.6"},
		{"day 21", d(21), "67.4"},
		{"day 30", d(30), "79.8"},
		{"day 60", d(60), "95.9"},
		{"day 66", d(66), "97.0"},
		{"day 90", d(90), "99.2"},
		{"one miss after day 30", d(30) + m(1), "75.7"},
		{"three days after the miss", d(30) + m(1) + d(3), "79.3"},
		{"four days after the miss", d(30) + m(1) + d(4), "80.3"},
		{"seven misses after day 30", d(30) + m(7), "54.9"},
		{"today is not there yet", d(30) + "P", "79.8"},
		{"two weeks of vacation", d(30) + strings.Repeat("S", 14), "79.8"},
		{"a freeze", d(30) + "F", "79.8"},
		{"Monday to Friday is daily without weekends", strings.Repeat("DDDDDRR", 6), "79.8"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := last(Measure{}, ticks(codes(t, tt.codes))); got != tt.want {
				t.Errorf("strength after %s = %s %%, want %s", tt.codes, got, tt.want)
			}
		})
	}
}

func TestHalfLife(t *testing.T) {
	for _, tt := range []struct {
		name string
		m    Measure
		want float64 // days
	}{
		{"daily", Measure{}, 13},
		{"three a week", Measure{Times: 3, Days: 7}, 19.9},
		{"weekly", Measure{Times: 1, Days: 7}, 34.4},
		{"monthly", Measure{Times: 1, Days: 30}, 71.2},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := -1 / math.Log2(tt.m.keep()); math.Abs(got-tt.want) > 0.05 {
				t.Errorf("%+v halves in %.2f days, want %v", tt.m, got, tt.want)
			}
		})
	}
}

func TestStrengthOfSomeDaysAWeek(t *testing.T) {
	year := func(week string) string { return strings.Repeat(week, 52) }
	three, six := Measure{Times: 3, Days: 7}, Measure{Times: 6, Days: 7}
	for _, tt := range []struct {
		name  string
		m     Measure
		codes string
		want  string
		loop  string // what Loop makes of it, where it differs
	}{
		{"two of three for a year", three, year("DMMDMMM"), "66.7", ""},
		{"three of three for two years", three, year("DMDMDMM") + year("DMDMDMM"), "100.0", ""},
		{"seven a week are daily", Measure{Times: 7, Days: 7}, "DDD", "14.8", ""},
		{"irregular weeks", three, year("DDDMMMM" + "MMMMDDD"), "100.0", ""},
		{"six a week, four excused, three done", six, year("DDDDDDM") + "SSSSDDD", "100.0", "95.8"},
		{"three a week, fourteen excused", three, year("DMDMDMM") + strings.Repeat("S", 14) + "DMDMDMMDMDM", "100.0", "84.8"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := codes(t, tt.codes)
			if got := last(tt.m, ticks(c)); got != tt.want {
				t.Errorf("strength = %s %%, want %s", got, tt.want)
			}
			want := tt.loop
			if want == "" {
				want = tt.want
			}
			if got := fmt.Sprintf("%.1f", 100*loop(tt.m, c)); got != want {
				t.Errorf("Loop's strength = %s %%, want %s", got, want)
			}
		})
	}
}

// loop is ScoreList.kt of Loop Habit Tracker for a habit that is done or not:
// a day that is skipped leaves the score as it is, but stands in the windows
// of the days after it as one that was not done.
func loop(m Measure, codes []Code) float64 {
	times, days := 2*m.Times, 2*m.Days
	if times == days {
		times, days = 1, 1
	}
	keep := math.Pow(0.5, math.Sqrt(float64(times)/float64(days))/13)
	score := 0.0
	for i, c := range codes {
		if c == Excused {
			continue
		}
		done := 0
		for _, before := range codes[max(i+1-days, 0) : i+1] {
			if before == Done {
				done++
			}
		}
		score = score*keep + min(1, float64(done)/float64(times))*(1-keep)
	}
	return score
}

// amounts are days with these amounts that all ask for target.
func amounts(aim Aim, target float64, each ...float64) []Day {
	days := make([]Day, len(each))
	for i, a := range each {
		days[i] = Day{Code: Missed, Amount: a, Target: target}
		if aim.Met(a, target) {
			days[i].Code = Done
		}
	}
	return days
}

func repeat(n int, pattern ...float64) []float64 {
	all := make([]float64, 0, n*len(pattern))
	for range n {
		all = append(all, pattern...)
	}
	return all
}

func TestStrengthOfAmounts(t *testing.T) {
	least, most := Measure{Aim: AtLeast}, Measure{Aim: AtMost}
	for _, tt := range []struct {
		name string
		m    Measure
		days []Day
		want string
	}{
		{"half the minutes for 60 days", least, amounts(AtLeast, 30, repeat(60, 15)...), "48.0"},
		{"twice the minutes are no more than all", least, amounts(AtLeast, 30, repeat(60, 60)...), "95.9"},
		{"a weekly sum in one day", Measure{AtLeast, 1, 7}, amounts(AtLeast, 90, repeat(260, 0, 0, 0, 0, 0, 90, 0)...), "100.0"},
		{"a weekly sum in bits", Measure{AtLeast, 1, 7}, amounts(AtLeast, 90, repeat(260, 15, 15, 0, 15, 15, 15, 15)...), "100.0"},
		{"a limit begins as kept", most, amounts(AtMost, 60, 0), "100.0"},
		{"half over the limit", most, amounts(AtMost, 60, repeat(365, 90)...), "50.0"},
		{"far over the limit", most, amounts(AtMost, 60, 300), "94.8"},
		{"nothing allowed, nothing done", most, amounts(AtMost, 0, repeat(30, 0)...), "100.0"},
		{"nothing allowed, a little done", most, amounts(AtMost, 0, 0.1), "94.8"},
		{"a target of nothing is met by anything", least, amounts(AtLeast, 0, 0.1), "5.2"},
		{"but not by nothing", least, amounts(AtLeast, 0, 0), "0.0"},
		{"less than nothing is nothing", least, amounts(AtLeast, 30, -60), "0.0"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := last(tt.m, tt.days); got != tt.want {
				t.Errorf("strength = %s %%, want %s", got, tt.want)
			}
		})
	}
}

func TestMet(t *testing.T) {
	for _, tt := range []struct {
		name           string
		aim            Aim
		amount, target float64
		want           bool
	}{
		{"enough", AtLeast, 30, 30, true},
		{"not enough", AtLeast, 29.9, 30, false},
		{"at the limit", AtMost, 30, 30, true},
		{"over the limit", AtMost, 30.1, 30, false},
		{"nothing of nothing", AtMost, 0, 0, true},
		{"something of nothing", AtMost, 1, 0, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := tt.aim.Met(tt.amount, tt.target); got != tt.want {
				t.Errorf("Met(%v, %v) = %v, want %v", tt.amount, tt.target, got, tt.want)
			}
		})
	}
}
