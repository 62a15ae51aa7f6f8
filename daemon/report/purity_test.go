package report

import (
	"math"
	"testing"
	"time"

	"focusd/timer"
	"focusd/tracker"
	"focusd/tracker/entry"
)

func TestPurity(t *testing.T) {
	pause := timer.Gap{Start: at(100), End: at(200), Cause: timer.Internal}
	hidden := said(at(0), at(50), "", "")
	hidden.Kind = entry.Hidden
	call := said(at(100), at(200), "call", "work")
	call.Kind = entry.Edited
	tests := []struct {
		name    string
		spans   []tracker.Span
		entries []entry.Entry
		gaps    []timer.Gap
		own     Own
		want    Purity // in seconds
		share   float64
	}{
		{"all on task", apps("editor", 1500), nil, nil, nil, Purity{OnTask: 1500}, 1},
		{"mail supports", apps("editor", 1000, "mail", 500), nil, nil, nil, Purity{OnTask: 1500}, 1},
		{"but not a block with its own rule", apps("editor", 1000, "mail", 500), nil, nil, OwnCategory("work"), Purity{OnTask: 1000, Drift: 500}, 2.0 / 3},
		{"wastes", apps("editor", 1200, "video", 300), nil, nil, nil, Purity{OnTask: 1200, Drift: 300}, 0.8},
		{"a glance is no drift", apps("editor", 1491, "video", 9), nil, nil, nil, Purity{OnTask: 1491, Elsewhere: 9}, 1491.0 / 1500},
		{"ten seconds are", apps("editor", 1490, "video", 10), nil, nil, nil, Purity{OnTask: 1490, Drift: 10}, 1490.0 / 1500},
		{"from one waste to the next", apps("editor", 1484, "video", 8, "forum", 8), nil, nil, nil, Purity{OnTask: 1484, Drift: 16}, 1484.0 / 1500},
		{"two glances", apps("video", 8, "editor", 1484, "forum", 8), nil, nil, nil, Purity{OnTask: 1484, Elsewhere: 16}, 1484.0 / 1500},
		{"the own rule names what wastes", apps("video", 1500), nil, nil, OwnCategory("play"), Purity{OnTask: 1500}, 1},
		{"personal is neither", apps("editor", 1000, "shop", 500), nil, nil, nil, Purity{OnTask: 1000, Elsewhere: 500}, 2.0 / 3},
		{"nobody has said what it is", apps("game", 1500), nil, nil, nil, Purity{Elsewhere: 1500}, math.NaN()},
		{"thinking", apps("editor", 1300, tracker.Idle, 200), nil, nil, nil, Purity{OnTask: 1300, Away: 200}, 1},
		{"nothing was observed", apps(tracker.Unobserved, 1500), nil, nil, nil, Purity{Unseen: 1500}, math.NaN()},
		{"no log at all", nil, nil, nil, nil, Purity{Unseen: 1500}, math.NaN()},
		{"the person wished not to be seen", apps("editor", 1000, tracker.Paused, 500), nil, nil, nil, Purity{OnTask: 1000, Unseen: 500}, 1},
		{"a pause is not of the block", apps("editor", 100, "video", 100, "editor", 1300), nil, []timer.Gap{pause}, nil, Purity{OnTask: 1400}, 1},
		{"drift on both sides of a pause is two", apps("editor", 95, "video", 110, "editor", 1295), nil, []timer.Gap{pause}, nil, Purity{OnTask: 1390, Elsewhere: 10}, 1390.0 / 1400},
		{"what was said counts", apps("editor", 100, "video", 100, "editor", 1300), []entry.Entry{call}, nil, nil, Purity{OnTask: 1500}, 1},
		{"what was hidden does not", apps("video", 50, "editor", 1450), []entry.Entry{hidden}, nil, nil, Purity{OnTask: 1450, Unseen: 50}, 1},
		{"passive is being there", []tracker.Span{{Start: at(0), End: at(1500), Presence: tracker.Passive, Window: tracker.Window{App: "editor"}}}, nil, nil, nil, Purity{OnTask: 1500}, 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := runOf(1500, tt.gaps...)
			w.Own = tt.own
			f := facts(tt.spans...)
			f.Entries, f.Blocks = tt.entries, []Work{w}
			d := judge(t).Sum(f)
			if len(d.Blocks) != 1 {
				t.Fatalf("%d blocks, want 1", len(d.Blocks))
			}
			b := d.Blocks[0]
			want := Purity{
				tt.want.OnTask * time.Second, tt.want.Drift * time.Second, tt.want.Elsewhere * time.Second,
				tt.want.Away * time.Second, tt.want.Unseen * time.Second,
			}
			if b.Purity != want {
				t.Errorf("purity of %v is %+v, want %+v", tt.spans, b.Purity, want)
			}
			if b.Purity.Focus() != b.Focus {
				t.Errorf("the parts are %v, the focus is %v", b.Purity.Focus(), b.Focus)
			}
			share, ok := b.Purity.Share()
			if ok == math.IsNaN(tt.share) || ok && math.Abs(share-tt.share) > 1e-9 {
				t.Errorf("share %v %v, want %v", share, ok, tt.share)
			}
		})
	}
}

func TestFirstDriftIsCountedInFocus(t *testing.T) {
	pause := timer.Gap{Start: at(100), End: at(400), Cause: timer.External}
	tests := []struct {
		name  string
		spans []tracker.Span
		want  time.Duration // negative: none
	}{
		{"none", apps("editor", 1500), -1},
		{"at once", apps("video", 60, "editor", 1440), 0},
		{"before the pause", apps("editor", 50, "video", 20, "editor", 1430), seconds(50)},
		{"after the pause", apps("editor", 600, "video", 60, "editor", 840), seconds(300)},
		{"in the pause", apps("editor", 100, "video", 300, "editor", 1100), -1},
		{"the glance before does not count", apps("editor", 20, "video", 5, "editor", 15, "video", 30, "editor", 1430), seconds(40)},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f := facts(tt.spans...)
			f.Blocks = []Work{runOf(1500, pause)}
			b := judge(t).Sum(f).Blocks[0]
			if b.Drifted != (tt.want >= 0) || b.Drifted && b.FirstDrift != tt.want {
				t.Errorf("drifted %v after %v, want %v", b.Drifted, b.FirstDrift, tt.want)
			}
		})
	}
}

func TestOwnCategoryIsTheWholeBranch(t *testing.T) {
	own := OwnCategory("work/report")
	for name, want := range map[string]bool{"work/report": true, "work/report/draft": true, "work": false, "work/reports": false, "": false} {
		if got := own(Piece{Category: name}); got != want {
			t.Errorf("%q belongs to work/report: %v, want %v", name, got, want)
		}
	}
}
