package metrics

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"net"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"focusd/daemon/engine"
	"focusd/daemon/engine/enginetest"
	"focusd/timer"
	"focusd/tracker"
	"focusd/tracker/category"
)

// tenYears are what a daemon has in its ledger after ten years, in which it was
// started twenty times, and five hundred apps were used in a hundred categories
// that the person named after their projects.
func tenYears(tb testing.TB) *engine.Snapshot {
	tb.Helper()
	const starts, appsBetween = 20, 25
	memory := enginetest.NewMemory()
	var last *engine.Snapshot
	for i := range starts {
		source := enginetest.NewSource("played")
		e, err := engine.New(engine.Config{
			AppLimit: 20, CommitEvery: 5 * time.Minute, Calendar: tracker.Calendar{Location: time.UTC, Start: 4 * time.Hour},
			Judge: func(w tracker.Window, _ time.Time) (engine.Judgement, bool) {
				return engine.Judgement{Category: "Projects/" + w.App[len(w.App)-2:], Class: category.Wastes}, true
			},
		}, memory, slog.New(slog.DiscardHandler))
		if err != nil {
			tb.Fatal(err)
		}
		ctx, cancel := context.WithCancel(context.Background())
		ended := make(chan error, 1)
		go func() { ended <- e.Run(ctx, source) }()
		synctest.Wait()
		if _, err := e.Do(ctx, timer.Event{Verb: timer.Start, Preset: timer.Presets()[i%len(timer.Presets())], Replace: true}); err != nil {
			tb.Fatal(err)
		}
		for app := range appsBetween {
			source.Focus(tracker.Window{App: fmt.Sprintf("app-%03d", i*appsBetween+app), Title: canary})
			for range 12 {
				time.Sleep(time.Minute)
				source.Touch()
			}
		}
		synctest.Wait()
		last = e.Snapshot()
		cancel()
		if err := <-ended; err != nil {
			tb.Fatal(err)
		}
		time.Sleep(10 * 365 * 24 * time.Hour / starts)
	}
	return last
}

// hoarder is the source of a person with so many years and everything else that
// there can be.
func hoarder(s *engine.Snapshot) Source {
	_, src := busy()
	src.Snapshot = func() *engine.Snapshot { return s }
	return src
}

func TestSeriesAfterTenYears(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := tenYears(t)
		m := New(hoarder(s), slog.New(slog.DiscardHandler))
		for i := range 90 {
			for _, method := range []string{http.MethodGet, http.MethodPost, "other"} {
				for code := 200; code < 212; code++ {
					m.ObserveRequest(fmt.Sprint("/v1/route/", i), method, code, time.Millisecond)
				}
			}
		}
		series, own := 0, 0
		var active, there float64
		for _, f := range gathered(t, m) {
			series += f.series
			if f.name != "focusd_active_seconds_total" && f.name != "focusd_presence_seconds_total" {
				continue
			}
			for i, labels := range f.labels {
				switch {
				case f.name == "focusd_active_seconds_total":
					active += f.values[i]
					if labels["app"] != "other" && labels["app"] != "unknown" {
						own++
					}
				case labels["state"] == "active" || labels["state"] == "passive":
					there += f.values[i]
				}
			}
		}
		if series > 700 {
			t.Errorf("%d series, want at most 700", series)
		}
		if own != 20 {
			t.Errorf("%d apps have a series of their own, want 20", own)
		}
		if active != there || there < 500*11*60 {
			t.Errorf("the apps had %v s, and somebody was there for %v s", active, there)
		}
	})
}

// TestScrapesDoNotWaitForTheSlow has fifty scrapers at once, and among them one
// whose answer nobody takes.
func TestScrapesDoNotWaitForTheSlow(t *testing.T) {
	_, src := busy()
	src.MaxRequests = 8
	m := New(src, slog.New(slog.DiscardHandler))
	h := m.Handler()
	stuck := &stuckWriter{taken: make(chan struct{}), release: make(chan struct{})}
	var slow sync.WaitGroup
	slow.Go(func() { h.ServeHTTP(stuck, httptest.NewRequest("GET", "/metrics", nil)) })
	<-stuck.taken
	var all sync.WaitGroup
	var mu sync.Mutex
	codes := make(map[int]int)
	for range 50 {
		all.Go(func() {
			w := httptest.NewRecorder()
			h.ServeHTTP(w, httptest.NewRequest("GET", "/metrics", nil))
			mu.Lock()
			defer mu.Unlock()
			codes[w.Code]++
		})
	}
	all.Wait()
	if codes[http.StatusOK] == 0 || codes[http.StatusOK]+codes[http.StatusServiceUnavailable] != 50 {
		t.Errorf("50 scrapes were answered %v, want some well and the others told to come again", codes)
	}
	if _, err := m.Gather(); err != nil {
		t.Error(err)
	}
	close(stuck.release)
	slow.Wait()
}

