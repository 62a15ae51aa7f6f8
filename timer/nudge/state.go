package nudge

import (
	"slices"
	"time"

	"focusd/tracker"
)

// State is what has been said, what waits to be said, and what that rests on.
// It is a value: Next never changes the one it is given. It survives JSON. The
// zero State knows nothing. All times are UTC and have no monotonic reading.
type State struct {
	At     time.Time // of the last event; zero: none yet
	World  World     // as of then; of its Timer only what matters here
	Agenda Agenda

	Open []Nudge // not answered, not expired
	Last uint64  // ID of the latest nudge

	Tired   Tired     // active time since the last rest
	Reminds Reminder  // of a rest that is due
	Break   Spell     // the rest that lasts
	Run     Run       // work without a block
	Stray   Stray     // somewhere else, in a block
	Left    Left      // an absence that lasts
	Loss    Stretch   // what a block lost and is to be asked about; zero: nothing
	LossEnd time.Time // of the latest loss that was seen

	Wishes    []Wish    // wait for a natural pause
	Pause     time.Time // the latest natural pause; it may be a little ahead
	Spoke     time.Time // of something that could wait
	Met       time.Time // the end of the latest meeting; zero: none lately
	Began     time.Time // the latest Start
	Strayed   time.Time // the latest Drift
	Offered   bool      // tasks were offered in this gap between blocks
	Rewarded  int       // rewards given, ever
	Skipped   int       // breaks in a row
	Recovered time.Time // where the block was closed that was asked about last
	Today     Today
	Rudeness  []Rudeness
	Mentioned []Mention
}

// Today is what is counted by the logical day.
type Today struct {
	Day       tracker.Day
	First     time.Time     // first activity; zero: none yet
	Active    time.Duration //
	Questions int           // of the budget
	Overhead  time.Duration // what answering cost
	Said      []Kind        // of those that are said once
	Rewards   int           // tasks and blocks that a reward was given for
	Breaks    Tally
}

// Mention is a goal that was named.
type Mention struct {
	Goal string
	Day  tracker.Day
}

// clone gives s slices of its own.
func (s State) clone() State {
	s.Open = slices.Clone(s.Open)
	s.Wishes = slices.Clone(s.Wishes)
	s.Rudeness = slices.Clone(s.Rudeness)
	s.Mentioned = slices.Clone(s.Mentioned)
	s.Today.Said = slices.Clone(s.Today.Said)
	return s
}
