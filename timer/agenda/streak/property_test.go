package streak

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"focusd/tracker"
)

// sequences of codes in which streaks long enough for freezes are likely.
func sequences() *rapid.Generator[[]Code] {
	stretch := rapid.Custom(func(t *rapid.T) []Code {
		c := rapid.SampledFrom([]Code{Done, Done, Done, Missed, Missed, Rest, Excused}).Draw(t, "code")
		n := rapid.IntRange(1, 3).Draw(t, "length")
		if c == Done {
			n = rapid.IntRange(1, 16).Draw(t, "length of the streak")
		}
		return slices.Repeat([]Code{c}, n)
	})
	return rapid.Custom(func(t *rapid.T) []Code {
		all := slices.Concat(rapid.SliceOfN(stretch, 0, 20).Draw(t, "stretches")...)
		if rapid.Bool().Draw(t, "today is open") {
			all = append(all, Pending)
		}
		return all
	})
}

// slowly does what Freeze and Count do by cutting text into pieces.
func slowly(codes []Code) (current, best, held int) {
	text := strings.NewReplacer("R", "", "S", "", "P", "").Replace(Format(codes))
	row := 0
	for _, run := range regexp.MustCompile("D+|M+").FindAllString(text, -1) {
		if run[0] == 'M' {
			if len(run) <= held {
				held -= len(run)
			} else {
				current, row = 0, 0
			}
			continue
		}
		for range run {
			row++
			if row%7 == 0 {
				held = min(held+1, 2)
			}
		}
		current += len(run)
		best = max(best, current)
	}
	return current, best, held
}

func TestDailyAgreesWithASlowRecomputation(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := sequences().Draw(t, "codes")
		got := Daily(c)
		current, best, held := slowly(c)
		if got.Current != current || got.Best != best || got.Freezes.Held != held {
			t.Fatalf("Daily(%s) = %d, %d, %d held, want %d, %d, %d", Format(c),
				got.Current, got.Best, got.Freezes.Held, current, best, held)
		}
	})
}

func TestRestAndExcusesNeverChangeAStreak(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := sequences().Draw(t, "codes")
		at := rapid.IntRange(0, len(c)).Draw(t, "at")
		more := rapid.SliceOfN(rapid.SampledFrom([]Code{Rest, Excused}), 1, 20).Draw(t, "rest")
		with := slices.Insert(slices.Clone(c), at, more...)
		before, after := Daily(c), Daily(with)
		if before.Current != after.Current || before.Best != after.Best || before.Freezes != after.Freezes {
			t.Fatalf("Daily(%s) = %+v, Daily(%s) = %+v", Format(c), before, Format(with), after)
		}
		if Started(c) != Started(with) {
			t.Fatalf("Started(%s) = %+v, Started(%s) = %+v", Format(c), Started(c), Format(with), Started(with))
		}
	})
}

func TestFreezesStayWithinTheirBounds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := sequences().Draw(t, "codes")
		frozen, f := Freeze(c)
		bridged := strings.Count(Format(frozen), "F")
		if f.Held < 0 || f.Held > 2 || f.Held != f.Earned-f.Used || f.Used != bridged || f.Provisional > f.Used {
			t.Fatalf("Freeze(%s) = %s, %+v", Format(c), Format(frozen), f)
		}
		if got := strings.ReplaceAll(Format(frozen), "F", "M"); got != Format(c) {
			t.Fatalf("Freeze(%s) = %s, which is more than misses frozen", Format(c), Format(frozen))
		}
	})
}

// measured are days of any habit with amounts and a target that changes.
func measured(t *rapid.T) (Measure, []Day) {
	m := Measure{
		Aim:   rapid.SampledFrom([]Aim{Tick, AtLeast, AtMost}).Draw(t, "aim"),
		Times: rapid.IntRange(0, 7).Draw(t, "times"),
		Days:  rapid.SampledFrom([]int{0, 7, 30}).Draw(t, "days"),
	}
	days := ticks(sequences().Draw(t, "codes"))
	for i := range days {
		days[i].Amount = rapid.Float64Range(-10, 1e6).Draw(t, "amount")
		days[i].Target = rapid.SampledFrom([]float64{0, 1, 30, 1e5}).Draw(t, "target")
	}
	return m, days
}

