// Package engine owns the state of focusd: what the timer does, what the log
// says, what has been counted.
//
// One goroutine, Engine.Run, holds all of it in a loop and changes it; the
// type loop is only ever touched there, so nothing in it needs a lock. Everybody
// else sends a request and waits for the answer, or reads the last Snapshot,
// which is a value that nobody changes any more.
//
// The order of every change is: compute, commit, adopt, publish. A command that
// the store could not keep has not happened; a counter is exported when it is
// on disk. What sources say is kept in memory until a commit succeeds, so a
// full disk costs nothing but the time it is full.
//
// The loop sleeps until something happens or until the next instant that
// matters (a deadline, a commit, the end of the day). It has no ticker. Time
// comes from package time, so tests run it in a testing/synctest bubble; the
// three clocks that tell sleep from a stolen wall clock come in as a function.
package engine
