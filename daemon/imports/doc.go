// Package imports reads what people have written down of their time elsewhere,
// and makes entries of it.
//
// It knows notes in plain text, the files of several programs, and finds out by
// itself which of them it is given:
//
//	text          2026-11-20 14:10-15:00 errand @health
//	              2026-11-20            a day, for the lines below
//	              14:10 35m nap
//	              x 2026-11-20 call the bank @phone start:14:10 end:14:25
//	csv           a header with start and end, or start and duration, text, category
//	timewarrior   its data files, and what timew export prints
//	klog          days, with ranges indented below them
//	org           CLOCK lines, which are about the headline above them
//	gtimelog      2026-11-20 15:00: what had been done by then
//	activitywatch the export of its buckets: the app in front while nobody was away
//
// Files without a time zone are read by the clock of one that is given. A file
// is understood whole or not at all; what is wrong is told with its line and
// column. What has no stretch of time yet, a clock that still runs, is none of
// the entries and is told apart.
//
// The package has no clock and no disk: it is given the bytes and the present.
package imports
