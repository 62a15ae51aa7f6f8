package metrics

import "github.com/prometheus/client_golang/prometheus"

// family is one metric of the collector: what it is called and what it means.
type family struct {
	name   string
	help   string
	kind   prometheus.ValueType
	labels []string // in the order of their names
}

const (
	counter = prometheus.CounterValue
	gauge   = prometheus.GaugeValue
)

// ledgerFamilies are the counters that the ledger keeps. Those that end in
// _seconds_total are kept in milliseconds.
var ledgerFamilies = []family{
	{"focusd_presence_seconds_total", "Wall-clock time by presence state. The states partition all accounted time.", counter, []string{"state"}},
	{"focusd_active_seconds_total", "Time with user input in the foreground application, by category and application.", counter, []string{"app", "category"}},
	{"focusd_app_switches_total", "Changes of the foreground application.", counter, []string{"during"}},
	{"focusd_clock_jumps_total", "Jumps of the wall clock against the monotonic clock.", counter, []string{"direction"}},
	{"focusd_block_seconds_total", "Unpaused running time of work blocks.", counter, []string{"kind"}},
	{"focusd_focus_seconds_total", "Time in running work blocks spent active and on task.", counter, []string{"kind", "project"}},
	{"focusd_block_away_seconds_total", "Time in running work blocks spent idle, locked or asleep.", counter, []string{"kind"}},
	{"focusd_blocks_started_total", "Work blocks started.", counter, []string{"kind"}},
	{"focusd_blocks_finished_total", "Work blocks finished, by outcome.", counter, []string{"kind", "outcome"}},
	{"focusd_interruptions_total", "Interruptions of running work blocks, by source.", counter, []string{"source"}},
	{"focusd_breaks_total", "Breaks offered, by outcome.", counter, []string{"kind", "outcome"}},
	{"focusd_break_seconds_total", "Time spent in breaks.", counter, []string{"kind"}},
	{"focusd_break_overrun_seconds_total", "Time spent in breaks beyond their planned end.", counter, []string{"kind"}},
}

// blockDuration is the one histogram of the ledger.
var blockDuration = family{"focusd_block_duration_seconds", "Running time of completed work blocks.", prometheus.UntypedValue, []string{"kind"}}

// What is so at the moment of the scrape.
var (
	accountedUntil = family{"focusd_accounted_until_timestamp_seconds", "Unix time up to which counters are final.", gauge, nil}
	trackingStart  = family{"focusd_tracking_start_timestamp_seconds", "Unix time at which accounting began (start of the ledger).", gauge, nil}

	timerState      = family{"focusd_timer_state", "State set: 1 for the current state, 0 for all others.", gauge, []string{"state"}}
	timerPlanned    = family{"focusd_timer_planned_seconds", "Planned length of the current phase, 0 when idle.", gauge, nil}
	timerRemaining  = family{"focusd_timer_remaining_seconds", "Time left in the current phase, negative once overrun, frozen while paused.", gauge, nil}
	timerPhaseStart = family{"focusd_timer_phase_start_timestamp_seconds", "Unix time at which the current phase started, 0 when idle.", gauge, nil}

	samplerSamples = family{"focusd_sampler_samples_total", "Samples taken, failed ones included.", counter, []string{"backend"}}
	samplerErrors  = family{"focusd_sampler_errors_total", "Samples that failed.", counter, []string{"backend", "reason"}}
	samplerLast    = family{"focusd_sampler_last_success_timestamp_seconds", "Unix time of the last good sample.", gauge, []string{"backend"}}

	storeSize       = family{"focusd_store_size_bytes", "Size of the store on disk.", gauge, []string{"part"}}
	storeLastCommit = family{"focusd_store_last_commit_timestamp_seconds", "Unix time of the last commit.", gauge, nil}

	labelValues = family{"focusd_label_values", "Admitted values of a guarded label.", gauge, []string{"label"}}
	labelLimit  = family{"focusd_label_values_limit", "Most values of a guarded label that are admitted.", gauge, []string{"label"}}

	reloadOK = family{"focusd_config_last_reload_successful", "Whether the last configuration reload attempt was successful.", gauge, nil}
	reloadAt = family{"focusd_config_last_reload_success_timestamp_seconds", "Unix time of the last successful configuration reload.", gauge, nil}

	collectorSuccess  = family{"focusd_collector_success", "Whether a collector succeeded in this scrape.", gauge, []string{"collector"}}
	collectorDuration = family{"focusd_collector_duration_seconds", "Time a collector took in this scrape.", gauge, []string{"collector"}}
)

func (f family) desc() *prometheus.Desc { return prometheus.NewDesc(f.name, f.help, f.labels, nil) }
