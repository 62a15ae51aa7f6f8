package engine_test

import (
	"fmt"
	"iter"
	"maps"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"focusd/daemon/engine"
	"focusd/timer"
	"focusd/tracker"
	"focusd/tracker/category"
)

// diary is a log with blocks, made up.
type diary struct {
	spans  []tracker.Span
	blocks []timer.Block
	breaks []timer.Break
}

// madeUp is some days of spans without a plan, with holes, and blocks over them.
func madeUp(seed uint64, begin time.Time, days int) (d diary) {
	rnd := rand.New(rand.NewPCG(seed, 2))
	apps := []string{"editor", "browser", "game", "mail", ""}
	end := begin.AddDate(0, 0, days)
	for at := begin; at.Before(end); {
		s := tracker.Span{Start: at, Presence: tracker.Presence(rnd.IntN(int(tracker.Unobserved) + 1))}
		length := time.Duration(rnd.IntN(20_000)) * time.Millisecond
		if rnd.IntN(3) > 0 {
			s.Presence = tracker.Active
		}
		if s.Presence == tracker.Active || s.Presence == tracker.Passive {
			s.Window = tracker.Window{App: apps[rnd.IntN(len(apps))]}
		}
		if rnd.IntN(6) == 0 {
			length *= 200
		}
		s.End = at.Add(length + time.Millisecond)
		d.spans, at = append(d.spans, s), s.End
		if rnd.IntN(30) == 0 {
			at = at.Add(time.Duration(rnd.IntN(300)) * time.Second) // a hole
		}
	}
	d.spans = append(d.spans, tracker.Span{Start: d.spans[len(d.spans)-1].End, End: end.Add(2 * time.Hour), Presence: tracker.Locked})
	seq := timer.Seq(0)
	for at := begin.Add(time.Hour); at.Before(end.Add(-2 * time.Hour)); {
		seq++
		b := timer.Block{Seq: seq, Kind: timer.Kind(rnd.IntN(3)), Planned: 25 * time.Minute, Started: at}
		if rnd.IntN(2) == 0 {
			start := at.Add(time.Duration(rnd.IntN(600)) * time.Second)
			b.Gaps = []timer.Gap{{Start: start, End: start.Add(time.Duration(rnd.IntN(300)) * time.Second), Cause: timer.External}}
		}
		b.Ended = at.Add(time.Duration(900+rnd.IntN(1800)) * time.Second)
		b.EndedBy = timer.EndedFinish
		d.blocks = append(d.blocks, b)
		seq++
		rest := timer.Break{Seq: seq, Long: rnd.IntN(4) == 0, Started: b.Ended, Ended: b.Ended.Add(time.Duration(rnd.IntN(600)) * time.Second), Outcome: timer.Taken}
		d.breaks = append(d.breaks, rest)
		at = rest.Ended.Add(time.Duration(rnd.IntN(3600)) * time.Second)
	}
	return d
}

// worth has games be wasted and the editor earn.
func worth(w tracker.Window, _ time.Time) (engine.Judgement, bool) {
	switch w.App {
	case "editor":
		return engine.Judgement{Category: "code", Class: category.Earns}, true
	case "game":
		return engine.Judgement{Category: "play", Class: category.Wastes}, true
	}
	return engine.Judgement{}, true
}

// namesAll is a ledger in which all the apps have names.
func namesAll() engine.Ledger {
	l := engine.Ledger{Values: make(map[engine.Counter]uint64)}
	for app, name := range map[string]string{"editor": "code", "game": "play", "browser": "unclassified", "mail": "unclassified"} {
		l.Values[engine.Counter{Metric: "focusd_active_seconds_total", Labels: fmt.Sprintf("app=%q,category=%q", app, name)}] = 0
	}
	return l
}

// told is what a chronicle tells, by counter.
type told struct {
	names  []engine.Counter
	growth []engine.Growth
}

func chronicle(t *testing.T, d diary, l engine.Ledger, limit int) *told {
	t.Helper()
	all := new(told)
	c := engine.NewChronicle(l, limit, func(id int, of engine.Counter) error {
		if id != len(all.names) {
			t.Errorf("counter %v is number %d after %d", of, id, len(all.names)-1)
		}
		all.names = append(all.names, of)
		return nil
	}, func(g engine.Growth) error {
		g.Of = append([]int(nil), g.Of...)
		all.growth = append(all.growth, g)
		return nil
	})
	err := c.Zero()
	if err == nil {
		err = c.Timer(d.blocks, d.breaks, timer.State{}, d.spans[len(d.spans)-1].End)
	}
	for _, s := range d.spans {
		j, _ := worth(s.Window, s.Start)
		if s.Presence != tracker.Active && s.Presence != tracker.Passive {
			j = engine.Judgement{}
		}
		if err == nil {
			err = c.Count(s, j)
		}
	}
	if err == nil {
		err = c.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// at is what the counters had come to.
func (all *told) at(at time.Time) map[engine.Counter]uint64 {
	sums := make(map[engine.Counter]uint64)
	for _, c := range all.names {
		sums[c] = 0
	}
	for _, g := range all.growth {
		if g.From.After(at) {
			continue
		}
		end := g.To
		if end.After(at) {
			end = at
		}
		for i, id := range g.Of {
			by := uint64(end.Sub(g.From).Milliseconds())
			if g.From.Equal(g.To) {
				by = g.By[i]
			}
			sums[all.names[id]] += by
		}
	}
	maps.DeleteFunc(sums, func(c engine.Counter, _ uint64) bool { return c.Metric == "focusd_timer_state" })
	return sums
}

func inOrder[T any](all []T) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for _, v := range all {
			if !yield(v, nil) {
				return
			}
		}
	}
}

