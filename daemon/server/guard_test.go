package server

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"focusd/daemon/api"
)

// header is what a test sets in a request; Host is the Host.
type header map[string]string

func request(method, path string, h header) *http.Request {
	r := httptest.NewRequest(method, path, nil)
	r.Host = testHost
	for name, value := range h {
		if name == "Host" {
			r.Host = value
			continue
		}
		r.Header.Set(name, value)
	}
	return r
}

// errorOf is the error that an answer carries.
func errorOf(t *testing.T, res *httptest.ResponseRecorder) api.Error {
	t.Helper()
	var e api.Error
	if err := json.Unmarshal(res.Body.Bytes(), &e); err != nil {
		t.Fatalf("%d: %v in %s", res.Code, err, res.Body)
	}
	if e.Message == "" {
		t.Errorf("the error %q says nothing", e.Code)
	}
	return e
}

// codeOf is the code of the error that an answer carries; "" when it is none.
func codeOf(t *testing.T, res *httptest.ResponseRecorder) string {
	t.Helper()
	if res.Code < 400 {
		return ""
	}
	return errorOf(t, res).Code
}

func TestGuardOfLoopback(t *testing.T) {
	r := newRig(t, Options{Hosts: []string{"focus.lan:8463"}})
	h := r.Loopback(testHost)
	key := r.keys.cut(time.Now())
	bearer := "Bearer " + testToken
	for _, tt := range []struct {
		name, method, path string
		header             header
		status             int
		code               string
	}{
		{"bearer", "GET", "/v1/status", header{"Authorization": bearer}, 200, ""},
		{"cookie", "GET", "/v1/status", header{"Cookie": "focusd_token=" + testToken}, 200, ""},
		{"cookie among others", "GET", "/", header{"Cookie": "a=b; focusd_token=" + testToken}, 200, ""},
		{"head", "HEAD", "/v1/status", header{"Authorization": bearer}, 200, ""},
		{"by name", "GET", "/v1/status", header{"Authorization": bearer, "Host": "localhost:8463"}, 200, ""},
		{"by name in capitals", "GET", "/v1/status", header{"Authorization": bearer, "Host": "LOCALHOST:8463"}, 200, ""},
		{"by the sixth", "GET", "/v1/status", header{"Authorization": bearer, "Host": "[::1]:8463"}, 200, ""},
		{"by a name that was set", "GET", "/v1/status", header{"Authorization": bearer, "Host": "focus.lan:8463"}, 200, ""},
		{"own page", "GET", "/v1/status", header{
			"Authorization": bearer, "Origin": "http://127.0.0.1:8463", "Referer": "http://127.0.0.1:8463/", "Sec-Fetch-Site": "same-origin",
		}, 200, ""},
		{"typed address", "GET", "/", header{"Authorization": bearer, "Sec-Fetch-Site": "none"}, 200, ""},

		{"no token", "GET", "/v1/status", nil, 401, api.CodeToken},
		{"wrong token", "GET", "/v1/status", header{"Authorization": "Bearer wrong"}, 401, api.CodeToken},
		{"empty token", "GET", "/v1/status", header{"Authorization": "Bearer "}, 401, api.CodeToken},
		{"longer token", "GET", "/v1/status", header{"Authorization": bearer + "x"}, 401, api.CodeToken},
		{"shorter token", "GET", "/v1/status", header{"Authorization": bearer[:len(bearer)-1]}, 401, api.CodeToken},
		{"wrong bearer, right cookie", "GET", "/v1/status", header{"Authorization": "Bearer x", "Cookie": "focusd_token=" + testToken}, 401, api.CodeToken},
		{"wrong cookie", "GET", "/v1/log", header{"Cookie": "focusd_token=wrong"}, 401, api.CodeToken},
		{"key of another route", "GET", "/v1/status?key=" + key, nil, 401, api.CodeToken},
		{"wrong key", "GET", "/?key=wrong", nil, 401, api.CodeToken},
		{"posted key", "POST", "/?key=" + key, nil, 401, api.CodeToken},
		{"token in the address", "GET", "/?token=" + testToken, nil, 401, api.CodeToken},
		{"command without token", "POST", "/v1/timer", nil, 401, api.CodeToken},
		{"nothing there, without token", "GET", "/v1/nothing", nil, 401, api.CodeToken},
		{"nothing there", "GET", "/v1/nothing", header{"Authorization": bearer}, 404, api.CodeNotFound},
		{"metrics path below", "GET", "/metrics/", nil, 401, api.CodeToken},
		{"metrics path around", "GET", "/metrics/../v1/status", nil, 401, api.CodeToken},

		{"health without token", "GET", "/healthz", nil, 200, ""},
		{"style without token", "GET", "/style.css", nil, 200, ""},
		{"style of a page without token", "GET", "/css/tasks.css", nil, 200, ""},
		{"script without token", "GET", "/js/page.js", nil, 200, ""},
		{"no such script", "GET", "/js/nosuch.js", nil, 404, api.CodeNotFound},
		{"part of a page without token", "GET", "/?parts=timer", nil, 401, api.CodeToken},
		{"metrics that are off", "GET", "/metrics", nil, 404, api.CodeAbsent},
		{"metrics by a foreign page", "GET", "/healthz", header{"Origin": "http://evil.example"}, 403, api.CodeOrigin},

		{"another name", "GET", "/v1/status", header{"Authorization": bearer, "Host": "evil.example"}, 421, api.CodeHost},
		{"rebound name", "GET", "/v1/status", header{
			"Authorization": bearer, "Host": "evil.example:8463", "Origin": "http://evil.example:8463",
		}, 421, api.CodeHost},
		{"rebound name asks for health", "GET", "/healthz", header{"Host": "evil.example:8463"}, 421, api.CodeHost},
		{"name that begins alike", "GET", "/healthz", header{"Host": "127.0.0.1:8463.evil.example"}, 421, api.CodeHost},
		{"no name", "GET", "/healthz", header{"Host": ""}, 421, api.CodeHost},
		{"no port", "GET", "/healthz", header{"Host": "127.0.0.1"}, 421, api.CodeHost},
		{"another port", "GET", "/healthz", header{"Host": "127.0.0.1:9999"}, 421, api.CodeHost},
		{"name of the socket", "GET", "/healthz", header{"Host": "focusd"}, 421, api.CodeHost},

		{"foreign origin", "GET", "/v1/status", header{"Authorization": bearer, "Origin": "http://evil.example"}, 403, api.CodeOrigin},
		{"no origin to speak of", "GET", "/v1/status", header{"Authorization": bearer, "Origin": "null"}, 403, api.CodeOrigin},
		{"origin on another port", "GET", "/v1/status", header{"Authorization": bearer, "Origin": "http://127.0.0.1:3000"}, 403, api.CodeOrigin},
		{"origin of another scheme", "GET", "/v1/status", header{"Authorization": bearer, "Origin": "https://127.0.0.1:8463"}, 403, api.CodeOrigin},
		{"foreign referer", "GET", "/v1/status", header{"Authorization": bearer, "Referer": "https://evil.example/a"}, 403, api.CodeOrigin},
		{"referer that is none", "GET", "/v1/status", header{"Authorization": bearer, "Referer": "://"}, 403, api.CodeOrigin},
		{"image in a foreign page", "GET", "/v1/status", header{"Authorization": bearer, "Sec-Fetch-Site": "cross-site"}, 403, api.CodeOrigin},
		{"page on another port", "GET", "/v1/status", header{"Authorization": bearer, "Sec-Fetch-Site": "same-site"}, 403, api.CodeOrigin},
		{"form of a foreign page", "POST", "/v1/timer", header{
			"Cookie": "focusd_token=" + testToken, "Sec-Fetch-Site": "cross-site", "Content-Type": "text/plain",
		}, 403, api.CodeOrigin},
		{"link in a foreign page", "GET", "/?key=" + key, header{"Sec-Fetch-Site": "cross-site"}, 403, api.CodeOrigin},

		{"token out of the socket only", "POST", "/v1/link", header{"Authorization": bearer}, 404, api.CodeAbsent},
	} {
		t.Run(tt.name, func(t *testing.T) {
			res := httptest.NewRecorder()
			h.ServeHTTP(res, request(tt.method, tt.path, tt.header))
			if code := codeOf(t, res); res.Code != tt.status || code != tt.code {
				t.Errorf("%s %s %v: %d %q, want %d %q", tt.method, tt.path, tt.header, res.Code, code, tt.status, tt.code)
			}
			if strings.Contains(res.Body.String(), testToken) {
				t.Errorf("%s %s: the answer has the token in it", tt.method, tt.path)
			}
			for name, want := range map[string]string{
				"X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY", "Referrer-Policy": "same-origin",
				"Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Resource-Policy": "same-origin",
			} {
				if got := res.Header().Get(name); got != want {
					t.Errorf("%s %s: %s is %q, want %q", tt.method, tt.path, name, got, want)
				}
			}
			want := "no-store"
			if res.Code == http.StatusOK && (tt.path == "/style.css" || strings.HasPrefix(tt.path, "/css/") || strings.HasPrefix(tt.path, "/js/")) {
				want = "no-cache" // with an ETag: nothing of a person is in them
			}
			if got := res.Header().Get("Cache-Control"); got != want {
				t.Errorf("%s %s: Cache-Control %q, want %s", tt.method, tt.path, got, want)
			}
		})
	}
}

