// Package tracker answers: what was in front of the person, and when?
//
// A source (tracker/x11 is one) says what it sees, a [Sample], whenever
// something changes: the window, its title, the lock, idleness. A [Recorder]
// folds samples, and what else happens to a machine, into a log of [Span]s. A
// [Summary] adds spans up.
//
//	sample   what a source sees at one instant          fact
//	span     a stretch in one window, one presence      fact, stored
//	summary  time by presence, by app, by hour          computed when asked for
//
// The log is a partition of wall-clock time: its spans are in order, without
// holes and without overlaps, whatever the clock, the machine or the source do.
// Each instant has one [Presence].
//
// Idle is an absence of input for longer than a threshold (three minutes). It
// begins at the last input, not when the threshold is crossed: only then is
// known that the minutes before were idle too. So the end of the log is not
// decided yet. The watermark is the instant up to which it is; what has been
// counted up to there is never taken back, which is what lets a counter be made
// from it.
//
// A [Day] is a logical day: it begins at four in the morning, or when else the
// person wants, by the civil clock of where the person is, and carries the date
// of its beginning. It has 23, 24 or 25 hours. Spans know nothing of days: they
// are UTC, and days are laid over them when somebody asks.
//
// Spans hold apps and titles as they were. What they are worth, a category, is
// an opinion, and opinions change: it is not found here. The package has no
// clock, no goroutine and no disk; it is private to this module.
package tracker
