package page

import (
	"net/http"
	"testing"
	"time"

	"focusd/daemon/api"
)

// morning is a timeline of a day with an hour of work at nine, a call in it, and
// lunch said.
func morning() (line api.Timeline, begin, end time.Time) {
	begin = time.Date(2026, 11, 22, 4, 0, 0, 0, time.UTC)
	end = begin.Add(24 * time.Hour)
	at := func(hour, minute int) time.Time {
		return time.Date(2026, 11, 22, hour, minute, 0, 0, time.UTC)
	}
	noon := at(9, 30)
	return api.Timeline{
		From: begin, To: at(13, 0),
		Stretches: []api.Stretch{
			{Start: begin, End: at(9, 0), Presence: "unobserved", Cause: "stopped"},
			{Start: at(9, 0), End: at(9, 40), Presence: "active", App: "editor", Title: "chapter", Category: "writing", Class: "earns", Hue: 205},
			{Start: at(9, 40), End: at(10, 0), Presence: "passive", Cause: "meeting", App: "call", Class: "unclassified"},
			{Start: at(10, 0), End: at(13, 0), Presence: "locked", Cause: "lock", By: "logind"},
		},
		Blocks:  []api.TimelineBlock{{Block: api.Block{Label: "draft", Started: at(9, 0), Ended: &noon, Outcome: "completed"}, Text: "30 min on task"}},
		Entries: []api.Entry{{Start: at(12, 0), End: at(12, 30), Text: "lunch", Kind: "added"}},
	}, begin, end
}

func TestLively(t *testing.T) {
	line, begin, end := morning()
	hour := func(t time.Time) string { return t.Format("02 15:04") }
	for _, tt := range []struct {
		name     string
		line     api.Timeline
		now      time.Time
		from, to string
	}{
		{"a day that is over", line, end.Add(time.Hour), "22 09:00", "22 17:00"},
		{"today", line, begin.Add(15 * time.Hour), "22 09:00", "22 20:00"},
		{"nothing today", api.Timeline{}, begin.Add(10*time.Hour + 30*time.Minute), "22 14:00", "22 22:00"},
		{"nothing late today", api.Timeline{}, end.Add(-30 * time.Minute), "23 03:00", "23 04:00"},
		{"nothing that day", api.Timeline{}, end.Add(time.Hour), "22 07:00", "22 15:00"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if from, to := lively(tt.line, begin, end, tt.now); hour(from) != tt.from || hour(to) != tt.to {
				t.Errorf("%s to %s, want %s to %s", hour(from), hour(to), tt.from, tt.to)
			}
		})
	}
}

// drawn is the drawing of a range of that morning.
func drawn(t *testing.T, query string) timelineView {
	t.Helper()
	line, begin, end := morning()
	v := empty().visit(t, query)
	v.Status.At = end.Add(time.Hour)
	data, err := v.drawing("/", "", begin, end, line)
	if err != nil {
		t.Fatal(err)
	}
	return data.(timelineView)
}

func TestRangesOfTheDay(t *testing.T) {
	for query, want := range map[string]string{
		"": "09:00 17:00",
		"from=2026-11-22T09:00:00Z&to=2026-11-22T10:00:00Z": "09:00 10:00",
		"from=2026-11-22T01:00:00Z&to=2026-11-22T06:00:00Z": "04:00 06:00", // cut to the day
		"from=2026-11-22T09:00:00Z&to=2026-11-22T09:00:10Z": "09:00 17:00", // too short
		"from=2026-11-21T01:00:00Z&to=2026-11-21T06:00:00Z": "09:00 17:00", // another day
		"from=yesterday&to=now":                             "09:00 17:00",
	} {
		d := drawn(t, query)
		if got := d.Clock(d.From) + " " + d.Clock(d.To); got != want {
			t.Errorf("%q: %s, want %s", query, got, want)
		}
	}
}

// TestWeight has the wildest day that a timeline can tell of: with style and
// scripts the page stays light.
func TestWeight(t *testing.T) {
	f := empty()
	begin := status().Today.From
	f["/v1/timeline"] = func(r *http.Request) any {
		least, err := time.ParseDuration(r.URL.Query().Get("least") + "s")
		if err != nil {
			t.Error(err)
		}
		line := api.Timeline{}
		for at := begin; at.Before(begin.Add(16 * time.Hour)); at = at.Add(least) {
			line.Stretches = append(line.Stretches, api.Stretch{
				Start: at, End: at.Add(least), Presence: "active", App: "browser", Title: "a title as long as they are on the web - Browser",
				Category: "browsing", Class: "supports", Hue: int(at.Unix()/90)%360 + 1, Joined: 12,
			})
		}
		return line
	}
	if n := len(f.get(t, "/")); n > 100_000 {
		t.Errorf("the page weighs %d bytes", n)
	}
}
