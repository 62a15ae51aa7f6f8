package report

import (
	"slices"
	"testing"
	"time"

	"focusd/timer"
	"focusd/tracker"
)

func TestInterruptions(t *testing.T) {
	pause := func(c timer.Cause) []timer.Gap { return []timer.Gap{{Start: at(600), End: at(900), Cause: c}} }
	tests := []struct {
		name  string
		spans []tracker.Span
		gaps  []timer.Gap
		want  []Interruption
	}{
		{"none", apps("editor", 1500), nil, nil},
		{"one", apps("editor", 600, "video", 120, "editor", 780), nil, []Interruption{{at(600), "video", timer.Distraction, seconds(120), true}}},
		{"a glance led to it", apps("editor", 600, "chat", 5, "video", 120, "editor", 775), nil, []Interruption{{at(600), "chat", timer.Distraction, seconds(125), true}}},
		{"a longer look did not", apps("editor", 600, "chat", 15, "video", 120, "editor", 765), nil, []Interruption{{at(615), "video", timer.Distraction, seconds(120), true}}},
		{"not back for nine seconds", apps("editor", 600, "video", 60, "editor", 9, "forum", 60, "editor", 771), nil, []Interruption{{at(600), "video", timer.Distraction, seconds(129), true}}},
		{"back for ten", apps("editor", 600, "video", 60, "editor", 10, "forum", 60, "editor", 770), nil, []Interruption{
			{at(600), "video", timer.Distraction, seconds(60), true},
			{at(670), "forum", timer.Distraction, seconds(60), true},
		}},
		{"the block ended on the way", apps("editor", 1400, "video", 100), nil, []Interruption{{at(1400), "video", timer.Distraction, seconds(100), false}}},
		{"an absence is no return", apps("editor", 600, "video", 60, tracker.Idle, 100, "editor", 740), nil, []Interruption{{at(600), "video", timer.Distraction, seconds(160), true}}},
		{"a pause", apps("editor", 500, "chat", 100, tracker.Idle, 300, "editor", 600), pause(timer.External), []Interruption{{at(600), "chat", timer.External, seconds(300), true}}},
		{"a pause and a way back", apps("editor", 600, tracker.Idle, 300, "video", 60, "editor", 540), pause(timer.Internal), []Interruption{
			{at(600), "editor", timer.Internal, seconds(360), true},
			{at(900), "video", timer.Distraction, seconds(60), true},
		}},
		{"absence is nobody's doing", apps("editor", 600, tracker.Idle, 300, "editor", 600), pause(timer.Away), nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f := facts(tt.spans...)
			f.Blocks = []Work{runOf(1500, tt.gaps...)}
			got := judge(t).Sum(f).Blocks[0].Interruptions
			if !slices.Equal(got, tt.want) {
				t.Errorf("interruptions of %v:\n got %v\nwant %v", tt.spans, got, tt.want)
			}
		})
	}
}

func TestCulpritsCostMostFirst(t *testing.T) {
	cost := func(app string, backs ...int) (b Block) {
		for _, back := range backs {
			b.Interruptions = append(b.Interruptions, Interruption{App: app, Back: minutes(back)})
		}
		return b
	}
	days := []Day{
		{Blocks: []Block{cost("chat", 1, 2), cost("video", 10)}},
		{Blocks: []Block{cost("chat", 3), cost("mail", 1), cost("forum", 1)}},
	}
	want := []Culprit{
		{"video", 1, minutes(10), minutes(10)},
		{"chat", 3, minutes(6), minutes(2)},
		{"forum", 1, minutes(1), minutes(1)},
	}
	if got := Culprits(days, 3); !slices.Equal(got, want) {
		t.Errorf("Culprits = %v, want %v", got, want)
	}
	if got := Culprits(nil, 3); len(got) != 0 {
		t.Errorf("Culprits of no days = %v", got)
	}
}

func TestABlockThatRunsIsMeasuredUntilNow(t *testing.T) {
	w := runOf(0)
	w.Ended, w.EndedBy = time.Time{}, timer.Running
	f := facts(apps("editor", 600, "video", 60)...)
	f.Now, f.Blocks = at(660), []Work{w}
	d := judge(t).Sum(f)
	if len(d.Blocks) != 1 || d.Blocks[0].Purity != (Purity{OnTask: minutes(10), Drift: minutes(1)}) || d.Focus != minutes(11) {
		t.Errorf("blocks %+v, focus %v", d.Blocks, d.Focus)
	}
	if in := d.Blocks[0].Interruptions; len(in) != 1 || in[0].Returned || in[0].Back != minutes(1) {
		t.Errorf("interruptions %+v", in)
	}
}
