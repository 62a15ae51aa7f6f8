package metrics

import (
	"strings"

	"github.com/prometheus/client_golang/prometheus"

	"focusd/daemon/engine"
	"focusd/timer"
	"focusd/tracker"
)

// Type is what kind of metric it is.
type Type string

// The types that focusd exposes.
const (
	Counter   Type = "counter"
	Gauge     Type = "gauge"
	Histogram Type = "histogram"
)

// Origin is where the values of a metric come from.
type Origin string

const (
	Ledger   Origin = "ledger"   // kept in the store, in the transaction that caused it; never falls
	Snapshot Origin = "snapshot" // how things are at the moment of the scrape
	Process  Origin = "process"  // since the daemon started
)

// Family is one metric: what it is called, what it means, and what labels it has.
type Family struct {
	Name   string
	Type   Type
	From   Origin
	Labels []Label // in the order of their names
	Help   string
}

// Label is a label with the values it may have.
type Label struct {
	Name   string
	Values []string // all of them; nil: see Of
	Of     string   // what its values are, where they are not fixed
	Most   int      // how many there may be; 0: as many as there are Values
}

// Unit is what the values of the metric are in, by its name.
func (f Family) Unit() string {
	name := strings.TrimSuffix(f.Name, "_total")
	for _, unit := range []string{"seconds", "bytes", "ratio"} {
		if strings.HasSuffix(name, "_"+unit) {
			return unit
		}
	}
	return ""
}

// Label is the label of that name.
func (f Family) Label(name string) (Label, bool) {
	for _, l := range f.Labels {
		if l.Name == name {
			return l, true
		}
	}
	return Label{}, false
}

func (f Family) labelNames() []string {
	var names []string
	for _, l := range f.Labels {
		names = append(names, l.Name)
	}
	return names
}

func (f Family) desc() *prometheus.Desc {
	return prometheus.NewDesc(f.Name, f.Help, f.labelNames(), nil)
}

const (
	mostCategories = 33 // those the ledger has room for, and other
	mostGoals      = 10
	mostHandlers   = 16
)

// stringer is one of the enumerations of the domain.
type stringer interface {
	~uint8
	String() string
}

// names are those of an enumeration, from first to last.
func names[T stringer](first, last T) []string {
	var all []string
	for v := first; v <= last; v++ {
		all = append(all, v.String())
	}
	return all
}

func fixed(name string, values ...string) Label { return Label{Name: name, Values: values} }

// The labels that several metrics have.
func blockKind() Label   { return fixed("kind", names(timer.Pomodoro, timer.Burst)...) }
func breakKind() Label   { return fixed("kind", "short", "long") }
func during() Label      { return fixed("during", "work", "break", "free") }
func taskSize() Label    { return fixed("size", "micro", "normal") }
func goal() Label        { return Label{Name: "goal", Of: "habits and goals, as slugs", Most: mostGoals} }
func period() Label      { return fixed("period", "day", "week") }
func backend() Label     { return Label{Name: "backend", Of: "the source in use", Most: 1} }
func guarded() Label     { return fixed("label", "app", "category", "goal", "handler") }
func collectorOf() Label { return Label{Name: "collector", Of: "parts of a scrape", Most: 8} }
func fourWeeks() Label   { return fixed("window", "28d") }
func categoryOf() Label {
	return Label{Name: "category", Of: "categories, as slugs", Most: mostCategories}
}

func handlerLabel() Label {
	return Label{Name: "handler", Of: "routes of the API", Most: mostHandlers + 1}
}

func appOf() Label {
	return Label{Name: "app", Of: "apps that have had ten minutes in a category, while there is room; other, unknown, hidden", Most: 23}
}

// Catalogue is every metric of focusd's own, in the order in which they are
// documented.
func Catalogue() []Family {
	var all []Family
	for _, chapter := range chapters() {
		all = append(all, chapter.families...)
	}
	return all
}

// chapter is what belongs together in the documentation.
type chapter struct {
	title    string
	families []Family
}

func chapters() []chapter {
	return []chapter{
		{"Time accounting", timeFamilies()},
		{"Focus, blocks, breaks", focusFamilies()},
		{"Timer", timerFamilies()},
		{"The day", dayFamilies()},
		{"Goals and consistency", goalFamilies()},
		{"Tasks", taskFamilies()},
		{"Health of the daemon", healthFamilies()},
	}
}

