//go:build linux

package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// usage is what a process has used since it was started.
type usage struct {
	at     time.Time
	cpu    time.Duration
	waits  int // voluntary context switches: each is a wake-up later
	pushed int // involuntary ones
	anon   int // KiB
}

// usageOf reads what a process has used so far.
func usageOf(pid int) (usage, error) {
	u := usage{at: time.Now()}
	proc := fmt.Sprintf("/proc/%d/", pid)
	tasks, err := filepath.Glob(proc + "task/*")
	if err != nil || len(tasks) == 0 {
		return u, fmt.Errorf("read the usage of process %d: it is gone", pid)
	}
	for _, task := range tasks {
		// The scheduler counts in nanoseconds, /proc/PID/stat in hundredths of a
		// second, which is more than is used in a minute.
		text, err := os.ReadFile(task + "/schedstat")
		if err != nil {
			continue // the thread has ended
		}
		var ran int64
		if _, err := fmt.Sscan(string(text), &ran); err != nil {
			return u, fmt.Errorf("read %s/schedstat: %w", task, err)
		}
		u.cpu += time.Duration(ran)
		u.waits += number(task+"/status", "voluntary_ctxt_switches:")
		u.pushed += number(task+"/status", "nonvoluntary_ctxt_switches:")
	}
	u.anon = number(proc+"status", "RssAnon:")
	return u, nil
}

// memory is what a process had in memory, one time after the other.
// Nobody else but the bench has a share in it.
type memory struct{ anon, all samples }

func (m *memory) sample(pid int) {
	proc := fmt.Sprintf("/proc/%d/", pid)
	m.anon = append(m.anon, number(proc+"smaps_rollup", "Anonymous:"))
	m.all = append(m.all, number(proc+"smaps_rollup", "Rss:"))
}

// samples are amounts of memory in KiB. There is at least one.
type samples []int

// most is the largest, in MiB.
func (s samples) most() float64 { return float64(slices.Max(s)) / 1024 }

// mean is in MiB.
func (s samples) mean() float64 {
	sum := 0
	for _, kib := range s {
		sum += kib
	}
	return float64(sum) / float64(len(s)) / 1024
}

// number is the number after the key in a file of procfs; 0 if it is not there.
func number(file, key string) int {
	text, err := os.ReadFile(file)
	if err != nil {
		return 0
	}
	for line := range strings.SplitSeq(string(text), "\n") {
		if rest, ok := strings.CutPrefix(line, key); ok {
			var n int
			fmt.Sscan(rest, &n)
			return n
		}
	}
	return 0
}
