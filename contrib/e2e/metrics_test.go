//go:build linux

package e2e

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"strconv"
	"strings"

	"focusd/daemon/api"
)

// ledger are the counters that the store keeps, by series. The others begin
// anew with every daemon, as those of Go and of HTTP do.
type ledger map[string]float64

// ledgerFamilies is how their names begin.
var ledgerFamilies = []string{
	"focusd_presence_seconds_total", "focusd_active_seconds_total", "focusd_app_switches_total",
	"focusd_clock_jumps_total", "focusd_block_seconds_total", "focusd_focus_seconds_total",
	"focusd_block_away_seconds_total", "focusd_blocks_started_total", "focusd_blocks_finished_total",
	"focusd_interruptions_total", "focusd_breaks_total", "focusd_break_seconds_total",
	"focusd_break_overrun_seconds_total", "focusd_block_duration_seconds",
	"focusd_context_switches_total", "focusd_rule_matches_total", "focusd_corrected_seconds_total",
	"focusd_corrections_total", "focusd_distraction_seconds_total", "focusd_deep_focus_seconds_total",
	"focusd_focus_run_seconds", "focusd_notifications_total", "focusd_label_folds_total",
	"focusd_tasks_created_total", "focusd_tasks_completed_total", "focusd_tasks_estimated_seconds_total",
	"focusd_tasks_actual_seconds_total", "focusd_task_actual_to_estimate_ratio",
}

// readLedger scrapes the counters of the store from the daemon.
func readLedger(ctx context.Context, c *api.Client) (ledger, error) {
	body, err := c.Metrics(ctx)
	if err != nil {
		return nil, err
	}
	defer body.Close()
	return parseLedger(body)
}

func parseLedger(r io.Reader) (ledger, error) {
	found := ledger{}
	lines := bufio.NewScanner(r)
	for lines.Scan() {
		line := lines.Text()
		for _, family := range ledgerFamilies {
			if !strings.HasPrefix(line, family) {
				continue
			}
			cut := strings.LastIndexByte(line, ' ')
			value, err := strconv.ParseFloat(line[cut+1:], 64)
			if err != nil {
				return nil, fmt.Errorf("read %q: %w", line, err)
			}
			found[line[:cut]] = value
			break
		}
	}
	return found, lines.Err()
}

// fallen are the series of l that are lower in now, or no longer there.
func (l ledger) fallen(now ledger) []string {
	var fell []string
	for series, before := range l {
		if after, ok := now[series]; !ok || after < before {
			fell = append(fell, fmt.Sprintf("%s: from %v to %v", series, before, after))
		}
	}
	return fell
}
