package metrics

import (
	"math"
	"os"
	"testing"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
)

// gauges gathers the one value of each metric, with help and type.
func gauges(t *testing.T, c prometheus.Collector) map[string]oneMetric {
	t.Helper()
	reg := prometheus.NewPedanticRegistry()
	reg.MustRegister(c)
	families, err := reg.Gather()
	if err != nil {
		t.Fatal(err)
	}
	all := make(map[string]oneMetric)
	for _, f := range families {
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
	usual := gauges(t, collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	own := gauges(t, newProcess())
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
		t.Errorf("the collector shows %d metrics, want %d: %v", len(own), len(tolerance), own)
	}
	for name, most := range tolerance {
		got, want := own[name], usual[name]
		if got.help != want.help || got.kind != want.kind || math.Abs(got.value-want.value) > most {
			t.Errorf("%s = %+v, want %+v within %v", name, got, want, most)
		}
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
