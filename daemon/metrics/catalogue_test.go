package metrics

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"net/http"
	"os"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"focusd/daemon/engine"
	"focusd/daemon/engine/enginetest"
	"focusd/timer"
	"focusd/timer/nudge"
	"focusd/tracker"
)

func TestTheDocumentationIsThatOfTheCatalogue(t *testing.T) {
	const page = "../../contrib/metrics.md"
	if *update {
		if err := os.WriteFile(page, []byte(Page()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != Page() {
		t.Errorf("%s is not what the catalogue says: go test ./daemon/metrics -update", page)
	}
}

func TestTheCatalogueIsInOrder(t *testing.T) {
	seen := make(map[string]bool)
	for _, f := range Catalogue() {
		t.Run(f.Name, func(t *testing.T) {
			if seen[f.Name] || f.Help == "" || !strings.HasPrefix(f.Name, "focusd_") {
				t.Errorf("%+v: wants a name of its own and a help", f)
			}
			seen[f.Name] = true
			if total := strings.HasSuffix(f.Name, "_total"); total != (f.Type == Counter) {
				t.Errorf("a %s is called so", f.Type)
			}
			if !slices.IsSorted(f.labelNames()) {
				t.Errorf("labels %v are not in order", f.labelNames())
			}
			for _, l := range f.Labels {
				if l.Values == nil && l.Most == 0 {
					t.Errorf("label %s may have any number of values", l.Name)
				}
			}
		})
	}
}

// busy is a snapshot of a person with all the apps, categories and goals that
// there can be.
func busy() (*engine.Snapshot, Source) {
	s := snapshot()
	hostile := []string{`say "hi"`, `back\slash`, "new\nline", strings.Repeat("long", 2500), "\u202eright to left", "\xff"}
	for i := range 200 {
		s.Ledger.Values[engine.Counter{Metric: "focusd_active_seconds_total", Labels: fmt.Sprintf("app=%q,category=%q", fmt.Sprint("app", i%20), engine.Slug("c"+fmt.Sprint(i%20)))}] = 1
	}
	src := source(s)
	src.Agenda = func() (Agenda, error) {
		a := Agenda{}
		for i := range 40 {
			a.Goals = append(a.Goals, Goal{Name: fmt.Sprint(hostile[i%len(hostile)], i), Target: time.Hour, Habit: true})
		}
		return a, nil
	}
	src.Categories = func(time.Time, time.Time) ([]engine.CategoryTotal, error) {
		var all []engine.CategoryTotal
		for i := range 300 {
			all = append(all, engine.CategoryTotal{Name: fmt.Sprint(i, "/", hostile[i%len(hostile)]), Active: time.Duration(i) * time.Second})
		}
		return all, nil
	}
	return s, src
}

// foundFamily is a metric as a scrape finds it.
type foundFamily struct {
	name, kind string
	labels     []map[string]string // of each
	values     []float64           // of each, but for those of histograms
	series     int                 // those of buckets included
}

// gathered is what a scrape finds.
func gathered(t *testing.T, m *Metrics) []foundFamily {
	t.Helper()
	found, err := m.Gather()
	if err != nil {
		t.Fatal(err)
	}
	var all []foundFamily
	for _, f := range found {
		one := foundFamily{name: f.GetName(), kind: strings.ToLower(f.GetType().String())}
		for _, metric := range f.GetMetric() {
			labels := make(map[string]string)
			for _, pair := range metric.GetLabel() {
				labels[pair.GetName()] = pair.GetValue()
			}
			one.labels = append(one.labels, labels)
			one.values = append(one.values, metric.GetCounter().GetValue()+metric.GetGauge().GetValue())
			one.series++
			if h := metric.GetHistogram(); h != nil {
				one.series += len(h.GetBucket()) + 2
			}
		}
		all = append(all, one)
	}
	return all
}

// Whatever is named how, labels are those of the catalogue, and the series of
// one daemon stay few.
func TestNothingButTheCatalogueIsShown(t *testing.T) {
	_, src := busy()
	m := New(src, slog.New(slog.DiscardHandler))
	for i := range 90 {
		m.ObserveRequest(fmt.Sprint("/v1/route/", i), http.MethodGet, http.StatusOK, time.Millisecond)
	}
	known := make(map[string]Family)
	for _, f := range Catalogue() {
		known[f.Name] = f
	}
	series := 0
	for _, found := range gathered(t, m) {
		series += found.series
		f, ok := known[found.name]
		if !strings.HasPrefix(found.name, "focusd_") {
			continue
		}
		if !ok {
			t.Errorf("%s is not in the catalogue", found.name)
			continue
		}
		if found.kind != string(f.Type) {
			t.Errorf("%s is a %s, want %s", f.Name, found.kind, f.Type)
		}
		checkLabels(t, f, found)
	}
	if series > 700 {
		t.Errorf("%d series, want at most 700", series)
	}
}

func checkLabels(t *testing.T, f Family, found foundFamily) {
	t.Helper()
	values := make(map[string]map[string]bool)
	for _, labels := range found.labels {
		for name, v := range labels {
			l, ok := f.Label(name)
			if !ok || l.Values != nil && !slices.Contains(l.Values, v) {
				t.Errorf("%s has %s=%q, which the catalogue does not know", f.Name, name, v)
			}
			if len(v) > 64 || !utf8.ValidString(v) || strings.ContainsAny(v, "\n\u202e") {
				t.Errorf("%s has the value %.80q", f.Name, v)
			}
			if values[l.Name] == nil {
				values[l.Name] = make(map[string]bool)
			}
			values[l.Name][v] = true
		}
	}
	for name, all := range values {
		if l, _ := f.Label(name); l.Values == nil && len(all) > l.Most {
			t.Errorf("%s has %d values of %s, want at most %d", f.Name, len(all), name, l.Most)
		}
	}
}

func TestTheDayIsNotReadAtEachScrape(t *testing.T) {
	s := snapshot()
	src := source(s)
	reads := 0
	src.Categories = func(from, to time.Time) ([]engine.CategoryTotal, error) {
		reads++
		if from != s.Day.From || to != s.At {
			t.Errorf("read from %v to %v, want the day so far", from, to)
		}
		return nil, nil
	}
	m := New(src, slog.New(slog.DiscardHandler))
	for _, step := range []struct {
		after time.Duration
		want  int
	}{{0, 1}, {30 * time.Second, 1}, {31 * time.Second, 2}} {
		s.At = s.At.Add(step.after)
		gathered(t, m)
		if reads != step.want {
			t.Errorf("%v later the day was read %d times, want %d", step.after, reads, step.want)
		}
	}
	s.Day.From = s.At
	gathered(t, m)
	if reads != 3 {
		t.Errorf("on another day it was read %d times, want 3", reads)
	}
}

// complete is the source of a scrape that lacks nothing: an engine has begun its
// ledger, and there is an agenda.
func complete(tb testing.TB) Source {
	tb.Helper()
	e, err := engine.New(engine.Config{}, enginetest.NewMemory(), slog.New(slog.DiscardHandler))
	if err != nil {
		tb.Fatal(err)
	}
	ctx, cancel := context.WithCancel(tb.Context())
	ended := make(chan error)
	go func() { ended <- e.Run(ctx, nil) }()
	s, err := e.Do(ctx, timer.Event{Verb: timer.Start})
	cancel()
	if err := errors.Join(err, <-ended); err != nil {
		tb.Fatal(err)
	}
	s.Source = engine.SourceState{Name: "x11", Watching: true}
	return source(s)
}

// What is not there before it happens for the first time has no first time: no
// increase sees it.
func TestEveryCounterBeginsAtZero(t *testing.T) {
	shown := make(map[string]foundFamily)
	for _, f := range gathered(t, New(complete(t), slog.New(slog.DiscardHandler))) {
		shown[f.name] = f
	}
	for _, f := range Catalogue() {
		if f.From != Ledger || f.Type == Gauge {
			continue
		}
		for _, want := range combinations(f.Labels) {
			if !slices.ContainsFunc(shown[f.Name].labels, func(l map[string]string) bool { return contains(l, want) }) {
				t.Errorf("%s begins without %v", f.Name, want)
			}
		}
	}
}

// combinations are all there can be of the labels that have fixed values.
func combinations(labels []Label) []map[string]string {
	all := []map[string]string{{}}
	for _, l := range labels {
		if l.Values == nil {
			continue
		}
		var next []map[string]string
		for _, before := range all {
			for _, v := range l.Values {
				one := maps.Clone(before)
				one[l.Name] = v
				next = append(next, one)
			}
		}
		all = next
	}
	return all
}

// contains says that all has what part has.
func contains(all, part map[string]string) bool {
	for k, v := range part {
		if all[k] != v {
			return false
		}
	}
	return true
}

// A collector that shows nothing, or a metric that no collector shows, would be
// seen by nobody who switches it off.
func TestEveryMetricHasItsCollector(t *testing.T) {
	var titled []string
	for _, c := range chapters() {
		titled = append(titled, c.collector)
	}
	if want := append(Collectors(), Exporter); !slices.Equal(titled, want) {
		t.Errorf("chapters are of the collectors %v, want %v", titled, want)
	}
	m := New(complete(t), slog.New(slog.DiscardHandler))
	m.ObserveRequest("/v1/status", http.MethodGet, http.StatusOK, time.Millisecond)
	found := make(map[string]bool)
	for _, f := range gathered(t, m) {
		found[f.name] = true
	}
	for _, f := range Catalogue() {
		if !found[f.Name] {
			t.Errorf("%s is in the catalogue, and in no scrape", f.Name)
		}
	}
}

func TestCollectorsCanBeSwitchedOff(t *testing.T) {
	for _, off := range Collectors() {
		t.Run(off, func(t *testing.T) {
			src := complete(t)
			src.Off = []string{off}
			m := New(src, slog.New(slog.DiscardHandler))
			m.ObserveRequest("/v1/status", http.MethodGet, http.StatusOK, time.Millisecond)
			m.ObserveCommit(time.Millisecond, nil)
			shown := make(map[string]bool)
			for _, f := range gathered(t, m) {
				shown[f.name] = true
			}
			for _, f := range Catalogue() {
				if shown[f.Name] == (f.Collector == off) {
					t.Errorf("without %s, %s of %s is shown: %v", off, f.Name, f.Collector, shown[f.Name])
				}
			}
		})
	}
}

func TestBareIsWithoutTheProcess(t *testing.T) {
	for _, bare := range []bool{false, true} {
		src := source(snapshot())
		src.Bare = bare
		for _, f := range gathered(t, New(src, slog.New(slog.DiscardHandler))) {
			if strings.HasPrefix(f.name, "focusd_") {
				continue
			}
			if bare {
				t.Errorf("a bare scrape has %s", f.name)
			}
			return
		}
		if !bare {
			t.Error("a scrape has nothing of the process")
		}
	}
}

// The names in the table are those of the domain: a value that is added there
// has its place here.
func TestEnumerationsAreComplete(t *testing.T) {
	for _, tt := range []struct {
		name  string
		got   []string
		after fmt.Stringer
	}{
		{"presence", names(tracker.Active, tracker.Unobserved), tracker.Unobserved + 1},
		{"kinds", blockKind().Values, timer.Burst + 1},
		{"phases", names(timer.Idle, timer.BreakOver), timer.BreakOver + 1},
		{"causes", names(timer.Internal, timer.Distraction), timer.Distraction + 1},
		{"breaks", names(timer.Taken, timer.Skipped), timer.Skipped + 1},
		{"notices", names(nudge.Return, nudge.Recovered), nudge.Recovered + 1},
	} {
		if !strings.Contains(tt.after.String(), "(") {
			t.Errorf("%s: %v comes after %v and is not in the table", tt.name, tt.after, tt.got)
		}
	}
}