// TestAnswersAreNoPages: nothing that /v1 answers is a page to a browser, whatever
// words are in it.
func TestAnswersAreNoPages(t *testing.T) {
	h := newRig(t, Options{}).Socket()
	asked := make(map[int]int)
	for _, route := range (&door{Server: new(Server)}).routes() {
		method, path, _ := strings.Cut(route.pattern, " ")
		if method != "GET" || !strings.HasPrefix(path, "/v1/") {
			continue
		}
		ctx, cancel := context.WithCancel(t.Context())
		if path == "/v1/events" {
			cancel() // it would go on
		}
		res := httptest.NewRecorder()
		h.ServeHTTP(res, httptest.NewRequestWithContext(ctx, method, "http://focusd"+strings.ReplaceAll(path, "{id}", "none"), nil))
		cancel()
		asked[res.Code]++
		switch got := res.Header().Get("Content-Type"); got {
		case "application/json", api.Rows, api.EventStream, api.OpenMetricsText:
		default:
			t.Errorf("%s is answered as %q", path, got)
		}
	}
	if asked[http.StatusOK] < 8 {
		t.Errorf("the answers were %v, want more that are fine", asked)
	}
}

// TestPolicyForContents: nothing comes from elsewhere or goes there, and no
// style or script that stands in a page is heeded.
func TestPolicyForContents(t *testing.T) {
	res := httptest.NewRecorder()
	newRig(t, Options{}).Loopback(testHost).ServeHTTP(res, request("GET", "/", nil))
	want := "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; " +
		"form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
	if got := res.Header().Get("Content-Security-Policy"); got != want {
		t.Errorf("the policy is\n%s\nwant\n%s", got, want)
	}
}

