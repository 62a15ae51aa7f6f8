package main

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"focusd/daemon/api"
)

// fakeDaemon answers over a unix socket what it was told to, and remembers
// what it was asked.
type fakeDaemon struct {
	Socket    string
	Status    api.Status
	Summary   api.Summary
	Doctor    api.Doctor
	Extension api.Extension
	Forgotten api.Forgotten
	Rows      []api.Span
	Entries   api.Entries
	Edit      api.EntryEdit
	History   api.EntryHistory
	Gaps      api.Gaps
	Imported  api.Imported
	Samples   string          // of GET /v1/openmetrics
	Flight    time.Duration   // by which days are longer than the calendar has them
	Refusal   *api.Error      // instead of any answer
	Events    chan api.Status // what /v1/events sends after Status

	mu    sync.Mutex // guards asked, and what is changed after the first request
	asked []string   // method, path, query, body
}

// startFake serves until the test ends.
func startFake(t testing.TB) *fakeDaemon {
	t.Helper()
	d, stop, err := newFake()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(stop)
	return d
}

// newFake serves until stop.
func newFake() (d *fakeDaemon, stop func(), err error) {
	dir, err := os.MkdirTemp("", "focus") // that of a test is too long for a socket
	if err != nil {
		return nil, nil, err
	}
	d = &fakeDaemon{
		Socket: filepath.Join(dir, "s"), Status: working(), Summary: fullDay(), Doctor: healthy(),
		Rows: morning(), Events: make(chan api.Status),
	}
	l, err := net.Listen("unix", d.Socket)
	if err != nil {
		return nil, nil, err
	}
	ctx, cancel := context.WithCancel(context.Background())
	srv := &http.Server{Handler: d, BaseContext: func(net.Listener) context.Context { return ctx }}
	var serving sync.WaitGroup
	serving.Go(func() { _ = srv.Serve(l) })
	return d, func() {
		cancel()
		_ = srv.Close()
		serving.Wait()
		_ = os.RemoveAll(dir)
	}, nil
}

func (d *fakeDaemon) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var body bytes.Buffer
	_, _ = body.ReadFrom(r.Body)
	d.mu.Lock()
	refusal, status := d.Refusal, d.Status
	d.asked = append(d.asked, strings.Join(strings.Fields(r.Method+" "+r.URL.Path+" "+r.URL.RawQuery+" "+body.String()), " "))
	d.mu.Unlock()
	w.Header().Set("Content-Type", "application/json")
	if refusal != nil {
		w.WriteHeader(http.StatusConflict)
		_ = json.NewEncoder(w).Encode(refusal)
		return
	}
	switch r.URL.Path {
	case "/v1/status", "/v1/timer", "/v1/tracking", "/v1/reminders", "/v1/answer":
		_ = json.NewEncoder(w).Encode(status)
	case "/v1/summary":
		_ = json.NewEncoder(w).Encode(d.Summary)
	case "/v1/why":
		_ = json.NewEncoder(w).Encode(idleMinute())
	case "/v1/entries":
		if r.Method == http.MethodPost {
			_ = json.NewEncoder(w).Encode(d.Edit)
			return
		}
		_ = json.NewEncoder(w).Encode(d.Entries)
	case "/v1/entries/import":
		_ = json.NewEncoder(w).Encode(d.Imported)
	case "/v1/day":
		from, _ := time.Parse(time.DateOnly, r.URL.Query().Get("date"))
		from = from.Add(4 * time.Hour)
		_ = json.NewEncoder(w).Encode(api.Day{From: from, To: from.AddDate(0, 0, 1).Add(d.Flight)})
	case "/v1/record":
		w.Header().Set("Content-Type", api.Rows)
		_, _ = io.WriteString(w, "{\"record\":1}\n{\"t\":60,\"end\":true}\n")
	case "/v1/openmetrics":
		w.Header().Set("Content-Type", api.OpenMetricsText)
		_, _ = io.WriteString(w, d.Samples)
	case "/v1/entries/history":
		_ = json.NewEncoder(w).Encode(d.History)
	case "/v1/entries/gaps":
		_ = json.NewEncoder(w).Encode(d.Gaps)
	case "/v1/doctor":
		_ = json.NewEncoder(w).Encode(d.Doctor)
	case "/v1/doctor/gnome-extension":
		_ = json.NewEncoder(w).Encode(d.Extension)
	case "/v1/backup":
		_ = json.NewEncoder(w).Encode(api.Backup{Path: "/data/backup/2026-11-22.db", Bytes: 3 << 20})
	case "/v1/forget":
		_ = json.NewEncoder(w).Encode(d.Forgotten)
	case "/v1/link":
		_ = json.NewEncoder(w).Encode(api.Link{URL: "http://127.0.0.1:8463/?key=k"})
	case "/v1/log":
		w.Header().Set("Content-Type", api.Rows)
		for _, row := range d.Rows {
			_ = json.NewEncoder(w).Encode(row)
		}
	case "/v1/events":
		w.Header().Set("Content-Type", api.EventStream)
		d.stream(w, r)
	default:
		if !answerHabits(w, r) && !answerAgenda(w, r) && !answerSettings(w, r) {
			answerRules(w, r)
		}
	}
}

func (d *fakeDaemon) stream(w http.ResponseWriter, r *http.Request) {
	next := d.Status
	for {
		_ = api.WriteEvent(w, next)
		w.(http.Flusher).Flush()
		select {
		case <-r.Context().Done():
			return
		case next = <-d.Events:
		}
	}
}

// lastAsked is the last request, but for the question after a block what to do
// meanwhile.
func (d *fakeDaemon) lastAsked(t testing.TB) string {
	t.Helper()
	d.mu.Lock()
	defer d.mu.Unlock()
	asked := d.asked
	if n := len(asked); n > 1 && asked[n-1] == "GET /v1/next" && strings.HasPrefix(asked[n-2], "POST /v1/timer") {
		asked = asked[:n-1]
	}
	if len(asked) == 0 {
		t.Fatal("the daemon was asked nothing")
	}
	return asked[len(asked)-1]
}

// result is what a run of focus left behind.
type result struct {
	code     exit
	out, err string
}

// run runs focus against d, in UTC, not on a terminal.
func (d *fakeDaemon) run(t testing.TB, args ...string) result {
	t.Helper()
	return d.runIn(t, world{}, args...)
}

func (d *fakeDaemon) runIn(t testing.TB, w world, args ...string) result {
	t.Helper()
	var out, err bytes.Buffer
	w.out, w.err = &out, &err
	if w.in == nil {
		w.in = bytes.NewReader(nil)
	}
	if w.zone == nil {
		w.zone = time.UTC
	}
	if w.getenv == nil {
		w.getenv = func(string) string { return "" }
	}
	a := newApp(w)
	a.client.Socket = d.Socket
	code := a.run(t.Context(), args)
	return result{code, out.String(), err.String()}
}

// noDaemonAt is a fake that is not there.
func noDaemonAt(t testing.TB) *fakeDaemon {
	return &fakeDaemon{Socket: filepath.Join(t.TempDir(), "nobody")}
}