// TestWhoDoesNotReadIsLetGo has a scraper whose connection takes not one byte.
func TestWhoDoesNotReadIsLetGo(t *testing.T) {
	_, src := busy()
	m := New(src, slog.New(slog.DiscardHandler))
	synctest.Test(t, func(t *testing.T) {
		here, there := net.Pipe()
		hs := &http.Server{Handler: m.Handler(), ErrorLog: slog.NewLogLogger(slog.DiscardHandler, slog.LevelInfo)}
		ln := &oneConn{conn: make(chan net.Conn, 1), closed: make(chan struct{})}
		ln.conn <- there
		var serving sync.WaitGroup
		serving.Go(func() { hs.Serve(ln) })
		began := time.Now()
		if _, err := io.WriteString(here, "GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n"); err != nil {
			t.Fatal(err)
		}
		synctest.Wait()
		time.Sleep(takeWithin + time.Second)
		if _, err := io.ReadAll(here); err != nil {
			t.Errorf("the connection was not closed: %v", err)
		}
		if took := time.Since(began); took > takeWithin+2*time.Second {
			t.Errorf("the connection was held for %v", took)
		}
		ln.Close()
		hs.Close()
		serving.Wait()
	})
}

// oneConn is a listener with one connection.
type oneConn struct {
	conn   chan net.Conn
	closed chan struct{}
	once   sync.Once
}

func (l *oneConn) Accept() (net.Conn, error) {
	select {
	case c := <-l.conn:
		return c, nil
	case <-l.closed:
		return nil, net.ErrClosed
	}
}

func (l *oneConn) Close() error   { l.once.Do(func() { close(l.closed) }); return nil }
func (l *oneConn) Addr() net.Addr { return &net.TCPAddr{} }

// stuckWriter is a connection that takes nothing until it is released.
type stuckWriter struct {
	once           sync.Once
	taken, release chan struct{}
	header         http.Header
}

func (w *stuckWriter) Header() http.Header {
	if w.header == nil {
		w.header = make(http.Header)
	}
	return w.header
}

func (*stuckWriter) WriteHeader(int) {}

func (w *stuckWriter) Write(p []byte) (int, error) {
	w.once.Do(func() { close(w.taken) })
	<-w.release
	return len(p), nil
}

// BenchmarkScrapeAfterYears compares the first day with as much as a ledger can
// come to: what is scraped is that, and never the past.
func BenchmarkScrapeAfterYears(b *testing.B) {
	for _, full := range []bool{false, true} {
		b.Run(map[bool]string{false: "first day", true: "full"}[full], func(b *testing.B) {
			src := complete(b)
			if full {
				src = hoarder(filled(src.Snapshot()))
				a, err := src.Agenda()
				src.Agenda = func() (Agenda, error) { return a, err }
			}
			h := New(src, slog.New(slog.DiscardHandler)).Handler()
			req := httptest.NewRequest("GET", "/metrics", nil)
			b.ReportAllocs()
			for b.Loop() {
				w := httptest.NewRecorder()
				w.Body = nil
				h.ServeHTTP(w, req)
			}
		})
	}
}

// filled is s with all the apps and categories that have room in a ledger.
func filled(s *engine.Snapshot) *engine.Snapshot {
	full := *s
	full.Ledger.Values = maps.Clone(s.Ledger.Values)
	put := func(metric, labels string, args ...any) {
		full.Ledger.Values[engine.Counter{Metric: metric, Labels: fmt.Sprintf(labels, args...)}] = 10 * 365 * 24 * 3600 * 1000
	}
	for i := range 20 {
		put("focusd_active_seconds_total", `app="app-%d",category="c%d"`, i, i)
	}
	for i := range mostCategories {
		put("focusd_active_seconds_total", `app="other",category="c%d"`, i)
		for _, kind := range blockKind().Values {
			put("focusd_distraction_seconds_total", `category="c%d",kind=%q`, i, kind)
		}
	}
	for i := range 256 { // waiting, and not shown
		put("waiting_active_seconds_total", `app="app-%d",category="c%d"`, i, i)
	}
	return &full
}
