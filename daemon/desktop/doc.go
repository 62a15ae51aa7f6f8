// Package desktop speaks to the person through the desktop: notices, several at
// once, with buttons.
//
// A [Board] is what of ours is on the screen. Who has something to say gives it
// a [Notice] and hears the [Answer]; a notice that is no longer so is withdrawn,
// or ends by itself. The board is one long-lived connection to the session bus,
// because buttons answer only the connection that showed them. It follows who
// the notification server is: what was on the screen of one that is gone comes
// back on the screen of the next.
//
// A desktop without a bus or without a server is an ordinary state. Nobody waits
// for the board, and whatever a notice says is said elsewhere too: its words
// name the command that does the same as its buttons.
//
//	notice.go      what can be said
//	board.go       what is on the screen; server.go: who draws it
//	timer.go       the end of work and of breaks; timerwords.go: in words
//	nudge.go       what package nudge finds worth saying; nudgewords.go: in words
package desktop
