package serve_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"focusd/contrib/promapi/past"
	"focusd/contrib/promapi/past/pasttest"
	"focusd/contrib/promapi/query"
	"focusd/contrib/promapi/serve"
	"focusd/daemon/api"
)

var monday = time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC)

func at(hours float64) time.Time { return monday.Add(time.Duration(hours * float64(time.Hour))) }

// daemon has two categories.
func daemon() *pasttest.Daemon {
	d := pasttest.New(at(8), at(48))
	d.Grew("focusd_active_seconds_total", map[string]string{"app": "editor", "category": "code"}, at(9), time.Hour)
	d.Grew("focusd_active_seconds_total", map[string]string{"app": "other", "category": "a\"b<&>é"}, at(9), time.Hour)
	d.Page = "# HELP focusd_active_seconds_total Time.\n# TYPE focusd_active_seconds_total counter\n"
	return d
}

func server(d *pasttest.Daemon) *serve.Server {
	r := d.Reader(func() time.Time { return at(48) })
	return &serve.Server{Past: r.Past, Engine: query.New(query.Limits{}), Version: "test", Log: slog.New(slog.DiscardHandler)}
}

// ask sends a request, as a form if there is one.
func ask(h http.Handler, path string, form url.Values) (code int, body string) {
	req := httptest.NewRequest(http.MethodGet, "http://127.0.0.1:8464"+path, nil)
	if form != nil {
		req = httptest.NewRequest(http.MethodPost, "http://127.0.0.1:8464"+path, strings.NewReader(form.Encode()))
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, req)
	return w.Code, strings.TrimSpace(w.Body.String())
}

func TestAnswers(t *testing.T) {
	h := server(daemon()).Handler()
	ten, noon := fmt.Sprint(at(10).Unix()), fmt.Sprint(at(12).Unix())
	const ok = `{"status":"success","data":`
	const code = `{"__name__":"focusd_active_seconds_total","app":"editor","category":"code","instance":"here","job":"focusd"}`
	tests := []struct {
		path string
		form url.Values
		want string
	}{
		{"/api/v1/query?query=1%2B1&time=" + ten, nil, ok + `{"resultType":"scalar","result":[` + ten + `,"2"]}}`},
		{"/api/v1/query?query=1%2B1&time=" + ten + ".5", nil, ok + `{"resultType":"scalar","result":[` + ten + `.5,"2"]}}`},
		{"/api/v1/query", url.Values{"query": {`"text"`}, "time": {"2026-03-02T10:00:00Z"}}, ok + `{"resultType":"string","result":[` + ten + `,"text"]}}`},
		{"/api/v1/query", url.Values{"query": {`focusd_active_seconds_total{app="editor"}`}, "time": {ten}}, ok + `{"resultType":"vector","result":[{"metric":` + code + `,"value":[` + ten + `,"3600"]}]}}`},
		{"/api/v1/query", url.Values{"query": {`{app="none"}`}}, ok + `{"resultType":"vector","result":[]}}`},
		{"/api/v1/query?query=vector(1)/0&time=" + ten, nil, ok + `{"resultType":"vector","result":[{"metric":{},"value":[` + ten + `,"+Inf"]}]}}`},
		{
			"/api/v1/query_range",
			url.Values{"query": {`sum(focusd_active_seconds_total{app="editor"})`}, "start": {ten}, "end": {noon}, "step": {"1h"}},
			ok + `{"resultType":"matrix","result":[{"metric":{},"values":[[` + ten + `,"3600"],[` + fmt.Sprint(at(11).Unix()) + `,"3600"],[` + noon + `,"3600"]]}]}}`,
		},
		{"/api/v1/query_range?query=1&step=60&start=" + ten + "&end=" + ten, nil, ok + `{"resultType":"matrix","result":[{"metric":{},"values":[[` + ten + `,"1"]]}]}}`},
		{"/api/v1/label/category/values", nil, ok + `["a\"b\u003c\u0026\u003eé","code"]}`},
		{"/api/v1/label/category/values?match[]=up", nil, ok + `[]}`},
		{"/api/v1/label/category/values?start=" + fmt.Sprint(at(100).Unix()), nil, ok + `[]}`},
		{"/api/v1/labels?match[]=up", nil, ok + `["__name__","instance","job"]}`},
		{"/api/v1/series", url.Values{"match[]": {`focusd_active_seconds_total{app="editor"}`, `up{app="none"}`}}, ok + `[` + code + `]}`},
		{"/api/v1/labels?limit=1", nil, ok + `["__name__"],"warnings":["results truncated due to limit"]}`},
		{"/api/v1/metadata?metric=focusd_active_seconds_total", nil, ok + `{"focusd_active_seconds_total":[{"type":"counter","help":"Time.","unit":""}]}}`},
		{"/api/v1/rules", nil, ok + `{"groups":[]}}`},
		{"/api/v1/alerts", nil, ok + `{"alerts":[]}}`},
		{"/api/v1/query_exemplars?query=up", nil, ok + `[]}`},
		{"/api/v1/format_query?query=sum(up)by(job)", nil, ok + `"sum by (job) (up)"}`},
		{"/-/healthy", nil, "focusd-promapi is healthy."},
		{"/-/ready", nil, "focusd-promapi is ready."},
	}
	for _, tt := range tests {
		if code, got := ask(h, tt.path, tt.form); code != http.StatusOK || got != tt.want {
			t.Errorf("%s %v is %d\n%s\nwant\n%s", tt.path, tt.form, code, got, tt.want)
		}
	}
	if _, got := ask(h, "/api/v1/status/buildinfo", nil); !strings.Contains(got, `"version":"`+query.EngineVersion) {
		t.Errorf("the build is %s", got)
	}
}

