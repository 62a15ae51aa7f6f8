// Package alarm rings when a while has passed.
//
// A timer of Go's runtime that is set for long rings late: the kernel may wake
// a thread that waits for events by a thousandth of the time later than it
// asked for, at most by 100 ms, and it does. A block of 25 minutes would end a
// tenth of a second late; and until then the runtime, which knows that it is
// time, looks for it every 20 microseconds, at the cost of a commit. A timer of
// the kernel's own rings on time, and nobody looks for it.
package alarm
