// Package report answers: what does a person's time come to, where the log, the
// blocks, what the person said and what they meant to do meet?
//
// They meet by time and nowhere else: the timer knows no windows, the tracker
// no blocks. Whoever asks hands over the Facts of a logical day; Sum makes a
// Day of them, a few kilobytes without a title, and everything else is made of
// Days:
//
//	Facts      spans, entries, blocks and breaks of a day     as it was recorded
//	Piece      a stretch of it as it counts: what for, what it was worth
//	Day        what a day came to                             can be kept, folds
//	Profile    how good the hours are, over days
//	Fit        how long a block is good, over days
//	Exercise   three days of everything, for a person to read
//	Shift      what grew between two periods, and what it grew from
//	Help       whether days with something went with more of something else
//	Finding    what a week says to a question, or how much is lacking until it does
//	Wins       what got done on a day
//	Review     a day or a week in figures; Sheet is that without any name
//
// A year is 365 Days: keep those that are over as JSON, and make the one that
// runs again. A Day is as good as the rules it was made with: another Set, or
// an entry that changed, makes other Days.
//
// # What is not known
//
// Nothing here says zero where it means unknown. What rests on too little has
// a bool beside it, or is not there at all; the constants in known.go say how
// much is enough.
//
// # Distraction
//
// A distraction in a block is time in the class wastes, or outside of the rule
// that the block has for itself, for ten seconds or longer. What that rule names
// is none. Outside of blocks nothing distracts.
//
// # Coverage
//
// The waking time of a day is what lies between two nights. A night is the
// longest absence around the start of the day, as far as it lies within
// NightReach of it. Covered is what lies in no gap: of waking time in which
// nobody was seen and of which nobody said anything, for longer than LeastGap.
//
// Durations are in nanoseconds where they are written as JSON. Names of apps
// and what a person wrote appear in a Day, an Exercise, Wins and Findings; a Sheet
// and a Review have no place for them. The package has no clock, no goroutine and no
// disk; it is private to this module.
package report
