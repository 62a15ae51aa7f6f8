// Package hook runs programs of the person when something happens to the timer:
// a lamp that turns red for a block, music that ends with it, a chat status.
//
// What has happened is a pure function of two states of the timer (event.go),
// so that it does not matter whether a command, the clock or an undo did it. An
// undo is told as what it looks like: a block that goes on after all begins
// once more. What happened while nobody watched, before the daemon started, is
// not told.
//
// Programs run one at a time, in the order of what happened, so that the lamp
// is not switched off before it is switched on. They are started directly, by
// no shell, with nothing on standard input and what they need to know in the
// environment; no title of a window is ever among it. One that takes longer
// than ten seconds is ended with all that it has started. What a program that
// has ended leaves running is left alone, as long as it does not write to the
// standard output that it was given.
package hook
