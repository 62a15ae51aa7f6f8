package main

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"focusd/contrib/promapi/past"
	"focusd/contrib/promapi/query"
)

// resident is how much memory the program has that was started last.
func resident(b *testing.B) string {
	b.Helper()
	files, err := filepath.Glob("/proc/[0-9]*/status")
	if err != nil {
		b.Fatal(err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil || !strings.Contains(string(text), "Name:\tfocusd-promapi\n") || !strings.Contains(string(text), fmt.Sprintf("PPid:\t%d\n", os.Getpid())) {
			continue
		}
		for line := range strings.SplitSeq(string(text), "\n") {
			if strings.HasPrefix(line, "VmRSS") {
				return line
			}
		}
	}
	return "ended"
}

func BenchmarkThreeYears(b *testing.B) {
	client := started(b, years(b, 3*365))
	began := time.Now()
	r := &past.Reader{Daemon: client, Target: target}
	p, err := r.Past(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	b.Logf("read in %v: %d series from %v", time.Since(began), len(p.Series()), p.Begin())
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	b.Logf("heap %d MB, of the system %d MB", m.HeapAlloc>>20, m.Sys>>20)
	server := serving(b, client.Socket)
	until(b, "it has read the history", func() error {
		res, err := http.Get("http://" + server + "/-/ready")
		if err == nil {
			res.Body.Close()
		}
		return err
	})
	b.Logf("the program has %s", resident(b))
	e := query.New(query.Limits{})
	const perDay = `sum by (category) ((last_over_time(focusd_active_seconds_total[14d] offset -1d) - last_over_time(focusd_active_seconds_total[14d])) or increase(focusd_active_seconds_total[1d] offset -1d))`
	for _, q := range []struct {
		name, expr string
		back, step time.Duration
	}{
		{"90 days by category", perDay, 90 * 24 * time.Hour, 24 * time.Hour},
		{"3 years by category", perDay, 3 * 365 * 24 * time.Hour, 24 * time.Hour},
		{"7 days, top 5 of the hour", `topk(5, sum by (app) (increase(focusd_active_seconds_total[1h])))`, 7 * 24 * time.Hour, time.Hour},
	} {
		b.Run(q.name, func(b *testing.B) {
			for b.Loop() {
				to := time.Now().UTC().Truncate(24 * time.Hour)
				res, err := e.Range(context.Background(), p, q.expr, to.Add(-q.back), to, q.step, 0)
				if err != nil || len(res.Rows) == 0 {
					b.Fatal(len(res.Rows), err)
				}
			}
		})
	}
}
