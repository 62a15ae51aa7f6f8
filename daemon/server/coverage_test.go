package server

import (
	"testing"
	"testing/synctest"
	"time"

	"focusd/daemon/api"
	"focusd/tracker"
)

// TestCoverage asks for a range in which something of everything was,
// and of which the last part is still to come.
func TestCoverage(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		film := minutes(20, 50, "player")
		film.Presence = tracker.Passive
		away := minutes(50, 60, "")
		away.Presence, away.Window = tracker.Locked, tracker.Window{}
		r := with(t, minutes(0, 20, "player"), film, away)
		to := time.Now().Add(2 * time.Hour)
		sum, err := r.Server.summarize(t.Context(), span{eight, to})
		if err != nil {
			t.Fatal(err)
		}
		if sum.Coverage, err = r.Server.coverage(span{eight, to}); err != nil {
			t.Fatal(err)
		}
		var whole, ahead int64
		got := make(map[string]int64)
		for _, s := range sum.Coverage {
			whole += s.Millis
			got[s.Presence] += s.Millis
			if s.Cause == "ahead" {
				ahead = s.Millis
			}
		}
		if whole != to.Sub(eight).Milliseconds() || ahead != 2*3_600_000 {
			t.Errorf("%+v comes to %d ms, want %d, of which two hours are ahead", sum.Coverage, whole, to.Sub(eight).Milliseconds())
		}
		if _, err := r.Server.coverage(span{eight, eight.AddDate(0, 0, 9)}); err == nil {
			t.Error("nine days have a coverage, want them refused")
		}
		for p, ms := range sum.Presences {
			if p != "unobserved" && got[p] != ms {
				t.Errorf("%s for %d ms of %+v, want %d", p, got[p], sum.Coverage, ms)
			}
		}
		if want := (api.AppTotal{App: "player", Millis: 20 * 60_000, Passive: 30 * 60_000, Spans: 1}); len(sum.Apps) != 1 || sum.Apps[0] != want {
			t.Errorf("apps %+v, want %+v alone", sum.Apps, want)
		}
	})
}
