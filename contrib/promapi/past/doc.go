// Package past keeps the history of focusd as series that can be asked for their
// value at any instant.
//
//	day.go     the growth of counters on one UTC day, eight bytes for each stretch
//	past.go    the days put together: what a counter had come to, and when
//	series.go  what is shown: counters, and what follows from them
//	reader.go  reads days from the daemon, and again those that have changed
//	plans.go   how goals and habits stood, day by day
//	live.go    what only the running daemon knows, as it said so lately
//
// Counters are not kept as samples. A counter of time grows evenly over a stretch,
// so the stretches say what it was at any millisecond.
package past
