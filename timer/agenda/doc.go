// Package agenda is what a person wants to do, in pieces of minutes, and what
// became of it.
//
//	Task       something to do once or again: one step, or made of steps
//	TimeBlock  an amount of time for what matters, on some days, at any hour
//	Habit      something small to do on many days
//	Goal       what tasks, time blocks and habits are for
//	Diary      one logical day: the six, what was ticked, what was excused
//	Month      diaries that are long over, in short
//	Vacation   days on which nothing is expected
//	Reward     something nice, offered after so many things done
//	Template   a finished task with its steps, to be used again
//	Exercise   three days of seeing where the time goes
//
// These are the items of an Agenda. A command of the person is a method of it
// that changes nothing and returns a Change: the items to put and those to
// remove, all or none. Whoever keeps the agenda makes the change durable, then
// applies it; Inverse is the change that takes it back. So the package needs no
// clock, no disk and no goroutine: now is an argument, a day is the logical day
// of a tracker.Calendar. Encode and Decode are the items as documents.
//
// A task is made of one line of text, and printed as one: see Capture.
//
// A time block has no start and is never late: before its day ends it is open,
// afterwards done, partly done or not done. What was missed yesterday is not
// owed today. Streaks and strength are computed from the diaries each time (see
// package streak) and never kept.
//
// The life of a day, whoever keeps the agenda sees to:
//
//	NewDay, Fold   when it begins by the clock: dates that went by, old months
//	BeginDay       with the first activity: the plan that the day is measured by
//	Track          now and then: what tracked time is enough for is ticked
//	EndDay         when it is over, for each of Unended: what became of it
//	Look           at any time: everything there is to show of it
//
// An activity counts once for each thing that wants it, and once for a goal,
// whatever else of the goal wants it too.
package agenda
