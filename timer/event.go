package timer

import (
	"errors"
	"time"
)

// Verb is what happens to a timer.
type Verb uint8

const (
	// Tick is the passing of time. It makes at most one transition, however
	// much time has passed.
	Tick Verb = iota

	// Commands of the person.
	Start    // Preset (zero: the state's own), Label, For: how long ago it began, Replace
	Pause    // Cause: Internal (also None) or External
	Resume   //
	Finish   // done early; in Overtime: take the break
	Stop     //
	Skip     // the break, or the rest of the block and its break
	Extend   // For
	Rewind   // For: "I was away the last For"
	Switch   // Label: the rest of the block is spent on it
	Postpone // For (zero: 5 min): the break
	Keep     // At: when a gap began (zero: the last) that was work after all, or a block was closed because no daemon ran
	Note     // At: when a block began that nobody started, For: how long it lasted, Label
	UndoLast // At: when the command was given that is meant (zero: the last, whichever it is)

	// Happenings of the world.
	Locked    // At: since when
	Unlocked  //
	Slept     // At: when the machine fell asleep; now is when it woke
	Restarted // At: the last heartbeat; now is when the daemon came back
	ClockSet  // For: by how much the wall clock was moved; now is the new reading
	NewDay    // the logical day has changed
)

// Event is something that happens to a timer.
type Event struct {
	Verb    Verb
	Preset  Preset
	Label   string
	For     time.Duration
	At      time.Time
	Cause   Cause
	Replace bool
	Sure    bool  // of a break that is left early, where breaks are strict
	Input   Input // what was known of the input when it happened
}

// Record is one transition, as it is kept.
type Record struct {
	Seq    Seq
	At     time.Time // when it was decided
	From   time.Time // when it took effect, if earlier (counted back); else equal to At
	Verb   Verb
	Before Phase
	After  Phase
	Cause  Cause
	Label  string
	For    time.Duration
	Auto   bool // by the clock or the world, not by the person
}

// Step is what an event does. The zero Step does nothing.
type Step struct {
	State   State
	Changed bool      // false: the event changed nothing; nothing need be written
	Records []Record  //
	Blocks  []Block   // that ended: to be kept under their Seq
	Breaks  []Break   //
	Revoked []Seq     // blocks and breaks kept earlier that were taken back
	Settled []Closing // can no longer be taken back: to be counted, exactly once
}

// Errors of commands that are refused. The message of the error returned says
// what to do instead.
var (
	ErrIdle       = errors.New("the timer is not running")           // a command that needs a block
	ErrWorking    = errors.New("a block is already running")         // Start without Replace
	ErrInBreak    = errors.New("a break cannot be paused")           // Pause in a break
	ErrNotPaused  = errors.New("the timer is not paused")            // Resume in Idle
	ErrStrict     = errors.New("breaks are strict")                  // Start, Skip, Stop in a break, Skip before one: not Sure
	ErrOverlap    = errors.New("a block or a break is there")        // Note
	ErrNoBreak    = errors.New("there is no break to postpone")      // Postpone outside a break
	ErrTooLate    = errors.New("it is too late for that")            // Postpone, Extend, Undo after their time
	ErrNoGap      = errors.New("the block has not lost that time")   // Keep
	ErrNoUndo     = errors.New("there is nothing to undo")           // Undo
	ErrOther      = errors.New("something else was done since")      // Undo of what is not the last
	ErrRange      = errors.New("that length is out of range")        // For, or a preset's numbers
	ErrPresetName = errors.New("that is not a preset or a duration") // ParsePreset
)
