package store

import (
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"focusd/daemon/engine"
	"focusd/daemon/engine/enginetest"
	"focusd/tracker"
)

const tenYears = 3652

// decade makes, once a run, a store of ten years, and returns its folder.
var decade = sync.OnceValues(func() (string, error) { return makeDecade(tenYears) })

// decadeDir is removed by TestMain.
func decadeDir() string {
	return filepath.Join(os.TempDir(), fmt.Sprintf("focusd-decade-%d", os.Getpid()))
}

func openDecade(b *testing.B) *Store {
	b.Helper()
	dir, err := decade()
	if err != nil {
		b.Fatal(err)
	}
	return open(b, dir)
}

func makeDecade(n int) (dir string, err error) {
	dir = decadeDir()
	s, _, err := Open(dir, Options{})
	if err != nil {
		return "", err
	}
	next, stop := iter.Pull(enginetest.Days(1, monday, n))
	defer stop()
	for done := false; !done; {
		err = s.file.update(func(t *tx) error {
			for range 30 {
				day, ok := next()
				if done = !ok; done {
					return nil
				}
				if err := s.putDay(t, day); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return "", err
		}
	}
	return dir, s.Close()
}

// BenchmarkDay reads one local day, which lies in two or three UTC days.
func BenchmarkDay(b *testing.B) {
	s := openDecade(b)
	spans := 0
	for i := 0; b.Loop(); i++ {
		from := monday.AddDate(0, 0, i*37%3600).Add(3 * time.Hour)
		for span, err := range s.Spans(from, from.Add(24*time.Hour)) {
			if err != nil || !span.Start.Before(span.End) {
				b.Fatal(span, err)
			}
			spans++
		}
	}
	b.ReportMetric(float64(spans)/float64(b.N), "spans/day")
}

// BenchmarkYear adds up the time of each app over a year.
func BenchmarkYear(b *testing.B) {
	s := openDecade(b)
	spans := 0
	for i := 0; b.Loop(); i++ {
		from := monday.AddDate(i%9, 0, 0)
		totals := map[string]time.Duration{}
		for span, err := range s.Spans(from, from.AddDate(1, 0, 0)) {
			if err != nil {
				b.Fatal(err)
			}
			totals[span.Window.App] += span.Duration()
			spans++
		}
	}
	b.ReportMetric(float64(spans)/float64(b.N), "spans/year")
}

// BenchmarkTotals adds up what a summary of the API asks for: a local day with
// its hours, and years without.
func BenchmarkTotals(b *testing.B) {
	berlin := time.FixedZone("Berlin", 3600)
	for _, bench := range []struct {
		name  string
		hours *time.Location
		days  int
	}{{"day", berlin, 1}, {"week", berlin, 7}, {"month", nil, 31}, {"year", nil, 365}, {"ten years", nil, tenYears - 2}} {
		b.Run(bench.name, func(b *testing.B) {
			s := openDecade(b)
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				from := monday.AddDate(0, 0, i*37%max(tenYears-bench.days, 1)).Add(3 * time.Hour)
				sum, err := s.Totals(from, from.AddDate(0, 0, bench.days), bench.hours)
				if err != nil || len(sum.Apps) == 0 || (len(sum.Hours) == 0) != (bench.hours == nil) {
					b.Fatal(sum, err)
				}
			}
		})
	}
}

// BenchmarkTotalsOfToday adds up a day that is still open.
func BenchmarkTotalsOfToday(b *testing.B) {
	s := open(b, b.TempDir())
	fillDays(b, s, days(1, 1))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := s.Totals(monday, monday.AddDate(0, 0, 1), time.UTC); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkMakeSums opens ten years that have no sums, as after salvage.
func BenchmarkMakeSums(b *testing.B) {
	s := openDecade(b)
	for b.Loop() {
		if err := s.file.update((*tx).dropSums); err != nil {
			b.Fatal(err)
		}
		if err := makeSums(s.file); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkVerify(b *testing.B)     { benchmarkVerify(b, Verify) }
func BenchmarkVerifyDeep(b *testing.B) { benchmarkVerify(b, VerifyDeep) }

func benchmarkVerify(b *testing.B, verify func(string) (Check, error)) {
	s := openDecade(b)
	shut(b, s)
	var check Check
	for b.Loop() {
		var err error
		if check, err = verify(s.path()); err != nil {
			b.Fatal(err)
		}
	}
	if check.Spans > 0 {
		b.ReportMetric(float64(check.Size)/float64(check.Spans), "B/span")
	}
	b.ReportMetric(float64(check.Size)/1e6, "MB")
}

func BenchmarkBackup(b *testing.B) {
	s := openDecade(b)
	s.opts.Verify = func(string) error { return nil }
	for i := 0; b.Loop(); i++ {
		if _, err := s.Backup(monday.Add(time.Duration(i) * time.Second)); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkCompact(b *testing.B) {
	dir, err := decade()
	if err != nil {
		b.Fatal(err)
	}
	opts := Options{Verify: func(string) error { return nil }}
	for b.Loop() {
		if _, _, err := Compact(dir, opts); err != nil {
			b.Fatal(err)
		}
	}
}

// workday is a day as it is committed: every 30 s while there is activity, the
// spans that ended since and the open one, with the counters.
func workday(day []tracker.Span) (commits []engine.Change) {
	total := map[engine.Counter]uint64{}
	last := day[0].End
	var pending []tracker.Span
	for _, s := range day[1 : len(day)-1] {
		pending = append(pending, s)
		for presence := range tracker.Unobserved + 1 {
			total[engine.Counter{Metric: "focusd_presence_seconds_total", Labels: `state="` + presence.String() + `"`}] += uint64(s.Duration().Milliseconds())
		}
		total[engine.Counter{Metric: "focusd_active_seconds_total", Labels: `app="` + s.Window.App + `"`}] += uint64(s.Duration().Milliseconds())
		if s.End.Sub(last) >= 30*time.Second {
			ledger := map[engine.Counter]uint64{}
			for counter, v := range total {
				ledger[counter] = v
			}
			commits = append(commits, engine.Change{Spans: pending, Ledger: ledger})
			pending, last = pending[len(pending)-1:len(pending):len(pending)], s.End
		}
	}
	return commits
}

// BenchmarkCommit replays days of commits and reports what one of them writes.
func BenchmarkCommit(b *testing.B) {
	s := open(b, b.TempDir())
	var commits []engine.Change
	for _, day := range days(4, 20) {
		commits = append(commits, workday(day)...)
	}
	before := s.file.bolt.Stats()
	i := 0
	for b.Loop() {
		if i == len(commits) {
			b.Fatalf("more than %d commits: make more days", len(commits))
		}
		commit(b, s, commits[i])
		i++
	}
	stats := s.file.bolt.Stats()
	writes := stats.TxStats.GetWrite() - before.TxStats.GetWrite()
	bytes := stats.TxStats.GetPageAlloc() - before.TxStats.GetPageAlloc() + int64(i)*pageSize // the meta page
	b.ReportMetric(float64(bytes)/float64(i), "B/commit")
	b.ReportMetric(float64(writes)/float64(i), "writes/commit")
}

// BenchmarkHeartbeat keeps half a minute of windows, without a transaction.
func BenchmarkHeartbeat(b *testing.B) {
	s := open(b, b.TempDir())
	spans := workday(days(4, 1)[0])[0].Spans
	commit(b, s, engine.Change{Spans: spans})
	for b.Loop() {
		if err := s.Heartbeat(spans); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(len(encodeBeat(1, 1, spans))), "B/heartbeat")
}

// The budget of a commit, averaged over a day: 24 kB.
func TestCommitSize(t *testing.T) {
	s := open(t, t.TempDir())
	// The first days are small; what counts is the store of every day.
	fillDays(t, s, days(4, 40))
	commits := workday(dayLater(days(5, 1)[0], 40))
	before := s.file.bolt.Stats()
	for _, c := range commits {
		commit(t, s, c)
	}
	stats := s.file.bolt.Stats()
	alloc := stats.TxStats.GetPageAlloc() - before.TxStats.GetPageAlloc()
	perCommit := float64(alloc)/float64(len(commits)) + pageSize
	t.Logf("%d commits, %.0f bytes each", len(commits), perCommit)
	if perCommit > 24_000 {
		t.Errorf("a commit writes %.0f bytes on average, want at most 24000", perCommit)
	}
}
