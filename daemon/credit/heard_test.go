package credit

import (
	"testing"
	"time"

	"focusd/daemon/report"
	"focusd/timer"
	"focusd/tracker/entry"
)

// TestWhatIsHeardOfADay has another number for whatever is another of it, and the
// same for what is not of it.
func TestWhatIsHeardOfADay(t *testing.T) {
	block := func(from, to int) timer.Block {
		return timer.Block{Seq: 1, Started: clock(from), Ended: clock(to), Segments: []timer.Segment{{Start: clock(from), Label: "writing"}}}
	}
	base := func() heard {
		return heard{
			entries: []entry.Entry{{ID: "1", Start: clock(9), End: clock(10), Text: "walk"}},
			blocks:  []timer.Block{block(-200, -199), block(-2, 1), block(12, 13), block(30, 31)},
			breaks:  []timer.Break{{Seq: 2, Started: clock(13), Ended: clock(14), Outcome: timer.Taken}},
		}
	}
	number := func(h heard) uint64 {
		f := report.Facts{From: clock(0), To: clock(24)}
		h.tell(&f)
		return imprintOf(f).number()
	}
	for _, tt := range []struct {
		name string
		do   func(*heard)
		same bool
	}{
		{"nothing", func(*heard) {}, true},
		{"a block that was over before", func(h *heard) { h.blocks[0].Ended = clock(-198) }, true},
		{"a block of the next day", func(h *heard) { h.blocks = h.blocks[:3] }, true},
		{"a block that reaches into it", func(h *heard) { h.blocks[1].Ended = clock(2) }, false},
		{"a block is taken back", func(h *heard) { h.blocks = append(h.blocks[:2], h.blocks[3]) }, false},
		{"a block was stopped", func(h *heard) { h.blocks[2].EndedBy = timer.EndedStop }, false},
		{"a block had a gap", func(h *heard) { h.blocks[2].Gaps = []timer.Gap{{Start: clock(12), End: clock(13)}} }, false},
		{"another label", func(h *heard) { h.blocks[2].Segments = []timer.Segment{{Start: clock(12), Label: "mail"}} }, false},
		{"a break was cut short", func(h *heard) { h.breaks[0].Outcome = timer.CutShort }, false},
		{"an entry says something else", func(h *heard) { h.entries[0].Text = "nap" }, false},
		{"an entry is deleted", func(h *heard) { h.entries = nil }, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			h := base()
			tt.do(&h)
			if got := number(h) == number(base()); got != tt.same {
				t.Errorf("it passes for what was known: %v, want %v", got, tt.same)
			}
		})
	}
}

// TestTheReelShowsTheLog compares what it shows of one day after another with the
// log itself.
func TestTheReelShowsTheLog(t *testing.T) {
	teller := stored(t, active(-60, -30, 0), active(-30, 10, 1), active(20, 50, 0), active(50, 51, 0), active(300, 310, 2))
	r := reel{store: teller.Store}
	for _, from := range []int{-100, -80, -48, -20, 0, 24, 25, 200, 290, 305} {
		start, end := clock(from), clock(from).Add(100*time.Hour)
		got, err := r.show(start, end)
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for want, err := range teller.Store.Spans(start, end) {
			if err != nil {
				t.Fatal(err)
			}
			if n >= len(got) || got[n] != want {
				t.Fatalf("from hour %d it shows %v, want %v as number %d", from, got, want, n)
			}
			n++
		}
		if n != len(got) {
			t.Errorf("from hour %d it shows %d spans, want %d", from, len(got), n)
		}
	}
}
