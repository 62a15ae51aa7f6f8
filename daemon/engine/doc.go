// Package engine owns the state of focusd: what the timer does, what the log
// says, what has been counted.
//
// One goroutine, Engine.Run, holds all of it in a loop and changes it; the
// type loop is only ever touched there, so nothing in it needs a lock. Everybody
// else sends a request and waits for the answer, or reads the last Snapshot,
// which is a value that nobody changes any more.
//
// The order of every change is: compute, commit, adopt, publish. Commands that
// wait while one is committed share the next commit, in their order. A command
// that the store could not keep has not happened; a counter is exported when it
// is on disk. What the world does (a deadline, a lock, a sleep, a window) cannot
// be refused: it waits in memory for the commit that succeeds, and readers see
// it then, so a full disk costs nothing but the time it is full. Only the pause
// of tracking and the hold of reminders work at once: a wish not to be watched
// doesn't wait for a disk.
//
// Counters never fall, so what is counted must be final. Presence is counted up
// to the watermark of the log; the time of blocks some minutes later. While
// nobody is there that is done every few minutes or when somebody asks: the
// heartbeat of a block is the end of the log alone. The time of blocks can
// differ from the blocks themselves: more is counted than a block has when time
// is taken off that was counted before (rewind, or a source that comes back and
// tells of a long absence), less when a block is begun in the past, or while the
// log stands still after the clock was set back, and some minutes of it when the
// clock is set.
//
// The loop sleeps until something happens or until the next instant that
// matters (a deadline, a commit, the end of the day). It has no ticker. Time
// comes from package time, so tests run it in a testing/synctest bubble; the
// three clocks that tell sleep from a stolen wall clock come in as a function.
//
//	engine.go   the handle; loop.go: the turns of the loop
//	group.go    requests, and the commit that they share
//	step.go     what happens to the timer; input.go: what it knows of the person
//	report.go   what the source says; source.go: keeping it going
//	tracking.go pauses of the log, holds of reminders
//	commit.go   the transaction; pending.go: what waits for it
//	books.go    counting time; count.go: counting what ends; apps.go: whose names
//	recount.go  counting a log that is over; chronicle.go: the same, as stretches
//	witness.go  the journal of who said what, for those who ask why
//	player.go   the same turns without waiting, for a record
//	day.go      the running logical day; snapshot.go, hub.go: telling readers
package engine
