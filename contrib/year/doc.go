// Package year holds the metrics of focusd to what they promise, over a year of
// a made-up person: the real engine, store and metrics live it in seconds, with
// crashes, restarts, sleep, corrections, things that are forgotten and clocks
// that are set. It is scraped while it goes by.
//
//	year_test.go      the year; at each scrape, what has to hold then
//	scrapes_test.go   what was scraped, as a database is given it
//	server_test.go    a real Prometheus and a real VictoriaMetrics
//	queries_test.go   what both say of the year, against what the store says
//	dashboards_test.go  every query of the dashboards, on both
//
// No scrape is older or newer than it says: the databases are given the samples
// with their times, as promtool and the import of VictoriaMetrics take them.
package year
