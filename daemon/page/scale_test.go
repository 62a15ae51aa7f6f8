package page

import "testing"

func TestTicks(t *testing.T) {
	for query, want := range map[string]int{
		"": 8, "from=2026-11-22T09:00:00Z&to=2026-11-22T10:00:00Z": 6, "from=2026-11-22T09:00:00Z&to=2026-11-22T09:05:00Z": 5,
	} {
		d := drawn(t, query)
		all := d.Ticks()
		if len(all) != want {
			t.Errorf("%q: %d ticks %v, want %d", query, len(all), all, want)
		}
		if all[0].Name != "09:00" {
			t.Errorf("%q begins at %v, want whole hours", query, all[0])
		}
	}
}
