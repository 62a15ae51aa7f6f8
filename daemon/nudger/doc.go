// Package nudger has what package nudge finds worth saying said: who wants to
// show a nudge, or to answer one, comes here.
//
// It follows the snapshots of the engine, tells nudge how things are, and keeps
// the state of nudge as one document, so that neither a restart nor a crash asks
// a fourth question of the day. A nudge is open once it is on disk. Showing it is
// for others: whenever the open ones change, the engine announces it to those
// who follow its snapshots, and they look at Open.
//
// An answer is done first and closed after: time goes back to the block, or an
// entry is made, and then the question is gone. If it cannot be done, it stays.
//
// What is said is what there are words for: at present the questions on the
// return of the person.
package nudger
