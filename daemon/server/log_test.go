package server

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"iter"
	"log/slog"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"focusd/daemon/api"
	"focusd/daemon/engine"
	"focusd/tracker"
)

// eight is when the logs of these tests begin: on the day before the one that
// bubbles begin in, by the logical day.
var eight = time.Date(1999, 12, 30, 8, 0, 0, 0, time.UTC)

func minutes(from, to int, app string) tracker.Span {
	return tracker.Span{
		Start:  eight.Add(time.Duration(from) * time.Minute),
		End:    eight.Add(time.Duration(to) * time.Minute),
		Window: tracker.Window{App: app, Title: "title of " + app},
	}
}

// with returns a rig whose store has the spans.
func with(t *testing.T, spans ...tracker.Span) *rig {
	t.Helper()
	r := newRig(t, Options{})
	r.Server.store = &shelf{Store: r.memory, spans: spans}
	return r
}

// shelf is a store with other spans, of which reading fails after a while.
type shelf struct {
	engine.Store
	spans []tracker.Span
	fails error // after the last; nil: does not
}

func (s *shelf) Spans(from, to time.Time) iter.Seq2[tracker.Span, error] {
	return func(yield func(tracker.Span, error) bool) {
		for _, sp := range s.spans {
			if sp.Start.Before(to) && sp.End.After(from) && !yield(sp, nil) {
				return
			}
		}
		if s.fails != nil {
			yield(tracker.Span{}, s.fails)
		}
	}
}

func (s *shelf) Totals(from, to time.Time, hours *time.Location) (tracker.Summary, error) {
	sum, err := tracker.Summarize(from, to, hours, s.Spans(from, to))
	if hours == nil {
		sum.Hours = nil
	}
	return sum, err
}

func TestLog(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		idle := minutes(30, 40, "")
		idle.Presence, idle.Window = tracker.Idle, tracker.Window{}
		r := with(t, minutes(0, 10, "editor"), minutes(10, 30, "browser"), idle)
		c := r.client(t)
		want := []api.Span{
			api.FromSpan(minutes(5, 10, "editor")), api.FromSpan(minutes(10, 30, "browser")), api.FromSpan(minutes(30, 35, "")),
		}
		want[2].Presence, want[2].Title = "idle", ""
		var got []api.Span
		for s, err := range c.Log(t.Context(), eight.Add(5*time.Minute), eight.Add(35*time.Minute)) {
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, s)
		}
		if !equalSpans(got, want) {
			t.Errorf("rows %+v, want %+v", got, want)
		}
		res := httptest.NewRecorder()
		r.Socket().ServeHTTP(res, request("GET", "/v1/log?from=1999-12-30T08:05:00Z&to=1999-12-30T08:35:00Z", header{"Host": "focusd"}))
		var doc api.Log
		if err := json.Unmarshal(res.Body.Bytes(), &doc); err != nil {
			t.Fatalf("%v in %s", err, res.Body)
		}
		if !equalSpans(doc.Spans, want) || !doc.From.Equal(eight.Add(5*time.Minute)) || !doc.To.Equal(eight.Add(35*time.Minute)) {
			t.Errorf("document %+v, want %+v", doc, want)
		}
	})
}

func equalSpans(a, b []api.Span) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

func TestEmptyLog(t *testing.T) {
	h := with(t).Socket()
	for accept, want := range map[string]string{
		"application/json": `{"from":"1999-12-30T04:00:00Z","to":"1999-12-31T04:00:00Z","spans":[]}` + "\n",
		api.Rows:           "",
	} {
		res := httptest.NewRecorder()
		h.ServeHTTP(res, request("GET", "/v1/log?from=1999-12-30&to=1999-12-31", header{"Host": "focusd", "Accept": accept}))
		if res.Code != 200 || res.Body.String() != want || res.Header().Get("Content-Type") != accept {
			t.Errorf("%s: %d %q as %q, want %q", accept, res.Code, res.Body, res.Header().Get("Content-Type"), want)
		}
	}
}

// TestLogHasThePresent reads what has not been committed for its own sake.
func TestLogHasThePresent(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRig(t, Options{})
		c := r.client(t)
		r.source.Focus(tracker.Window{App: "editor"})
		time.Sleep(12 * time.Second)
		var last api.Span
		for s, err := range c.Log(t.Context(), time.Time{}, time.Time{}) {
			if err != nil {
				t.Fatal(err)
			}
			last = s
		}
		if last.App != "editor" || time.Since(last.End) > 10*time.Second {
			t.Errorf("the last row is %+v, now is %v", last, time.Now().UTC())
		}
	})
}

