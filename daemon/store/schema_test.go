package store

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"testing"
	"time"

	"focusd/daemon/engine"
	"focusd/timer"
	"focusd/tracker"
	"focusd/tracker/privacy"
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

// oldWords is a store of schema 2 in which time without a category has another
// word; it was written by the release before this one.
func oldWords(t *testing.T) (dir string) {
	t.Helper()
	dir = t.TempDir()
	if err := copyFile(filepath.Join("testdata", "uncategorized-2.db"), filepath.Join(dir, FileName)); err != nil {
		t.Fatal(err)
	}
	return dir
}

// The counters go on under the new word where they were under the old one.
func TestCountersGoOnUnderTheirNewName(t *testing.T) {
	active := func(app string) engine.Counter {
		return engine.Counter{Metric: "focusd_active_seconds_total", Labels: fmt.Sprintf(`app=%q,category="unclassified"`, app)}
	}
	want := map[engine.Counter]uint64{
		{Metric: "focusd_presence_seconds_total", Labels: `state="active"`}: 7_300_000,
		active("editor"): 7_200_000, active("other"): 90_000, active("unknown"): 10_000,
		active(`category="uncategorized"`): 5_000, // an app may be called anything
	}
	dir := oldWords(t)
	for _, opened := range []string{"at first", "and again"} {
		s := open(t, dir)
		stored, err := s.Load()
		if err != nil || !maps.Equal(stored.Ledger, want) {
			t.Errorf("opened %s: the ledger is %v (%v), want %v", opened, stored.Ledger, err, want)
		}
		want[active("editor")]++
		commit(t, s, engine.Change{Ledger: map[engine.Counter]uint64{active("editor"): want[active("editor")]}})
		if err := s.file.view(func(t *tx) error {
			if n, err := t.number("min_reader"); err != nil || n != readerOf {
				return fmt.Errorf("it can be read by reader %d (%v), want %d", n, err, readerOf)
			}
			return nil
		}); err != nil {
			t.Error(err)
		}
		shut(t, s)
		verifyDeep(t, filepath.Join(dir, FileName))
	}
	old, err := openReadOnly(filepath.Join(dir, FileName+".schema-2"))
	if err != nil {
		t.Fatal(err)
	}
	defer old.close()
	if err := old.view(readable); err != nil {
		t.Errorf("the copy before the migration: %v", err)
	}
}

// Who has run an old release on a store that it should not have had has both.
func TestCountersOfTheSameNewNameBecomeOne(t *testing.T) {
	s := open(t, t.TempDir())
	commit(t, s, engine.Change{Ledger: map[engine.Counter]uint64{
		{Metric: "a", Labels: `category="uncategorized"`}: 3, {Metric: "a", Labels: `category="unclassified"`}: 40, {Metric: "b"}: 500,
	}})
	if err := s.file.update(unclassify); err != nil {
		t.Fatal(err)
	}
	want := map[engine.Counter]uint64{{Metric: "a", Labels: `category="unclassified"`}: 43, {Metric: "b"}: 500}
	if stored, err := s.Load(); err != nil || !maps.Equal(stored.Ledger, want) {
		t.Errorf("the ledger is %v (%v), want %v", stored.Ledger, err, want)
	}
}

// A copy from before the migration has the name of an app under the old word.
func TestAnOldCopyForgetsItsCounters(t *testing.T) {
	dir := oldWords(t)
	s := open(t, dir)
	active := func(app string) engine.Counter {
		return engine.Counter{Metric: "focusd_active_seconds_total", Labels: fmt.Sprintf(`app=%q,category="unclassified"`, app)}
	}
	f := engine.Forgetting{Erasure: privacy.Erasure{App: "editor"}, Merged: map[engine.Counter]engine.Counter{active("editor"): active("other")}}
	if _, err := s.Forget(f); err != nil {
		t.Fatal(err)
	}
	if c, err := s.ForgetCopies(f); err != nil || len(c.Rewritten) != 1 {
		t.Fatalf("copies: %+v, %v", c, err)
	}
	if got := traces(t, dir, "editor"); len(got) > 0 {
		t.Errorf("the name is still in %q", got)
	}
	if _, err := Restore(dir, filepath.Join(dir, FileName+".schema-2"), Options{}); err == nil {
		t.Error("a store that is open was replaced")
	}
	shut(t, s)
	if _, err := Restore(dir, filepath.Join(dir, FileName+".schema-2"), Options{}); err != nil {
		t.Fatal(err)
	}
	stored, err := open(t, dir).Load()
	if want := uint64(7_290_000); err != nil || stored.Ledger[active("other")] != want {
		t.Errorf("what was rewritten and restored has %d (%v), want %d", stored.Ledger[active("other")], err, want)
	}
}
