package store

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"focusd/daemon/engine"
	"focusd/daemon/engine/enginetest"
	"focusd/timer"
	"focusd/tracker"
)

// open opens the store in dir, which must be sound, and closes it with the test.
func open(t testing.TB, dir string) *Store {
	t.Helper()
	s, loss, err := Open(dir, Options{})
	if err != nil {
		t.Fatalf("Open: %v", err)
	}
	if loss != nil {
		t.Fatalf("Open found a damaged store: %v", loss)
	}
	t.Cleanup(func() { _ = s.Close() }) // most tests have closed it
	return s
}

func commit(t testing.TB, s *Store, c engine.Change) {
	t.Helper()
	if err := s.Commit(c); err != nil {
		t.Fatalf("Commit: %v", err)
	}
}

func shut(t testing.TB, s *Store) {
	t.Helper()
	if err := s.Close(); err != nil {
		t.Fatalf("Close: %v", err)
	}
}

// verifyDeep fails the test unless the file is sound.
func verifyDeep(t testing.TB, path string) Check {
	t.Helper()
	check, err := VerifyDeep(path)
	if err != nil {
		t.Fatalf("VerifyDeep: %v", err)
	}
	return check
}

func allSpans(t testing.TB, s *Store) (spans []tracker.Span) {
	t.Helper()
	for span, err := range s.Spans(time.UnixMilli(0), time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)) {
		if err != nil {
			t.Fatalf("Spans: %v", err)
		}
		spans = append(spans, span)
	}
	return spans
}

// monday is the first day of all synthetic logs.
var monday = time.Date(2025, 3, 3, 0, 0, 0, 0, time.UTC)

// days is a synthetic log of n days.
func days(seed uint64, n int) [][]tracker.Span {
	return slices.Collect(enginetest.Days(seed, monday, n))
}

// fillDays commits day after day.
func fillDays(t testing.TB, s *Store, log [][]tracker.Span) {
	t.Helper()
	for i, day := range log {
		start := day[0].Start
		block := timer.Block{Seq: timer.Seq(2*i + 1), Started: start, Ended: start.Add(25 * time.Minute), Segments: []timer.Segment{{Start: start, Label: "write"}}}
		commit(t, s, engine.Change{
			Spans:   day,
			Blocks:  []timer.Block{block},
			Breaks:  []timer.Break{{Seq: timer.Seq(2*i + 2), Started: block.Ended, Outcome: timer.Taken}},
			Records: []timer.Record{{Seq: timer.Seq(2*i + 1), At: start, From: start, Verb: timer.Start}},
			Ledger:  map[engine.Counter]uint64{{Metric: "focusd_test_total"}: uint64(i)},
		})
	}
}

