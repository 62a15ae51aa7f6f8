package engine_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"focusd/daemon/engine"
	"focusd/timer"
	"focusd/tracker"
	"focusd/tracker/privacy"
)

// show brings a window to the front.
func (r *rig) show(app, title string) {
	r.source.Focus(tracker.Window{App: app, Title: title})
	synctest.Wait()
}

// windows are the windows of the log, without repetition.
func (r *rig) windows() (names []string) {
	for _, s := range r.spans() {
		if s.Presence == tracker.Active {
			names = append(names, strings.TrimSuffix(s.Window.App+"/"+s.Window.Title, "/"))
		}
	}
	return slices.Compact(names)
}

func (r *rig) forget(e privacy.Erasure) {
	r.t.Helper()
	if err := r.eng.Forget(r.t.Context(), e, r.store.Forget); err != nil {
		r.t.Fatalf("Forget: %v", err)
	}
}

func title(t *testing.T, pattern string) privacy.Title {
	t.Helper()
	p, err := privacy.ParseTitle(pattern)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// What is still in the memory of the loop does not come back with the next
// commit, and what is in front goes on.
func TestWhatIsForgottenDoesNotComeBack(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		r.show("browser", "canary one")
		r.pass(10 * time.Minute)
		r.show("editor", "chapter")
		r.pass(time.Minute)
		r.show("browser", "canary two")
		r.pass(10 * time.Second)
		r.forget(privacy.Erasure{Title: title(t, "canary")})
		r.pass(time.Minute)
		r.show("editor", "chapter")
		r.pass(5 * time.Minute)
		want := []string{"forgotten", "editor/chapter", "forgotten", "browser/canary two", "editor/chapter"}
		if got := r.windows(); !slices.Equal(got, want) {
			t.Errorf("the log has %q, want %q", got, want)
		}
	})
}

func TestForgetThatFailsIsTried(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		r.show("browser", "canary")
		r.pass(time.Minute)
		full := errors.New("the disk is full")
		err := r.eng.Forget(t.Context(), privacy.Erasure{App: "browser"}, func(engine.Forgetting) error { return full })
		if !errors.Is(err, full) || !errors.Is(err, engine.ErrStore) {
			t.Errorf("Forget: %v, want ErrStore with the reason", err)
		}
		r.show("editor", "chapter")
		r.pass(time.Minute)
		if got := r.windows(); !slices.Contains(got, "browser/canary") {
			t.Errorf("the log has %q: half of it was forgotten", got)
		}
		r.store.FailNext(1, full)
		if err := r.eng.Forget(t.Context(), privacy.Erasure{App: "browser"}, r.store.Forget); !errors.Is(err, engine.ErrStore) {
			t.Errorf("Forget while nothing can be committed: %v, want ErrStore", err)
		}
		if err := r.eng.Forget(t.Context(), privacy.Erasure{}, r.store.Forget); !errors.Is(err, privacy.ErrEverything) {
			t.Errorf("Forget of nothing in particular: %v, want ErrEverything", err)
		}
	})
}

// The labels of what was worked in a range go with it, also out of what an undo
// would bring back; the blocks stay, and so does the one that runs.
func TestLabelsGoWithARange(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		r.do(timer.Event{Verb: timer.Start, Label: "canary"})
		r.pass(20 * time.Minute)
		r.do(timer.Event{Verb: timer.Finish})
		r.forget(privacy.Erasure{From: r.start.Add(-time.Hour)})
		s := r.do(timer.Event{Verb: timer.UndoLast})
		if label := s.Timer.Block.Label(); label != "" {
			t.Errorf("the undo has brought back %q", label)
		}
		r.do(timer.Event{Verb: timer.Switch, Label: "still"})
		r.pass(time.Minute)
		r.forget(privacy.Erasure{From: r.start.Add(-time.Hour)})
		if label := r.eng.Snapshot().Timer.Block.Label(); label != "still" {
			t.Errorf("the block that runs has the label %q", label)
		}
		r.do(timer.Event{Verb: timer.Finish})
		r.pass(time.Hour)
		blocks := 0
		for b, err := range r.store.Blocks(r.start.Add(-time.Hour), time.Now()) {
			if err != nil {
				t.Fatal(err)
			}
			blocks++
			if b.Segments[0].Label == "canary" {
				t.Error("the block has its label")
			}
		}
		if blocks != 1 {
			t.Errorf("%d blocks are left, want the one that was worked", blocks)
		}
	})
}

