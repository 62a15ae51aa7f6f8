package metrics

import (
	"math"
	"runtime"
	"runtime/debug"
	rtm "runtime/metrics"
	"runtime/pprof"
	"time"
)

// What the runtime says of itself, under the names that every program in Go has
// for it.
const (
	goInfo       = "go_info"
	goGoroutines = "go_goroutines"
	goThreads    = "go_threads"
	goCollecting = "go_gc_duration_seconds"
	goLast       = "go_memstats_last_gc_time_seconds"
	goPercent    = "go_gc_gogc_percent"
	goLimit      = "go_gc_gomemlimit_bytes"
	goProcessors = "go_sched_gomaxprocs_threads"
)

func runtimeFamilies() []Family {
	gauge := func(name, help string) Family { return Family{Name: name, Type: Gauge, Help: help} }
	info := gauge(goInfo, "Information about the Go environment.")
	info.Labels = []Label{{Name: "version", Most: 1}}
	return []Family{
		info,
		gauge(goGoroutines, "Number of goroutines that currently exist."),
		gauge(goThreads, "Number of OS threads created."),
		{Name: goCollecting, Type: summary, Help: "A summary of the wall-time pause (stop-the-world) duration in garbage collection cycles."},
		gauge(goLast, "Number of seconds since 1970 of last garbage collection."),
		gauge(goPercent, "Heap size target percentage configured by the user, otherwise 100."),
		gauge(goLimit, "Go runtime memory limit configured by the user, otherwise math.MaxInt64."),
		gauge(goProcessors, "The number of operating system threads that can execute user-level Go code simultaneously."),
	}
}

// goRuntime asks the runtime. The collector of client_golang has it copy the
// pauses of the last 256 collections each time, which is most of what a scrape
// would allocate.
type goRuntime struct {
	pauses  debug.GCStats
	samples []rtm.Sample
	threads *pprof.Profile
}

func newGoRuntime() *goRuntime {
	return &goRuntime{
		pauses:  debug.GCStats{PauseQuantiles: make([]time.Duration, 5)},
		samples: []rtm.Sample{{Name: "/gc/gogc:percent"}, {Name: "/gc/gomemlimit:bytes"}},
		threads: pprof.Lookup("threadcreate"),
	}
}

func (g *goRuntime) show(s *sheet) {
	s.put(goInfo, 1, runtime.Version())
	s.put(goGoroutines, float64(runtime.NumGoroutine()))
	s.put(goThreads, float64(g.threads.Count()))
	s.put(goProcessors, float64(runtime.GOMAXPROCS(0)))
	rtm.Read(g.samples)
	s.put(goPercent, float64(min(g.samples[0].Value.Uint64(), math.MaxInt64)))
	s.put(goLimit, float64(g.samples[1].Value.Uint64()))
	debug.ReadGCStats(&g.pauses)
	s.put(goLast, unix(g.pauses.LastGC))
	quantiles := make(map[float64]float64, len(g.pauses.PauseQuantiles))
	for i, q := range g.pauses.PauseQuantiles {
		quantiles[float64(i)/float64(len(g.pauses.PauseQuantiles)-1)] = q.Seconds()
	}
	s.putSummary(goCollecting, uint64(g.pauses.NumGC), g.pauses.PauseTotal.Seconds(), quantiles)
}
