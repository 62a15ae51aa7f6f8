package engine

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"focusd/timer"
	"focusd/timer/nudge"
	"focusd/tracker"
)

// Ledger is a committed state of the exported counters.
type Ledger struct {
	Created time.Time // when counting began
	Until   time.Time // the watermark: presence is counted up to here
	Values  map[Counter]uint64
}

// Names of the exported counters that the ledger keeps.
const (
	presenceSeconds    = "focusd_presence_seconds_total"
	activeSeconds      = "focusd_active_seconds_total"
	appSwitches        = "focusd_app_switches_total"
	contextSwitches    = "focusd_context_switches_total"
	correctedSeconds   = "focusd_corrected_seconds_total"
	corrections        = "focusd_corrections_total"
	ruleMatches        = "focusd_rule_matches_total"
	notifications      = "focusd_notifications_total"
	tasksCreated       = "focusd_tasks_created_total"
	tasksCompleted     = "focusd_tasks_completed_total"
	tasksEstimated     = "focusd_tasks_estimated_seconds_total"
	tasksActual        = "focusd_tasks_actual_seconds_total"
	labelFolds         = "focusd_label_folds_total"
	clockJumps         = "focusd_clock_jumps_total"
	blockSeconds       = "focusd_block_seconds_total"
	focusSeconds       = "focusd_focus_seconds_total"
	distractionSeconds = "focusd_distraction_seconds_total"
	deepFocusSeconds   = "focusd_deep_focus_seconds_total"
	blockAwaySeconds   = "focusd_block_away_seconds_total"
	blocksStarted      = "focusd_blocks_started_total"
	blocksFinished     = "focusd_blocks_finished_total"
	interruptions      = "focusd_interruptions_total"
	breaksEnded        = "focusd_breaks_total"
	breakSeconds       = "focusd_break_seconds_total"
	breakOverrun       = "focusd_break_overrun_seconds_total"
	// Histograms are kept as their cumulative buckets, sum and count, which are
	// counters: see observe.
	blockDuration = "focusd_block_duration_seconds"
	focusRun      = "focusd_focus_run_seconds"
	taskRatio     = "focusd_task_actual_to_estimate_ratio"
	// Nobody is shown how long apps wait for a counter of their own.
	waitingSeconds = "waiting_active_seconds_total"
)

// Apps is how many pairs of app and category have a counter of their own.
func (l Ledger) Apps() (n int) {
	for c := range l.Values {
		if c.Metric == activeSeconds && placeOf(c).own() {
			n++
		}
	}
	return n
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

// active counts the time in a place.
func active(p place) Counter {
	return Counter{activeSeconds, labels("app", p.app, "category", p.category)}
}

// waiting counts how long a place has waited for a counter of its own.
func waiting(p place) Counter {
	return Counter{waitingSeconds, labels("app", p.app, "category", p.category)}
}

// placeOf is the place that active or waiting was asked for.
func placeOf(c Counter) place { return place{c.Label("app"), c.Label("category")} }

// announce puts every counter whose labels are known beforehand at zero, so
// that its first increment can be seen.
func (l Ledger) announce() {
	zero := func(metric, labels string) { l.Values[Counter{metric, labels}] += 0 }
	for p := tracker.Active; p <= tracker.Unobserved; p++ {
		zero(presenceSeconds, labels("state", p.String()))
	}
	for _, d := range []string{"work", "break", "free"} {
		zero(appSwitches, labels("during", d))
		zero(contextSwitches, labels("during", d))
	}
	for _, d := range []string{"forward", "backward"} {
		zero(clockJumps, labels("direction", d))
	}
	for _, app := range []string{unknownApp, otherApps} {
		l.Values[active(place{app, unclassified})] += 0
	}
	for _, label := range []string{"app", "category"} {
		zero(labelFolds, labels("label", label))
	}
	for _, result := range []string{"matched", unclassified} {
		zero(ruleMatches, labels("result", result))
	}
	for _, d := range []string{"added", "removed"} {
		zero(correctedSeconds, labels("direction", d))
	}
	for _, k := range Corrections() {
		zero(corrections, labels("kind", k))
	}
	for _, src := range []string{ofTimer, detected} {
		zero(deepFocusSeconds, labels("source", src))
	}
	announceHistogram(focusRun, "", zero)
	for _, micro := range []bool{true, false} {
		size := labels("size", taskSize(micro))
		for _, metric := range []string{tasksCreated, tasksCompleted, tasksEstimated, tasksActual} {
			zero(metric, size)
		}
		announceHistogram(taskRatio, size, zero)
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
	for _, kind := range nudge.Kinds() {
		for _, outcome := range Reactions() {
			zero(notifications, labels("kind", kind.String(), "outcome", outcome))
		}
	}
}

func announceKind(kind string, zero func(metric, labels string)) {
	zero(blockSeconds, labels("kind", kind))
	zero(focusSeconds, labels("kind", kind, "project", ""))
	zero(distractionSeconds, labels("category", unclassified, "kind", kind))
	zero(blockAwaySeconds, labels("kind", kind))
	zero(blocksStarted, labels("kind", kind))
	for o := timer.Discarded; o <= timer.Abandoned; o++ {
		zero(blocksFinished, labels("kind", kind, "outcome", o.String()))
	}
	announceHistogram(blockDuration, labels("kind", kind), zero)
}
