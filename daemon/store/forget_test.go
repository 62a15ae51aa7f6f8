package store

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"focusd/daemon/engine"
	"focusd/timer"
	"focusd/tracker"
	"focusd/tracker/privacy"
)

// canary is what these tests put everywhere and look for afterwards.
const canary = "Canary 7f3a"

func titled(t testing.TB, pattern string) privacy.Title {
	t.Helper()
	title, err := privacy.ParseTitle(pattern)
	if err != nil {
		t.Fatal(err)
	}
	return title
}

// withCanary is a log of some days in which each has a window of the canary.
func withCanary(n int) [][]tracker.Span {
	log := days(3, n)
	for i, day := range log {
		for j := range day {
			if day[j].Presence == tracker.Active && j > len(day)/2 {
				day[j].Window = tracker.Window{App: "browser", Title: fmt.Sprintf("%s of day %d", canary, i)}
				break
			}
		}
	}
	return log
}

// fullStore is a store with the canary in sealed days, in the open one, in a
// label, in documents, in a backup, in a copy before a migration, in a store
// that was replaced and in one that was damaged.
func fullStore(t *testing.T) (dir string, s *Store, log [][]tracker.Span) {
	t.Helper()
	dir, log = t.TempDir(), withCanary(5)
	s = open(t, dir)
	fillDays(t, s, log)
	label := timer.Block{Seq: 100, Started: monday.Add(time.Hour), Ended: monday.Add(2 * time.Hour), Segments: []timer.Segment{{Start: monday, Label: canary}}}
	entry := fmt.Sprintf(`{"start":%d,"end":%d,"text":"%s","kind":"added"}`, monday.UnixMilli(), monday.Add(time.Hour).UnixMilli(), canary)
	commit(t, s, engine.Change{
		Blocks:  []timer.Block{label},
		Records: []timer.Record{{Seq: 100, At: monday.Add(time.Hour), From: monday, Verb: timer.Start, Label: canary}},
		Timer:   &timer.State{Seq: 101, Phase: timer.ShortBreak, Block: label, Undo: &timer.Undo{State: timer.State{Block: label}}},
		Documents: []engine.Document{
			{Kind: "entry", ID: "1", Data: []byte(entry)},
			{Kind: "edit", ID: "1", Data: []byte(`{"v":1,"before":[` + entry + `],"after":[` + entry + `]}`)},
		},
	})
	if _, err := s.Backup(monday); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"schema-1", "replaced-20250303T000000Z", "damaged-20250303T000000Z"} {
		if err := copyOut(s.file, s.path()+"."+name); err != nil {
			t.Fatal(err)
		}
	}
	return dir, s, log
}

