package nudge

import (
	"slices"
	"time"
)

// Nudge is something to say to the person. It has no words, titles or labels:
// whoever shows it finds them.
type Nudge struct {
	ID      uint64    // names it in an answer; never used twice
	Kind    Kind      // one of a kind is open at a time: a later one takes its place
	At      time.Time // when it is said
	Notice  time.Time // until then shown as a notice, afterwards only where it disturbs nobody
	Until   time.Time // it expires then; zero: when it is moot
	Quiet   bool      // never a notice: it is there for who looks
	Repeat  bool      // the second notice of the same thing
	Long    bool      // Rest, Resting: the long one
	From    time.Time // what it is about began; for Start, when the block would have begun
	To      time.Time // and ended
	For     time.Duration
	Task    string   // ID, of Agenda.First
	Goals   []string // IDs, of Agenda.Untouched
	Number  int      // Reward
	Answers []Answer // in the order of the buttons; Dismissed is always understood
}

// Takes tells whether the person may answer a.
func (n Nudge) Takes(a Answer) bool { return a == Dismissed || slices.Contains(n.Answers, a) }

// Closed is a nudge that need not be shown any longer.
type Closed struct {
	Nudge  Nudge
	Answer Answer // Expired and Moot when the person said nothing
	At     time.Time
}

// Step is what an event does. The zero Step says nothing.
type Step struct {
	State    State
	Nudges   []Nudge       // to be said now
	Closed   []Closed      // no longer to be shown
	Breaks   []Break       // that something has become of: to be kept and counted, once
	Overhead time.Duration // what answering cost the person: to be counted, once
}
