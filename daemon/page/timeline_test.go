package page

import (
	"net/http"
	"strings"
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

func TestMarks(t *testing.T) {
	d := drawn(t, "")
	stretches := d.Stretches()
	for i, want := range []struct{ x, width, class, text string }{
		{"0.00%", "8.33%", "st active hue-8", "09:00:00–09:40:00, 40 min 0 s · editor · writing (earns) · chapter"},
		{"8.33%", "4.17%", "st passive hue-0", "09:40:00–10:00:00, 20 min 0 s · call · in a meeting · not filed"},
		{"12.50%", "37.50%", "st locked", "10:00:00–13:00:00, 3 h 0 min · the screen was locked (logind)"},
	} {
		if got := stretches[i]; got.X != want.x || got.Width != want.width || got.Class != want.class || got.Text != want.text {
			t.Errorf("stretch %d is %+v, want %+v", i, got, want)
		}
	}
	if len(stretches) != 3 {
		t.Errorf("%d stretches, want none of before the day was lively", len(stretches))
	}
	if b := d.Blocks(); len(b) != 1 || b[0].Label != "draft" || b[0].Text != "09:00:00–09:30:00, 30 min 0 s · draft · completed · 30 min on task" {
		t.Errorf("blocks %+v", b)
	}
	if s := d.Said(); len(s) != 1 || s[0].Class != "said added" || !strings.Contains(s[0].Text, "added by you · lunch") {
		t.Errorf("entries %+v", s)
	}
	if d.Now() != "" {
		t.Error("the present is drawn on a day that is over")
	}
	if l := d.Legend(); len(l) != 2 || l[0].Name != "writing" || l[1].Name != "" {
		t.Errorf("legend %+v", l)
	}
}

// TestLabelsHaveRoom: a name is cut to what fits, and left out where hardly
// anything does.
func TestLabelsHaveRoom(t *testing.T) {
	d := drawn(t, "")
	for minutes, want := range map[int]string{1: "", 15: "", 20: "", 25: "draft…", 30: "draft…", 45: "draft one", 0: "", -5: ""} {
		if got := d.label("draft one", d.From, d.From.Add(time.Duration(minutes)*time.Minute)); got != want {
			t.Errorf("of %d min: %q, want %q", minutes, got, want)
		}
	}
}

// TestGapsSayWhy: a cause stands in the middle of each gap that has room for it.
func TestGapsSayWhy(t *testing.T) {
	d := drawn(t, "")
	if got := d.Gaps(); len(got) != 1 || got[0].Label != "locked" || got[0].X != "31.25%" {
		t.Errorf("gaps %+v, want the lock alone, in its middle", got)
	}
	for want, s := range map[string]api.Stretch{
		"":         {Presence: "unobserved", Cause: "before"},
		"not seen": {Presence: "unobserved", Cause: "killed"},
		"away":     {Presence: "idle", Cause: "no_input"},
		"asleep":   {Presence: "asleep", Cause: "suspend"},
		"paused":   {Presence: "unobserved", Cause: "person"},
	} {
		if got := briefly(s); got != want {
			t.Errorf("%+v is %q, want %q", s, got, want)
		}
	}
}

// TestPresences: who was there is one stretch, whatever was in front.
func TestPresences(t *testing.T) {
	d := drawn(t, "")
	d.Line.Stretches[3].Presence = "passive"
	got := d.Presences()
	if len(got) != 2 || got[0].Class != "active" || got[1].Class != "passive" || got[1].X != "8.33%" || got[1].Width != "41.67%" {
		t.Errorf("%+v, want active until 9:40, passive until 13:00", got)
	}
	if !strings.HasPrefix(got[1].Text, "09:40:00–13:00:00, 3 h 20 min") {
		t.Errorf("told as %q", got[1].Text)
	}
}

// TestAhead: what is left of the block that runs is drawn after the present.
func TestAhead(t *testing.T) {
	d := drawn(t, "")
	now := d.From.Add(time.Hour)
	ends := now.Add(30 * time.Minute)
	d.Status.At, d.Status.Timer.Ends = now, &ends
	if b := d.Blocks(); len(b) != 1 {
		t.Errorf("%d marks where no block runs, want the one that is over", len(b))
	}
	d.Line.Blocks[0].Ended = nil
	d.Line.Blocks[0].Outcome = ""
	b := d.Blocks()
	if len(b) != 2 || b[0].Class != "block ahead" || b[0].X != "12.50%" || b[0].Width != "6.25%" || b[1].Class != "block running" {
		t.Errorf("%+v, want half an hour to come, and the hour until now", b)
	}
	d.Status.Timer.Ends = nil
	if b := d.Blocks(); len(b) != 1 {
		t.Errorf("%d marks of a block that counts up, want it alone", len(b))
	}
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

func TestExact(t *testing.T) {
	for d, want := range map[time.Duration]string{
		400 * time.Millisecond: "0 s", 59 * time.Second: "59 s", 61 * time.Second: "1 min 1 s", 3*time.Hour + 62*time.Second: "3 h 1 min",
	} {
		if got := exact(d); got != want {
			t.Errorf("exact(%v) = %q, want %q", d, got, want)
		}
	}
}
