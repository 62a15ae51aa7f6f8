package grafana

func health() Dashboard {
	took := func(bucket string, by ...string) string {
		return "histogram_quantile(0.99, " + sum("rate("+of(bucket)+"[$__rate_interval])", append(by, "le")...) + ")"
	}
	partition := "abs(" + sum(of("focusd_presence_seconds_total"), "instance") + " - on (instance) (" +
		of("focusd_accounted_until_timestamp_seconds") + " - " + of("focusd_tracking_start_timestamp_seconds") + "))"
	return build(
		Dashboard{
			UID: "focusd-health", Title: "focusd: health", Description: "Whether the daemon sees, writes and answers.",
			Refresh: "1m", Time: Range{"now-24h", "now"},
		},
		stat("Up", "Whether the last scrape succeeded. A machine that sleeps is down.", yesNo, 4,
			query{"{{instance}}", of("up")}),
		stat("Last sample", "How old the last good sample of a source was at its scrape.", seconds, 5,
			query{"{{backend}}", "timestamp(" + of("focusd_sampler_last_success_timestamp_seconds") + ") - " + of("focusd_sampler_last_success_timestamp_seconds")}).warn(120),
		stat("Last commit", "How old the last commit of the store was at its scrape.", seconds, 5,
			query{"{{instance}}", "timestamp(" + of("focusd_store_last_commit_timestamp_seconds") + ") - " + of("focusd_store_last_commit_timestamp_seconds")}).warn(300),
		stat("Self-check", "By how much the presence states miss the accounted time. It is zero.", seconds, 5,
			query{"{{instance}}", partition}).warn(1),
		stat("Counts are final up to", "focusd_accounted_until_timestamp_seconds.", moment, 5,
			query{"{{instance}}", "1000 * " + of("focusd_accounted_until_timestamp_seconds")}),
		lines("Samples", "focusd_sampler_samples_total and focusd_sampler_errors_total, each second.", requests, 8,
			query{"{{backend}}", "rate(" + of("focusd_sampler_samples_total") + "[$__rate_interval])"},
			query{"{{backend}}, {{reason}}", "rate(" + of("focusd_sampler_errors_total") + "[$__rate_interval])"}),
		lines("Size of the store", "focusd_store_size_bytes: the file, and what of it is free for the next commits.", size, 8,
			query{"{{part}}", of("focusd_store_size_bytes")}),
		lines("Growth of the store", "The slope of focusd_store_size_bytes over seven days, for a day.", size, 8,
			query{"a day", "deriv(" + of("focusd_store_size_bytes", `part="db"`) + "[7d]) * 86400"}),
		lines("Commits", "99 of 100 commits of the store took less.", seconds, 8,
			query{"99 of 100", took("focusd_store_write_duration_seconds_bucket")}),
		lines("Requests", "focusd_http_requests_total, each second, by route and status.", requests, 8,
			query{"{{handler}} {{code}}", sum("rate("+of("focusd_http_requests_total")+"[$__rate_interval])", "handler", "code")}),
		lines("Answers", "99 of 100 answers took less, by route.", seconds, 8,
			query{"{{handler}}", took("focusd_http_request_duration_seconds_bucket", "handler")}),
		rows("Labels", "How much room for label values is taken: focusd_label_values over focusd_label_values_limit.", percent, 8,
			query{"{{label}}", ratio(of("focusd_label_values"), of("focusd_label_values_limit"))}).within(0, 1),
		lines("Clock jumps, failed commits, folded labels", "Things that should not happen, in the hour before.", count, 8,
			query{"clock {{direction}}", increase(of("focusd_clock_jumps_total"), "1h")},
			query{"store, {{op}}", increase(of("focusd_store_errors_total"), "1h")},
			query{"label {{label}}", increase(of("focusd_label_folds_total"), "1h")}),
		lines("Scrapes", "focusd_collector_duration_seconds, by part; those that fail are missing in focusd_collector_success.", seconds, 8,
			query{"{{collector}}", of("focusd_collector_duration_seconds")},
			query{"{{collector}} failed", of("focusd_collector_success") + " == 0"}),
		table("Build", "focusd_build_info: what is running.", count, 24,
			query{"{{instance}}", of("focusd_build_info")}),
	)
}
