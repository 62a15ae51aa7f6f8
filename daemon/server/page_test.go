package server

import (
	"encoding/xml"
	"errors"
	"io"
	"net/http"
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
			"<p class=\"label\">draft &amp; more</p>", "&lt;editor&gt;", ">22:00</time>", "until 05:25", "Saturday, 1 January 2000", "focusd 1.2.3", "3 min",
		} {
			if !strings.Contains(page, want) {
				t.Errorf("the page lacks %q:\n%s", want, page)
			}
		}
		for _, unwanted := range []string{"<script>", " style=", " onclick=", "http://", "<editor>"} {
			if strings.Contains(page, unwanted) {
				t.Errorf("the page has %q", unwanted)
			}
		}
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

func TestStyle(t *testing.T) {
	res := httptest.NewRecorder()
	newRig(t, Options{}).Loopback(testHost).ServeHTTP(res, request("GET", "/style.css", nil))
	if res.Code != 200 || !strings.HasPrefix(res.Header().Get("Content-Type"), "text/css") ||
		!strings.Contains(res.Body.String(), "prefers-color-scheme: dark") {
		t.Errorf("%d %s %.80s, want the style sheet", res.Code, res.Header().Get("Content-Type"), res.Body)
	}
}

// TestWhatAPageSends comes with the cookie alone. It is heeded when the page is
// our own, and what a form of another page can send is not.
func TestWhatAPageSends(t *testing.T) {
	own := "http://" + testHost
	for _, tt := range []struct {
		name   string
		header header
		status int
		code   string
	}{
		{"own page", header{"Origin": own, "Sec-Fetch-Site": "same-origin", "Content-Type": "application/json"}, 200, ""},
		{"own page, an old browser", header{"Origin": own, "Content-Type": "application/json"}, 200, ""},
		{"another site", header{"Origin": "http://evil.example", "Sec-Fetch-Site": "cross-site", "Content-Type": "application/json"}, 403, api.CodeOrigin},
		{"another port", header{"Origin": "http://127.0.0.1:9999", "Sec-Fetch-Site": "same-site", "Content-Type": "application/json"}, 403, api.CodeOrigin},
		{"an old browser, another site", header{"Origin": "http://evil.example", "Content-Type": "text/plain"}, 403, api.CodeOrigin},
		{"a frame of nowhere", header{"Origin": "null", "Sec-Fetch-Site": "cross-site", "Content-Type": "application/json"}, 403, api.CodeOrigin},
		{"a rebound name", header{"Host": "evil.example:8463", "Origin": "http://evil.example:8463", "Sec-Fetch-Site": "same-origin", "Content-Type": "application/json"}, 421, api.CodeHost},
		{"a form", header{"Origin": own, "Sec-Fetch-Site": "same-origin", "Content-Type": "application/x-www-form-urlencoded"}, 415, api.CodeMedia},
		{"a wrong token", header{"Origin": own, "Cookie": tokenCookie + "=guessed", "Content-Type": "application/json"}, 401, api.CodeToken},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := newRig(t, Options{})
			req := request("POST", "/v1/reminders", tt.header)
			if tt.header["Cookie"] == "" {
				req.AddCookie(&http.Cookie{Name: tokenCookie, Value: testToken})
			}
			body := `{"do": "hold", "seconds": 60}`
			req.Body, req.ContentLength = io.NopCloser(strings.NewReader(body)), int64(len(body))
			res := httptest.NewRecorder()
			r.Loopback(testHost).ServeHTTP(res, req)
			if code := codeOf(t, res); res.Code != tt.status || code != tt.code {
				t.Errorf("%d %q, want %d %q: %s", res.Code, code, tt.status, tt.code, res.Body)
			}
		})
	}
}

// TestEveryPageNeedsTheToken and cannot be framed or told of by another site.
func TestEveryPageNeedsTheToken(t *testing.T) {
	h := newRig(t, Options{}).Loopback(testHost)
	for _, r := range (&door{Server: newRig(t, Options{}).Server}).routes() {
		method, path, _ := strings.Cut(r.pattern, " ")
		if method != "GET" || strings.HasPrefix(path, "/v1/") || strings.Contains(path, "{file}") || path == "/metrics" || path == "/healthz" ||
			path == "/style.css" || path == "/icon.svg" {
			continue
		}
		path = strings.TrimSuffix(path, "{$}")
		for _, tt := range []struct {
			name   string
			header header
			status int
		}{
			{"no token", nil, 401},
			{"a link of another site", header{"Authorization": "Bearer " + testToken, "Sec-Fetch-Site": "cross-site"}, 403},
			{"the token", header{"Authorization": "Bearer " + testToken}, 200},
		} {
			res := httptest.NewRecorder()
			h.ServeHTTP(res, request("GET", path, tt.header))
			if res.Code != tt.status || res.Header().Get("X-Frame-Options") != "DENY" || !strings.Contains(res.Header().Get("Content-Security-Policy"), "frame-ancestors 'none'") {
				t.Errorf("%s with %s: %d %v, want %d and no frame", path, tt.name, res.Code, res.Header(), tt.status)
			}
		}
	}
}