func TestLogThatBreaks(t *testing.T) {
	many := make([]tracker.Span, 2000)
	for i := range many {
		many[i] = minutes(i, i+1, "editor")
	}
	for name, spans := range map[string][]tracker.Span{"at once": nil, "in the middle": many} {
		t.Run(name, func(t *testing.T) {
			r := with(t)
			r.Server.store = &shelf{Store: r.memory, spans: spans, fails: errors.New("checksum of a chunk is wrong")}
			c := &api.Client{Socket: r.socket(t)}
			var last error
			rows := 0
			for _, err := range c.Log(t.Context(), eight, eight.Add(48*time.Hour)) {
				last = err
				rows++
			}
			if last == nil {
				t.Errorf("%d rows and no error", rows)
			}
			var e *api.Error
			if spans == nil && (!errors.As(last, &e) || e.Code != api.CodeInternal || strings.Contains(e.Message, "chunk")) {
				t.Errorf("error %v, want an internal one that says no more", last)
			}
			if spans != nil && !errors.Is(last, io.ErrUnexpectedEOF) {
				t.Errorf("error %v, want %v", last, io.ErrUnexpectedEOF)
			}
		})
	}
}

func TestSummary(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := with(t, minutes(0, 10, "editor"), minutes(10, 40, "browser"), minutes(40, 70, "editor"))
		c := r.client(t)
		if _, err := c.Timer(t.Context(), api.Command{Do: "start", Label: "draft"}); err != nil {
			t.Fatal(err)
		}
		time.Sleep(2 * time.Minute)
		if _, err := c.Timer(t.Context(), api.Command{Do: "finish"}); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Second)
		if _, err := c.Timer(t.Context(), api.Command{Do: "start", Label: "mail"}); err != nil {
			t.Fatal(err)
		}
		sum, err := c.Summary(t.Context(), eight.Add(5*time.Minute), eight.Add(48*time.Hour))
		if err != nil {
			t.Fatal(err)
		}
		if want := (65 * time.Minute).Milliseconds(); sum.Presences["active"] != want {
			t.Errorf("active %d ms, want %d", sum.Presences["active"], want)
		}
		if len(sum.Apps) != 2 || sum.Apps[0].App != "editor" || sum.Apps[0].Millis != 35*60_000 || sum.Apps[1].Millis != 30*60_000 {
			t.Errorf("apps %+v, want editor 35 min, browser 30 min", sum.Apps)
		}
		if len(sum.Hours) != 2 || !sum.Hours[0].Start.Equal(eight) || sum.Hours[0].Active != 55*60_000 || sum.Hours[1].Active != 10*60_000 {
			t.Errorf("hours %+v, want 55 min and 10 min", sum.Hours)
		}
		if len(sum.Blocks) != 2 || sum.Blocks[0].Label != "draft" || sum.Blocks[0].Ended == nil || sum.Blocks[1].Label != "mail" || sum.Blocks[1].Ended != nil {
			t.Errorf("blocks %+v, want draft that ended and mail that runs", sum.Blocks)
		}
		if len(sum.Breaks) != 1 || sum.Breaks[0].Outcome != "cut_short" {
			t.Errorf("breaks %+v, want one that was cut short", sum.Breaks)
		}
		if sum, err = c.Summary(t.Context(), eight, eight.Add(9*24*time.Hour)); err != nil || len(sum.Hours) != 0 {
			t.Errorf("nine days: %d hours, %v, want none", len(sum.Hours), err)
		}
	})
}

func TestDatesAreLogicalDays(t *testing.T) {
	r := newRig(t, Options{})
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Skip("no time zones here:", err)
	}
	r.Reconfigure(engine.Config{Calendar: tracker.Calendar{Location: berlin, Start: 4 * time.Hour}})
	sp, err := r.spanOf(httptest.NewRequest("GET", "/v1/log?from=2026-10-24&to=2026-10-25", nil))
	if err != nil {
		t.Fatal(err)
	}
	if sp.to.Sub(sp.from) != 25*time.Hour || sp.from.Format(time.RFC3339) != "2026-10-24T02:00:00Z" {
		t.Errorf("24 October is %v to %v, want 25 hours from 02:00 UTC", sp.from, sp.to)
	}
}

// TestTitlesStayOutOfTheLog sends a title through everything and looks for it.
func TestTitlesStayOutOfTheLog(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const canary = "canary-in-a-title"
		var log bytes.Buffer
		r := newRig(t, Options{
			Web: "http://" + testHost,
			Log: slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug})),
		})
		c := r.client(t)
		r.source.Focus(tracker.Window{App: "editor", Title: canary})
		synctest.Wait()
		s, err := c.Status(t.Context())
		if err != nil || s.Presence.Title != canary {
			t.Fatalf("title %q, %v: the test looks for nothing", s.Presence.Title, err)
		}
		for _, path := range []string{"/", "/v1/log", "/v1/summary", "/v1/log?from=" + testToken, "/healthz"} {
			res := httptest.NewRecorder()
			r.Socket().ServeHTTP(res, request("GET", path, header{"Host": "focusd"}))
		}
		if _, err := c.Link(t.Context()); err != nil {
			t.Fatal(err)
		}
		for _, secret := range []string{canary, testToken} {
			if strings.Contains(log.String(), secret) {
				t.Errorf("the log has %q in it:\n%s", secret, &log)
			}
		}
		if !strings.Contains(log.String(), "handler=/v1/log") {
			t.Errorf("the log lacks the requests:\n%s", &log)
		}
	})
}