// traces lists where in a folder a word still is: in the bytes of its files, or
// in the titles of what can be read of them.
func traces(t testing.TB, dir, word string) (found []string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if bytes.Contains(bytes.ToLower(data), []byte(strings.ToLower(word))) {
			found = append(found, "the bytes of "+filepath.Base(path))
		}
		if bytes.Contains(titlesIn(t, path), []byte(word)) {
			found = append(found, "a title in "+filepath.Base(path))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// titlesIn are all titles of the sealed days of a file, if it is a store.
func titlesIn(t testing.TB, path string) (titles []byte) {
	t.Helper()
	f, err := openReadOnly(copied(t, path))
	if err != nil {
		return nil
	}
	defer f.close()
	c, err := newCodec()
	if err != nil {
		t.Fatal(err)
	}
	defer c.close()
	err = f.view(func(t *tx) error {
		l := log{t, c, local}
		days, err := l.sealedFrom(0)
		if err != nil {
			return err
		}
		for _, day := range days {
			spans, err := l.chunk(day)
			if err != nil {
				return err
			}
			for _, s := range spans {
				titles = append(titles, s.Window.Title...)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return titles
}

// copied is a copy of a file, which may be open.
func copied(t testing.TB, path string) string {
	t.Helper()
	to := filepath.Join(t.TempDir(), "copy.db")
	if err := copyFile(path, to); err != nil {
		t.Fatal(err)
	}
	return to
}

func TestTheCanaryIsEverywhereAtFirst(t *testing.T) {
	dir, _, _ := fullStore(t)
	if got := traces(t, dir, canary); len(got) < 8 {
		t.Errorf("the canary is only in %q: what follows proves too little", got)
	}
}

// quoting are documents that quote the canary and are about no time: a rule, the
// note to undo another one by, the journal, a category, and what this package
// knows nothing of.
func quoting() []engine.Document {
	line := "title~\"" + canary + " party\" -> code"
	kept, err := json.Marshal(map[string]any{"v": 1, "text": line})
	if err != nil {
		panic(err)
	}
	note, err := json.Marshal(map[string]any{"v": 1, "what": "changed", "documents": []any{map[string]any{"kind": "rule", "before": nil, "after": string(kept)}}})
	if err != nil {
		panic(err)
	}
	return []engine.Document{
		{Kind: "rule", ID: "1", Data: kept},
		{Kind: "rule", ID: "2", Data: []byte(`{"v":1,"text":"app=editor -> code"}`)},
		{Kind: "rule.change", ID: "1", Data: note},
		{Kind: "rule.change", ID: "2", Data: []byte(`{"v":1,"what":"added app=editor -> code"}`)},
		{Kind: engine.KindWitness, ID: "2025-03-03.00", Data: []byte("1\n0\td+\t\t180000\t\tclean\n5\tw-\t\t\t\tno display: " + canary + "\n")},
	}
}

// kept are the ids of the documents of a kind.
func kept(t *testing.T, s *Store, kind string) (ids []string) {
	t.Helper()
	documents, err := s.Documents(kind)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range documents {
		ids = append(ids, d.ID)
	}
	return ids
}

func TestForgetLeavesNoTrace(t *testing.T) {
	for _, tt := range []struct {
		name string
		what privacy.Erasure
	}{
		{"by its title", privacy.Erasure{Title: titled(t, canary)}},
		{"by an expression", privacy.Erasure{Title: titled(t, "/^Canary|: Canary/")}},
		{"with all of the time", privacy.Erasure{To: monday.AddDate(1, 0, 0)}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir, s, log := fullStore(t)
			if !tt.what.Whole() {
				commit(t, s, engine.Change{Documents: quoting()})
				if _, err := s.Backup(monday.Add(time.Second)); err != nil {
					t.Fatal(err)
				}
			}
			f := engine.Forgetting{Erasure: tt.what, Rules: true}
			gone, err := s.Forget(f)
			if err != nil {
				t.Fatal(err)
			}
			if gone.Spans < len(log) || gone.Time == 0 || gone.Documents != 2 || gone.Labels < 3 || gone.Labels > 3 && !tt.what.Whole() {
				t.Errorf("%+v went, want a span of each of %d days, two documents and three labels", gone, len(log))
			}
			if n := len(kept(t, s, "rule")) + len(kept(t, s, "rule.change")); !tt.what.Whole() && (gone.Rules != 1 || gone.Notes != 2 || len(gone.Quoting) > 0 || n != 2) {
				t.Errorf("%+v went, and %d rules and notes are left; want one of each to go, and a note of the journal", gone, n)
			}
			copies, err := s.ForgetCopies(f)
			if err != nil || len(copies.Left) > 0 || len(copies.Rewritten) < 3 || len(copies.Removed) != 1 {
				t.Errorf("copies: %+v, %v", copies, err)
			}
			if got := traces(t, dir, canary); len(got) > 0 {
				t.Errorf("the canary is still in %q", got)
			}
			shut(t, s)
			if check := verifyDeep(t, s.path()); check.Sums != check.Days {
				t.Errorf("%d of %d days have a sum", check.Sums, check.Days)
			}
			for _, path := range copies.Rewritten {
				verifyDeep(t, path)
			}
		})
	}
}

// What the person keeps and has not asked to lose is named, not taken; what is
// asked beforehand is what is done then.
func TestForgetNamesWhatQuotes(t *testing.T) {
	_, s, _ := fullStore(t)
	more := []engine.Document{
		{Kind: "category", ID: "canary 7f3a", Data: []byte(`{"v":1,"text":"category \"canary 7f3a\" earns"}`)},
		{Kind: "task", ID: "9", Data: []byte(`{"v":1,"notes":["buy a canary 7f3a"]}`)},
		{Kind: "agenda.change", ID: "1", Data: []byte(`{"v":1,"what":"did canary 7f3a"}`)},
		{Kind: "task", ID: "10", Data: []byte("canary 7f3a, but not as JSON")},
		{Kind: "entry", ID: "2", Data: []byte(`{"start":1,"end":2,"text":"` + canary + `"}`)}, // before the range
	}
	commit(t, s, engine.Change{Documents: append(quoting(), more...)})
	f := engine.Forgetting{Erasure: privacy.Erasure{From: monday.AddDate(0, 0, -1), Title: titled(t, canary)}}
	would, err := s.Would(f)
	if err != nil {
		t.Fatal(err)
	}
	before := kept(t, s, "rule.change")
	gone, err := s.Forget(f)
	if err != nil {
		t.Fatal(err)
	}
	want := []Quote{{"category", "canary 7f3a"}, {"rule", "1"}, {"task", "9"}}
	equal(t, "what quotes it", gone.Quoting, want)
	would.Amount, would.Labels = gone.Amount, gone.Labels
	equal(t, "what was said beforehand", would, gone)
	if len(before) != 2 || len(kept(t, s, "rule.change")) != 1 || len(kept(t, s, "agenda.change")) != 0 || len(kept(t, s, "rule")) != 2 || gone.Documents != 2 {
		t.Errorf("%+v went; notes %v, rules %v", gone, kept(t, s, "rule.change"), kept(t, s, "rule"))
	}
	if app, err := s.Forget(engine.Forgetting{Erasure: privacy.Erasure{App: "browser", Title: titled(t, canary)}}); err != nil || len(app.Quoting) > 0 {
		t.Errorf("of an app %+v went (%v): no document says which app it is about", app, err)
	}
}

// What was forgotten is still time that was spent.
func TestForgetKeepsTheTime(t *testing.T) {
	_, s, _ := fullStore(t)
	from, to := monday, monday.AddDate(0, 0, 9)
	before, err := s.Totals(from, to, nil)
	if err != nil {
		t.Fatal(err)
	}
	gone, err := s.Forget(engine.Forgetting{Erasure: privacy.Erasure{Title: titled(t, canary)}})
	if err != nil {
		t.Fatal(err)
	}
	after, err := s.Totals(from, to, nil)
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "presence", after.Presences, before.Presences)
	if got := after.Apps[privacy.Forgotten].Time; got != gone.Time {
		t.Errorf("%v of the summary are forgotten, want %v", got, gone.Time)
	}
	if got, want := after.Apps["browser"].Time, before.Apps["browser"].Time-gone.Time; got != want {
		t.Errorf("the app has %v left, want %v", got, want)
	}
}

func TestForgetThatFailsChangesNothing(t *testing.T) {
	for _, fails := range []string{"while it is made", "when it is verified"} {
		t.Run(fails, func(t *testing.T) {
			dir, s, _ := fullStore(t)
			kept := allSpans(t, s)
			if fails == "while it is made" {
				if err := os.MkdirAll(s.path()+unfinished+unfinished, 0o700); err != nil {
					t.Fatal(err)
				}
			} else {
				s.opts.Verify = func(string) error { return errors.New("a bad disk") }
			}
			_, err := s.Forget(engine.Forgetting{Erasure: privacy.Erasure{Title: titled(t, canary)}})
			if err == nil || !strings.Contains(err.Error(), "nothing was changed") || strings.Contains(err.Error(), canary) {
				t.Errorf("Forget: %v, want an error that says that nothing was changed", err)
			}
			equal(t, "log", allSpans(t, s), kept)
			commit(t, s, engine.Change{Values: map[string]string{"a": "b"}})
			left, err := filepath.Glob(filepath.Join(dir, "*"+unfinished))
			if err != nil || fails != "while it is made" && len(left) > 0 {
				t.Errorf("it left %v (%v)", left, err)
			}
		})
	}
}

// Whoever is killed in the middle leaves files that have the titles still; the
// next one to open the store removes them, and asked again it forgets.
func TestForgetAfterACrash(t *testing.T) {
	for step, crash := range []string{"the first file is written", "the copies are next", "in a copy"} {
		t.Run(crash, func(t *testing.T) {
			dir, s, _ := fullStore(t)
			f := engine.Forgetting{Erasure: privacy.Erasure{To: monday.AddDate(1, 0, 0)}}
			verified := 0
			s.opts.Verify = func(path string) error {
				if verified++; step == 0 || step == 2 && verified == 5 {
					runtime.Goexit()
				}
				return nil
			}
			done := make(chan bool)
			go func() { // ends in the middle, and no line after that is run
				defer close(done)
				if _, err := s.Forget(f); err == nil && step > 1 {
					_, _ = s.ForgetCopies(f)
				}
			}()
			<-done
			_ = s.Close()
			if len(traces(t, dir, canary)) == 0 {
				t.Fatal("nothing is left to forget: the crash came too late")
			}
			s = open(t, dir)
			if left, _ := filepath.Glob(filepath.Join(dir, "*"+unfinished)); len(left) > 0 {
				t.Errorf("files that were being made are there still: %v", left)
			}
			if _, err := s.Forget(f); err != nil {
				t.Fatal(err)
			}
			if _, err := s.ForgetCopies(f); err != nil {
				t.Fatal(err)
			}
			if got := traces(t, dir, canary); len(got) > 0 {
				t.Errorf("the canary is still in %q", got)
			}
		})
	}
}

// forgetSlowly forgets all there is in the store in dir, and says each time when
// a file has been made and not yet put in its place; then it waits to be killed.
func forgetSlowly(dir string) error {
	s, _, err := Open(dir, Options{})
	if err != nil {
		return err
	}
	s.opts.Verify = func(path string) error {
		if strings.HasSuffix(path, unfinished) {
			fmt.Println(path)
			_, err := os.Stdin.Read(make([]byte, 1)) // until it may go on
			return err
		}
		return nil
	}
	f := engine.Forgetting{Erasure: privacy.Erasure{To: monday.AddDate(1, 0, 0)}}
	if _, err := s.Forget(f); err != nil {
		return err
	}
	_, err = s.ForgetCopies(f)
	return err
}

// The same with a process and kill -9, at each file that is made.
func TestForgetIsKilled(t *testing.T) {
	for made := range 4 {
		t.Run(fmt.Sprintf("file %d", made+1), func(t *testing.T) {
			dir, s, log := fullStore(t)
			shut(t, s)
			cmd := exec.CommandContext(t.Context(), os.Args[0], dir)
			cmd.Env = append(os.Environ(), childVar+"=forget")
			in, err := cmd.StdinPipe()
			if err != nil {
				t.Fatal(err)
			}
			out, err := cmd.StdoutPipe()
			if err != nil {
				t.Fatal(err)
			}
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			steps := bufio.NewScanner(out)
			for range made {
				steps.Scan()
				if _, err := in.Write([]byte{0}); err != nil {
					t.Fatal(err)
				}
			}
			if !steps.Scan() {
				t.Fatalf("it ended before file %d was made", made+1)
			}
			if err := cmd.Process.Kill(); err != nil {
				t.Fatal(err)
			}
			_ = cmd.Wait() // it was killed

			s = open(t, dir)
			if left, _ := filepath.Glob(filepath.Join(dir, "*"+unfinished)); len(left) > 0 {
				t.Errorf("files that were being made are there still: %v", left)
			}
			if got, all := len(allSpans(t, s)), len(flat(log)); got == 0 || made == 0 && got != all {
				t.Errorf("the store has %d of %d rows: it is neither the old one nor the new one", got, all)
			}
			f := engine.Forgetting{Erasure: privacy.Erasure{To: monday.AddDate(1, 0, 0)}}
			if _, err := s.Forget(f); err != nil {
				t.Fatal(err)
			}
			if _, err := s.ForgetCopies(f); err != nil {
				t.Fatal(err)
			}
			if got := traces(t, dir, canary); len(got) > 0 {
				t.Errorf("the canary is still in %q", got)
			}
		})
	}
}

func TestForgetOfAnOldStore(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	old := s.path() + ".schema-1"
	if err := copyFile("testdata/schema-1.db", old); err != nil {
		t.Fatal(err)
	}
	c, err := s.ForgetCopies(engine.Forgetting{Erasure: privacy.Erasure{App: "editor"}})
	if err != nil || !slices.Equal(c.Rewritten, []string{old}) {
		t.Fatalf("copies: %+v, %v", c, err)
	}
	if titles := titlesIn(t, old); bytes.Contains(titles, []byte("one")) {
		t.Error("a title is in the old copy still")
	}
	if _, err := Restore(t.TempDir(), old, Options{}); err != nil {
		t.Errorf("what was rewritten cannot be restored: %v", err)
	}
}

// A backup that is none any more may still have what should go: it is removed,
// and a new one made.
func TestABackupThatCannotBeReadIsRemoved(t *testing.T) {
	_, s, _ := fullStore(t)
	all, err := Backups(s.dir)
	if err != nil || len(all) != 1 {
		t.Fatalf("backups: %v, %v", all, err)
	}
	spoil(t, all[0].Path, func(data []byte) []byte {
		clear(data[:2*pageSize]) // without its meta pages it cannot even end the process
		return data
	})
	c, err := s.ForgetCopies(engine.Forgetting{Erasure: privacy.Erasure{App: "browser"}})
	if err != nil || !slices.Contains(c.Removed, all[0].Path) || c.Made == "" {
		t.Fatalf("copies: %+v, %v", c, err)
	}
	verifyDeep(t, c.Made)
}

// Counters are renumbered when one goes, and those that stay keep their values.
func TestForgetMergesCounters(t *testing.T) {
	s := open(t, t.TempDir())
	counter := func(app string) engine.Counter {
		return engine.Counter{Metric: "focusd_active_seconds_total", Labels: fmt.Sprintf("app=%q", app)}
	}
	commit(t, s, engine.Change{Ledger: map[engine.Counter]uint64{counter("a"): 1, counter("canary"): 20, counter("other"): 300, counter("z"): 4000}})
	f := engine.Forgetting{Erasure: privacy.Erasure{App: "canary"}, Merged: map[engine.Counter]engine.Counter{counter("canary"): counter("other")}}
	if _, err := s.Forget(f); err != nil {
		t.Fatal(err)
	}
	want := map[engine.Counter]uint64{counter("a"): 1, counter("other"): 320, counter("z"): 4000}
	if stored, err := s.Load(); err != nil || !maps.Equal(stored.Ledger, want) {
		t.Errorf("the ledger is %v (%v), want %v", stored.Ledger, err, want)
	}
	want[counter("z")], want[counter("new")] = 4001, 1
	commit(t, s, engine.Change{Ledger: map[engine.Counter]uint64{counter("z"): 4001, counter("new"): 1}})
	if stored, err := s.Load(); err != nil || !maps.Equal(stored.Ledger, want) {
		t.Errorf("the ledger is %v (%v), want %v", stored.Ledger, err, want)
	}
	if got := traces(t, s.dir, "canary"); len(got) > 0 {
		t.Errorf("the name is still in %q", got)
	}
}

// While it is forgotten, whoever reads sees the store before or after.
func TestReadersGoOnWhileItIsForgotten(t *testing.T) {
	s := open(t, t.TempDir())
	fillDays(t, s, withCanary(5))
	spans := len(allSpans(t, s))
	stop, read := make(chan bool), make(chan error)
	go func() {
		for {
			select {
			case <-stop:
				read <- nil
				return
			default:
			}
			if _, err := s.Totals(monday, monday.AddDate(0, 0, 9), nil); err != nil {
				read <- err
				return
			}
		}
	}()
	for range 5 {
		if _, err := s.Forget(engine.Forgetting{Erasure: privacy.Erasure{Title: titled(t, canary)}}); err != nil {
			t.Fatal(err)
		}
	}
	close(stop)
	if err := <-read; err != nil {
		t.Errorf("a reader met %v", err)
	}
	if got := len(allSpans(t, s)); got > spans || got == 0 {
		t.Errorf("%d spans are left of %d", got, spans)
	}
}

// Forget is the model of Store.Forget: day by day.
func (m *machine) Forget(t *rapid.T) {
	e := privacy.Erasure{App: rapid.SampledFrom([]string{"", "editor"}).Draw(t, "app")}
	if e.App == "" || rapid.Bool().Draw(t, "in a range") {
		e.From = m.now.Add(-time.Duration(rapid.IntRange(0, 100).Draw(t, "hours back")) * time.Hour)
		e.To = e.From.Add(time.Duration(rapid.IntRange(1, 60).Draw(t, "hours")) * time.Hour)
	}
	if _, err := m.store.Forget(engine.Forgetting{Erasure: e}); err != nil {
		t.Fatal(err)
	}
	var left []tracker.Span
	for _, day := range byDay(m.spans) {
		if s, gone := e.Spans(day); gone.Spans > 0 {
			day = s
		}
		left = append(left, day...)
	}
	m.spans = left
}

func byDay(spans []tracker.Span) (days [][]tracker.Span) {
	for i, s := range spans {
		if i == 0 || dayOf(s.Start.UnixMilli()) != dayOf(spans[i-1].Start.UnixMilli()) {
			days = append(days, nil)
		}
		days[len(days)-1] = append(days[len(days)-1], s)
	}
	return days
}

// TestForgetTakesTheSumsOfDays looks for what others have made of the log: it is
// packed, so that no search of bytes would find it.
func TestForgetTakesTheSumsOfDays(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	sums := engine.Document{Kind: "day.sums", ID: "2026-03", Data: []byte("packed")}
	commit(t, s, engine.Change{Documents: []engine.Document{sums, {Kind: "task", ID: "1", Data: []byte(`{}`)}}})
	if _, err := s.Forget(engine.Forgetting{Erasure: privacy.Erasure{App: "game"}}); err != nil {
		t.Fatal(err)
	}
	if got := kept(t, s, "day.sums"); len(got) != 0 {
		t.Errorf("the sums of %v are there still", got)
	}
	if got := kept(t, s, "task"); len(got) != 1 {
		t.Errorf("of other documents %v are left", got)
	}
}
