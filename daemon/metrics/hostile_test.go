package metrics

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/prometheus/common/expfmt"
	"github.com/prometheus/common/model"

	"focusd/contrib/standing"
	"focusd/daemon/engine"
	"focusd/daemon/engine/enginetest"
	"focusd/tracker"
	"focusd/tracker/category"
)

// hostileNames are what programs call themselves, and people their things, who
// mean to break something.
func hostileNames() []string {
	return []string{
		`say "hi"`, `back\slash`, `ends with \`, "two\nlines", "carriage\rreturn", strings.Repeat("long ", 2000),
		"\u202eright to left", "\u05d0\u05d1\u05d2", "e\u0301\u0301\u0301", "\xff\xfe no text", "nul\x00", "\t tab", "\x1b[31mred",
		"\"} 1\nfocusd_fake_total 1\n", `app="other",category="x"`, "{}", "# HELP focusd_fake_total x", "", "   ", "🍅", "a,b=c",
	}
}

// hostile is the source of a scrape after a while with windows and categories
// that have such names, and with such an agenda.
func hostile(t *testing.T) Source {
	t.Helper()
	var snap *engine.Snapshot
	synctest.Test(t, func(t *testing.T) {
		source := enginetest.NewSource("played")
		e, err := engine.New(engine.Config{
			AppLimit: 100, CommitEvery: 5 * time.Minute,
			Judge: func(w tracker.Window, _ time.Time) (engine.Judgement, bool) {
				return engine.Judgement{Category: w.App, Class: category.Rest}, true
			},
		}, enginetest.NewMemory(), slog.New(slog.DiscardHandler))
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		ended := make(chan error, 1)
		go func() { ended <- e.Run(ctx, source) }()
		synctest.Wait()
		for _, app := range hostileNames() {
			source.Focus(tracker.Window{App: app, Title: canary})
			for range 20 {
				time.Sleep(time.Minute)
				source.Touch()
			}
		}
		if _, err := e.Settle(ctx); err != nil {
			t.Error(err)
		}
		snap = e.Snapshot()
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	src := source(snap)
	src.Categories = func(time.Time, time.Time) (all []engine.CategoryTotal, err error) {
		for _, name := range hostileNames() {
			all = append(all, engine.CategoryTotal{Name: name, Active: time.Minute})
		}
		return all, nil
	}
	return src
}

// hostileAgenda is one of so many things, ten of which are shown.
func hostileAgenda(names []string) (a Agenda) {
	ratio := 0.5
	for _, name := range names {
		a.Goals = append(a.Goals, Goal{Name: name, Period: "day", Target: time.Hour, Habit: true, Consistency7: &ratio, Consistency28: &ratio})
	}
	return a
}

// pages are what scrapes of hostile names are answered, and all series in them.
func hostilePages(t *testing.T) (pages []string, series []string) {
	t.Helper()
	src := hostile(t)
	for names := range slices.Chunk(hostileNames(), 10) {
		src.Agenda = func() (Agenda, error) { return hostileAgenda(names), nil }
		m := New(src, slog.New(slog.DiscardHandler))
		m.ObserveRequest("/v1/status", http.MethodGet, http.StatusOK, time.Millisecond)
		w := httptest.NewRecorder()
		m.Handler().ServeHTTP(w, httptest.NewRequest("GET", "/metrics", nil))
		if w.Code != http.StatusOK {
			t.Fatalf("scrape answers %d: %s", w.Code, w.Body)
		}
		if !strings.Contains(w.Body.String(), `focusd_collector_success{collector="apps"} 1`) {
			t.Error("some apps cannot be shown")
		}
		pages = append(pages, w.Body.String())
		for line := range strings.Lines(w.Body.String()) {
			if !strings.HasPrefix(line, "#") {
				series = append(series, strings.TrimSpace(line[:strings.LastIndex(line, " ")]))
			}
		}
	}
	slices.Sort(series)
	return pages, slices.Compact(series)
}

// A name may look like anything, and becomes the value of a label.
func TestHostileNamesMakeNoMetrics(t *testing.T) {
	known := make(map[string]bool)
	for _, f := range slices.Concat(Catalogue(), runtimeFamilies(), processFamilies()) {
		known[f.Name] = true
	}
	pages, _ := hostilePages(t)
	for _, page := range pages {
		parser := expfmt.NewTextParser(model.LegacyValidation)
		families, err := parser.TextToMetricFamilies(strings.NewReader(page))
		if err != nil {
			t.Fatalf("the page cannot be read: %v", err)
		}
		for name, f := range families {
			if !known[name] {
				t.Errorf("there is a metric %q", name)
			}
			for _, m := range f.Metric {
				for _, l := range m.Label {
					if len(l.GetValue()) > 64 || strings.ContainsFunc(l.GetValue(), func(r rune) bool { return r < ' ' || r == '\u202e' || r == '\uFEFF' }) {
						t.Errorf("%s has %s=%.90q", name, l.GetName(), l.GetValue())
					}
				}
			}
		}
		for _, line := range strings.Split(page, "\n") {
			if strings.HasPrefix(line, "focusd_fake") {
				t.Errorf("a name has become a line: %s", line)
			}
		}
	}
}

func TestPromtoolTakesHostileNames(t *testing.T) {
	promtool := standing.Need(t, "promtool")
	pages, _ := hostilePages(t)
	for _, page := range pages {
		cmd := exec.Command(promtool, "check", "metrics")
		cmd.Stdin = strings.NewReader(page)
		if out, err := cmd.CombinedOutput(); err != nil || len(out) > 0 {
			t.Errorf("promtool check metrics: %v\n%s", err, out)
		}
	}
}

// TestVictoriaMetricsTakesHostileNames has it import the pages: it counts what it
// cannot read, and has each series in the end as it was sent.
func TestVictoriaMetricsTakesHostileNames(t *testing.T) {
	path := standing.Need(t, "victoria-metrics")
	pages, want := hostilePages(t)
	vm := startVictoriaMetrics(t, path)
	for _, page := range pages {
		vm.post("/api/v1/import/prometheus", page)
	}
	sent := make(map[string]bool)
	for _, line := range want {
		sent[identity(labelsOf(t, line))] = true
	}
	var got map[string]bool
	// What has come is found a second later.
	for deadline := time.Now().Add(30 * time.Second); len(got) < len(sent) && time.Now().Before(deadline); time.Sleep(50 * time.Millisecond) {
		got = vm.series()
	}
	for one := range sent {
		if !got[one] {
			t.Errorf("it has lost %s", one)
		}
	}
	for one := range got {
		if !sent[one] {
			t.Errorf("it has made up %s", one)
		}
	}
	// One more that it cannot read is the first. It counts once in a second.
	vm.post("/api/v1/import/prometheus", `focusd_broken{name="a"b"} 1`+"\n")
	const invalid = `vm_rows_invalid_total{type="prometheus"} `
	for deadline := time.Now().Add(30 * time.Second); ; time.Sleep(50 * time.Millisecond) {
		_, rest, _ := strings.Cut(vm.get("/metrics"), invalid)
		n, _, _ := strings.Cut(rest, "\n")
		if n == "1" {
			break
		}
		if n != "0" || time.Now().After(deadline) {
			t.Fatalf("it could not read %s lines, want the one that was broken on purpose", n)
		}
	}
}

// labelsOf are the labels of a line of a page, the name of the metric among them.
func labelsOf(t *testing.T, line string) map[string]string {
	t.Helper()
	parser := expfmt.NewTextParser(model.LegacyValidation)
	families, err := parser.TextToMetricFamilies(strings.NewReader(line + " 1\n"))
	if err != nil {
		t.Fatalf("%v in %s", err, line)
	}
	labels := make(map[string]string)
	for name, f := range families {
		labels["__name__"] = name
		for _, l := range f.Metric[0].Label {
			if l.GetValue() != "" { // one that is empty is none
				labels[l.GetName()] = l.GetValue()
			}
		}
	}
	return labels
}

// identity is a series in one way of writing.
func identity(labels map[string]string) string {
	var b strings.Builder
	for _, name := range slices.Sorted(maps.Keys(labels)) {
		fmt.Fprintf(&b, "%s=%q ", name, labels[name])
	}
	return b.String()
}

// victoria is a VictoriaMetrics that runs for the test.
type victoria struct {
	t    *testing.T
	base string
}

func startVictoriaMetrics(t *testing.T, path string) *victoria {
	t.Helper()
	address := standing.Start(t, "victoria-metrics", "/health", func(address string) *exec.Cmd {
		return exec.Command(path, "-storageDataPath="+t.TempDir(), "-httpListenAddr="+address, "-retentionPeriod=100y", "-memory.allowedBytes=64MiB", "-loggerLevel=WARN")
	})
	return &victoria{t: t, base: "http://" + address}
}

// series are all that it has.
func (v *victoria) series() map[string]bool {
	v.t.Helper()
	v.get("/internal/force_flush")
	all := make(map[string]bool)
	for line := range strings.Lines(v.get("/api/v1/export?" + url.Values{"match[]": {`{__name__!=""}`}}.Encode())) {
		var one struct{ Metric map[string]string }
		if err := json.Unmarshal([]byte(line), &one); err != nil {
			v.t.Fatalf("%v in %.200s", err, line)
		}
		all[identity(one.Metric)] = true
	}
	return all
}

func (v *victoria) get(path string) string {
	v.t.Helper()
	res, err := http.Get(v.base + path)
	return v.body(res, err)
}

func (v *victoria) post(path, body string) {
	v.t.Helper()
	res, err := http.Post(v.base+path, "text/plain", strings.NewReader(body))
	v.body(res, err)
}

func (v *victoria) body(res *http.Response, err error) string {
	v.t.Helper()
	if err != nil {
		v.t.Fatal(err)
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if res.StatusCode/100 != 2 {
		err = errors.Join(err, fmt.Errorf("%s: %.500s", res.Status, text))
	}
	if err != nil {
		v.t.Fatal(err)
	}
	return string(text)
}
