package server

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"focusd/daemon/api"
	"focusd/tracker"
)

func TestCheckMetricsPath(t *testing.T) {
	for at, good := range map[string]bool{
		"/metrics": true, "/focusd/metrics": true, "/m": true, "/probe-1.txt": true, "/api/v1/metrics": true,

		"": false, "metrics": false, "/": false, "/metrics/": false, "/a//b": false, "/a/../b": false, "/a b": false,
		"/{name}": false, "/ü": false, "/m?x": false, "/m#x": false,
		"/v1/status": false, "/v1/anything": false, "/healthz": false, "/style.css": false, "/v1/habits/7": false,
	} {
		err := CheckMetricsPath(at)
		if (err == nil) != good {
			t.Errorf("CheckMetricsPath(%q) = %v, want it to be good: %v", at, err, good)
		}
		if err == nil {
			newRig(t, Options{MetricsPath: at}).Loopback(testHost) // a route twice is a panic
		}
	}
}

// shown answers as metrics do.
func shown() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "focusd_up 1\n") })
}

// atAddress has r reach the machine at an address of its own.
func atAddress(r *http.Request, addr string) *http.Request {
	at, err := net.ResolveTCPAddr("tcp", addr)
	if err != nil {
		panic(err)
	}
	return r.WithContext(context.WithValue(r.Context(), http.LocalAddrContextKey, net.Addr(at)))
}

func TestOutsideThereAreOnlyMetrics(t *testing.T) {
	const own = "192.0.2.7:8463"
	r := newRig(t, Options{Metrics: shown(), MetricsPath: "/own/metrics", Hosts: []string{"desk.example:8463"}, Web: "http://" + testHost})
	h := r.Outside("0.0.0.0:8463")
	name, err := os.Hostname()
	if err != nil {
		t.Fatal(err)
	}
	key := r.keys.cut(time.Now())
	bearer := "Bearer " + testToken
	for _, tt := range []struct {
		name, method, path string
		header             header
		status             int
		code               string
	}{
		{"metrics", "GET", "/own/metrics", nil, 200, ""},
		{"metrics by name", "GET", "/own/metrics", header{"Host": strings.ToUpper(name) + ":8463"}, 200, ""},
		{"metrics from here", "GET", "/own/metrics", header{"Host": "localhost:8463"}, 200, ""},
		{"metrics by the name of multicast", "GET", "/own/metrics", header{"Host": strings.ToLower(name) + ".local:8463"}, 200, ""},
		{"metrics by a name that was set", "GET", "/own/metrics", header{"Host": "desk.example:8463"}, 200, ""},
		{"health", "GET", "/healthz", nil, 200, ""},
		{"landing", "GET", "/", nil, 200, ""},

		{"metrics elsewhere", "GET", "/metrics", nil, 404, api.CodeNotFound},
		{"status", "GET", "/v1/status", nil, 404, api.CodeNotFound},
		{"status with the token", "GET", "/v1/status", header{"Authorization": bearer}, 404, api.CodeNotFound},
		{"timer with the token", "POST", "/v1/timer", header{"Authorization": bearer}, 404, api.CodeNotFound},
		{"events with the cookie", "GET", "/v1/events", header{"Cookie": tokenCookie + "=" + testToken}, 404, api.CodeNotFound},
		{"style", "GET", "/style.css", nil, 404, api.CodeNotFound},
		{"link", "POST", "/v1/link", header{"Authorization": bearer}, 404, api.CodeNotFound},
		{"posted metrics", "POST", "/own/metrics", nil, 405, api.CodeMethod},

		{"rebound name", "GET", "/own/metrics", header{"Host": "evil.example:8463"}, 421, api.CodeHost},
		{"another address", "GET", "/own/metrics", header{"Host": "192.0.2.8:8463"}, 421, api.CodeHost},
		{"no name", "GET", "/own/metrics", header{"Host": ""}, 421, api.CodeHost},
		{"a foreign page", "GET", "/own/metrics", header{"Origin": "http://evil.example"}, 403, api.CodeOrigin},
	} {
		t.Run(tt.name, func(t *testing.T) {
			req := request(tt.method, tt.path, tt.header)
			if tt.header["Host"] == "" && tt.name != "no name" {
				req.Host = own
			}
			res := httptest.NewRecorder()
			h.ServeHTTP(res, atAddress(req, own))
			if code := codeOf(t, res); res.Code != tt.status || code != tt.code {
				t.Errorf("%s %s %v: %d %q, want %d %q", tt.method, tt.path, tt.header, res.Code, code, tt.status, tt.code)
			}
		})
	}
	t.Run("a key is worth nothing", func(t *testing.T) {
		req := request("GET", "/?key="+key, header{"Host": own})
		res := httptest.NewRecorder()
		h.ServeHTTP(res, atAddress(req, own))
		if res.Code != http.StatusOK || res.Header().Get("Set-Cookie") != "" {
			t.Errorf("outside, a key is answered %d with the cookie %q", res.Code, res.Header().Get("Set-Cookie"))
		}
		if !r.keys.use(key, time.Now()) {
			t.Error("outside, a key was used up")
		}
	})
}

