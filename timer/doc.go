// Package timer is the focus timer as a value: what it is doing, what happens
// to it, and what follows from that.
//
// It has no clock, no goroutine and no disk. [Rules.Next] takes a [State], an
// [Event] and the time, and returns a [Step]: the new state, and what of it is
// to be kept. [Rules.Due] says when the passing of time alone will next change
// something, so that the owner of the state can sleep until then.
//
// # Words
//
//	block     a run of the timer: work. Pomodoro counts down, Flow counts up,
//	          Burst is one short countdown
//	segment   the part of a block spent on one task
//	gap       a stretch of a block that does not count; the deadline moves by it,
//	          and back when the person keeps the time
//	focus     the time of a block that counts: its length less its gaps
//	break     the rest after a block; it runs by the wall clock and never pauses
//	credit    what a completed block is worth on the way to the long break
//	closing   a block or a break that has ended and may still be taken back
//
// # Phases
//
//	        start                       deadline
//	Idle ──────────▶ Work ──────────────────────────────▶ Overtime
//	 ▲ ▲              │ ▲ ◀──────────── extend ──────────── │
//	 │ │ pause, away, │ │ resume, return,                   │ finish, no input,
//	 │ │ lock         ▼ │ unlock                            │ lock, sleep
//	 │ └─────────── Paused                                  ▼
//	 │   too long             finish, or the deadline     ShortBreak
//	 │                        if AfterWork is ToBreak ──▶ LongBreak
//	 │                                                      │ end
//	 │   60 min                                             ▼
//	 └───────────────────────────────────────────────── BreakOver
//
// Where breaks are strict, only who is sure leaves one early, or goes past one.
//
// Not drawn: stop leads to Idle from everywhere; start and skip lead to Work
// from every break; extend and postpone lead back into the block that ended.
//
// The asymmetry behind it: work stops when the person goes, rest does not. A
// block pauses at absence, lock and sleep, counted back to the instant the
// person left. A break goes on through all of them. Work begins by a command
// or by input, never by the clock alone.
//
// # Where each rule is
//
//	next.go     the table of what happens to a timer, and the turn it makes
//	tick.go     the passing of time: what is due in each phase, and Due
//	command.go  what the person can say
//	world.go    lock, sleep, restart, a clock that was set, a new day
//	after.go    what is said of a block afterwards: that there was one, that it went on
//	close.go    the end of blocks and breaks, and the rest that follows
//	undo.go     taking back, and what a step says of it to a store
//	settle.go   when taking back is over and a closing may be counted
//	block.go    what a block is worth: focus, ratio, outcome, credit
//	cycle.go    credits and the long break
//	rules.go    the thresholds; preset.go: lengths, and how people write them
//	word.go     the words for all of it, there and back
package timer
