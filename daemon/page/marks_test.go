package page

import (
	"strings"
	"testing"
	"time"
)

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
