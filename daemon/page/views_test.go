package page

import (
	"strings"
	"testing"
)

// TestViewsKeepToTheDay: wherever one is, each way leads to a part of the day.
func TestViewsKeepToTheDay(t *testing.T) {
	for _, query := range []string{"", "from=2026-11-22T04:00:00Z&to=2026-11-22T05:00:00Z", "from=2026-11-23T03:58:00Z&to=2026-11-23T04:00:00Z"} {
		for _, v := range drawn(t, query).Views() {
			_, after, _ := strings.Cut(v.Href, "?")
			d := drawn(t, after)
			if d.From.Before(d.Begin) || d.To.After(d.End) || d.To.Sub(d.From) < shortest {
				t.Errorf("%q %s leads to %v–%v", query, v.Title, d.From, d.To)
			}
		}
	}
}