func TestStrengthIsAShare(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m, days := measured(t)
		for i, s := range m.Strength(days) {
			if !(s >= 0 && s <= 1) {
				t.Fatalf("%+v: strength on day %d of %+v = %v", m, i, days, s)
			}
		}
	})
}

func TestExcusedDaysLeaveStrengthAsItWas(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m, days := measured(t)
		at := rapid.IntRange(0, len(days)).Draw(t, "at")
		off := Day{Code: rapid.SampledFrom([]Code{Rest, Excused, Frozen}).Draw(t, "code"), Amount: 5, Target: 10}
		with := m.Strength(slices.Insert(slices.Clone(days), at, slices.Repeat([]Day{off}, 14)...))
		without := m.Strength(days)
		if got := slices.Delete(slices.Clone(with), at, at+14); !slices.Equal(got, without) {
			t.Fatalf("%+v: strengths with 14 days off at %d = %v, without %v", m, at, with, without)
		}
	})
}

func TestWeeklyKeepsTheShapeOfItsDays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := sequences().Draw(t, "codes")
		first := tracker.Day{Year: 2026, Month: time.January, Day: 5}.Add(rapid.IntRange(0, 6).Draw(t, "first"))
		w := Week{rapid.IntRange(1, 7).Draw(t, "times"), time.Weekday(rapid.IntRange(0, 6).Draw(t, "starts"))}
		s := Weekly(first, c, w)
		if got := strings.ReplaceAll(Format(s.Days), "F", "M"); got != Format(c) {
			t.Fatalf("%+v from %v: days %s became %s", w, first, Format(c), Format(s.Days))
		}
		if weeks := len(s.Units); weeks < (len(c)+6)/7 || weeks > len(c)/7+2 {
			t.Fatalf("%+v from %v: %d days became %d weeks", w, first, len(c), weeks)
		}
	})
}

func TestRampStaysBetweenFloorAndCeiling(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := Ramp{
			Start:   float64(rapid.IntRange(5, 20).Draw(t, "start")),
			Step:    float64(rapid.IntRange(1, 30).Draw(t, "step")),
			Percent: rapid.Bool().Draw(t, "percent"),
			Floor:   float64(rapid.IntRange(0, 5).Draw(t, "floor")),
			Ceiling: float64(rapid.IntRange(20, 60).Draw(t, "ceiling")),
		}
		target := r.Start
		for range rapid.IntRange(1, 50).Draw(t, "weeks") {
			c := slices.Repeat([]Code{Missed}, 7)
			done := rapid.IntRange(0, 7).Draw(t, "done")
			for i := range done {
				c[i] = Done
			}
			v, ok := r.Review(target, c)
			if !ok || v.Done != done || v.Target < r.floor() || v.Target > r.Ceiling {
				t.Fatalf("%+v: Review(%v, %s) = %+v, %v", r, target, Format(c), v, ok)
			}
			target = v.Target
		}
	})
}

// A raise in percent is taken back by the next step down, to the same number.
func TestAPercentageGoesBackToWhereItCameFrom(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := Ramp{Step: float64(rapid.IntRange(1, 100).Draw(t, "step")), Percent: true}
		target := float64(rapid.IntRange(1, 10000).Draw(t, "target"))
		if up := r.up(target); up <= target || r.down(up) != target {
			t.Fatalf("%v %% of %v: up to %v and down to %v", r.Step, target, up, r.down(up))
		}
	})
}

// BenchmarkTenYears is everything there is to know of one daily habit.
func BenchmarkTenYears(b *testing.B) {
	year := strings.Repeat("DDDDDRR", 40) + strings.Repeat("DDDMDSS", 11) + strings.Repeat("S", 8)
	c := codes(b, strings.Repeat(year, 10))
	days := ticks(c)
	for b.Loop() {
		s := Daily(c)
		for i, code := range s.Days {
			days[i].Code = code
		}
		Measure{}.Strength(days)
		Tick.Consistent(days, 30)
		Started(c)
	}
}
