package page

import "testing"

func TestDayName(t *testing.T) {
	v := empty().visit(t, "")
	for day, want := range map[string]string{
		"2026-11-22": "today", "2026-11-23": "tomorrow", "2026-11-21": "yesterday", "2026-11-26": "Thursday", "2026-12-24": "24 December", "some day": "some day",
	} {
		if got := v.DayName(day); got != want {
			t.Errorf("%s is %q, want %q", day, got, want)
		}
	}
}
