package daemon

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"

	"focusd/daemon/api"
	"focusd/daemon/engine"
	"focusd/daemon/engine/enginetest"
	"focusd/daemon/metrics"
	"focusd/tracker"
)

// canary stands for all that must never be in a metric. mine stands for the words
// of a person that are there because they name something that is counted.
const (
	canaryWord = "canary"
	mineWord   = "ownword"
)

// overSocket sends a request to a daemon as no client of focusd would.
func (r *running) overSocket(method, path string, header http.Header, body []byte) (int, []byte) {
	r.t.Helper()
	client := http.Client{Transport: &http.Transport{
		DisableKeepAlives: true,
		DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
			return new(net.Dialer).DialContext(ctx, "unix", r.paths.Socket)
		},
	}}
	req, err := http.NewRequestWithContext(r.t.Context(), method, "http://focusd"+path, bytes.NewReader(body))
	if err != nil {
		r.t.Fatal(err)
	}
	for name, values := range header {
		req.Header[name] = values
	}
	res, err := client.Do(req)
	if err != nil {
		r.t.Fatal(err)
	}
	defer res.Body.Close()
	answer, err := io.ReadAll(res.Body)
	if err != nil {
		r.t.Fatal(err)
	}
	return res.StatusCode, answer
}

// must sends a command that has to work.
func (r *running) must(path string, command map[string]any) {
	r.t.Helper()
	body, err := json.Marshal(command)
	if err != nil {
		r.t.Fatal(err)
	}
	if code, answer := r.overSocket("POST", path, http.Header{"Content-Type": {"application/json"}}, body); code != http.StatusOK {
		r.t.Fatalf("POST %s %s: %d %s", path, body, code, answer)
	}
}

// sing fills everything of a daemon with canaries that a person or a program can
// put words into.
func (r *running) sing(source *enginetest.Source) {
	c := canaryWord
	source.Focus(tracker.Window{App: "editor", Title: c + " – https://" + c + ".example/" + c + ".txt"})
	r.until("the title is in the log", func() bool {
		s, err := r.client.Status(r.t.Context())
		return err == nil && strings.Contains(s.Presence.Title, c)
	})
	for _, command := range []map[string]any{
		{"do": "add", "line": c + " ~4m @" + c},
		{"do": "done", "query": c},
		{"do": "save_template", "query": c, "name": c},
		{"do": "add", "line": "another " + c + " ~1h !1 #" + c},
		{"do": "one", "query": "another"},
		{"do": "split", "query": "another", "text": c + " one\n" + c + " two"},
		{"do": "do", "query": "another"},
		{"do": "leave", "next": c},
		{"do": "habit_add", "habit": map[string]any{"name": mineWord + " stretch", "area": c, "match": []string{"label:" + c}}},
		{"do": "block_add", "time_block": map[string]any{"name": mineWord + " thesis", "minutes": 60, "area": c}},
		{"do": "goal_add", "goal": map[string]any{"name": mineWord + " spanish", "area": c, "target": 90, "unit": "minutes", "period": "weekly"}},
		{"do": "excuse", "kind": "habit", "query": mineWord + " stretch", "reason": c},
		{"do": "reward_add", "text": c},
	} {
		r.must("/v1/agenda", command)
	}
	r.must("/v1/rules", map[string]any{"do": "file", "app": "editor", "category": mineWord, "class": "wastes"})
	r.must("/v1/timer", map[string]any{"do": "start", "label": c})
	r.must("/v1/timer", map[string]any{"do": "switch", "label": c + " two"})
	r.must("/v1/entries", map[string]any{
		"do": "add", "start": "2026-01-05T10:00:00Z", "end": "2026-01-05T11:00:00Z", "text": c, "category": mineWord + "/past", "new": true,
	})
	for _, stranger := range []struct{ method, path string }{
		{"GET", "/v1/" + c}, {"GET", "/" + c + "?" + c + "=" + c}, {strings.ToUpper(c), "/v1/status"}, {"POST", "/v1/timer?" + c},
	} {
		r.overSocket(stranger.method, stranger.path, http.Header{"User-Agent": {c}, "X-Request-Id": {c}, "Cookie": {c + "=" + c}}, []byte(c))
	}
	source.Lose(errors.New(c + " is gone"))
	r.until("the source is seen to be lost", func() bool { return strings.Contains(r.metrics(), `reason="lost"} 1`) })
}

