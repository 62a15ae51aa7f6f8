package report

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"focusd/timer"
	"focusd/tracker"
	"focusd/tracker/category"
	"focusd/tracker/entry"
)

// anyFacts is a day of anything, around which there may be holes.
func anyFacts(t *rapid.T) Facts {
	f := facts()
	now := clock(-2, 0)
	for now.Before(clock(34, 0)) {
		length := time.Duration(rapid.OneOf(rapid.IntRange(1, 60), rapid.IntRange(60, 20_000)).Draw(t, "seconds")) * time.Second
		s := tracker.Span{Start: now, End: now.Add(length), Offset: rapid.SampledFrom([]int{0, 60, -300, 345}).Draw(t, "offset")}
		if s.Presence = tracker.Presence(rapid.IntRange(0, int(tracker.Unobserved)+1).Draw(t, "presence")); s.Presence <= tracker.Passive {
			s.Window.App = rapid.SampledFrom([]string{"", "editor", "mail", "shop", "video", "forum", "game"}).Draw(t, "app")
		}
		if s.Presence <= tracker.Unobserved { // else: a hole
			f.Spans = append(f.Spans, s)
		}
		now = s.End
	}
	for _, s := range stretches(t, "entry") {
		f.Entries = append(f.Entries, entry.Entry{
			Start: s.Start, End: s.End, Text: "text", Kind: entry.Kind(rapid.IntRange(0, 2).Draw(t, "kind")),
			Category: rapid.SampledFrom([]string{"", "work", "play", "unheard of"}).Draw(t, "category"),
		})
	}
	for _, s := range stretches(t, "block") {
		w := Work{Block: timer.Block{Started: s.Start, Ended: s.End, Planned: minutes(25), EndedBy: timer.EndedStop, Segments: []timer.Segment{{Start: s.Start}}}}
		if third := s.Duration() / 3; rapid.Bool().Draw(t, "gap") {
			w.Gaps = []timer.Gap{{Start: s.Start.Add(third), End: s.End.Add(-third), Cause: timer.Cause(rapid.IntRange(1, 6).Draw(t, "cause"))}}
		}
		if rapid.Bool().Draw(t, "own") {
			w.Own = OwnCategory("work")
		}
		f.Blocks = append(f.Blocks, w)
	}
	f.Now = clock(4, 0).Add(time.Duration(rapid.IntRange(1, 30*3600).Draw(t, "now")) * time.Second)
	return f.until(f.Now)
}

// stretches are some that do not overlap, in order.
func stretches(t *rapid.T, of string) (all []entry.Stretch) {
	now := clock(0, 0)
	for range rapid.IntRange(0, 6).Draw(t, of+"s") {
		from := now.Add(time.Duration(rapid.IntRange(0, 20_000).Draw(t, "before "+of)) * time.Second)
		now = from.Add(time.Duration(rapid.IntRange(3, 20_000).Draw(t, of)) * time.Second)
		all = append(all, entry.Stretch{Start: from, End: now})
	}
	return all
}

// until is the facts as they were at an instant.
func (f Facts) until(now time.Time) Facts {
	g := f
	g.Spans, g.Entries, g.Blocks = nil, nil, nil
	for _, s := range f.Spans {
		if part, ok := s.Clip(s.Start, now); ok {
			g.Spans = append(g.Spans, part)
		}
	}
	for _, e := range f.Entries {
		if !e.End.After(now) {
			g.Entries = append(g.Entries, e)
		}
	}
	for _, b := range f.Blocks {
		if b.Ended.After(now) { // it runs, and has only gaps that are over
			b.Ended, b.EndedBy = time.Time{}, timer.Running
			b.Gaps = slices.DeleteFunc(slices.Clone(b.Gaps), func(g timer.Gap) bool { return g.End.After(now) })
		}
		if b.Started.Before(now) {
			g.Blocks = append(g.Blocks, b)
		}
	}
	return g
}

func TestTheFiguresOfAnyDayAgree(t *testing.T) {
	j := judge(t)
	rapid.Check(t, func(t *rapid.T) {
		f := anyFacts(t)
		d := j.Sum(f)
		end := earlier(f.To, f.Now)
		length := max(end.Sub(f.From), 0)

		var activities, seen, good, observed, wasted time.Duration
		for _, a := range d.Activities {
			activities += a.Time
		}
		for _, h := range d.Hours {
			seen, good, observed, wasted = seen+h.Seen, good+h.Good, observed+h.Observed, wasted+h.Wasted
		}
		if sum := d.Classes.Sum(); activities != sum || seen != sum || sum > length {
			t.Fatalf("classes %v, activities %v, hours %v of a day of %v", sum, activities, seen, length)
		}
		var presences time.Duration
		for _, p := range d.Presences {
			presences += p
		}
		if presences != length {
			t.Fatalf("the presences %v add up to %v of %v", d.Presences, presences, length)
		}
		if wasted != d.Classes[category.Wastes] || observed < seen || good > observed || good > d.Capacity || d.Capacity > length {
			t.Fatalf("wasted %v, observed %v, good %v, capacity %v of %v", wasted, observed, good, d.Capacity, length)
		}
		c := d.Coverage
		if c.Covered < 0 || c.Covered > c.Waking || c.Waking > length {
			t.Fatalf("covered %v of %v of %v", c.Covered, c.Waking, length)
		}
		var focus time.Duration
		for _, b := range f.Blocks {
			for _, s := range running(b.Block, f.Now) {
				focus += max(earlier(s.End, f.To).Sub(later(s.Start, f.From)), 0)
			}
		}
		if d.Focus != focus {
			t.Fatalf("focus %v, want %v", d.Focus, focus)
		}
		if len(Wins(d, Done{})) == 0 && d.Classes.Sum()+d.Presences[tracker.Locked]+d.Presences[tracker.Asleep] > 0 {
			t.Fatalf("no win in %+v", d)
		}
	})
}

func TestTheFiguresOfAnyBlockAgree(t *testing.T) {
	j := judge(t)
	rapid.Check(t, func(t *rapid.T) {
		d := j.Sum(anyFacts(t))
		for _, b := range d.Blocks {
			if b.Purity.Focus() != b.Focus {
				t.Fatalf("the parts of %+v are %v", b, b.Purity.Focus())
			}
			for _, part := range []time.Duration{b.Purity.OnTask, b.Purity.Drift, b.Purity.Elsewhere, b.Purity.Away, b.Purity.Unseen} {
				if part < 0 {
					t.Fatalf("less than nothing in %+v", b.Purity)
				}
			}
			if b.Drifted != (b.Purity.Drift > 0) || b.FirstDrift > b.Focus {
				t.Fatalf("drifted %v after %v: %+v", b.Drifted, b.FirstDrift, b.Purity)
			}
			drifts := 0
			for i, in := range b.Interruptions {
				if in.Cause == timer.Distraction {
					drifts++
				}
				if in.Back < 0 || in.At.Before(b.Start) || i > 0 && in.At.Before(b.Interruptions[i-1].At) {
					t.Fatalf("interruptions %+v", b.Interruptions)
				}
			}
			if b.Drifted != (drifts > 0) {
				t.Fatalf("drifted %v, and %d distractions", b.Drifted, drifts)
			}
		}
	})
}
