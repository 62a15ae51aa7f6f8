// Package nudge answers: what should be said to the person now, and when is
// the next time to look?
//
// It has no clock, no goroutine and no disk, and it has no words. [Rules.Next]
// takes a [State] and an [Event], which says how things are, and returns a
// [Step]: the new state, what to say, and what need no longer be said.
// [Rules.Due] says when the passing of time alone will next change something.
// Whoever shows a [Nudge] finds the words for it and brings the answer back.
//
// # What there is to say
//
//	questions   want to know something        return, gap, morning, record
//	reminders   of a rest that is due         rest, resting
//	nudges      about the block               start, drift
//	notices     each once a logical day       overload, tasks, time_blocks, juggling, switching,
//	                                          unrested, skips, limit, goals, wins
//	offers      in the gap between blocks     pieces, reward
//	after a crash                             recovered
//
// # When nothing is said
//
//	            held  not active  meeting, and   in a block           in a break of the timer
//	                              2 min after
//	questions    -        -            -         return: its own gap  its first 2 min
//	reminders    -        -            -         over 90 min of it    -
//	start        -        -            -         -                    -
//	drift        -        -            -         while it counts      -
//	notices      -        -            -         -                    its first 2 min
//	offers       -        -            -         -                    its first 2 min
//	recovered    -        -            -         -                    its first 2 min
//
// All questions of a logical day share one budget, which only the exercise of
// logging everything lifts, and one at a time is open. Questions and notices
// wait for a natural pause: a return, the end of a block, another kind of thing
// in front; but not for ever. What was dismissed three times at one hour is
// silent at that hour for a week.
//
// # Where each rule is
//
//	kind.go      the words for what is said, and for the answers
//	nudge.go     what is said; event.go: what is told; rules.go: the settings
//	next.go      the turn that Next makes; due.go: when each thing is said
//	quiet.go     when nothing is
//	answer.go    what an answer does; manners.go: what is learned from it
//	rest.go      active time since the last rest; reminder.go: speaking of it;
//	break.go     what became of the breaks
//	absence.go   the questions about time that nobody saw
//	recovered.go the one about a block that no daemon saw
//	work.go      the nudges about the block
//	wish.go      what waits for a natural pause
package nudge
