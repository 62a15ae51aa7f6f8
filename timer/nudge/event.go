package nudge

import (
	"errors"
	"time"

	"focusd/timer"
	"focusd/tracker"
	"focusd/tracker/category"
)

// Event tells how things are, and what has just happened. Next wants one at
// Due, and whenever the World has changed: presence, the class of what is in
// front, the timer, a meeting, a hold.
type Event struct {
	Now    time.Time
	World  World
	Agenda Agenda
	Said   Said         // by the person; zero: nothing
	Entry  Entry        // made by the person; zero: none
	Break  *timer.Break // of the timer, that has settled; nil: none
}

// World is how things are at Now. A reading of the Input that is older makes a
// pause of a person at work.
type World struct {
	Presence  tracker.Presence
	Since     time.Time      // when the Presence began, counted back to the last input; zero: not known
	Input     timer.Input    // zero: nobody knows, and then nobody is said to work too long
	Class     category.Class // of what is in front
	OffTask   bool           // outside the running block's own rule, when it has one
	Meeting   bool           // a microphone or camera is in use, or the call is in front
	Timer     timer.State
	Recovered timer.Recovered // of the Timer, which Next finds out
	HeldUntil time.Time       // reminders are silent until then; zero: not held
}

// Agenda is what is known of the day's plan. The zero Agenda asks for nothing.
type Agenda struct {
	First      string   // ID of the first open one of the six; "": none
	Chosen     bool     // the day's one task is known, or was declined
	Overloaded bool     // load is over capacity, with its hysteresis
	Tasks      int      // on today's list
	Done       int      // tasks done today
	MedianDone int      // tasks done on a comparable day
	Blocks     int      // blocks completed today
	TimeBlocks int      // planned for today
	Juggled    int      // attempts within an hour to have more than one task active
	Switches   float64  // categories per active hour, over the last SwitchWindow of activity
	Usual      float64  // the person's median of that; zero: not known
	Untouched  []string // IDs of goals that nothing was done for lately
	Fitting    int      // micro-tasks that fit the present gap
	Rewards    int      // length of the person's own list
	Exercise   bool     // the exercise of logging everything: no limit to questions about gaps
	Unrecorded Stretch  // what looked most like a block without being one; zero: nothing
}

// SwitchWindow is the activity over which Agenda.Switches is taken. Dwelling
// under MinDwell is not counted as a switch.
const (
	SwitchWindow = 20 * time.Minute
	MinDwell     = 10 * time.Second
)

// Stretch is a stretch of time.
type Stretch struct{ From, To time.Time }

// Entry is a stretch that the person has said something about: nothing is
// asked of it any more.
type Entry struct {
	Stretch
	Rest bool          // it was a rest
	Took time.Duration // what saying so cost, where the person was asked what it was
}

// Said is what the person says to an open nudge.
type Said struct {
	ID     uint64
	Answer Answer        // None: nothing was said
	For    time.Duration // Postpone: zero means the one of the rules
	Took   time.Duration // what answering cost; zero: counted from when it was shown
}

// Errors of answers that are refused. Nothing has happened then.
var (
	ErrGone   = errors.New("that question is no longer open")
	ErrAnswer = errors.New("that is not an answer to it")
)
