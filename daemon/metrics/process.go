package metrics

// processStart is the metric that tells of a restart.
func processStart() Family {
	return Family{Name: "process_start_time_seconds", Type: Gauge, Help: "Start time of the process since unix epoch in seconds."}
}
