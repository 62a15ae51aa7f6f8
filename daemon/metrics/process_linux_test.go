package metrics

import (
	"log/slog"
	"math"
	"os"
	"runtime"
	"strings"
	"testing"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
)

// gauges are the one value of each metric of that prefix, with help and type.
func gauges(t *testing.T, prefix string, g prometheus.Gatherer) map[string]oneMetric {
	t.Helper()
	families, err := g.Gather()
	if err != nil {
		t.Fatal(err)
	}
	all := make(map[string]oneMetric)
	for _, f := range families {
		if !strings.HasPrefix(f.GetName(), prefix) {
			continue
		}
		m := f.GetMetric()[0]
		value := m.GetGauge().GetValue() + m.GetCounter().GetValue()
		all[f.GetName()] = oneMetric{f.GetHelp(), f.GetType().String(), value}
	}
	return all
}

type oneMetric struct {
	help, kind string
	value      float64
}

// TestProcessSaysTheUsual compares with the collector that every other exporter
// has.
func TestProcessSaysTheUsual(t *testing.T) {
	others := prometheus.NewRegistry()
	others.MustRegister(collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	usual := gauges(t, "process_", others)
	own := gauges(t, "process_", New(source(snapshot()), slog.New(slog.DiscardHandler)))
	// The two look one after the other, and this one calls now its start. Between
	// them the runtime may map some more of its arenas, 64 MB each.
	tolerance := map[string]float64{
		"process_cpu_seconds_total":     1,
		"process_virtual_memory_bytes":  512 << 20,
		"process_resident_memory_bytes": 64 << 20,
		"process_start_time_seconds":    600,
		"process_open_fds":              1,
		"process_max_fds":               0,
	}
	if len(own) != len(tolerance) {
		t.Errorf("a scrape shows %d metrics, want %d: %v", len(own), len(tolerance), own)
	}
	for name, most := range tolerance {
		got, want := own[name], usual[name]
		if got.help != want.help || got.kind != want.kind || math.Abs(got.value-want.value) > most {
			t.Errorf("%s = %+v, want %+v within %v", name, got, want, most)
		}
	}
}

// TestTheRuntimeSaysTheUsual compares names and types with those of the collector
// that every other program in Go has.
func TestTheRuntimeSaysTheUsual(t *testing.T) {
	others := prometheus.NewRegistry()
	others.MustRegister(collectors.NewGoCollector(collectors.WithGoCollectorMemStatsMetricsDisabled()))
	runtime.GC() // there is a last time
	usual, own := gauges(t, "go_", others), gauges(t, "go_", New(source(snapshot()), slog.New(slog.DiscardHandler)))
	for name, want := range usual {
		got := own[name]
		same := got.value == want.value || name == goGoroutines || name == goThreads || name == goLast
		if got.kind != want.kind || !same || !strings.HasPrefix(want.help, strings.TrimSuffix(got.help, ".")) && name != goProcessors {
			t.Errorf("%s = %+v, want %+v", name, got, want)
		}
	}
	if len(own) != len(usual) {
		t.Errorf("a scrape shows %d metrics of the runtime, want %d", len(own), len(usual))
	}
}

func TestOpenFilesAreCounted(t *testing.T) {
	before, err := openFiles()
	if err != nil {
		t.Fatal(err)
	}
	f, err := os.Open(os.DevNull)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if after, err := openFiles(); err != nil || after != before+1 {
		t.Errorf("openFiles = %d, %v after one more was opened; want %d", after, err, before+1)
	}
}
