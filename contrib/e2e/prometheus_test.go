//go:build linux

package e2e

import (
	"bytes"
	"context"
	"io"
	"math"
	"os/exec"
	"strings"
	"testing"
	"time"

	"focusd/contrib/e2e/rig"
)

// TestPrometheusCountsTheTimeOfTheWall has a real Prometheus watch the daemon
// for two minutes, while somebody works in them.
func TestPrometheusCountsTheTimeOfTheWall(t *testing.T) {
	t.Parallel()
	ctx, m, screen := newDesktop(t, 5*time.Minute, "prometheus", "promtool", "xterm", "xmessage")
	// What is younger than idle_after may still turn out to be idle, and is
	// not counted yet: a short one, so that little is left uncounted.
	if err := m.Configure("[presence]\nidle_after = \"5s\"\n[store]\ncommit_interval = \"5s\"\n"); err != nil {
		t.Fatal(err)
	}
	startDaemon(ctx, t, m)
	web, err := m.Web(ctx)
	if err != nil {
		t.Fatal(err)
	}
	prometheus, err := m.StartPrometheus(ctx, strings.TrimPrefix(web, "http://"), time.Second)
	if err != nil {
		t.Fatal(err)
	}
	windows := []rig.Window{}
	for _, command := range [][]string{{"xterm", "-e", "sleep", "600"}, {"xmessage", "An example"}} {
		w, err := m.Open(ctx, command[0], command[1:]...)
		if err != nil {
			t.Fatal(err)
		}
		windows = append(windows, w)
	}
	focus(ctx, t, m, "start", "25/5")

	for i, end := 0, time.Now().Add(2*time.Minute+5*time.Second); time.Now().Before(end); i++ {
		if err := screen.Activate(ctx, windows[i%2]); err != nil {
			t.Fatal(err)
		}
		if err := screen.Press(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(2 * time.Second)
	}

	number := func(expr string) float64 {
		t.Helper()
		v, err := prometheus.Number(ctx, expr)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	if up := number(`min_over_time(up{job="focusd"}[2m])`); up != 1 {
		t.Errorf("a scrape has failed: up was %v", up)
	}
	// The exact form of a difference over two minutes: no extrapolation.
	const presence = `sum(focusd_presence_seconds_total) - sum(focusd_presence_seconds_total offset 110s)`
	// In one question, and of a while ago: no scrape comes in between.
	const apart = `abs(sum(focusd_presence_seconds_total offset 3s) - sum(focusd_presence_seconds_total offset 113s)
		- scalar(focusd_accounted_until_timestamp_seconds offset 3s - focusd_accounted_until_timestamp_seconds offset 113s))`
	if off := number(apart); off > 0.01 {
		t.Errorf("presence and the watermark grew by %v s more or less than one another", off)
	}
	// Between two scrapes the watermark moves in steps of a commit.
	if got := number(presence); math.Abs(got-110) > 0.01*110+5 {
		t.Errorf("presence grew by %v s in 110 s of the wall", got)
	}
	if got := number(`sum(increase(focusd_presence_seconds_total[110s]))`); math.Abs(got-110) > 0.01*110+5 {
		t.Errorf("increase(presence) is %v s in 110 s of the wall", got)
	}
	const partition = `abs(sum(focusd_presence_seconds_total) - scalar(focusd_accounted_until_timestamp_seconds - focusd_tracking_start_timestamp_seconds))`
	if off := number(partition); off > 0.01 {
		t.Errorf("the presences miss the accounted time by %v s", off)
	}
	const active = `abs(sum(focusd_active_seconds_total) - scalar(focusd_presence_seconds_total{state="active"}))`
	if off := number(active); off > 0.01 {
		t.Errorf("the apps miss the active time by %v s", off)
	}
	checkResets(ctx, t, prometheus)
}

// checkResets checks that Prometheus has seen no counter of the store fall.
func checkResets(ctx context.Context, t *testing.T, prometheus *rig.Prometheus) {
	t.Helper()
	seen := 0
	for _, family := range ledgerFamilies {
		// Of the one histogram, the count stands for all.
		if !strings.HasSuffix(family, "_total") {
			family += "_count"
		}
		all, err := prometheus.Query(ctx, "resets("+family+"[15m])")
		if err != nil {
			t.Error(err)
		}
		for _, series := range all {
			seen++
			if series.Value != 0 {
				t.Errorf("prometheus saw %s%v fall %v times", family, series.Labels, series.Value)
			}
		}
	}
	if seen < 10 {
		t.Errorf("prometheus has %d counters of the store, want more", seen)
	}
}

// TestMetricsAreClean has promtool judge names, help and form of every metric.
func TestMetricsAreClean(t *testing.T) {
	t.Parallel()
	ctx, m := newMachine(t, time.Minute, "promtool")
	startDaemon(ctx, t, m)
	focus(ctx, t, m, "start", "25/5")
	body, err := m.Client().Metrics(ctx)
	if err != nil {
		t.Fatal(err)
	}
	defer body.Close()
	text, err := io.ReadAll(body)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(ctx, "promtool", "check", "metrics")
	cmd.Stdin = bytes.NewReader(text)
	if out, err := cmd.CombinedOutput(); err != nil || len(out) > 0 {
		t.Errorf("promtool check metrics: %v\n%s", err, out)
	}
	if n := bytes.Count(text, []byte("\nfocusd_")); n < 30 {
		t.Errorf("there are %d series, want at least 30:\n%s", n, text)
	}
}
