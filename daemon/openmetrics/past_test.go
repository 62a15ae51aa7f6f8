package openmetrics_test

import (
	"bytes"
	"context"
	"log/slog"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"focusd/contrib/person"
	"focusd/daemon/engine"
	"focusd/daemon/engine/enginetest"
	"focusd/daemon/metrics"
	"focusd/daemon/openmetrics"
	"focusd/daemon/replay"
	"focusd/tracker"
	"focusd/tracker/category"
)

// past is what a person has lived, as their daemon has kept it.
type past struct {
	*enginetest.Memory
	replay.Outcome
	set *category.Set
}

// lived is made once a run.
func lived(t *testing.T) past {
	t.Helper()
	p, err := nineDays()
	if err != nil {
		t.Fatal(err)
	}
	p.set = compiled(t, person.Rules)
	return p
}

// nineDays have a flight to another zone and back.
var nineDays = sync.OnceValues(func() (past, error) {
	life := person.Live(person.Character{
		Seed: 7, Begin: tracker.Day{Year: 2026, Month: time.October, Day: 12}, Days: 9, Zone: "Europe/Berlin",
		Abroad: "America/New_York", Leaves: tracker.Day{Year: 2026, Month: time.October, Day: 14}, TripDays: 3,
	})
	var record bytes.Buffer
	if err := life.Record(&record); err != nil {
		return past{}, err
	}
	st := enginetest.NewMemory()
	out, err := replay.Play(context.Background(), &record, st, slog.New(slog.DiscardHandler))
	return past{Memory: st, Outcome: out}, err
})

func compiled(t *testing.T, text string) *category.Set {
	t.Helper()
	rules, err := category.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	set, err := category.Compile(rules)
	if err != nil {
		t.Fatal(err)
	}
	return set
}

// judge has rules as an engine asks for them.
func judge(set *category.Set) engine.Judge {
	return func(w tracker.Window, start time.Time) (engine.Judgement, bool) {
		name := set.Classify(w.App, w.Title, start, "").Category
		return engine.Judgement{Category: name, Class: set.Category(name).Class}, true
	}
}

func (p past) export(step time.Duration) openmetrics.Export {
	return openmetrics.Export{
		Past: engine.Past{
			Spans: engine.Whole(p.Spans(time.Time{}, p.To)), Blocks: p.Blocks(time.Time{}, p.To), Breaks: p.Breaks(time.Time{}, p.To),
			Judge: judge(p.set), AppLimit: 20,
		},
		Families: families(), To: p.To, Step: step, Job: "focusd", Instance: "history",
	}
}

func families() (all []openmetrics.Family) {
	for _, f := range metrics.Catalogue() {
		all = append(all, openmetrics.Family{Name: f.Name, Type: openmetrics.Type(f.Type), Unit: f.Unit(), Help: f.Help})
	}
	return all
}

func written(t *testing.T, e openmetrics.Export) string {
	t.Helper()
	var out bytes.Buffer
	if err := e.Write(t.Context(), &out); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// sample is a value at an instant.
type sample struct {
	at, value float64
}

// read reads the samples of a text, by series without job and instance.
func read(t *testing.T, text string) map[string][]sample {
	t.Helper()
	all := make(map[string][]sample)
	for line := range strings.Lines(text) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		end := strings.LastIndex(line, "}") + 1
		series := strings.NewReplacer(`job="focusd",instance="history",`, "", `job="focusd",instance="history"`, "").Replace(line[:end])
		series = strings.TrimSuffix(series, "{}")
		all[series] = append(all[series], readSample(t, line[end:]))
	}
	return all
}

func readSample(t *testing.T, text string) sample {
	t.Helper()
	var numbers []float64
	for _, field := range strings.Fields(text) {
		v, err := strconv.ParseFloat(field, 64)
		if err != nil {
			t.Fatal(err)
		}
		numbers = append(numbers, v)
	}
	if len(numbers) != 2 {
		t.Fatalf("%q is not a value and a time", text)
	}
	return sample{at: numbers[1], value: numbers[0]}
}

// total is the last value of all series of a metric whose text has all of parts.
func total(all map[string][]sample, metric string, parts ...string) (sum float64) {
	for series, samples := range all {
		has := func(part string) bool { return strings.Contains(series, part) }
		if name, _, _ := strings.Cut(series, "{"); name == metric && !slices.ContainsFunc(parts, func(p string) bool { return !has(p) }) {
			sum += samples[len(samples)-1].value
		}
	}
	return sum
}

// sorted are the keys of a map, for messages.
func sorted[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
