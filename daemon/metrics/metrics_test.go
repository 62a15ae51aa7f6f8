package metrics

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"log/slog"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/testutil"

	"focusd/daemon/engine"
	"focusd/timer"
	"focusd/tracker"
)

var update = flag.Bool("update", false, "write the golden files anew")

// canary must be found in no output.
const canary = "canary-of-a-window-title"

func snapshot() *engine.Snapshot {
	at := time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC)
	values := make(map[engine.Counter]uint64)
	put := func(metric, labels string, v uint64) { values[engine.Counter{Metric: metric, Labels: labels}] = v }
	put("focusd_presence_seconds_total", `state="active"`, 5_400_250)
	put("focusd_presence_seconds_total", `state="idle"`, 600_000)
	put("focusd_active_seconds_total", `app="code",category="unclassified"`, 5_000_000)
	put("focusd_active_seconds_total", `app="other",category="unclassified"`, 400_250)
	put("focusd_app_switches_total", `during="work"`, 17)
	put("focusd_blocks_started_total", `kind="pomodoro"`, 3)
	put("focusd_blocks_finished_total", `kind="pomodoro",outcome="completed"`, 2)
	put("focusd_block_seconds_total", `kind="pomodoro"`, 3_000_000)
	put("focusd_focus_seconds_total", `kind="pomodoro",project=""`, 2_900_000)
	put("focusd_interruptions_total", `source="lock"`, 1)
	put("focusd_breaks_total", `kind="short",outcome="taken"`, 2)
	put("focusd_block_duration_seconds_bucket", `kind="pomodoro",le="1500"`, 1)
	put("focusd_block_duration_seconds_bucket", `kind="pomodoro",le="2400"`, 2)
	put("focusd_block_duration_seconds_sum", `kind="pomodoro"`, 3_000_000)
	put("focusd_block_duration_seconds_count", `kind="pomodoro"`, 2)
	put("focusd_focus_run_seconds_bucket", `le="1500"`, 1)
	put("focusd_focus_run_seconds_sum", "", 1_400_000)
	put("focusd_focus_run_seconds_count", "", 1)
	put("focusd_task_actual_to_estimate_ratio_bucket", `size="micro",le="1.1"`, 1)
	put("focusd_task_actual_to_estimate_ratio_sum", `size="micro"`, 1050)
	put("focusd_task_actual_to_estimate_ratio_count", `size="micro"`, 1)
	put("pending_app", `app="`+canary+`"`, 30_000)
	return &engine.Snapshot{
		At:       at,
		Offset:   90 * time.Minute,
		Presence: tracker.Active,
		Window:   tracker.Window{App: canary, Title: canary},
		Timer: timer.State{
			Phase: timer.ShortBreak, Since: at, Break: timer.Break{Started: at, Planned: 5 * time.Minute},
			Block: timer.Block{Segments: []timer.Segment{{Label: canary}}},
		},
		Day:    engine.DaySummary{From: at.Add(-6 * time.Hour), To: at.Add(18 * time.Hour), Focus: time.Hour},
		Source: engine.SourceState{Name: "x11", Watching: true, Samples: 42, Errors: 1},
		Store:  engine.StoreState{LastCommit: at},
		Ledger: engine.Ledger{Created: at.Add(-100 * time.Minute), Until: at, Values: values},
	}
}

func source(s *engine.Snapshot) Source {
	return Source{
		Snapshot: func() *engine.Snapshot { return s },
		Settle:   func(context.Context) error { return nil },
		Store: func() (StoreSize, error) {
			return StoreSize{Bytes: 65536, Free: 4096, Records: map[string]uint64{"block": 7}}, nil
		},
		Categories: func(time.Time, time.Time) ([]engine.CategoryTotal, error) {
			return []engine.CategoryTotal{{Name: "Work/Thesis", Active: time.Hour, Passive: time.Minute}, {Name: "", Active: time.Minute}}, nil
		},
		Unrested: func(time.Time) time.Duration { return 50 * time.Minute },
		Agenda:   func() (Agenda, error) { return plans(), nil },
		Reloaded: func() (bool, time.Time) { return true, s.At },
		AppLimit: 20,
		Version:  "1.2.3",
	}
}