func timeFamilies() []Family {
	states := fixed("state", names(tracker.Active, tracker.Unobserved)...)
	return []Family{
		{"focusd_presence_seconds_total", Counter, Ledger, []Label{states}, "Wall-clock time by presence state. The states partition all accounted time."},
		{"focusd_accounted_until_timestamp_seconds", Gauge, Ledger, nil, "Unix time up to which counters are final."},
		{"focusd_tracking_start_timestamp_seconds", Gauge, Ledger, nil, "Unix time at which accounting began (start of the ledger)."},
		{"focusd_active_seconds_total", Counter, Ledger, []Label{appOf(), categoryOf()}, "Time of presence, active and passive, in the foreground application, by category and application."},
		{"focusd_app_switches_total", Counter, Ledger, []Label{during()}, "Changes of the foreground application."},
		{"focusd_context_switches_total", Counter, Ledger, []Label{during()}, "Changes of category that lasted at least ten seconds."},
		{"focusd_rule_matches_total", Counter, Ledger, []Label{fixed("result", "matched", "unclassified")}, "Stretches in a window that were judged, by whether a rule knew them."},
		{"focusd_corrected_seconds_total", Counter, Ledger, []Label{fixed("direction", "added", "removed")}, "Time added to or removed from past records by the user; not contained in other counters."},
		{"focusd_corrections_total", Counter, Ledger, []Label{fixed("kind", engine.Corrections()...)}, "Corrections of past records."},
		{"focusd_clock_jumps_total", Counter, Ledger, []Label{fixed("direction", "forward", "backward")}, "Jumps of the wall clock against the monotonic clock."},
	}
}

func focusFamilies() []Family {
	project := Label{Name: "project", Of: "empty: no project is exported", Most: 1}
	return []Family{
		{"focusd_block_seconds_total", Counter, Ledger, []Label{blockKind()}, "Unpaused running time of work blocks. It is divided into focus, distraction and away."},
		{"focusd_focus_seconds_total", Counter, Ledger, []Label{blockKind(), project}, "Time in running work blocks spent present and on task."},
		{"focusd_distraction_seconds_total", Counter, Ledger, []Label{categoryOf(), blockKind()}, "Time in running work blocks spent in distracting applications."},
		{"focusd_block_away_seconds_total", Counter, Ledger, []Label{blockKind()}, "Time in running work blocks spent idle, locked or asleep."},
		{"focusd_deep_focus_seconds_total", Counter, Ledger, []Label{fixed("source", "timer", "detected")}, "Focus time in runs of at least 25 minutes; advances when a run ends."},
		{"focusd_focus_run_seconds", Histogram, Ledger, nil, "Length of ended runs of focus in work blocks."},
		{"focusd_blocks_started_total", Counter, Ledger, []Label{blockKind()}, "Work blocks started."},
		{"focusd_blocks_finished_total", Counter, Ledger, []Label{blockKind(), fixed("outcome", names(timer.Discarded, timer.Abandoned)...)}, "Work blocks finished, by outcome."},
		{"focusd_block_duration_seconds", Histogram, Ledger, []Label{blockKind()}, "Running time of completed work blocks."},
		{"focusd_interruptions_total", Counter, Ledger, []Label{fixed("source", names(timer.Internal, timer.Distraction)...)}, "Interruptions of running work blocks, by source."},
		{"focusd_breaks_total", Counter, Ledger, []Label{breakKind(), fixed("outcome", names(timer.Taken, timer.Skipped)...)}, "Breaks offered, by outcome."},
		{"focusd_break_seconds_total", Counter, Ledger, []Label{breakKind()}, "Time spent in breaks."},
		{"focusd_break_overrun_seconds_total", Counter, Ledger, []Label{breakKind()}, "Time spent in breaks beyond their planned end."},
		{"focusd_active_since_break_seconds", Gauge, Snapshot, nil, "Active time since the last break that counts as rest."},
		{"focusd_notifications_total", Counter, Ledger, []Label{{Name: "kind", Of: "kinds of notice", Most: 32}, fixed("outcome", "acted", "snoozed", "ignored")}, "Notifications shown, by reaction."},
	}
}

func timerFamilies() []Family {
	return []Family{
		{"focusd_timer_state", Gauge, Snapshot, []Label{fixed("state", names(timer.Idle, timer.BreakOver)...)}, "State set: 1 for the current state, 0 for all others."},
		{"focusd_timer_planned_seconds", Gauge, Snapshot, nil, "Planned length of the current phase, 0 when idle."},
		{"focusd_timer_remaining_seconds", Gauge, Snapshot, nil, "Time left in the current phase, negative once overrun, frozen while paused."},
		{"focusd_timer_phase_start_timestamp_seconds", Gauge, Snapshot, nil, "Unix time at which the current phase started, 0 when idle."},
	}
}

func dayFamilies() []Family {
	return []Family{
		{"focusd_day_focus_seconds", Gauge, Snapshot, nil, "Time that blocks have counted in the current day of the user."},
		{"focusd_day_active_seconds", Gauge, Snapshot, []Label{categoryOf()}, "Time of presence in the current day of the user, by the rules of now."},
		{"focusd_day_start_timestamp_seconds", Gauge, Snapshot, nil, "Unix time at which the current day of the user began."},
		{"focusd_day_end_timestamp_seconds", Gauge, Snapshot, nil, "Unix time at which the current day of the user ends."},
		{"focusd_time_zone_offset_seconds", Gauge, Snapshot, nil, "Offset of local time from UTC."},
	}
}

