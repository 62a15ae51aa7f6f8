// Package openmetrics writes the past of a person as samples of the metrics that
// /metrics shows, for a Prometheus or a VictoriaMetrics that was not there.
//
//	step.go     the instants that have samples: those at which the machine was awake
//	metric.go   what has changed at which of them, a few bytes each
//	text.go     the form: OpenMetrics, or what VictoriaMetrics reads
//	export.go   reads the log and writes families, one after the other
//
// The values are those of engine.Recount: names, labels and meaning are the
// ledger's, but they are counted from the log as it says now, with what the
// person has corrected, by the rules of now. So they are no continuation of the
// ledger's: where one series would go on as the other, it could seem to fall.
// Their instance has another name for that.
//
// # Memory
//
// The form wants all samples of a metric in one place, the log has all metrics
// of an instant in one. What has changed is kept in between, up to a limit; what
// does not fit in waits, and the log is read once more for it.
//
// # Which samples there are
//
// One when a metric has moved, one at the step before, so that the increase lies
// where it belongs, and one at least every five minutes, because Prometheus
// takes a series for ended after that. None while the machine slept or nobody
// observed it: there was nobody to be scraped. A metric that never moved has
// those at the ends of such stretches alone.
package openmetrics