func TestGuardOfSocket(t *testing.T) {
	h := newRig(t, Options{Web: "http://" + testHost}).Socket()
	for _, tt := range []struct {
		name, method, path string
		header             header
		status             int
		code               string
	}{
		{"client", "GET", "/v1/status", header{"Host": "focusd"}, 200, ""},
		{"by hand", "GET", "/v1/status", header{"Host": "localhost"}, 200, ""},
		{"old", "GET", "/v1/status", header{"Host": ""}, 200, ""},
		{"link", "POST", "/v1/link", header{"Host": "focusd"}, 200, ""},
		{"a token is nothing here", "GET", "/?token=" + testToken, header{"Host": "focusd"}, 200, ""},
		{"another name", "GET", "/v1/status", header{"Host": "evil.example"}, 421, api.CodeHost},
		{"name of loopback", "GET", "/v1/status", header{"Host": testHost}, 421, api.CodeHost},
		{"any page", "GET", "/v1/status", header{"Host": "localhost", "Origin": "http://localhost"}, 403, api.CodeOrigin},
		{"any referer", "GET", "/v1/status", header{"Host": "localhost", "Referer": "http://localhost/"}, 403, api.CodeOrigin},
	} {
		t.Run(tt.name, func(t *testing.T) {
			res := httptest.NewRecorder()
			h.ServeHTTP(res, request(tt.method, tt.path, tt.header))
			if code := codeOf(t, res); res.Code != tt.status || code != tt.code {
				t.Errorf("%s %s %v: %d %q, want %d %q", tt.method, tt.path, tt.header, res.Code, code, tt.status, tt.code)
			}
		})
	}
}

