// Package query answers PromQL over a Past. It alone knows the engine of
// Prometheus, whose Go API promises nothing.
//
//	engine.go    the engine: what it may cost, its errors
//	storage.go   series for it
//	plan.go      at which instants it will ask for values
//	grid.go      those instants as samples
//	series.go    which series there are, and what metrics mean
//
// A scraper has samples, a Past has a value at every instant. So the engine is
// given samples where it will look, to the millisecond: an instant of an expression
// has its own value and not that of a scrape some seconds before, and a window of
// increase begins and ends with a sample. Functions that look at all the samples of
// a window get those of a scrape each minute, or less often in windows longer than
// a day.
package query
