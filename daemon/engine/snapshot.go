package engine

import (
	"time"

	"focusd/timer"
	"focusd/tracker"
)

// Snapshot is all that readers may know at one moment. It is never modified.
// The timer and the ledger have been committed; the rest is as of At.
type Snapshot struct {
	At     time.Time
	Zone   string        // IANA name in force, "Local" if not known
	Offset time.Duration // of local time from UTC
	Timer  timer.State
	Rules  timer.Rules
	Input  timer.Input

	InputAt time.Time // when Input was read; zero: not known. There may have been more since

	Presence      tracker.Presence
	PresenceSince time.Time
	Window        tracker.Window // what is in front now; private

	Source      SourceState
	Tracking    bool      // false: paused by the person
	PausedUntil time.Time // tracking resumes by itself; zero: when the person says so
	HeldUntil   time.Time // reminders are silent until then; zero: not held

	Day    DaySummary // the running logical day
	Ledger Ledger     // committed counters

	Store StoreState
}

// SourceState is how the window source is doing.
type SourceState struct {
	Name     string    // "" when there is none on this system
	Watching bool      // false while it is lost
	Since    time.Time // of Watching's present value
	Reason   string    // why it is not watching; fit to be shown, no titles
	Samples  uint64
	Errors   uint64
}

// StoreState is how the store is doing.
type StoreState struct {
	LastCommit time.Time
	Failing    string // why commits fail; "" when they do not
	Errors     uint64
	Commits    uint64
	LastTook   time.Duration

	// Kept is how often documents of a kind were kept since the daemon began: who
	// sees another number reads them again. It is never modified.
	Kept      map[string]uint64
	Forgotten uint64 // how often the log has forgotten something, likewise
}

// publish makes what the turn has changed visible.
func (l *loop) publish() {
	onlyWindow := l.turned && !l.changed
	l.changed, l.turned = false, false
	open := l.rec.Now()
	snap := &Snapshot{
		At:            l.now,
		Zone:          l.cfg.Calendar.Location.String(),
		Offset:        time.Duration(l.offset(l.now)) * time.Minute,
		Timer:         l.timer,
		Rules:         l.cfg.Rules,
		Input:         l.known(),
		InputAt:       l.input.readAt,
		Presence:      open.Presence,
		PresenceSince: l.rec.PresenceSince(),
		Window:        open.Window,
		Source:        l.source,
		Tracking:      !l.tracking.paused,
		PausedUntil:   l.tracking.until,
		HeldUntil:     l.held,
		Day:           l.day.summary(l.undecided(), l.timer, l.now),
		Ledger:        l.books.ledger,
		Store:         l.pending.state,
	}
	l.e.snapshot.Store(snap)
	l.e.hub.publish(snap, onlyWindow)
}
