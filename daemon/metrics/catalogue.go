package metrics

import (
	"strings"

	"github.com/prometheus/client_golang/prometheus"

	"focusd/daemon/engine"
	"focusd/timer"
	"focusd/timer/nudge"
	"focusd/tracker"
)

// Type is what kind of metric it is.
type Type string

// The types that focusd exposes.
const (
	Counter   Type = "counter"
	Gauge     Type = "gauge"
	Histogram Type = "histogram"
	summary   Type = "summary" // of the runtime; none of focusd's own
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

	Collector string // that shows it: one of Collectors, or Exporter
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
	mostCategories  = 33 // those the ledger has room for, and other
	mostDistracting = 13
	mostGoals       = 10
	mostHandlers    = 10
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
func collectorOf() Label { return fixed("collector", append(Collectors(), Exporter)...) }
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

// Exporter is the collector that can't be switched off: without what it shows
// nobody knew what the rest is worth.
const Exporter = "exporter"

// Collectors are the parts of a scrape that can be switched off one by one.
func Collectors() []string {
	return []string{"time", "apps", "focus", "timer", "day", "goals", "tasks", "sampler", "store", "http"}
}

// chapter is what belongs together, in the documentation and in a scrape.
type chapter struct {
	title, collector string
	families         []Family
}

func chapters() []chapter {
	all := []chapter{
		{"Time accounting", "time", timeFamilies()},
		{"Applications", "apps", appFamilies()},
		{"Focus, blocks, breaks", "focus", focusFamilies()},
		{"Timer", "timer", timerFamilies()},
		{"The day", "day", dayFamilies()},
		{"Goals and consistency", "goals", goalFamilies()},
		{"Tasks", "tasks", taskFamilies()},
		{"Windows", "sampler", samplerFamilies()},
		{"Store", "store", storeFamilies()},
		{"Requests", "http", requestFamilies()},
		{"The exporter", Exporter, exporterFamilies()},
	}
	for _, c := range all {
		for i := range c.families {
			c.families[i].Collector = c.collector
		}
	}
	return all
}

func timeFamilies() []Family {
	states := fixed("state", names(tracker.Active, tracker.Unobserved)...)
	return []Family{
		{Name: "focusd_presence_seconds_total", Type: Counter, From: Ledger, Labels: []Label{states}, Help: "Wall-clock time by presence state. The states partition all accounted time."},
		{Name: "focusd_accounted_until_timestamp_seconds", Type: Gauge, From: Ledger, Help: "Unix time up to which counters are final."},
		{Name: "focusd_tracking_start_timestamp_seconds", Type: Gauge, From: Ledger, Help: "Unix time at which accounting began (start of the ledger)."},
		{Name: "focusd_app_switches_total", Type: Counter, From: Ledger, Labels: []Label{during()}, Help: "Changes of the foreground application."},
		{Name: "focusd_context_switches_total", Type: Counter, From: Ledger, Labels: []Label{during()}, Help: "Changes of category that lasted at least ten seconds."},
		{Name: "focusd_rule_matches_total", Type: Counter, From: Ledger, Labels: []Label{fixed("result", "matched", "unclassified")}, Help: "Stretches in a window that were judged, by whether a rule knew them."},
		{Name: "focusd_corrected_seconds_total", Type: Counter, From: Ledger, Labels: []Label{fixed("direction", "added", "removed")}, Help: "Time added to or removed from past records by the user; not contained in other counters."},
		{Name: "focusd_corrections_total", Type: Counter, From: Ledger, Labels: []Label{fixed("kind", engine.Corrections()...)}, Help: "Corrections of past records."},
		{Name: "focusd_clock_jumps_total", Type: Counter, From: Ledger, Labels: []Label{fixed("direction", "forward", "backward")}, Help: "Jumps of the wall clock against the monotonic clock."},
	}
}

func appFamilies() []Family {
	return []Family{
		{Name: "focusd_active_seconds_total", Type: Counter, From: Ledger, Labels: []Label{appOf(), categoryOf()}, Help: "Time of presence, active and passive, in the foreground application, by category and application."},
	}
}

func focusFamilies() []Family {
	project := Label{Name: "project", Of: "empty: no project is exported", Most: 1}
	distracting := categoryOf()
	distracting.Most = mostDistracting
	return []Family{
		{Name: "focusd_block_seconds_total", Type: Counter, From: Ledger, Labels: []Label{blockKind()}, Help: "Unpaused running time of work blocks. It is divided into focus, distraction and away."},
		{Name: "focusd_focus_seconds_total", Type: Counter, From: Ledger, Labels: []Label{blockKind(), project}, Help: "Time in running work blocks spent present and on task."},
		{Name: "focusd_distraction_seconds_total", Type: Counter, From: Ledger, Labels: []Label{distracting, blockKind()}, Help: "Time in running work blocks spent in distracting applications."},
		{Name: "focusd_block_away_seconds_total", Type: Counter, From: Ledger, Labels: []Label{blockKind()}, Help: "Time in running work blocks spent idle, locked or asleep."},
		{Name: "focusd_deep_focus_seconds_total", Type: Counter, From: Ledger, Labels: []Label{fixed("source", "timer", "detected")}, Help: "Focus time in runs of at least 25 minutes; advances when a run ends."},
		{Name: "focusd_focus_run_seconds", Type: Histogram, From: Ledger, Help: "Length of ended runs of focus in work blocks."},
		{Name: "focusd_blocks_started_total", Type: Counter, From: Ledger, Labels: []Label{blockKind()}, Help: "Work blocks started."},
		{Name: "focusd_blocks_finished_total", Type: Counter, From: Ledger, Labels: []Label{blockKind(), fixed("outcome", names(timer.Discarded, timer.Abandoned)...)}, Help: "Work blocks finished, by outcome."},
		{Name: "focusd_block_duration_seconds", Type: Histogram, From: Ledger, Labels: []Label{blockKind()}, Help: "Running time of completed work blocks."},
		{Name: "focusd_interruptions_total", Type: Counter, From: Ledger, Labels: []Label{fixed("source", names(timer.Internal, timer.Distraction)...)}, Help: "Interruptions of running work blocks, by source."},
		{Name: "focusd_breaks_total", Type: Counter, From: Ledger, Labels: []Label{breakKind(), fixed("outcome", names(timer.Taken, timer.Skipped)...)}, Help: "Breaks offered, by outcome."},
		{Name: "focusd_break_seconds_total", Type: Counter, From: Ledger, Labels: []Label{breakKind()}, Help: "Time spent in breaks."},
		{Name: "focusd_break_overrun_seconds_total", Type: Counter, From: Ledger, Labels: []Label{breakKind()}, Help: "Time spent in breaks beyond their planned end."},
		{Name: "focusd_active_since_break_seconds", Type: Gauge, From: Snapshot, Help: "Active time since the last break that counts as rest."},
		{Name: "focusd_notifications_total", Type: Counter, From: Ledger, Labels: []Label{fixed("kind", names(nudge.Return, nudge.Recovered)...), fixed("outcome", engine.Reactions()...)}, Help: "Notifications shown, by reaction."},
	}
}

func timerFamilies() []Family {
	return []Family{
		{Name: "focusd_timer_state", Type: Gauge, From: Snapshot, Labels: []Label{fixed("state", names(timer.Idle, timer.BreakOver)...)}, Help: "State set: 1 for the current state, 0 for all others."},
		{Name: "focusd_timer_planned_seconds", Type: Gauge, From: Snapshot, Help: "Planned length of the current phase, 0 when idle."},
		{Name: "focusd_timer_remaining_seconds", Type: Gauge, From: Snapshot, Help: "Time left in the current phase, negative once overrun, frozen while paused."},
		{Name: "focusd_timer_phase_start_timestamp_seconds", Type: Gauge, From: Snapshot, Help: "Unix time at which the current phase started, 0 when idle."},
	}
}

func dayFamilies() []Family {
	return []Family{
		{Name: "focusd_day_focus_seconds", Type: Gauge, From: Snapshot, Help: "Time that blocks have counted in the current day of the user."},
		{Name: "focusd_day_active_seconds", Type: Gauge, From: Snapshot, Labels: []Label{categoryOf()}, Help: "Time of presence in the current day of the user, by the rules of now."},
		{Name: "focusd_day_start_timestamp_seconds", Type: Gauge, From: Snapshot, Help: "Unix time at which the current day of the user began."},
		{Name: "focusd_day_end_timestamp_seconds", Type: Gauge, From: Snapshot, Help: "Unix time at which the current day of the user ends."},
		{Name: "focusd_time_zone_offset_seconds", Type: Gauge, From: Snapshot, Help: "Offset of local time from UTC."},
	}
}

func goalFamilies() []Family {
	both := []Label{goal(), period()}
	return []Family{
		{Name: "focusd_goal_target_seconds", Type: Gauge, From: Snapshot, Labels: both, Help: "Target of the goal in the current period."},
		{Name: "focusd_goal_achieved_seconds", Type: Gauge, From: Snapshot, Labels: both, Help: "Time achieved in the current period."},
		{Name: "focusd_goal_met", Type: Gauge, From: Snapshot, Labels: both, Help: "Whether the goal is met in the current period."},
		{Name: "focusd_goal_due", Type: Gauge, From: Snapshot, Labels: both, Help: "Whether the goal is due in the current period."},
		{Name: "focusd_streak_current", Type: Gauge, From: Snapshot, Labels: []Label{goal()}, Help: "Length of the current streak, in due periods met."},
		{Name: "focusd_streak_best", Type: Gauge, From: Snapshot, Labels: []Label{goal()}, Help: "Length of the best streak, in due periods met."},
		{Name: "focusd_streak_at_risk", Type: Gauge, From: Snapshot, Labels: []Label{goal()}, Help: "Whether a running streak ends unless the goal is met before the day ends."},
		{Name: "focusd_streak_freezes_available", Type: Gauge, From: Snapshot, Labels: []Label{goal()}, Help: "Streak freezes that can bridge a missed day."},
		{Name: "focusd_consistency_ratio", Type: Gauge, From: Snapshot, Labels: []Label{goal(), fixed("window", "7d", "28d")}, Help: "Met share of the due, complete periods in the window; today is not in it."},
		{Name: "focusd_habit_strength_ratio", Type: Gauge, From: Snapshot, Labels: []Label{goal()}, Help: "Exponentially smoothed adherence."},
		{Name: "focusd_daily_focus_evenness_ratio", Type: Gauge, From: Snapshot, Labels: []Label{fourWeeks()}, Help: "How evenly focus time is spread over the days of which a time block was planned, or without any, on which somebody was there: 1 is the same every day."},
		{Name: "focusd_start_time_spread_seconds", Type: Gauge, From: Snapshot, Labels: []Label{fourWeeks()}, Help: "Inter-quartile range of the local start of the first work block, over the same days."},
	}
}

func taskFamilies() []Family {
	size := []Label{taskSize()}
	return []Family{
		{Name: "focusd_tasks_created_total", Type: Counter, From: Ledger, Labels: size, Help: "Tasks created."},
		{Name: "focusd_tasks_completed_total", Type: Counter, From: Ledger, Labels: size, Help: "Tasks completed."},
		{Name: "focusd_tasks_open", Type: Gauge, From: Snapshot, Labels: size, Help: "Open tasks."},
		{Name: "focusd_tasks_estimated_seconds_total", Type: Counter, From: Ledger, Labels: size, Help: "Estimate of completed tasks that had an estimate."},
		{Name: "focusd_tasks_actual_seconds_total", Type: Counter, From: Ledger, Labels: size, Help: "Tracked time of completed tasks that had an estimate."},
		{Name: "focusd_task_actual_to_estimate_ratio", Type: Histogram, From: Ledger, Labels: size, Help: "Tracked over estimated time per completed task."},
	}
}

func samplerFamilies() []Family {
	return []Family{
		{Name: "focusd_sampler_samples_total", Type: Counter, From: Process, Labels: []Label{backend()}, Help: "Samples taken, failed ones included."},
		{Name: "focusd_sampler_errors_total", Type: Counter, From: Process, Labels: []Label{backend(), fixed("reason", "lost")}, Help: "Samples that failed."},
		{Name: "focusd_sampler_last_success_timestamp_seconds", Type: Gauge, From: Snapshot, Labels: []Label{backend()}, Help: "Unix time of the last good sample."},
	}
}

func storeFamilies() []Family {
	return []Family{
		{Name: "focusd_store_size_bytes", Type: Gauge, From: Snapshot, Labels: []Label{fixed("part", "db", "free")}, Help: "Size of the store on disk: the file, and what of it is free for the next commits."},
		{Name: "focusd_store_events", Type: Gauge, From: Snapshot, Labels: []Label{{Name: "type", Of: "parts of the store", Most: 16}}, Help: "Records in the store."},
		{Name: "focusd_store_last_commit_timestamp_seconds", Type: Gauge, From: Snapshot, Help: "Unix time of the last commit."},
		{Name: "focusd_store_write_duration_seconds", Type: Histogram, From: Process, Help: "Time to commit a batch."},
		{Name: "focusd_store_errors_total", Type: Counter, From: Process, Labels: []Label{fixed("op", "commit")}, Help: "Store operations that failed."},
	}
}

func requestFamilies() []Family {
	labels := []Label{{Name: "code", Of: "statuses of HTTP", Most: 8}, handlerLabel(), {Name: "method", Of: "methods of HTTP", Most: 4}}
	return []Family{
		{Name: "focusd_http_requests_total", Type: Counter, From: Process, Labels: labels, Help: "API requests."},
		{Name: "focusd_http_request_duration_seconds", Type: Histogram, From: Process, Labels: []Label{handlerLabel()}, Help: "Time to serve API requests."},
	}
}

func exporterFamilies() []Family {
	build := []Label{
		{Name: "branch", Most: 1},
		{Name: "goarch", Most: 1},
		{Name: "goos", Most: 1},
		{Name: "goversion", Most: 1},
		{Name: "revision", Most: 1},
		{Name: "tags", Most: 1},
		{Name: "version", Most: 1},
	}
	return []Family{
		{Name: "focusd_build_info", Type: Gauge, From: Process, Labels: build, Help: "A metric with a constant 1 that tells version, revision, branch, Go version, system and tags of the build."},
		{Name: "focusd_label_values", Type: Gauge, From: Snapshot, Labels: []Label{guarded()}, Help: "Admitted values of a guarded label. Of app: pairs of app and category."},
		{Name: "focusd_label_values_limit", Type: Gauge, From: Snapshot, Labels: []Label{guarded()}, Help: "Most values of a guarded label that are admitted."},
		{Name: "focusd_label_folds_total", Type: Counter, From: Ledger, Labels: []Label{fixed("label", "app", "category")}, Help: "Updates whose label value was folded into other for want of room."},
		{Name: "focusd_collector_success", Type: Gauge, From: Process, Labels: []Label{collectorOf()}, Help: "Whether a collector succeeded in this scrape."},
		{Name: "focusd_collector_duration_seconds", Type: Gauge, From: Process, Labels: []Label{collectorOf()}, Help: "Time a collector took in this scrape."},
		{Name: "focusd_config_last_reload_successful", Type: Gauge, From: Snapshot, Help: "Whether the last configuration reload attempt was successful."},
		{Name: "focusd_config_last_reload_success_timestamp_seconds", Type: Gauge, From: Snapshot, Help: "Unix time of the last successful configuration reload."},
	}
}
