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
// How near is near enough:
//
//	the ledger from day to day, against the log       a second
//	days by the difference of two midnights           a second; nothing, so far
//	categories of a day, against the rules            a minute
//	blocks of a day; in all                           half an hour; one in 200
//	increase over a day of more than an hour; in all  two fifths; one in 25
//	focus by the hour of the day                      one in ten
//	focus export openmetrics, against the log         a hundredth of a second
//
// increase goes on beyond the scrapes of a day, the worse the fewer there are:
// that is why the panels of days do without it. What was forgotten is in the
// ledger as it was, and those days are left out where apps are compared.
//
// No scrape is older or newer than it says: the databases are given the samples
// with their times, as promtool and the import of VictoriaMetrics take them.
package year