// TestNoCanaryIsInMetrics has a daemon full of private words, in all three forms
// of an answer to a scrape.
func TestNoCanaryIsInMetrics(t *testing.T) {
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "")
	paths := testPaths(t)
	paths.Data = filepath.Join(filepath.Dir(paths.Data), canaryWord)
	writeFile(t, paths.Config, []byte("[hooks]\non_block_start = [\"false\", \""+canaryWord+"\"]\n[web]\nlisten = \"off\"\nhosts = [\""+canaryWord+":80\"]\n"))
	load := func() (Config, error) {
		cfg, err := LoadConfig(paths)
		cfg.Notify = false
		return cfg, err
	}
	cfg, err := load()
	if err != nil {
		t.Fatal(err)
	}
	source := enginetest.NewSource("played")
	ctx, cancel := context.WithCancel(t.Context())
	r := &running{t: t, paths: paths, client: &api.Client{Socket: paths.Socket}, cancel: cancel, ended: make(chan error, 1)}
	go func() {
		r.ended <- Run(ctx, cfg, Options{
			Version: "test", Log: slog.New(slog.DiscardHandler), Level: new(slog.LevelVar), Load: load,
			Source: func(Config) engine.Source { return source },
		})
	}()
	t.Cleanup(func() { r.stop() })
	r.until("it answers", func() bool { _, err := r.client.Status(t.Context()); return err == nil })
	r.sing(source)

	own := []string{"ownword-stretch", "ownword-thesis", "ownword-spanish"}
	r.until("what has a name is counted under it", func() bool {
		shown := r.metrics()
		return !slices.ContainsFunc(own, func(name string) bool { return !strings.Contains(shown, `goal="`+name+`"`) })
	})
	secrets := []string{canaryWord, filepath.Dir(paths.Socket)}
	host, err := os.Hostname()
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(metrics.Page()+runtime.GOOS+runtime.GOARCH+runtime.Version(), host) { // a machine may be called linux
		secrets = append(secrets, host)
	}
	for _, accept := range []string{
		"text/plain", "application/openmetrics-text; version=1.0.0",
		"application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; encoding=delimited",
	} {
		code, page := r.overSocket("GET", "/metrics", http.Header{"Accept": {accept}}, nil)
		if code != http.StatusOK || !bytes.Contains(page, []byte("focusd_presence_seconds_total")) {
			t.Fatalf("%s: %d %.200s", accept, code, page)
		}
		for _, secret := range secrets {
			if i := bytes.Index(bytes.ToLower(page), []byte(strings.ToLower(secret))); i >= 0 {
				t.Errorf("%s: metrics have %q in them: %q", accept, secret, page[max(i-80, 0):min(i+80, len(page))])
			}
		}
		if bytes.Contains(page, []byte(" # {")) {
			t.Errorf("%s: there is an exemplar", accept)
		}
		for line := range strings.Lines(string(page)) {
			if strings.Contains(line, mineWord) && strings.HasPrefix(accept, "text") && !ownWord.MatchString(line) {
				t.Errorf("a word of the person is where none is meant to be: %s", line)
			}
		}
	}
}

// ownWord is where the names that a person gives are shown, on purpose.
var ownWord = regexp.MustCompile(`^focusd_[a-z_]+\{([a-z]+="[^"]*",)*(category|goal)="` + mineWord + `[a-z-]*"`)

// What is shipped for Prometheus and Grafana says of a series what its labels say,
// and there are no others than those of the catalogue.
func TestRulesAndDashboardsHaveNoOtherLabels(t *testing.T) {
	known := []string{"instance", "job", "hour"} // hour is made by a query
	for _, f := range metrics.Catalogue() {
		for _, l := range f.Labels {
			known = append(known, l.Name)
		}
	}
	label := regexp.MustCompile(`\$labels\.([a-zA-Z_]+)|\{\{ *([a-zA-Z_]+) *\}\}`)
	files, err := filepath.Glob("../contrib/grafana/dashboards/*.json")
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, file := range append(files, "../contrib/prometheus/rules.yml") {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range label.FindAllStringSubmatch(string(text), -1) {
			found++
			if name := m[1] + m[2]; !slices.Contains(known, name) {
				t.Errorf("%s shows the label %q, which no metric has", file, name)
			}
		}
	}
	if len(files) < 4 || found < 10 {
		t.Errorf("%d dashboards with %d labels were found, want at least 4 and 10", len(files), found)
	}
}