func TestErrors(t *testing.T) {
	h := server(daemon()).Handler()
	tests := []struct {
		path string
		code int
		kind string
		says string
	}{
		{"/api/v1/query?query=sum(", 400, "bad_data", "parse error"},
		{"/api/v1/query?query=up&time=noon", 400, "bad_data", `invalid parameter \"time\"`},
		{"/api/v1/query?query=up&timeout=never", 400, "bad_data", `invalid parameter \"timeout\"`},
		{"/api/v1/query_range?query=up&start=1&end=2&step=0", 400, "bad_data", "step"},
		{"/api/v1/query_range?query=up&start=2&end=1&step=1", 400, "bad_data", "before start"},
		{"/api/v1/query_range?query=up&start=1&step=1", 400, "bad_data", "a range has both"},
		{"/api/v1/query_range?query=up&start=0&end=11002&step=1", 400, "bad_data", "11000 points"},
		{"/api/v1/query_range?query=up[5m]&start=0&end=2&step=1", 400, "bad_data", "invalid expression type"},
		{"/api/v1/query?query={job=~%22.*%22,instance=~%22.%2B%22}%20%2B%20on()%20{job=~%22.%2B%22}&time=" + fmt.Sprint(at(10).Unix()), 422, "execution", "many-to-many"},
		{"/api/v1/series", 400, "bad_data", "no match[]"},
		{"/api/v1/series?match[]=up{", 400, "bad_data", "match[]"},
		{"/api/v1/labels?limit=all", 400, "bad_data", "limit"},
		{"/api/v1/write", 404, "not_found", "/api/v1/write"},
		{"/api/v1/query?query=%zz", 400, "bad_data", "form"},
	}
	for _, tt := range tests {
		code, body := ask(h, tt.path, nil)
		var e struct{ Status, ErrorType, Error string }
		if err := json.Unmarshal([]byte(body), &e); err != nil || code != tt.code || e.Status != "error" || e.ErrorType != tt.kind || !strings.Contains(body, tt.says) {
			t.Errorf("%s is %d %s, want %d %s with %q", tt.path, code, body, tt.code, tt.kind, tt.says)
		}
	}
}

func TestADaemonThatIsNotThere(t *testing.T) {
	d := daemon()
	h := server(d).Handler()
	for _, tt := range []struct {
		err  error
		code int
		says string
	}{
		{fmt.Errorf("%w: nothing answers", api.ErrNoDaemon), 503, "start it with"},
		{errors.New("gone"), 500, "gone"},
	} {
		d.Fails = tt.err
		for _, path := range []string{"/api/v1/query?query=up", "/api/v1/labels"} {
			if code, body := ask(h, path, nil); code != tt.code || !strings.Contains(body, tt.says) {
				t.Errorf("%s is %d %s, want %d with %q", path, code, body, tt.code, tt.says)
			}
		}
		if code, _ := ask(h, "/-/ready", nil); code != 503 {
			t.Errorf("it is ready, %d, though %v", code, tt.err)
		}
		if code, _ := ask(h, "/-/healthy", nil); code != 200 {
			t.Errorf("it is not healthy, %d, when %v", code, tt.err)
		}
	}
}

func TestWhoIsAnswered(t *testing.T) {
	s := server(daemon())
	tests := []struct {
		name   string
		hosts  []string
		host   string
		method string
		site   string // Sec-Fetch-Site
		want   int
	}{
		{"loopback", nil, "127.0.0.1:8464", "GET", "", 200},
		{"by its name", nil, "LOCALHOST:8464", "GET", "", 200},
		{"of version six", nil, "[::1]:8464", "GET", "", 200},
		{"a name that leads here", nil, "evil.example:8464", "GET", "", 421},
		{"a name that is allowed", []string{"desk.lan"}, "desk.lan", "GET", "", 200},
		{"not allowed", []string{"desk.lan"}, "127.0.0.1", "GET", "", 421},
		{"a form of another site", nil, "127.0.0.1:8464", "POST", "cross-site", 403},
		{"a form of its own", nil, "127.0.0.1:8464", "POST", "same-origin", 200},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s.Hosts = tt.hosts
			req := httptest.NewRequest(tt.method, "/api/v1/query?query=1", nil)
			req.Host = tt.host
			req.Header.Set("Sec-Fetch-Site", tt.site)
			w := httptest.NewRecorder()
			s.Handler().ServeHTTP(w, req)
			if w.Code != tt.want {
				t.Errorf("it is answered with %d %s, want %d", w.Code, w.Body, tt.want)
			}
			if w.Header().Get("Access-Control-Allow-Origin") != "" {
				t.Error("a page of another site may read it")
			}
		})
	}
}

// TestABodyWithoutEnd sends a form that is too long.
func TestABodyWithoutEnd(t *testing.T) {
	req := httptest.NewRequest(http.MethodPost, "http://127.0.0.1/api/v1/query", io.LimitReader(endless{}, 1<<30))
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	w := httptest.NewRecorder()
	server(daemon()).Handler().ServeHTTP(w, req)
	if w.Code != http.StatusBadRequest {
		t.Errorf("it is answered with %d %s", w.Code, w.Body)
	}
}

type endless struct{}

func (endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'a'
	}
	return len(p), nil
}

// TestWhoHangsUp has somebody not wait for the answer.
func TestWhoHangsUp(t *testing.T) {
	s := server(daemon())
	s.Past = func(ctx context.Context) (*past.Past, error) { return nil, ctx.Err() }
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	req := httptest.NewRequestWithContext(ctx, http.MethodGet, "http://127.0.0.1/api/v1/query?query=up", nil)
	w := httptest.NewRecorder()
	s.Handler().ServeHTTP(w, req)
	if w.Code == http.StatusOK {
		t.Errorf("it is answered with %d", w.Code)
	}
}
