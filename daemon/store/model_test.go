package store

import (
	"maps"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"focusd/daemon/engine"
	"focusd/daemon/engine/enginetest"
	"focusd/timer"
	"focusd/tracker"
)

// model is what the store should have, as plain slices.
type model struct {
	now    time.Time
	spans  []tracker.Span
	blocks map[timer.Seq]timer.Block
	state  timer.State
	ledger map[engine.Counter]uint64
	clean  bool
}

// machine drives a store and its model with the same changes.
type machine struct {
	model
	t     *testing.T
	dir   string
	store *Store
}

func (m *machine) commit(t *rapid.T, c engine.Change) {
	if err := m.store.Commit(c); err != nil {
		t.Fatalf("Commit: %v", err)
	}
	m.clean = c.Clean
}

// replace is the model of Change.Spans.
func (m *model) replace(spans []tracker.Span) {
	at := spans[0].Start
	m.spans = slices.DeleteFunc(m.spans, func(s tracker.Span) bool { return !s.Start.Before(at) })
	if n := len(m.spans); n > 0 && m.spans[n-1].End.After(at) {
		m.spans[n-1].End = at
	}
	for _, s := range spans {
		m.spans = slices.AppendSeq(m.spans, tracker.SplitUTC(s))
	}
	m.now = m.spans[len(m.spans)-1].End
}

// draw makes up to five spans from at on.
func draw(t *rapid.T, at time.Time) (spans []tracker.Span) {
	for range rapid.IntRange(1, 5).Draw(t, "spans") {
		at = at.Add(time.Duration(rapid.SampledFrom([]int{0, 0, 1, 5000}).Draw(t, "gap")) * time.Millisecond)
		// From milliseconds to a week asleep.
		ms := rapid.SampledFrom([]int{1, 999, 30_000, 3_600_000, 9 * 3_600_000, 170 * 3_600_000}).Draw(t, "length")
		s := tracker.Span{
			Start: at, End: at.Add(time.Duration(ms) * time.Millisecond),
			Presence: tracker.Presence(rapid.IntRange(0, int(tracker.Unobserved)).Draw(t, "presence")),
			Window:   tracker.Window{App: rapid.SampledFrom([]string{"", "editor", "mail"}).Draw(t, "app"), Title: rapid.StringN(0, 8, 20).Draw(t, "title")},
			Offset:   rapid.SampledFrom([]int{-600, 0, 60, 120}).Draw(t, "offset"),
		}
		spans, at = append(spans, s), s.End
	}
	return spans
}

func (m *machine) Append(t *rapid.T) {
	spans := draw(t, m.now)
	m.commit(t, engine.Change{Spans: spans})
	m.replace(spans)
}

// Rewrite counts back: from minutes to days, sealed ones too.
func (m *machine) Rewrite(t *rapid.T) {
	back := rapid.SampledFrom([]time.Duration{time.Millisecond, 3 * time.Minute, time.Hour, 50 * time.Hour}).Draw(t, "back")
	spans := draw(t, m.now.Add(-back))
	m.commit(t, engine.Change{Spans: spans})
	m.replace(spans)
}

func (m *machine) EndBlock(t *rapid.T) {
	seq := timer.Seq(rapid.IntRange(1, 20).Draw(t, "seq"))
	b := timer.Block{Seq: seq, Started: m.now.Add(-time.Duration(seq) * time.Second), Planned: time.Duration(len(m.spans)) * time.Minute}
	c := engine.Counter{Metric: "focusd_blocks_total", Labels: rapid.SampledFrom([]string{"", `kind="flow"`}).Draw(t, "labels")}
	state := timer.State{Seq: seq, Phase: timer.ShortBreak, Since: m.now}
	m.commit(t, engine.Change{Blocks: []timer.Block{b}, Timer: &state, Ledger: map[engine.Counter]uint64{c: m.ledger[c] + 1}})
	m.blocks[seq], m.state = b, state
	m.ledger[c]++
}

func (m *machine) Revoke(t *rapid.T) {
	seq := timer.Seq(rapid.IntRange(1, 20).Draw(t, "seq"))
	m.commit(t, engine.Change{Revoked: []timer.Seq{seq}})
	delete(m.blocks, seq)
}

// Refused is a change with a part that cannot be: nothing of it may stay.
func (m *machine) Refused(t *rapid.T) {
	spans := append(draw(t, m.now), tracker.Span{Start: m.now, End: m.now.Add(time.Second)})
	if err := m.store.Commit(engine.Change{Spans: spans, Revoked: []timer.Seq{1, 2, 3}}); err == nil {
		t.Fatal("spans out of order were committed")
	}
	late := timer.Block{Seq: 1, Started: time.UnixMilli(-1)}
	if err := m.store.Commit(engine.Change{Spans: draw(t, m.now), Blocks: []timer.Block{late}}); err == nil {
		t.Fatal("a block of before 1970 was committed")
	}
}

func (m *machine) Reopen(t *rapid.T) {
	if rapid.Bool().Draw(t, "clean") {
		m.commit(t, engine.Change{Clean: true})
	}
	shut(m.t, m.store)
	m.store = open(m.t, m.dir)
}

// Check compares everything that can be read.
func (m *machine) Check(t *rapid.T) {
	stored, err := m.store.Load()
	if err != nil {
		t.Fatal(err)
	}
	if len(m.spans) > 0 && !stored.LogEnd.Equal(m.now) {
		t.Fatalf("LogEnd is %v, want %v", stored.LogEnd, m.now)
	}
	if stored.Timer.Seq != m.state.Seq || stored.Timer.Phase != m.state.Phase || !maps.Equal(stored.Ledger, m.ledger) {
		t.Fatalf("Load returned %v and %v, want %v and %v", stored.Timer, stored.Ledger, m.state, m.ledger)
	}
	if !stored.New && stored.Clean != m.clean {
		t.Fatalf("Clean is %v, want %v", stored.Clean, m.clean)
	}
	if got := allSpans(m.t, m.store); !slices.Equal(got, m.spans) {
		t.Fatalf("the log is\n%v, want\n%v", got, m.spans)
	}
	from := m.now.Add(-time.Duration(rapid.IntRange(0, 400*24).Draw(t, "hours back")) * time.Hour)
	enginetest.CheckTotals(m.t, m.store, from, from.Add(time.Duration(rapid.IntRange(0, 200*24).Draw(t, "hours"))*time.Hour), nil)
	n := 0
	for b, err := range m.store.Blocks(time.UnixMilli(0), m.now.AddDate(1, 0, 0)) {
		if want := m.blocks[b.Seq]; err != nil || !b.Started.Equal(want.Started) || b.Planned != want.Planned {
			t.Fatalf("block %v (%v), want %v", b, err, want)
		}
		n++
	}
	if n != len(m.blocks) {
		t.Fatalf("%d blocks, want %d", n, len(m.blocks))
	}
}

func TestModel(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		m := &machine{t: t, dir: t.TempDir(), model: model{
			now: monday, blocks: map[timer.Seq]timer.Block{}, ledger: map[engine.Counter]uint64{},
		}}
		m.store = open(t, m.dir)
		defer func() {
			shut(t, m.store)
			if check := verifyDeep(t, m.store.path()); check.Sums != check.Days {
				t.Errorf("%d of %d days have a sum", check.Sums, check.Days)
			}
		}()
		rt.Repeat(map[string]func(*rapid.T){
			"append": m.Append, "rewrite": m.Rewrite, "end block": m.EndBlock, "revoke": m.Revoke,
			"refused": m.Refused, "reopen": m.Reopen, "forget": m.Forget, "": m.Check,
		})
	})
}
