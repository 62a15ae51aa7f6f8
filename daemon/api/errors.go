package api

import (
	"errors"

	"focusd/timer"
)

var (
	// ErrNoDaemon is returned when nothing answers at the socket.
	ErrNoDaemon = errors.New("focusd is not running")
	// ErrStopping is returned by a daemon that is about to end.
	ErrStopping = errors.New("focusd is stopping")
	// ErrStore is returned when a command could not be made durable; it has
	// not happened.
	ErrStore = errors.New("focusd could not save it")
	// ErrRequest is returned when a request is malformed: the fault is the
	// caller's, and asking again will not help.
	ErrRequest = errors.New("the request is malformed")
	// ErrBusy is returned when the daemon serves as many as it is willing to.
	ErrBusy = errors.New("focusd is busy")
)

// Codes of errors that have no sentinel: nobody decides on them.
const (
	CodeHost     = "host"       // asked under a name that is not the daemon's
	CodeOrigin   = "origin"     // asked by a page of somebody else
	CodeToken    = "token"      // asked over loopback without the token
	CodeNotFound = "not_found"  // no such route
	CodeMethod   = "method"     // the route does not know the method
	CodeMedia    = "media_type" // the body is not said to be JSON
	CodeTooLarge = "too_large"  // the body
	CodeAbsent   = "not_here"   // this daemon cannot do that, or not over this listener
	CodeTaken    = "taken"      // the time is: by recorded activity or another entry
	CodeChanged  = "changed"    // what was to be undone, or corrected, is no longer so
	CodeNoEntry  = "no_entry"   // there is no such entry or correction

	CodeNoQuestion = "no_question" // no such question is open

	CodeNoItem     = "no_item"    // the agenda has nothing of that name
	CodeAmbiguous  = "ambiguous"  // the agenda has several things of that name
	CodeText       = "text"       // a line of the person cannot be understood
	CodeValue      = "value"      // what the person said of something of the agenda is not possible
	CodeItemKept   = "item_kept"  // something of the agenda stays as it is
	CodeUnreadable = "unreadable" // a newer focusd wrote it

	CodeRule     = "rule"      // a rule or category is not what it should be
	CodeNoRule   = "no_rule"   // there is no rule or category of that name
	CodeRuleKept = "rule_kept" // the rule or category stays as it is
	CodeInternal = "internal"  // the daemon's fault; its log says more
)

// Error is an error of the daemon, as the client sees it. It wraps the
// sentinel it was made from: errors.Is(err, timer.ErrIdle) holds in a client.
type Error struct {
	Code    string `json:"code"`
	Message string `json:"message"`
	Hint    string `json:"hint,omitempty"`
}

// Error says what happened; what to do is in Hint.
func (e *Error) Error() string { return e.Message }

// Unwrap is the sentinel of the code, nil when it has none or is of a daemon
// newer than the client.
func (e *Error) Unwrap() error {
	for _, s := range sentinels() {
		if s.code == e.Code {
			return s.err
		}
	}
	return nil
}

// Code is the code of the sentinel that err wraps; "" when it wraps none.
func Code(err error) string {
	for _, s := range sentinels() {
		if errors.Is(err, s.err) {
			return s.code
		}
	}
	return ""
}

type sentinel struct {
	code string
	err  error
}

// sentinels is the one table of what crosses the wire and comes back. Codes
// are part of the protocol: they never change.
func sentinels() []sentinel {
	return []sentinel{
		{"idle", timer.ErrIdle},
		{"working", timer.ErrWorking},
		{"in_break", timer.ErrInBreak},
		{"not_paused", timer.ErrNotPaused},
		{"no_break", timer.ErrNoBreak},
		{"strict", timer.ErrStrict},
		{"overlap", timer.ErrOverlap},
		{"too_late", timer.ErrTooLate},
		{"no_undo", timer.ErrNoUndo},
		{"no_gap", timer.ErrNoGap},
		{"range", timer.ErrRange},
		{"preset", timer.ErrPresetName},
		{"stopping", ErrStopping},
		{"store", ErrStore},
		{"request", ErrRequest},
		{"busy", ErrBusy},
	}
}