// plans are a habit that goes well and one that began today.
func plans() Agenda {
	ratio := func(v float64) *float64 { return &v }
	spread := 40 * time.Minute
	return Agenda{
		Goals: []Goal{
			{
				Name: "Deep work", Period: "day", Target: 4 * time.Hour, Achieved: 3 * time.Hour, Due: true, Habit: true,
				Streak: 12, Best: 30, Freezes: 2, AtRisk: true, Consistency7: ratio(1), Consistency28: ratio(0.75), Strength: 0.8,
			},
			{Name: "stretch", Period: "week", Met: true, Habit: true},
		},
		OpenMicro: 5, Open: 3, Evenness: ratio(0.9), StartSpread: &spread,
	}
}

func scrape(t *testing.T, src Source) string {
	t.Helper()
	w := httptest.NewRecorder()
	New(src, slog.New(slog.DiscardHandler)).Handler().ServeHTTP(w, httptest.NewRequest("GET", "/metrics", nil))
	if w.Code != 200 {
		t.Fatalf("scrape answers %d: %s", w.Code, w.Body)
	}
	return w.Body.String()
}

// TestExposition holds names, helps, types, labels and units to a file: a
// change of any of them is a change of the interface.
func TestExposition(t *testing.T) {
	var kept []string
	for line := range strings.Lines(scrape(t, source(snapshot()))) {
		own := strings.Contains(line, "focusd_")
		moving := strings.Contains(line, "_duration_seconds{collector") || strings.Contains(line, "goversion") ||
			strings.HasPrefix(line, "focusd_timer_remaining_seconds")
		if own && !moving {
			kept = append(kept, line)
		}
	}
	got := strings.Join(kept, "")
	const golden = "testdata/metrics.prom"
	if *update {
		if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(want, []byte(got)) {
		t.Errorf("the exposition has changed; if that is meant: go test ./daemon/metrics -update\ngot:\n%s", got)
	}
}

func TestNamesPassTheLinter(t *testing.T) {
	// What is put together by hand is checked here as a registry would.
	problems, err := testutil.GatherAndLint(prometheus.Gatherers{New(source(snapshot()), slog.New(slog.DiscardHandler))})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range problems {
		t.Errorf("%s: %s", p.Metric, p.Text)
	}
}

func TestNoTitleAndNoTaskIsShown(t *testing.T) {
	if out := scrape(t, source(snapshot())); strings.Contains(out, canary) {
		t.Errorf("the exposition contains a window title, a task or an app that was not admitted:\n%s", out)
	}
}

func TestScrapeSettlesFirst(t *testing.T) {
	src := source(snapshot())
	asked := 0
	src.Settle = func(context.Context) error { asked++; return errors.New("the engine is stopping") }
	scrape(t, src)
	if asked != 1 {
		t.Errorf("the engine was asked %d times to settle, want once", asked)
	}
}

func TestFailingPartIsMarked(t *testing.T) {
	src := source(snapshot())
	src.Store = func() (StoreSize, error) { return StoreSize{}, errors.New("gone") }
	out := scrape(t, src)
	for _, want := range []string{`focusd_collector_success{collector="store"} 0`, `focusd_collector_success{collector="time"} 1`} {
		if !strings.Contains(out, want) {
			t.Errorf("scrape with a broken store lacks %s", want)
		}
	}
}

func TestInstruments(t *testing.T) {
	m := New(source(snapshot()), slog.New(slog.DiscardHandler))
	m.ObserveRequest("/v1/status", "GET", 200, 3*time.Millisecond)
	m.ObserveCommit(2*time.Millisecond, nil)
	m.ObserveCommit(0, errors.New("disk full"))
	w := httptest.NewRecorder()
	m.Handler().ServeHTTP(w, httptest.NewRequest("GET", "/metrics", nil))
	for _, want := range []string{
		`focusd_http_requests_total{code="200",handler="/v1/status",method="GET"} 1`,
		`focusd_http_request_duration_seconds_count{handler="/v1/status"} 1`,
		`focusd_store_write_duration_seconds_count 1`,
		`focusd_store_errors_total{op="commit"} 1`,
	} {
		if !strings.Contains(w.Body.String(), want) {
			t.Errorf("exposition lacks %s", want)
		}
	}
}

// BenchmarkScrape scrapes what a daemon shows on its first day.
func BenchmarkScrape(b *testing.B) {
	h := New(complete(b), slog.New(slog.DiscardHandler)).Handler()
	req := httptest.NewRequest("GET", "/metrics", nil)
	b.ReportAllocs()
	for b.Loop() {
		w := httptest.NewRecorder()
		w.Body = nil
		h.ServeHTTP(w, req)
	}
}
