// Package entry answers: what was time spent on, where the person says more
// than the machine saw?
//
// The log (package tracker) is what was recorded, and nothing here changes it.
// An [Entry] is what the person says of a stretch of time: a nap in an absence,
// the errand that the screen saver saw as locked, the call that was in front of
// a browser, or that a stretch is nobody's business. Entries lie over the log:
//
//	recorded   editor────────|idle───────────|browser───────|editor──
//	entries                  [nap]            [call with ...]
//	shown      editor────────|nap─|idle──────|call with ...─|editor──
//
// Presence stays what was recorded: a nap is idle time, and a call in front of a
// browser was active. An entry decides what the time was spent on, so its text
// and category count instead of the app.
//
// Entries never overlap each other. Every change of them is an [Edit], which
// holds the entries that it took away and those that it put there; taken the
// other way round, it undoes itself.
//
// The package has no clock, no goroutine and no disk. It is given the log and
// the entries around the place of a change, [Around], and says what the change
// would be.
package entry
