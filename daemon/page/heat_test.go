package page

import (
	"strings"
	"testing"
)

func TestHeatMap(t *testing.T) {
	m := heatMapOf("2026-11-18", "DMP", "2026-11-20") // a Wednesday to a Friday
	if m.Done != "M6 42v12" || m.Missed != "M4 60h4v4h-4z" || m.Open != "M1 71h10v10h-10z" || m.Says != "done on 1 of 2 days that asked for it" {
		t.Errorf("got %+v", m)
	}
	long := heatMapOf("2020-01-01", strings.Repeat("D", 2518), "2026-11-22") // a Sunday
	if long.Done[:20] != "M6 14v96M20 14v96M34" || strings.Count(long.Done, "v96") != heatWeeks || long.Rest != "" || len(long.Months) < 6 {
		t.Errorf("of half a year %s is drawn, %d months named", long.Done, len(long.Months))
	}
	for _, first := range []string{"", nasty, "2030-01-01"} {
		if m := heatMapOf(first, "DD", "2026-11-22"); m.Done != "" {
			t.Errorf("%q: %+v, want nothing done", first, m)
		}
	}
	if m := heatMapOf("2026-11-18", "D", nasty); m.Done != "" {
		t.Errorf("of no day: %+v", m)
	}
}

func TestMonthsOfAHabit(t *testing.T) {
	got := monthsOf("2026-10-30", "DDMFSRP")
	want := []habitMonth{{Name: "November 2026", Missed: 1, Bridged: 1, Excused: 1}, {Name: "October 2026", Done: 2}}
	if len(got) != 2 || got[0] != want[0] || got[1] != want[1] {
		t.Errorf("got %+v, want %+v", got, want)
	}
}
