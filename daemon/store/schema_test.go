package store

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"focusd/daemon/engine"
	"focusd/timer"
	"focusd/tracker"
)

var update = flag.Bool("update", false, "write testdata/schema-N.db of the present schema, if it is not there")

// schemaDays is the log in testdata/schema-1.db: a closed day and an open one.
func schemaDays() []tracker.Span {
	spans := small()
	next := monday.AddDate(0, 0, 1)
	return append(spans, tracker.Span{Start: next, End: next.Add(time.Hour), Window: tracker.Window{App: "editor", Title: "two"}, Offset: 60})
}

func schemaStore(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	s := open(t, dir)
	spans := schemaDays()
	for _, span := range spans {
		commit(t, s, engine.Change{Spans: []tracker.Span{span}})
	}
	state := timer.State{Seq: 4, Phase: timer.Work, Since: monday, Block: timer.Block{Seq: 4, Started: monday}}
	commit(t, s, engine.Change{
		Timer:   &state,
		Blocks:  []timer.Block{{Seq: 1, Started: monday, Ended: monday.Add(time.Hour), EndedBy: timer.EndedFinish}},
		Breaks:  []timer.Break{{Seq: 2, Started: monday.Add(time.Hour), Outcome: timer.Taken}},
		Records: []timer.Record{{Seq: 1, At: monday, From: monday, Verb: timer.Start, After: timer.Work}},
		Ledger:  map[engine.Counter]uint64{{Metric: "focusd_blocks_total", Labels: `kind="pomodoro"`}: 1},
		Values:  map[string]string{"zone": "Europe/Berlin"},
		Clean:   true,

		Documents: []engine.Document{{Kind: "rule", ID: "1", Data: []byte("{}")}},
	})
	shut(t, s)
	if _, _, err := Compact(dir, Options{}); err != nil {
		t.Fatal(err)
	}
	spoil(t, s.path(), used)
	return s.path()
}

// A store of every schema there has been is opened by this release.
func TestReleasedSchemas(t *testing.T) {
	newest := filepath.Join("testdata", fmt.Sprintf("schema-%d.db", schema))
	if _, err := os.Stat(newest); *update && os.IsNotExist(err) {
		if err := copyFile(schemaStore(t), newest); err != nil {
			t.Fatal(err)
		}
	}
	for n := 1; n <= schema; n++ {
		t.Run(fmt.Sprintf("schema %d", n), func(t *testing.T) {
			old := filepath.Join("testdata", fmt.Sprintf("schema-%d.db", n))
			dir := t.TempDir()
			if err := copyFile(old, filepath.Join(dir, FileName)); err != nil {
				t.Fatal(err)
			}
			s := open(t, dir)
			equal(t, "log", allSpans(t, s), schemaDays())
			stored, err := s.Load()
			if err != nil {
				t.Fatal(err)
			}
			if !stored.Clean || stored.Timer.Seq != 4 || stored.Timer.Phase != timer.Work || len(stored.Ledger) != 1 || stored.Values["zone"] != "Europe/Berlin" {
				t.Errorf("Load returned %+v", stored)
			}
			documents, err := s.Documents("rule")
			if err != nil || n >= 2 && len(documents) != 1 {
				t.Errorf("documents: %v, %v", documents, err)
			}
			shut(t, s)
			allSummed(t, s.path())
		})
	}
}
