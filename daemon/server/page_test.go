package server

import (
	"encoding/xml"
	"errors"
	"io"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"focusd/daemon/api"
	"focusd/tracker"
)

// pageOf is the page as a browser over the socket would get it.
func (r *rig) pageOf(t *testing.T) string {
	t.Helper()
	res := httptest.NewRecorder()
	r.Socket().ServeHTTP(res, request("GET", "/", header{"Host": "focusd", "Accept": "text/html"}))
	if res.Code != 200 || res.Header().Get("Content-Type") != "text/html; charset=utf-8" {
		t.Fatalf("%d %s: %s", res.Code, res.Header().Get("Content-Type"), res.Body)
	}
	return res.Body.String()
}

func TestPage(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRig(t, Options{Version: "1.2.3"})
		c := r.client(t)
		time.Sleep(5 * time.Hour) // past the beginning of the day
		r.source.Focus(tracker.Window{App: "<editor>", Title: "chapter two"})
		if _, err := c.Timer(t.Context(), api.Command{Do: "start", Label: "draft & more"}); err != nil {
			t.Fatal(err)
		}
		time.Sleep(3 * time.Minute)
		r.source.Touch()
		page := r.pageOf(t)
		for _, want := range []string{
			"working: draft &amp; more", "&lt;editor&gt;", "22 min left", "until 05:25", "Saturday, 1 January 2000", "focusd 1.2.3", "05:00: 3 min",
		} {
			if !strings.Contains(page, want) {
				t.Errorf("the page lacks %q:\n%s", want, page)
			}
		}
		for _, unwanted := range []string{"<script", "style=", "http://", "chapter two", "<editor>"} {
			if strings.Contains(page, unwanted) {
				t.Errorf("the page has %q", unwanted)
			}
		}
		wellFormed(t, page)
		r.memory.FailAfter(0, errors.New("no space left on device"))
		if _, err := c.Timer(t.Context(), api.Command{Do: "stop"}); err == nil {
			t.Fatal("the store does not fail")
		}
		if page := r.pageOf(t); !strings.Contains(page, "cannot be written") {
			t.Errorf("the page does not say that the store fails:\n%s", page)
		}
		res := httptest.NewRecorder()
		r.Loopback(testHost).ServeHTTP(res, request("GET", "/healthz", nil))
		if res.Code != 503 || !strings.Contains(res.Body.String(), "no space left") {
			t.Errorf("healthz: %d %s, want 503 and why", res.Code, res.Body)
		}
		r.memory.Heal()
	})
}

// wellFormed reads the page as XML would be: every element is closed.
func wellFormed(t *testing.T, page string) {
	t.Helper()
	page = regexp.MustCompile(`<((?:meta|link) [^>]*)>`).ReplaceAllString(page, "<$1/>") // need no end in HTML
	d := xml.NewDecoder(strings.NewReader(page))
	d.Entity = xml.HTMLEntity
	for {
		if _, err := d.Token(); err == io.EOF {
			return
		} else if err != nil {
			t.Fatalf("%v in\n%s", err, page)
		}
	}
}

func TestErrorPage(t *testing.T) {
	h := newRig(t, Options{}).Loopback(testHost)
	for _, tt := range []struct {
		path   string
		header header
		status int
		says   string
	}{
		{"/", header{"Accept": "text/html"}, 401, "focus open"},
		{"/", header{"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "Sec-Fetch-Site": "none"}, 401, "<p>open the page with: focus open</p>"},
		{"/", header{"Accept": "application/xhtml+xml, TEXT/HTML;q=0.9"}, 401, "<p>open the page with: focus open</p>"},
		{"/favicon.ico", header{"Accept": "text/html", "Authorization": "Bearer " + testToken}, 404, "nothing at /favicon.ico"},
		{"/<b>", header{"Accept": "text/html", "Authorization": "Bearer " + testToken}, 404, "&lt;b&gt;"},
	} {
		res := httptest.NewRecorder()
		h.ServeHTTP(res, request("GET", tt.path, tt.header))
		if res.Code != tt.status || !strings.Contains(res.Body.String(), tt.says) {
			t.Errorf("%s: %d %s, want %d that says %q", tt.path, res.Code, res.Body, tt.status, tt.says)
		}
		wellFormed(t, res.Body.String())
	}
}

// TestErrorForPrograms: who does not ask for a page is sent JSON.
func TestErrorForPrograms(t *testing.T) {
	h := newRig(t, Options{}).Loopback(testHost)
	for _, accept := range []string{"", "*/*", "application/json"} {
		res := httptest.NewRecorder()
		h.ServeHTTP(res, request("GET", "/", header{"Accept": accept}))
		if got := res.Header().Get("Content-Type"); res.Code != 401 || got != "application/json" {
			t.Errorf("Accept %q: %d %s, want 401 application/json", accept, res.Code, got)
		}
	}
}

// TestBars has hours of all heights: any activity can be seen, none is
// higher than an hour, and they keep to the width of the chart.
func TestBars(t *testing.T) {
	r := newRig(t, Options{})
	snap := *r.engine.Snapshot()
	for _, hours := range []int{23, 24, 25} {
		snap.Day.To = snap.Day.From.Add(time.Duration(hours) * time.Hour)
		last := snap.Day.To.Add(-time.Hour)
		sum := api.Summary{}
		for _, active := range []int64{0, 1, 35_000, 1_800_000, 3_600_000} {
			sum.Hours = append(sum.Hours, api.HourTotal{Start: last, Active: active})
		}
		g := r.glance(&snap, sum)
		for i, want := range []int{0, 1, 1, 50, 100} {
			if b := g.Bars[i]; b.Height != want || b.Y != 100-want {
				t.Errorf("%d ms active: y %d, height %d, want height %d", b.Active, b.Y, b.Height, want)
			} else if end := b.X + b.Width; end < 99 || end > 100 {
				t.Errorf("the last of %d hours ends at %.1f %% of the chart", hours, end)
			}
		}
		for _, tick := range g.Ticks() {
			if tick.X > 92 {
				t.Errorf("in a day of %d hours a name begins at %.1f %% of the chart, too late to be read", hours, tick.X)
			}
		}
	}
}

func TestStyle(t *testing.T) {
	res := httptest.NewRecorder()
	newRig(t, Options{}).Loopback(testHost).ServeHTTP(res, request("GET", "/style.css", nil))
	if res.Code != 200 || !strings.HasPrefix(res.Header().Get("Content-Type"), "text/css") ||
		!strings.Contains(res.Body.String(), "prefers-color-scheme: dark") {
		t.Errorf("%d %s %.80s, want the style sheet", res.Code, res.Header().Get("Content-Type"), res.Body)
	}
}

func TestSpell(t *testing.T) {
	for seconds, want := range map[int64]string{
		0: "0 min", 20: "under a minute", 30: "1 min", 1500: "25 min", 3600: "1 h 00 min", 3899: "1 h 05 min", -120: "−2 min",
	} {
		if got := spell(seconds); got != want {
			t.Errorf("spell(%d) = %q, want %q", seconds, got, want)
		}
	}
}
