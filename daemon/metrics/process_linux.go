package metrics

import (
	"fmt"
	"os"
	"syscall"
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// What the kernel says of this process, under the names that every exporter
// has for it.
var (
	processCPU     = Family{Name: "process_cpu_seconds_total", Type: Counter, Help: "Total user and system CPU time spent in seconds."}
	processVirtual = Family{Name: "process_virtual_memory_bytes", Type: Gauge, Help: "Virtual memory size in bytes."}
	processMemory  = Family{Name: "process_resident_memory_bytes", Type: Gauge, Help: "Resident memory size in bytes."}
	processFiles   = Family{Name: "process_open_fds", Type: Gauge, Help: "Number of open file descriptors."}
	processMaxFile = Family{Name: "process_max_fds", Type: Gauge, Help: "Maximum number of open file descriptors."}
	processStart   = Family{Name: "process_start_time_seconds", Type: Gauge, Help: "Start time of the process since unix epoch in seconds."}
)

// process collects them. The collector of client_golang reads nine files for
// the same, the network counters of the whole machine among them, and took a
// third of a scrape.
type process struct {
	started time.Time
	descs   map[string]*prometheus.Desc
}

// newProcess returns the collector of a process that has just started.
func newProcess() prometheus.Collector {
	p := process{time.Now(), make(map[string]*prometheus.Desc)}
	for _, f := range []Family{processCPU, processVirtual, processMemory, processFiles, processMaxFile, processStart} {
		p.descs[f.Name] = f.desc()
	}
	return p
}

// Describe implements prometheus.Collector.
func (p process) Describe(ch chan<- *prometheus.Desc) {
	for _, d := range p.descs {
		ch <- d
	}
}

// Collect implements prometheus.Collector. What cannot be read is left out.
func (p process) Collect(ch chan<- prometheus.Metric) {
	out := func(f Family, v float64) {
		kind := prometheus.GaugeValue
		if f.Type == Counter {
			kind = prometheus.CounterValue
		}
		ch <- prometheus.MustNewConstMetric(p.descs[f.Name], kind, v)
	}
	out(processStart, unix(p.started))
	var usage syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &usage) == nil {
		out(processCPU, time.Duration(usage.Utime.Nano()+usage.Stime.Nano()).Seconds())
	}
	if virtual, resident, err := memory(); err == nil {
		out(processVirtual, virtual)
		out(processMemory, resident)
	}
	if open, err := openFiles(); err == nil {
		out(processFiles, float64(open))
	}
	var most syscall.Rlimit
	if syscall.Getrlimit(syscall.RLIMIT_NOFILE, &most) == nil {
		out(processMaxFile, float64(most.Cur))
	}
}

// memory is what the process has mapped and what of it is in memory, in bytes.
func memory() (virtual, resident float64, err error) {
	text, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		return 0, 0, err
	}
	if _, err := fmt.Sscan(string(text), &virtual, &resident); err != nil {
		return 0, 0, fmt.Errorf("read /proc/self/statm: %w", err)
	}
	page := float64(os.Getpagesize())
	return virtual * page, resident * page, nil
}

// openFiles counts the open files, without the one it takes to count them.
func openFiles() (int, error) {
	dir, err := os.Open("/proc/self/fd")
	if err != nil {
		return 0, err
	}
	defer dir.Close()
	names, err := dir.Readdirnames(-1)
	return len(names) - 1, err
}
