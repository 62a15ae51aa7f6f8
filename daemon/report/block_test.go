package report

import (
	"slices"
	"testing"
	"time"

	"focusd/tracker"
	"focusd/tracker/category"
	"focusd/tracker/entry"
)

func TestABlockSaysWhereItsTimeWent(t *testing.T) {
	tests := []struct {
		name  string
		spans []tracker.Span
		own   Own
		want  string
	}{
		{"all on task", apps("editor", 1500), nil, "25 min of 25 min on task"},
		{"some in mail", apps("editor", 1300, "mail", 200), OwnCategory("work"), "21 min of 25 min on task, 3 min in mail · mail"},
		{"glances add up", apps("video", 9, "editor", 1440, "video", 51), nil, "24 min of 25 min on task, 1 min in play · video"},
		{"less than a minute goes without saying", apps("editor", 1450, "video", 50), nil, "24 min of 25 min on task"},
		{"three at most", apps("editor", 600, "video", 240, "forum", 180, "shop", 300, "music", 180), nil, "10 min of 25 min on task, 5 min in home · shop, 4 min in play · video, 3 min in play · forum"},
		{"thinking, and no source", apps("editor", 1200, tracker.Idle, 180, tracker.Unobserved, 120), nil, "20 min of 25 min on task, 3 min without touching anything, 2 min not seen"},
		{"nothing to judge by", apps("game", 1500), nil, "25 min, 25 min in game"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f, w := facts(tt.spans...), runOf(1500)
			w.Own = tt.own
			f.Blocks = []Work{w}
			if got := judge(t).Sum(f).Blocks[0].Sentence(); got != tt.want {
				t.Errorf("%v is told as\n  %s, want\n  %s", tt.spans, got, tt.want)
			}
		})
	}
}

func TestWhatWasSaidInABlockIsNamed(t *testing.T) {
	f := facts(apps("editor", 1500)...)
	e := said(at(600), at(1200), "a visitor", "")
	e.Kind = entry.Edited
	f.Entries, f.Blocks = []entry.Entry{e}, []Work{runOf(1500)}
	b := judge(t).Sum(f).Blocks[0]
	if want := []Activity{{category.Unclassified, "", "", "a visitor", 10 * time.Minute}}; !slices.Equal(b.Off, want) {
		t.Errorf("off the task was %+v, want %+v", b.Off, want)
	}
}

func TestTheHourOfABlockIsWhereThePersonWas(t *testing.T) {
	spans := apps("editor", 1500)
	spans[0].Offset = -300
	f := facts(spans...)
	f.Blocks = []Work{runOf(1500)}
	if got := judge(t).Sum(f).Blocks[0].Hour; got != 4 {
		t.Errorf("a block at nine UTC began at %d in New York, want 4", got)
	}
	f.Spans = nil
	if got := judge(t).Sum(f).Blocks[0].Hour; got != 9 {
		t.Errorf("without a log it began at %d, want 9", got)
	}
}