// The name of an app goes out of the ledger with all that it has, and no sum of
// counters falls.
func TestTheLedgerForgetsAnApp(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		r.show("canary", "x")
		r.pass(30 * time.Minute)
		r.show("editor", "y")
		r.pass(5 * time.Minute)
		if _, err := r.eng.Settle(t.Context()); err != nil {
			t.Fatal(err)
		}
		before := activeSum(r.eng.Snapshot())
		r.forget(privacy.Erasure{App: "canary"})
		synctest.Wait()
		s := r.eng.Snapshot()
		for c := range s.Ledger.Values {
			if strings.Contains(c.Labels, "canary") {
				t.Errorf("the ledger has %v", c)
			}
		}
		if after := activeSum(s); after < before {
			t.Errorf("active time fell from %d to %d ms", before, after)
		}
		r.pass(5 * time.Minute)
		stored, err := r.store.Load()
		if err != nil {
			t.Fatal(err)
		}
		for c := range stored.Ledger {
			if strings.Contains(c.Labels, "canary") {
				t.Errorf("the store has %v", c)
			}
		}
	})
}

func activeSum(s *engine.Snapshot) (sum uint64) {
	for c, n := range s.Ledger.Values {
		if c.Metric == "focusd_active_seconds_total" {
			sum += n
		}
	}
	return sum
}

// With a title go the labels that match it, whatever runs, and what a source
// said; the journal that is still open does not write it again.
func TestLabelsAndReasonsGoWithATitle(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		r.do(timer.Event{Verb: timer.Start, Label: "the canary"})
		r.pass(time.Minute)
		r.do(timer.Event{Verb: timer.Switch, Label: "chapter"})
		r.pass(time.Minute)
		r.do(timer.Event{Verb: timer.Switch, Label: "canary again"})
		r.source.Show(tracker.Sample{Blind: "no display: canary"})
		r.pass(time.Minute)
		r.forget(privacy.Erasure{Title: title(t, "canary")})
		block := r.eng.Snapshot().Timer.Block
		var labels []string
		for _, s := range block.Segments {
			labels = append(labels, s.Label)
		}
		if want := []string{"", "chapter", ""}; !slices.Equal(labels, want) {
			t.Errorf("the labels of what runs are %q, want %q", labels, want)
		}
		r.show("editor", "chapter") // a new note: the page is written again
		r.pass(time.Minute)
		pages, err := r.store.Documents(engine.KindWitness)
		if err != nil || len(pages) == 0 {
			t.Fatalf("the journal has %d pages, %v", len(pages), err)
		}
		for _, p := range pages {
			if strings.Contains(string(p.Data), "canary") || !strings.Contains(string(p.Data), privacy.Forgotten) {
				t.Errorf("page %s of the journal is\n%s", p.ID, p.Data)
			}
		}
	})
}

// Titles fade up to what the engine may still change, and no further.
func TestFadeLeavesWhatIsNotSettled(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		r.show("browser", "page")
		r.pass(10 * time.Minute)
		open := time.Now()
		r.show("editor", "chapter")
		r.pass(time.Minute)
		var got engine.Fading
		fade := func(f engine.Fading) error { got = f; return nil }
		if err := r.eng.Fade(t.Context(), engine.Fading{Before: open.AddDate(1, 0, 0)}, fade); err != nil || got.Before.After(open) {
			t.Errorf("it fades up to %v (%v), and the window in front came at %v", got.Before, err, open)
		}
		if err := r.eng.Fade(t.Context(), engine.Fading{Before: r.start}, fade); err != nil || !got.Before.Equal(r.start) {
			t.Errorf("it fades up to %v (%v), want %v", got.Before, err, r.start)
		}
		full := errors.New("the disk is full")
		if err := r.eng.Fade(t.Context(), engine.Fading{Before: r.start}, func(engine.Fading) error { return full }); !errors.Is(err, full) || !errors.Is(err, engine.ErrStore) {
			t.Errorf("Fade: %v, want ErrStore with the reason", err)
		}
	})
}