func goalFamilies() []Family {
	both := []Label{goal(), period()}
	return []Family{
		{"focusd_goal_target_seconds", Gauge, Snapshot, both, "Target of the goal in the current period."},
		{"focusd_goal_achieved_seconds", Gauge, Snapshot, both, "Time achieved in the current period."},
		{"focusd_goal_met", Gauge, Snapshot, both, "Whether the goal is met in the current period."},
		{"focusd_goal_due", Gauge, Snapshot, both, "Whether the goal is due in the current period."},
		{"focusd_streak_current", Gauge, Snapshot, []Label{goal()}, "Length of the current streak, in due periods met."},
		{"focusd_streak_best", Gauge, Snapshot, []Label{goal()}, "Length of the best streak, in due periods met."},
		{"focusd_streak_at_risk", Gauge, Snapshot, []Label{goal()}, "Whether a running streak ends unless the goal is met before the day ends."},
		{"focusd_streak_freezes_available", Gauge, Snapshot, []Label{goal()}, "Streak freezes that can bridge a missed day."},
		{"focusd_consistency_ratio", Gauge, Snapshot, []Label{goal(), fixed("window", "7d", "28d")}, "Met share of the due, complete periods in the window; today is not in it."},
		{"focusd_habit_strength_ratio", Gauge, Snapshot, []Label{goal()}, "Exponentially smoothed adherence."},
		{"focusd_daily_focus_evenness_ratio", Gauge, Snapshot, []Label{fourWeeks()}, "How evenly focus time is spread over due days: 1 is the same every day."},
		{"focusd_start_time_spread_seconds", Gauge, Snapshot, []Label{fourWeeks()}, "Inter-quartile range of the local start of the first work block."},
	}
}

func taskFamilies() []Family {
	size := []Label{taskSize()}
	return []Family{
		{"focusd_tasks_created_total", Counter, Ledger, size, "Tasks created."},
		{"focusd_tasks_completed_total", Counter, Ledger, size, "Tasks completed."},
		{"focusd_tasks_open", Gauge, Snapshot, size, "Open tasks."},
		{"focusd_tasks_estimated_seconds_total", Counter, Ledger, size, "Estimate of completed tasks that had an estimate."},
		{"focusd_tasks_actual_seconds_total", Counter, Ledger, size, "Tracked time of completed tasks that had an estimate."},
		{"focusd_task_actual_to_estimate_ratio", Histogram, Ledger, size, "Tracked over estimated time per completed task."},
	}
}

func healthFamilies() []Family {
	build := []Label{
		{Name: "branch", Most: 1},
		{Name: "goarch", Most: 1},
		{Name: "goos", Most: 1},
		{Name: "goversion", Most: 1},
		{Name: "revision", Most: 1},
		{Name: "tags", Most: 1},
		{Name: "version", Most: 1},
	}
	requests := []Label{{Name: "code", Of: "statuses of HTTP", Most: 8}, handlerLabel(), {Name: "method", Of: "methods of HTTP", Most: 4}}
	return []Family{
		{"focusd_build_info", Gauge, Process, build, "A metric with a constant 1 that tells version, revision, branch, Go version, system and tags of the build."},
		{"focusd_sampler_samples_total", Counter, Process, []Label{backend()}, "Samples taken, failed ones included."},
		{"focusd_sampler_errors_total", Counter, Process, []Label{backend(), fixed("reason", "lost")}, "Samples that failed."},
		{"focusd_sampler_last_success_timestamp_seconds", Gauge, Snapshot, []Label{backend()}, "Unix time of the last good sample."},
		{"focusd_store_size_bytes", Gauge, Snapshot, []Label{fixed("part", "db", "free")}, "Size of the store on disk: the file, and what of it is free for the next commits."},
		{"focusd_store_events", Gauge, Snapshot, []Label{{Name: "type", Of: "parts of the store", Most: 16}}, "Records in the store."},
		{"focusd_store_last_commit_timestamp_seconds", Gauge, Snapshot, nil, "Unix time of the last commit."},
		{"focusd_store_write_duration_seconds", Histogram, Process, nil, "Time to commit a batch."},
		{"focusd_store_errors_total", Counter, Process, []Label{fixed("op", "commit")}, "Store operations that failed."},
		{"focusd_http_requests_total", Counter, Process, requests, "API requests."},
		{"focusd_http_request_duration_seconds", Histogram, Process, []Label{handlerLabel()}, "Time to serve API requests."},
		{"focusd_label_values", Gauge, Snapshot, []Label{guarded()}, "Admitted values of a guarded label. Of app: pairs of app and category."},
		{"focusd_label_values_limit", Gauge, Snapshot, []Label{guarded()}, "Most values of a guarded label that are admitted."},
		{"focusd_label_folds_total", Counter, Ledger, []Label{fixed("label", "app", "category")}, "Updates whose label value was folded into other for want of room."},
		{"focusd_collector_success", Gauge, Process, []Label{collectorOf()}, "Whether a collector succeeded in this scrape."},
		{"focusd_collector_duration_seconds", Gauge, Process, []Label{collectorOf()}, "Time a collector took in this scrape."},
		{"focusd_config_last_reload_successful", Gauge, Snapshot, nil, "Whether the last configuration reload attempt was successful."},
		{"focusd_config_last_reload_success_timestamp_seconds", Gauge, Snapshot, nil, "Unix time of the last successful configuration reload."},
	}
}
