package metrics

import (
	"fmt"
	"os"
	"syscall"
	"time"
)

// What the kernel says of this process, under the names that every exporter has
// for it.
const (
	processCPU     = "process_cpu_seconds_total"
	processVirtual = "process_virtual_memory_bytes"
	processMemory  = "process_resident_memory_bytes"
	processFiles   = "process_open_fds"
	processMaxFile = "process_max_fds"
)

func processFamilies() []Family {
	return []Family{
		processStart(),
		{Name: processCPU, Type: Counter, Help: "Total user and system CPU time spent in seconds."},
		{Name: processVirtual, Type: Gauge, Help: "Virtual memory size in bytes."},
		{Name: processMemory, Type: Gauge, Help: "Resident memory size in bytes."},
		{Name: processFiles, Type: Gauge, Help: "Number of open file descriptors."},
		{Name: processMaxFile, Type: Gauge, Help: "Maximum number of open file descriptors."},
	}
}

// process asks the kernel. The collector of client_golang reads nine files for
// the same, the network counters of the whole machine among them, and took a
// third of a scrape.
type process struct{ started time.Time }

// show leaves out what cannot be read.
func (p process) show(s *sheet) {
	s.put(processStart().Name, unix(p.started))
	var usage syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &usage) == nil {
		s.put(processCPU, time.Duration(usage.Utime.Nano()+usage.Stime.Nano()).Seconds())
	}
	if virtual, resident, err := memory(); err == nil {
		s.put(processVirtual, virtual)
		s.put(processMemory, resident)
	}
	if open, err := openFiles(); err == nil {
		s.put(processFiles, float64(open))
	}
	var most syscall.Rlimit
	if syscall.Getrlimit(syscall.RLIMIT_NOFILE, &most) == nil {
		s.put(processMaxFile, float64(most.Cur))
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
