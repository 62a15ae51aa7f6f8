package server

import (
	"net/http/httptest"
	"strings"
	"testing"

	"focusd/daemon/api"
)

func TestBadBodies(t *testing.T) {
	h := newRig(t, Options{}).Socket()
	for _, tt := range []struct {
		name, path, media, body string
		status                  int
		code, says              string
	}{
		{"empty", "/v1/timer", "application/json", "", 400, "request", "empty"},
		{"not JSON", "/v1/timer", "application/json", "do=start", 400, "request", "not what it should be"},
		{"cut off", "/v1/timer", "application/json", `{"do":"sta`, 400, "request", ""},
		{"unknown field", "/v1/timer", "application/json", `{"do":"start","minutes":5}`, 400, "request", `no field "minutes"`},
		{"text for a number", "/v1/timer", "application/json", `{"do":"extend","seconds":"5m"}`, 400, "request", `"seconds" cannot be a string`},
		{"a broken number", "/v1/timer", "application/json", `{"do":"extend","seconds":1.5}`, 400, "request", "seconds"},
		{"a list", "/v1/timer", "application/json", `[]`, 400, "request", ""},
		{"two values", "/v1/timer", "application/json", `{"do":"stop"}{"do":"start"}`, 400, "request", "more than one"},
		{"rest of another", "/v1/timer", "application/json", `{"do":"stop"}}`, 400, "request", ""},
		{"no command", "/v1/timer", "application/json", `{}`, 400, "request", "no command"},
		{"wrong field for the command", "/v1/timer", "application/json", `{"do":"stop","label":"x"}`, 400, "request", "does not go with"},
		{"a preset that is none", "/v1/timer", "application/json", `{"do":"start","preset":"x"}`, 422, "preset", ""},
		{"out of range", "/v1/timer", "application/json", `{"do":"extend","seconds":-5}`, 422, "range", "-5"},
		{"form", "/v1/timer", "application/x-www-form-urlencoded", `do=start`, 415, api.CodeMedia, ""},
		{"plain text", "/v1/timer", "text/plain", `{"do":"start"}`, 415, api.CodeMedia, "not said to be JSON"},
		{"no media type", "/v1/timer", "", `{"do":"start"}`, 415, api.CodeMedia, ""},
		{"too long", "/v1/timer", "application/json", `{"do":"` + strings.Repeat("x", 65<<10) + `"}`, 413, api.CodeTooLarge, "64 KiB"},
		{"long after its end", "/v1/timer", "application/json", `{"do":"stop"}` + strings.Repeat(" ", 65<<10), 413, api.CodeTooLarge, ""},
		{"reminders for tracking", "/v1/tracking", "application/json", `{"do":"hold"}`, 400, "request", "pause or resume"},
		{"tracking for reminders", "/v1/reminders", "application/json", `{"do":"pause"}`, 400, "request", "hold or release"},
		{"a length that is ignored", "/v1/tracking", "application/json", `{"do":"resume","seconds":5}`, 400, "request", "seconds"},
		{"a negative pause", "/v1/tracking", "application/json", `{"do":"pause","seconds":-5}`, 422, "range", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := httptest.NewRequest("POST", tt.path, strings.NewReader(tt.body))
			r.Host = "focusd"
			if tt.media != "" {
				r.Header.Set("Content-Type", tt.media)
			}
			res := httptest.NewRecorder()
			h.ServeHTTP(res, r)
			e := errorOf(t, res)
			if res.Code != tt.status || e.Code != tt.code || !strings.Contains(e.Message+" "+e.Hint, tt.says) {
				t.Errorf("%.60s: %d %+v, want %d %q that says %q", tt.body, res.Code, e, tt.status, tt.code, tt.says)
			}
		})
	}
}

func TestWrongMethods(t *testing.T) {
	h := newRig(t, Options{}).Socket()
	for _, tt := range []struct{ method, path, allow string }{
		{"POST", "/v1/status", "GET"},
		{"DELETE", "/v1/log", "GET"},
		{"GET", "/v1/timer", "POST"},
		{"HEAD", "/v1/backup", "POST"},
		{"PUT", "/", "GET"},
		{"OPTIONS", "/v1/timer", "POST"},
		{"MAKEUP", "/metrics", "GET"},
	} {
		res := httptest.NewRecorder()
		h.ServeHTTP(res, request(tt.method, tt.path, header{"Host": "focusd"}))
		if res.Code != 405 || res.Header().Get("Allow") != tt.allow {
			t.Errorf("%s %s: %d, Allow %q, want 405, Allow %q", tt.method, tt.path, res.Code, res.Header().Get("Allow"), tt.allow)
		}
		if code := codeOf(t, res); tt.method != "HEAD" && code != api.CodeMethod {
			t.Errorf("%s %s: code %q, want %q", tt.method, tt.path, code, api.CodeMethod)
		}
	}
}

func TestBadParameters(t *testing.T) {
	h := newRig(t, Options{}).Socket()
	for _, tt := range []struct{ query, says string }{
		{"from=yesterday", `"from" is neither`},
		{"to=2026-13-01", `"to" is neither`},
		{"from=2026-11-22T09:00", `"from" is neither`},
		{"from=2026-11-23&to=2026-11-22", `"from" is not before`},
		{"from=2026-11-22&to=2026-11-22", `"from" is not before`},
		{"from=0001-01-01", "neither a time"},
		{"from=0001-01-01T00:00:00Z", "out of range"},
		{"to=9999-12-31T23:59:59Z", "out of range"},
		{"form=2026-11-22", `no parameter "form"`},
		{"from=" + strings.Repeat("9", 3000), "neither"},
	} {
		for _, path := range []string{"/v1/log?", "/v1/summary?"} {
			res := httptest.NewRecorder()
			h.ServeHTTP(res, request("GET", path+tt.query, header{"Host": "focusd"}))
			e := errorOf(t, res)
			if res.Code != 400 || e.Code != "request" || !strings.Contains(e.Message, tt.says) {
				t.Errorf("%s%.60s: %d %.200q, want 400 that says %q", path, tt.query, res.Code, e.Message, tt.says)
			}
			if len(e.Message) > 300 {
				t.Errorf("%s%.60s: the error repeats %d bytes", path, tt.query, len(e.Message))
			}
		}
	}
}
