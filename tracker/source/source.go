package source

import (
	"context"
	"time"

	"focusd/tracker"
)

// Facts is a set of facts that a source can tell.
type Facts uint8

const (
	Windows  Facts = 1 << iota // what is in front
	Idleness                   // for how long there was no input
	Lock                       // whether the session is locked or switched away
	Evidence                   // signs of a person who touches nothing: a call, a film
)

// Has tells whether all of g are in f.
func (f Facts) Has(g Facts) bool { return f&g == g }

// Report is all that a source knows at one instant. It is whole: what it leaves
// out of Facts is not known to it any more.
type Report struct {
	At    time.Time
	Facts Facts // which of the fields below are meaningful

	// Windows. The zero Window says that nothing is in front.
	Window     tracker.Window
	PID        int  // of the window's process on this machine; 0: not known
	FullScreen bool // the window fills its screen

	// Idleness: since the last input. A source that is told only that a
	// threshold was crossed counts back from it.
	Idle time.Duration

	// Lock.
	Locked bool

	// Evidence.
	Meeting   bool     // a microphone or a camera is in use
	Playing   []string // the apps (tracker.CanonicalApp) that play something now
	Inhibited bool     // somebody asks the desktop not to go idle
}

// Source tells some facts. Any goroutine may call Name and Facts; Watch runs
// once at a time.
type Source interface {
	// Name is one word, for status, doctor and metrics: "wayland".
	Name() string
	// Facts are those it can tell at best; a report may have fewer.
	Facts() Facts
	// Watch connects and calls emit from one goroutine: at once for what is so
	// now, at every change of what it tells, and once for each receive from ask
	// if it tells idleness, with a fresh reading. It returns when ctx is done
	// (with ctx.Err()) or when it can tell nothing (more), with the reason: fit
	// to be shown to the person, what to do about it where something can be
	// done, and without titles.
	//
	// It tells that idleness began when there was no input for idleAfter, and
	// that it ended with the next input.
	Watch(ctx context.Context, idleAfter time.Duration, ask <-chan struct{}, emit func(Report)) error
}
