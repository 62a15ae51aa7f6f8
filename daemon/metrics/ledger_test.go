package metrics

import (
	"log/slog"
	"strings"
	"testing"

	"focusd/daemon/engine"
)

// TestASeriesThatTakesThePlaceOfAnotherIsShown has a counter that nobody sees go
// between two scrapes, and a new one come.
func TestASeriesThatTakesThePlaceOfAnotherIsShown(t *testing.T) {
	hidden := engine.Counter{Metric: "focusd_nobody_sees_this", Labels: `app="gone"`}
	for _, tt := range []struct {
		name string
		gone engine.Counter
	}{
		{"of one that is hidden", hidden},
		{"of one that is shown", engine.Counter{Metric: "focusd_active_seconds_total", Labels: `app="code",category="unclassified"`}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			snap := snapshot()
			snap.Ledger.Values[hidden] = 1
			src := source(snap)
			src.Snapshot = func() *engine.Snapshot { return snap }
			m := New(src, slog.New(slog.DiscardHandler))
			if _, err := m.Gather(); err != nil {
				t.Fatal(err)
			}
			next := snapshot()
			next.Ledger.Values[hidden] = 1
			delete(next.Ledger.Values, tt.gone)
			next.Ledger.Values[engine.Counter{Metric: "focusd_active_seconds_total", Labels: `app="new",category="unclassified"`}] = 1000
			snap = next
			families, err := m.Gather()
			if err != nil {
				t.Fatal(err)
			}
			var text strings.Builder
			for _, f := range families {
				text.WriteString(f.String())
			}
			if !strings.Contains(text.String(), `value:"new"`) {
				t.Error("the new series is not there")
			}
		})
	}
}
