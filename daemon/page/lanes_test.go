package page

import (
	"strings"
	"testing"
	"time"

	"focusd/daemon/api"
)

// TestLanes has two days, and an hour that is part of both.
func TestLanes(t *testing.T) {
	f := empty()
	begin := time.Date(2026, 11, 20, 4, 0, 0, 0, time.UTC)
	f["/v1/day"] = api.Day{From: begin, To: begin.Add(48 * time.Hour)}
	f["/v1/timeline"] = api.Timeline{Stretches: []api.Stretch{
		{Start: begin.Add(6 * time.Hour), End: begin.Add(12 * time.Hour), Presence: "active", App: "editor", Category: "writing", Class: "earns", Hue: 205},
		{Start: begin.Add(12 * time.Hour), End: begin.Add(23*time.Hour + 30*time.Minute), Presence: "asleep"},
		{Start: begin.Add(23*time.Hour + 30*time.Minute), End: begin.Add(24*time.Hour + 30*time.Minute), Presence: "active", App: "chat", Class: "unclassified"},
	}}
	data, err := loadLanes(f.visit(t, "first=2026-11-20&last=2026-11-21"))
	if err != nil {
		t.Fatal(err)
	}
	lanes := data.(lanesView).Lanes
	if len(lanes) != 2 || lanes[0].Name != "Fri 20" || lanes[0].There != 6*time.Hour+30*time.Minute || lanes[1].There != 30*time.Minute {
		t.Fatalf("lanes are %+v", lanes)
	}
	if first := lanes[0].Stretches[0]; first.X != "25.00%" || first.Width != "25.00%" || first.Class != "hue-8" || first.Text != "10:00–16:00 · editor · writing" {
		t.Errorf("the writing is %+v", first)
	}
	if second := lanes[1].Stretches; len(second) != 1 || second[0].X != "0.00%" || !strings.Contains(lanes[1].Href, "day=2026-11-21") {
		t.Errorf("the second day is %+v", lanes[1])
	}
	page := f.get(t, "/log?first=2026-11-20&last=2026-11-21")
	wellFormed(t, page)
	if !strings.Contains(page, `aria-label="Fri 20: 6 h 30 min there"`) {
		t.Error("the lane has no name")
	}
}

// TestLanesOfFewDays: one day has its timeline, many have too little room.
func TestLanesOfFewDays(t *testing.T) {
	for query, want := range map[string]bool{"": false, "first=2026-11-15&last=2026-11-21": true, "first=2026-11-01&last=2026-11-21": false} {
		data, err := loadLanes(empty().visit(t, query))
		if err != nil || (data != nil) != want {
			t.Errorf("%q: %v, %v, want lanes %v", query, data != nil, err, want)
		}
	}
}