// loadDays puts closed days into the store as chunks, some at a time.
func loadDays(t testing.TB, s *Store, log [][]tracker.Span) {
	t.Helper()
	for part := range slices.Chunk(log, 30) {
		err := s.file.update(func(t *tx) error {
			for _, day := range part {
				if err := s.putDay(t, day); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

func (s *Store) putDay(t *tx, spans []tracker.Span) error {
	day := dayOf(spans[0].Start.UnixMilli())
	chunk, err := s.codec.encode(day, spans)
	if err != nil {
		return err
	}
	return t.put(bChunk, chunkKey(day, local), chunk)
}

func TestBolt(t *testing.T) {
	enginetest.TestStore(t, func(t *testing.T) engine.Store {
		s := open(t, t.TempDir())
		t.Cleanup(func() {
			shut(t, s)
			verifyDeep(t, s.path())
		})
		return s
	})
}

func TestReopen(t *testing.T) {
	dir := t.TempDir()
	log := days(1, 3)
	s := open(t, dir)
	fillDays(t, s, log)
	state := timer.State{Seq: 9, Phase: timer.Overtime, Since: monday}
	commit(t, s, engine.Change{Timer: &state, Values: map[string]string{"zone": "Europe/Berlin"}, Clean: true})
	before, err := s.Load()
	if err != nil {
		t.Fatal(err)
	}
	shut(t, s)

	s = open(t, dir)
	after, err := s.Load()
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "what Load returns", after, before)
	equal(t, "log", allSpans(t, s), slices.Concat(log...))
	if !after.Clean || after.New {
		t.Errorf("Clean %v, New %v; want true, false", after.Clean, after.New)
	}
}

func TestModes(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data", "focusd")
	s := open(t, dir)
	fillDays(t, s, days(1, 1))
	backup, err := s.Backup(monday)
	if err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]os.FileMode{
		dir:                          0o700 | os.ModeDir,
		filepath.Dir(backup):         0o700 | os.ModeDir,
		s.path():                     0o600,
		filepath.Join(dir, lockName): 0o600,
		backup:                       0o600,
	} {
		info, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		if info.Mode() != want {
			t.Errorf("%s has mode %v, want %v", path, info.Mode(), want)
		}
	}
}

func TestCommitOfTooMuchHistoryIsRefused(t *testing.T) {
	s := open(t, t.TempDir())
	log := days(1, reopenMost+3)
	fillDays(t, s, log)
	late := tracker.Span{Start: monday, End: monday.Add(time.Hour)}
	if err := s.Commit(engine.Change{Spans: []tracker.Span{late}}); !isHistory(err) {
		t.Errorf("Commit of a span %d days back: %v, want %v", len(log)-1, err, ErrHistory)
	}
	equal(t, "log", allSpans(t, s), slices.Concat(log...))
	late.Start, late.End = late.Start.AddDate(0, 0, 10), late.End.AddDate(0, 0, 10)
	commit(t, s, engine.Change{Spans: []tracker.Span{late}})
	equal(t, "log", allSpans(t, s), append(slices.Concat(log[:10]...), late))
}

func TestOpenRefusesANewerStore(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	fillDays(t, s, days(1, 1))
	if err := s.file.update(func(t *tx) error { return t.setNumber("min_reader", readerOf+1) }); err != nil {
		t.Fatal(err)
	}
	path := s.path()
	shut(t, s)
	before := contents(t, path)
	for name, opts := range map[string]Options{
		"sound":                       {},
		"with a format not yet known": {Verify: func(string) error { return ErrDamaged }},
	} {
		if _, _, err := Open(dir, opts); !isTooNew(err) {
			t.Errorf("%s: Open: %v, want %v", name, err, ErrTooNew)
		}
	}
	if contents(t, path) != before {
		t.Error("Open wrote to a store that is too new")
	}
}

// A day long ago is read without what came after it.
func TestEventsOfADayAreReadAlone(t *testing.T) {
	s := open(t, t.TempDir())
	var c engine.Change
	for i := range 400 {
		start := monday.Add(time.Duration(i) * time.Hour)
		c.Blocks = append(c.Blocks, timer.Block{Seq: timer.Seq(i + 1), Started: start, Ended: start.Add(time.Minute)})
	}
	commit(t, s, c)
	read := func(to time.Time) (n int) {
		for _, err := range s.Blocks(monday, to) {
			if err != nil {
				t.Fatal(err)
			}
			n++
		}
		return n
	}
	for _, test := range []struct {
		to   time.Time
		want int
	}{{monday, 0}, {monday.Add(time.Nanosecond), 1}, {monday.Add(time.Hour), 1}, {monday.AddDate(0, 0, 1), 24}, {monday.AddDate(1, 0, 0), 400}} {
		if got := read(test.to); got != test.want {
			t.Errorf("%d blocks before %v, want %d", got, test.to, test.want)
		}
	}
	one := testing.AllocsPerRun(10, func() { read(monday.Add(time.Hour)) })
	all := testing.AllocsPerRun(10, func() { read(monday.AddDate(1, 0, 0)) })
	if one > all/20 {
		t.Errorf("one block takes %v allocations, 400 take %v", one, all)
	}
}

func TestMigrate(t *testing.T) {
	s := open(t, t.TempDir())
	log := days(1, 2)
	fillDays(t, s, log)
	var order []int
	steps := []migration{
		func(*tx) error { order = append(order, 2); return nil },
		func(t *tx) error { order = append(order, 3); return t.put(bMeta, []byte("new"), []byte("x")) },
	}
	err := s.file.update(func(t *tx) error { return t.setNumber("schema", 1) })
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := migrate(s.file, s.path(), steps); err != nil {
			t.Fatal(err)
		}
	}
	equal(t, "steps run", order, []int{2, 3})
	verifyDeep(t, s.path()+".schema-1")

	failing := append(steps, func(t *tx) error {
		if err := t.put(bMeta, []byte("half"), nil); err != nil {
			return err
		}
		return ErrDamaged
	})
	if err := migrate(s.file, s.path(), failing); err == nil {
		t.Error("a migration that failed was reported as done")
	}
	err = s.file.view(func(tx *tx) error {
		half, err := tx.get(bMeta, []byte("half"))
		if half != nil {
			t.Error("a migration that failed was half written")
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "log", allSpans(t, s), slices.Concat(log...))
}
