package server

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

// TestPackedAnswers: what is large is compressed for who takes it so, and says the
// same to all.
func TestPackedAnswers(t *testing.T) {
	long := strings.Repeat("a chapter of a sample. ", 1000)
	file := func(text string) handler {
		return func(w http.ResponseWriter, r *http.Request) error {
			w.Header().Set("ETag", `"one"`)
			w.Header().Set("Content-Type", "text/css; charset=utf-8")
			http.ServeContent(w, r, "x.css", time.Time{}, strings.NewReader(text))
			return nil
		}
	}
	for _, tt := range []struct {
		name, method, path string
		header             header
		text               string
		code               int
		packed             bool
		tag                string
	}{
		{"a browser", "GET", "/style.css", header{"Accept-Encoding": "gzip, deflate, br, zstd"}, long, 200, true, `W/"one"`},
		{"with a weight", "GET", "/style.css", header{"Accept-Encoding": "br, GZIP; q=0.5"}, long, 200, true, `W/"one"`},
		{"nothing said", "GET", "/style.css", nil, long, 200, false, `"one"`},
		{"not gzip", "GET", "/style.css", header{"Accept-Encoding": "gzip;q=0, br"}, long, 200, false, `"one"`},
		{"short", "GET", "/style.css", header{"Accept-Encoding": "gzip"}, "short", 200, false, `"one"`},
		{"known", "GET", "/style.css", header{"Accept-Encoding": "gzip", "If-None-Match": `W/"one"`}, long, 304, false, `"one"`},
		{"known as it is", "GET", "/style.css", header{"If-None-Match": `"one"`}, long, 304, false, `"one"`},
		{"a piece", "GET", "/style.css", header{"Accept-Encoding": "gzip", "Range": "bytes=0-9"}, long, 206, false, `"one"`},
		{"head", "HEAD", "/style.css", header{"Accept-Encoding": "gzip"}, long, 200, false, `"one"`},
		{"parts of a page", "GET", "/?parts=timer", header{"Accept-Encoding": "gzip"}, long, 200, false, `"one"`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			res := httptest.NewRecorder()
			if err := packed(file(tt.text))(res, request(tt.method, tt.path, tt.header)); err != nil {
				t.Fatal(err)
			}
			if res.Code != tt.code || res.Header().Get("ETag") != tt.tag || (res.Header().Get("Content-Encoding") == "gzip") != tt.packed {
				t.Fatalf("%d %v, want %d, the tag %s, and packed: %t", res.Code, res.Header(), tt.code, tt.tag, tt.packed)
			}
			if !tt.packed {
				return
			}
			if n := res.Body.Len(); n > len(tt.text)/10 || res.Header().Get("Content-Length") != "" || res.Header().Get("Vary") != "Accept-Encoding" {
				t.Errorf("%d bytes of %d, %v", n, len(tt.text), res.Header())
			}
			z, err := gzip.NewReader(res.Body)
			if err != nil {
				t.Fatal(err)
			}
			if text, err := io.ReadAll(z); err != nil || !bytes.Equal(text, []byte(tt.text)) {
				t.Errorf("%d bytes, %v, want the %d that were packed", len(text), err, len(tt.text))
			}
		})
	}
}

// TestPackedErrors: what fails is told as ever.
func TestPackedErrors(t *testing.T) {
	failed := badRequest("no", "")
	res := httptest.NewRecorder()
	h := packed(func(w http.ResponseWriter, r *http.Request) error { return failed })
	if err := h(res, request("GET", "/", header{"Accept-Encoding": "gzip"})); err != failed || res.Body.Len() > 0 {
		t.Errorf("%v and %d bytes, want the error and nothing", err, res.Body.Len())
	}
}
