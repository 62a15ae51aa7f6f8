// Package metrics shows what focusd has counted to Prometheus.
//
// The person's time comes from the ledger of the engine: committed counters
// that survive restarts and never fall, shown as they are by one collector that
// reads a snapshot. What concerns only this process (requests, commits) are
// ordinary instruments. All names, types, labels and helps stand in one table,
// catalogue.go.
//
// Labels are words of a fixed list, or names of apps as far as the ledger
// admits them. The snapshot's window title has no way into this package's
// output: nothing here reads it, and a test looks for it.
package metrics
