package engine_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"focusd/daemon/engine"
	"focusd/tracker/privacy"
)

const ofEditor = `app="editor",category="unclassified"`

// counters are those of the ledger that have some text in their labels.
func (r *rig) counters(text string) (all []engine.Counter) {
	for c := range r.eng.Snapshot().Ledger.Values {
		if strings.Contains(c.Labels, text) {
			all = append(all, c)
		}
	}
	return all
}

// However short the runs of a daemon are, an app that is used for long enough in
// all of them gets a counter of its own, and keeps it.
func TestAppsWaitOnAcrossRestarts(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		for i := range 5 {
			r.pass(4 * time.Minute)
			if r.counter("focusd_active_seconds_total", ofEditor) != 0 {
				t.Errorf("editor is counted after %d minutes", 4*i)
			}
			if i%2 == 0 {
				r.crash()
			} else if err := r.stop(); err != nil {
				t.Fatal(err)
			}
			r.run()
			r.focus("editor")
			if len(r.counters("editor")) > 1 {
				break // it has its own
			}
		}
		before := r.counter("focusd_active_seconds_total", ofEditor)
		if got := r.counters("editor"); len(got) != 2 {
			t.Fatalf("after 20 minutes in pieces of 4, editor has %v, want a counter of its own", got)
		}
		r.pass(10 * time.Minute)
		if got := r.counter("focusd_active_seconds_total", ofEditor); got < before+uint64((6*time.Minute).Milliseconds()) {
			t.Errorf("in ten minutes more editor went from %d to %d ms", before, got)
		}
	})
}

// A counter that appears with something in it has grown by that, and nobody who
// looks at differences ever sees it.
func TestCountersAreShownBeforeTheyCount(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		var shown time.Duration
		for minute := time.Duration(0); minute < 20; minute++ {
			r.pass(time.Minute)
			ms, ok := r.eng.Snapshot().Ledger.Values[engine.Counter{Metric: "focusd_active_seconds_total", Labels: ofEditor}]
			switch {
			case ok && ms == 0:
				shown += time.Minute
			case ok:
				if shown < time.Minute {
					t.Errorf("editor was shown at zero for %v before it counted, want a minute", shown)
				}
				return
			}
		}
		t.Error("after 20 minutes editor has nothing")
	})
}

func TestForgottenAppsNoLongerWait(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		r.pass(8 * time.Minute)
		if len(r.counters("editor")) != 1 {
			t.Fatalf("after 8 minutes there are %v, want editor waiting", r.counters("editor"))
		}
		r.focus("mail")
		r.pass(8 * time.Minute)
		before := activeSum(r.eng.Snapshot())
		r.forget(privacy.Erasure{App: "editor"})
		if got := r.counters("editor"); len(got) != 0 {
			t.Errorf("forgotten, the ledger has %v", got)
		}
		r.crash()
		r.run()
		r.focus("mail")
		if got := r.counters("editor"); len(got) != 0 {
			t.Errorf("after a restart the ledger has %v", got)
		}
		r.pass(8 * time.Minute)
		if now := activeSum(r.eng.Snapshot()); now < before {
			t.Errorf("all apps went from %d to %d ms", before, now)
		}
		r.focus("editor")
		r.pass(6 * time.Minute)
		if r.counter("focusd_active_seconds_total", ofEditor) != 0 {
			t.Error("what was forgotten counts for the next ten minutes")
		}
	})
}

// An app that was announced has its room, and gives it back when it is forgotten.
func TestAnnouncedAppsHaveRoom(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		for i := range 25 {
			r.focus(fmt.Sprint("app", i))
			r.pass(14 * time.Minute)
		}
		r.pass(5 * time.Minute)
		own := r.eng.Snapshot().Ledger.Apps()
		if own != 20 {
			t.Errorf("%d of 25 apps have a counter of their own, want 20", own)
		}
		r.forget(privacy.Erasure{App: "app3"})
		r.focus("app24")
		r.pass(20 * time.Minute)
		if got := r.eng.Snapshot().Ledger.Apps(); got != 20 {
			t.Errorf("after one was forgotten and another used, %d have a counter, want 20", got)
		}
		if r.counter("focusd_active_seconds_total", `app="app24",category="unclassified"`) == 0 {
			t.Error("the room of what was forgotten is not given to another")
		}
	})
}
