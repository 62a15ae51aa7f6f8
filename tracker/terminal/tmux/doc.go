// Package tmux asks a tmux server who is attached to it and what they see, and
// has it say when that changes.
//
// Both are done through the tmux program: the protocol between it and its
// server is its own and differs from version to version. One question is one
// run of it, about three milliseconds. To be told, a client in control mode
// stays attached; so that nobody notices it, it takes no input, has no size and
// gets no output, leaves the environment of the session alone, and sits only
// where a person sits too, so that a session nobody is attached to any more
// looks like one.
//
//	tmux -C attach ──▶ notices, subscriptions ──▶ Changed
//	    ▲                                            │
//	    └────────────── list-clients ◀───────────────┘
//
// What tmux says of a change is only taken as a reason to ask: one answer says
// all that is needed, and there are fewer ways to be wrong.
//
// Titles pass through and are not kept.
package tmux
