package engine

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
	"time"

	"focusd/timer"
	"focusd/tracker"
	"focusd/tracker/category"
)

// Ledger is a committed state of the exported counters.
type Ledger struct {
	Created time.Time // when counting began
	Until   time.Time // the watermark: presence is counted up to here
	Values  map[Counter]uint64
}

// Names of the exported counters that the ledger keeps.
const (
	presenceSeconds  = "focusd_presence_seconds_total"
	activeSeconds    = "focusd_active_seconds_total"
	appSwitches      = "focusd_app_switches_total"
	clockJumps       = "focusd_clock_jumps_total"
	blockSeconds     = "focusd_block_seconds_total"
	focusSeconds     = "focusd_focus_seconds_total"
	blockAwaySeconds = "focusd_block_away_seconds_total"
	blocksStarted    = "focusd_blocks_started_total"
	blocksFinished   = "focusd_blocks_finished_total"
	interruptions    = "focusd_interruptions_total"
	breaksEnded      = "focusd_breaks_total"
	breakSeconds     = "focusd_break_seconds_total"
	breakOverrun     = "focusd_break_overrun_seconds_total"
	// The histogram of block lengths is kept as its cumulative buckets, sum
	// and count, which are counters.
	blockDurationBucket = "focusd_block_duration_seconds_bucket"
	blockDurationSum    = "focusd_block_duration_seconds_sum"
	blockDurationCount  = "focusd_block_duration_seconds_count"
)

// BlockDurationBuckets are the upper bounds of focusd_block_duration_seconds,
// in seconds.
func BlockDurationBuckets() []int {
	return []int{60, 300, 600, 900, 1500, 2400, 3600, 5400, 7200}
}

// labels formats pairs of label name and value, which must come in the order
// of their names.
func labels(pairs ...string) string {
	var b strings.Builder
	for i := 0; i < len(pairs); i += 2 {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, "%s=%q", pairs[i], pairs[i+1])
	}
	return b.String()
}

// Label is the value of the label with that name, "" if there is none.
func (c Counter) Label(name string) string {
	rest := c.Labels
	for rest != "" {
		key, quoted, _ := strings.Cut(rest, "=")
		value, err := strconv.QuotedPrefix(quoted)
		if err != nil {
			return ""
		}
		if key == name {
			plain, _ := strconv.Unquote(value)
			return plain
		}
		rest = strings.TrimPrefix(quoted[len(value):], ",")
	}
	return ""
}

func presence(p tracker.Presence) Counter {
	return Counter{presenceSeconds, labels("state", p.String())}
}

// active counts the time in an app. Where the category alone is kept of it, that
// has a label of its own.
func active(app string) Counter {
	if name, ok := category.Decided(app, ""); ok {
		return Counter{activeSeconds, labels("app", hiddenApp, "category", cmp.Or(name, unclassified))}
	}
	return Counter{activeSeconds, labels("app", app, "category", unclassified)}
}

// activeApp is the app that active was asked for.
func activeApp(c Counter) string {
	if app := c.Label("app"); app != hiddenApp {
		return app
	}
	return category.AsApp(c.Label("category"))
}

// announce puts every counter whose labels are known beforehand at zero, so
// that its first increment can be seen.
func (l Ledger) announce() {
	zero := func(metric, labels string) { l.Values[Counter{metric, labels}] += 0 }
	for p := tracker.Active; p <= tracker.Unobserved; p++ {
		zero(presenceSeconds, labels("state", p.String()))
	}
	for _, d := range []string{"work", "break", "free"} {
		zero(appSwitches, labels("during", d))
	}
	for _, d := range []string{"forward", "backward"} {
		zero(clockJumps, labels("direction", d))
	}
	for _, app := range []string{unknownApp, otherApps} {
		l.Values[active(app)] += 0
	}
	for k := timer.Pomodoro; k <= timer.Burst; k++ {
		announceKind(k.String(), zero)
	}
	for c := timer.Internal; c <= timer.Distraction; c++ {
		zero(interruptions, labels("source", c.String()))
	}
	for _, kind := range []string{"short", "long"} {
		for o := timer.Taken; o <= timer.Skipped; o++ {
			zero(breaksEnded, labels("kind", kind, "outcome", o.String()))
		}
		zero(breakSeconds, labels("kind", kind))
		zero(breakOverrun, labels("kind", kind))
	}
}

func announceKind(kind string, zero func(metric, labels string)) {
	zero(blockSeconds, labels("kind", kind))
	zero(focusSeconds, labels("kind", kind, "project", ""))
	zero(blockAwaySeconds, labels("kind", kind))
	zero(blocksStarted, labels("kind", kind))
	for o := timer.Discarded; o <= timer.Abandoned; o++ {
		zero(blocksFinished, labels("kind", kind, "outcome", o.String()))
	}
	for _, le := range BlockDurationBuckets() {
		zero(blockDurationBucket, labels("kind", kind, "le", fmt.Sprint(le)))
	}
	zero(blockDurationSum, labels("kind", kind))
	zero(blockDurationCount, labels("kind", kind))
}