// TestAChronicleCountsAsTheLedgerDoes compares it with the code that counts
// while it happens, at the end and on the way.
func TestAChronicleCountsAsTheLedgerDoes(t *testing.T) {
	begin := time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)
	for seed := range uint64(8) {
		d := madeUp(seed, begin, 2)
		all := chronicle(t, d, namesAll(), 20)
		re, err := engine.Past{
			Spans: engine.Whole(inOrder(d.spans)), Blocks: inOrder(d.blocks), Breaks: inOrder(d.breaks),
			Judge: worth, AppLimit: 20, Ledger: namesAll(),
		}.Recount()
		if err != nil {
			t.Fatal(err)
		}
		want := make(map[engine.Counter]uint64)
		end := d.spans[len(d.spans)-1].End
		for at := begin.Add(37 * time.Minute); at.Before(end.Add(37 * time.Minute)); at = at.Add(37 * time.Minute) {
			if at.After(end) {
				at = end
			}
			added, err := re.To(at)
			if err != nil {
				t.Fatal(err)
			}
			for c, n := range added {
				want[c] += n
			}
			got := all.at(at)
			for c, n := range want {
				if (at.Equal(end) || evenly(c.Metric)) && got[c] != n {
					t.Errorf("seed %d: %s{%s} is %d at %v, want %d", seed, c.Metric, c.Labels, got[c], at, n)
				}
			}
			if at.Equal(end) {
				for c, n := range got {
					if _, known := want[c]; !known {
						t.Errorf("seed %d: %s{%s} is %d, want none", seed, c.Metric, c.Labels, n)
					}
				}
			}
		}
		re.Close()
	}
}

// evenly says whether both tell a metric at each instant alike. Others are told
// where they belong in time, and counted when they are over.
func evenly(metric string) bool {
	switch metric {
	case "focusd_presence_seconds_total", "focusd_active_seconds_total", "focusd_app_switches_total",
		"focusd_block_seconds_total", "focusd_focus_seconds_total", "focusd_distraction_seconds_total", "focusd_block_away_seconds_total":
		return true
	}
	return false
}

// TestAChronicleThatBeginsLateSaysTheSame counts the second of two days alone,
// with half a day before it.
func TestAChronicleThatBeginsLateSaysTheSame(t *testing.T) {
	begin := time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC)
	d := madeUp(3, begin, 3)
	whole := chronicle(t, d, namesAll(), 20)
	late := diary{blocks: d.blocks, breaks: d.breaks}
	for _, s := range d.spans {
		if s.End.After(begin.AddDate(0, 0, 1)) {
			late.spans = append(late.spans, s)
		}
	}
	part := chronicle(t, late, namesAll(), 20)
	from, to := begin.AddDate(0, 0, 2), begin.AddDate(0, 0, 3)
	for c, n := range whole.at(to) {
		want := n - whole.at(from)[c]
		if got := part.at(to)[c] - part.at(from)[c]; got != want {
			t.Errorf("%s{%s} grew by %d on the third day, want %d", c.Metric, c.Labels, got, want)
		}
	}
}

func TestAChronicleNamesWhatTheLedgerNames(t *testing.T) {
	d := madeUp(1, time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC), 1)
	tests := []struct {
		name  string
		l     engine.Ledger
		limit int
	}{
		{"of nobody", engine.Ledger{}, 20},
		{"no app is to be shown", namesAll(), -1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for _, c := range chronicle(t, d, tt.l, tt.limit).names {
				for _, app := range []string{"editor", "browser", "game", "mail"} {
					if strings.Contains(c.Labels, app) {
						t.Errorf("%s has {%s}", c.Metric, c.Labels)
					}
				}
			}
		})
	}
}

func TestTheTimerOfAChronicle(t *testing.T) {
	begin := time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)
	at := func(minute int) time.Time { return begin.Add(time.Duration(minute) * time.Minute) }
	d := diary{
		spans: []tracker.Span{{Start: begin, End: at(60), Presence: tracker.Active, Window: tracker.Window{App: "editor"}}},
		blocks: []timer.Block{{
			Seq: 1, Kind: timer.Pomodoro, Planned: 20 * time.Minute, Started: at(5), Ended: at(35), EndedBy: timer.EndedFinish,
			Gaps: []timer.Gap{{Start: at(10), End: at(15), Cause: timer.External}},
		}},
		breaks: []timer.Break{{Seq: 2, Started: at(35), Ended: at(40), Outcome: timer.Taken}},
	}
	all := chronicle(t, d, namesAll(), 20)
	got := make(map[string]int)
	for _, g := range all.growth {
		if c := all.names[g.Of[0]]; c.Metric == "focusd_timer_state" {
			got[c.Label("state")] += int(g.To.Sub(g.From).Minutes())
		}
	}
	want := map[string]int{"work": 20, "paused": 5, "overtime": 5, "short_break": 5}
	if !maps.Equal(got, want) {
		t.Errorf("the timer was %v, want %v", got, want)
	}
}
