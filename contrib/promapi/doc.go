// Focusd-promapi answers the query API of Prometheus over the history that
// focusd has, with what the person has corrected, from the first day of the log:
// for Grafana, without a Prometheus.
//
//	focusd-promapi [--web.listen-address 127.0.0.1:8464]
//
// It asks the daemon over its socket and keeps nothing on disk. It is a module of
// its own, so that the daemon does not depend on the engine of Prometheus.
//
//	past     the history in memory: what a counter was at any millisecond
//	query    PromQL over it; it alone knows the engine
//	serve    HTTP
package main