func TestLandingPageLeadsToTheMetrics(t *testing.T) {
	h := newRig(t, Options{Metrics: shown(), MetricsPath: "/own"}).Outside("192.0.2.7:8463")
	res := httptest.NewRecorder()
	h.ServeHTTP(res, atAddress(request("GET", "/", header{"Host": "192.0.2.7:8463"}), "192.0.2.7:8463"))
	if !strings.Contains(res.Body.String(), `<a href="/own">`) {
		t.Errorf("the landing page has no link to /own:\n%s", res.Body)
	}
}

func TestOutsideTheZoneOfAnAddressIsNoMatter(t *testing.T) {
	req := request("GET", "/metrics", header{"Host": "[fe80::7]:8463"})
	res := httptest.NewRecorder()
	newRig(t, Options{Metrics: shown()}).Outside("[::]:8463").ServeHTTP(res, atAddress(req, "[fe80::7%lo]:8463"))
	if res.Code != http.StatusOK {
		t.Errorf("by the address of a link: %d %s", res.Code, res.Body)
	}
}

// The port of a listener decides who comes in, not what is said of it.
func TestListenersHaveTheDoorOfTheirAddress(t *testing.T) {
	r := newRig(t, Options{Metrics: shown()})
	for _, tt := range []struct {
		addr   string
		status int
	}{{"127.0.0.1:0", http.StatusUnauthorized}, {"0.0.0.0:0", http.StatusNotFound}} {
		ln, err := net.Listen("tcp", tt.addr)
		if err != nil {
			t.Fatal(err)
		}
		r.serve(t, ln)
		_, port, _ := net.SplitHostPort(ln.Addr().String())
		res, err := http.Get("http://127.0.0.1:" + port + "/v1/status")
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		if res.StatusCode != tt.status {
			t.Errorf("at %s the status is answered %d, want %d", tt.addr, res.StatusCode, tt.status)
		}
	}
}

func TestPageOverTLS(t *testing.T) {
	r := newRig(t, Options{})
	h := r.Loopback(testHost)
	for _, tt := range []struct {
		name, origin string
		status       int
	}{
		{"own page", "https://" + testHost, 200},
		{"the same without TLS", "http://" + testHost, 403},
		{"another", "https://evil.example", 403},
	} {
		t.Run(tt.name, func(t *testing.T) {
			req := request("GET", "/v1/status", header{"Authorization": "Bearer " + testToken, "Origin": tt.origin})
			req.TLS = new(tls.ConnectionState)
			res := httptest.NewRecorder()
			h.ServeHTTP(res, req)
			if res.Code != tt.status {
				t.Errorf("%d, want %d", res.Code, tt.status)
			}
		})
	}
	req := request("GET", "/?key="+r.keys.cut(time.Now()), nil)
	req.TLS = new(tls.ConnectionState)
	res := httptest.NewRecorder()
	h.ServeHTTP(res, req)
	if cookie := res.Header().Get("Set-Cookie"); !strings.Contains(cookie, "; Secure") {
		t.Errorf("over TLS the cookie is %q, want it never sent without", cookie)
	}
}

// TestWhyTheStoreFailsStaysHere has the store fail with a path in the reason.
func TestWhyTheStoreFailsStaysHere(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const path = "/home/canary/focusd.db"
		r := newRig(t, Options{})
		r.memory.FailAfter(0, errors.New("write "+path+": no space left on device"))
		r.source.Focus(tracker.Window{App: "editor"})
		time.Sleep(time.Minute)
		synctest.Wait()
		for _, tt := range []struct {
			name, host string
			h          http.Handler
			told       bool
		}{
			{"socket", "focusd", r.Socket(), true},
			{"loopback", testHost, r.Loopback(testHost), true},
			{"outside", "192.0.2.7:8463", r.Outside("192.0.2.7:8463"), false},
		} {
			res := httptest.NewRecorder()
			tt.h.ServeHTTP(res, atAddress(request("GET", "/healthz", header{"Host": tt.host}), "192.0.2.7:8463"))
			if got := strings.Contains(res.Body.String(), path); res.Code != http.StatusServiceUnavailable || got != tt.told {
				t.Errorf("%s: %d %q, want 503, and the path in it: %v", tt.name, res.Code, res.Body, tt.told)
			}
		}
		r.memory.Heal()
	})
}
