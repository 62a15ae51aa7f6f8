package streak

import (
	"slices"
	"testing"
)

func TestTargetsHoldFromTheirDayOn(t *testing.T) {
	five, ten := Target{date(t, "2026-11-02"), 5}, Target{date(t, "2026-11-09"), 10}
	ts := Targets{}.With(ten).With(five)
	for day, want := range map[string]float64{
		"2026-01-01": 5, // a habit that is filled in backwards still asks for something
		"2026-11-02": 5, "2026-11-08": 5,
		"2026-11-09": 10, "2027-01-01": 10,
	} {
		if got := ts.On(date(t, day)); got != want {
			t.Errorf("On(%s) = %v, want %v", day, got, want)
		}
	}
	if got := Targets(nil).On(date(t, "2026-11-02")); got != 0 {
		t.Errorf("On without a target = %v, want 0", got)
	}
}

func TestTargetsWithOneOfTheSameDay(t *testing.T) {
	first := Targets{}.With(Target{date(t, "2026-11-02"), 5})
	second := first.With(Target{date(t, "2026-11-02"), 7})
	if want := (Targets{{date(t, "2026-11-02"), 7}}); !slices.Equal(second, want) {
		t.Errorf("With = %v, want %v", second, want)
	}
	if first[0].Value != 5 {
		t.Errorf("With changed its receiver to %v", first)
	}
}
