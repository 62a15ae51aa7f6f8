package nudger

import (
	"log/slog"
	"testing"
	"time"

	"focusd/daemon/engine"
	"focusd/timer/nudge"
	"focusd/tracker"
)

// TestNobodyWorkedWhileNoDaemonRan: the first that is heard of a new daemon may
// be what its source saw first, long after the one before it was stopped.
func TestNobodyWorkedWhileNoDaemonRan(t *testing.T) {
	for _, first := range []tracker.Presence{tracker.Unobserved, tracker.Locked, tracker.Idle, tracker.Active} {
		t.Run(first.String(), func(t *testing.T) {
			bubble(t, func(d *desk) {
				d.work(30 * time.Minute)
				d.stop()
				stopped := time.Now()
				time.Sleep(3 * time.Hour)
				n := New(d.engine, d.store, d.entries, Options{Rules: nudge.Rules{Calendar: tracker.Calendar{Location: time.UTC}}, Log: slog.New(slog.DiscardHandler)})
				d.start()
				n.engine = d.engine

				s := &engine.Snapshot{At: time.Now().UTC(), Presence: first, PresenceSince: time.Now().UTC()}
				if first == tracker.Unobserved {
					s.PresenceSince = stopped.UTC()
				}
				n.see(d.Context(), s)
				if got := n.state.Today.Active; got > 41*time.Minute {
					t.Errorf("first %v after three hours: active for %v today, want 40 min", first, got)
				}
				if short, long := n.state.Unrested(time.Now()); first == tracker.Active && short+long > 0 {
					t.Errorf("after three hours without a daemon: %v and %v without a rest, want none", short, long)
				}
			})
		})
	}
}