func TestNoTokenOpensNothing(t *testing.T) {
	r := newRig(t, Options{})
	r.Token = ""
	h := r.Loopback(testHost)
	for _, value := range []string{"Bearer ", "Bearer", "Bearer x"} {
		res := httptest.NewRecorder()
		h.ServeHTTP(res, request("GET", "/v1/status", header{"Authorization": value, "Cookie": "focusd_token="}))
		if res.Code != http.StatusUnauthorized {
			t.Errorf("%q: %d, want %d", value, res.Code, http.StatusUnauthorized)
		}
	}
	res := httptest.NewRecorder()
	h.ServeHTTP(res, request("GET", "/?key=", nil))
	if res.Code != http.StatusUnauthorized {
		t.Errorf("empty key: %d, want %d", res.Code, http.StatusUnauthorized)
	}
}

// TestLinkOpensThePage follows the link as a browser would.
func TestLinkOpensThePage(t *testing.T) {
	r := newRig(t, Options{Web: "http://" + testHost, Token: "a token & more"})
	link, err := through(r.Socket()).Link(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	h := r.Loopback(testHost)
	res := httptest.NewRecorder()
	h.ServeHTTP(res, request("GET", strings.TrimPrefix(link.URL, r.Web), header{"Sec-Fetch-Site": "none", "Accept": "text/html"}))
	if res.Code != http.StatusSeeOther || res.Header().Get("Location") != "/" {
		t.Fatalf("GET %s: %d to %q, want %d to /", link.URL, res.Code, res.Header().Get("Location"), http.StatusSeeOther)
	}
	set := res.Result().Cookies()
	if len(set) != 1 || !set[0].HttpOnly || set[0].SameSite != http.SameSiteStrictMode || set[0].Path != "/" || set[0].Domain != "" {
		t.Fatalf("cookies %v, want one that is HttpOnly and SameSite=Strict", set)
	}
	back := request("GET", "/", header{"Sec-Fetch-Site": "none", "Accept": "text/html"})
	back.AddCookie(set[0])
	res = httptest.NewRecorder()
	h.ServeHTTP(res, back)
	if res.Code != http.StatusOK || !strings.Contains(res.Body.String(), `aria-current="page">Today<`) {
		t.Errorf("with the cookie: %d %.80s, want the page", res.Code, res.Body)
	}
	res = httptest.NewRecorder()
	h.ServeHTTP(res, request("GET", strings.TrimPrefix(link.URL, r.Web), header{"Sec-Fetch-Site": "none"}))
	if res.Code != http.StatusUnauthorized {
		t.Errorf("the same link again: %d, want %d", res.Code, http.StatusUnauthorized)
	}
}

func TestKeysWearOut(t *testing.T) {
	var k keys
	now := time.Now()
	fresh, old := k.cut(now), k.cut(now)
	if !k.use(fresh, now.Add(keyFor)) {
		t.Error("a key of a minute ago doesn't open")
	}
	if k.use(old, now.Add(keyFor+time.Second)) {
		t.Error("a key of more than a minute ago opens")
	}
	for range 1000 {
		k.cut(now)
		now = now.Add(time.Second)
	}
	if most := int(keyFor/time.Second) + 2; len(k.made) > most {
		t.Errorf("%d keys are kept, want at most %d", len(k.made), most)
	}
}

func TestLinkWithoutPage(t *testing.T) {
	if link, err := through(newRig(t, Options{}).Socket()).Link(t.Context()); err == nil {
		t.Errorf("link %v to a page that is off", link)
	}
}
