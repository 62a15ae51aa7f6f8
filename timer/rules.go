package timer

import "time"

// AfterWork says what follows the deadline of a block.
type AfterWork uint8

const (
	ToOvertime AfterWork = iota // go on counting until the person says so
	ToBreak                     // the break begins by itself
)

// AfterBreak says what follows the end of a break.
type AfterBreak uint8

const (
	WaitForStart    AfterBreak = iota // never start by the clock alone
	StartByActivity                   // 30 s of input start the next block
)

// Rules is how a timer behaves. Next is the whole machine. A length of zero
// means the one of DefaultRules.
type Rules struct {
	AfterWork    AfterWork
	AfterBreak   AfterBreak
	StrictBreaks bool          // a break is left early only by who is sure of it
	AwayAfter    time.Duration // no input for so long is absence: 5 min
	AwayEnd      time.Duration // an absence of so long ends the block: 30 min
	LockGrace    time.Duration // 30 s
	PauseLimit   time.Duration // 30 min
	OvertimeIdle time.Duration // 2 min
	OvertimeCap  time.Duration // 60 min
	RestartGap   time.Duration // 10 min
	RecoverFor   time.Duration // so long a block that was closed for want of a daemon can be kept: 10 min
	BreakOverEnd time.Duration // 60 min
	UndoFor      time.Duration // 60 s
}

// Lengths that are part of what a word means, not a matter of taste.
const (
	cycleEnd     = 60 * time.Minute // so long without work begins a new cycle
	backAtWork   = 10 * time.Second // input that takes back a break begun for want of it
	startAfter   = 30 * time.Second // input that starts a block, with StartByActivity
	maxPostponed = 2                // per break
	postponeFor  = 5 * time.Minute  // unless said otherwise
	maxFor       = maxWork          // of an event
)

// DefaultRules are the ones of the manual.
func DefaultRules() Rules { return Rules{}.complete() }

// complete gives the lengths that are zero their default.
func (r Rules) complete() Rules {
	for _, f := range []struct {
		length   *time.Duration
		standard time.Duration
	}{
		{&r.AwayAfter, 5 * time.Minute},
		{&r.AwayEnd, 30 * time.Minute},
		{&r.LockGrace, 30 * time.Second},
		{&r.PauseLimit, 30 * time.Minute},
		{&r.OvertimeIdle, 2 * time.Minute},
		{&r.OvertimeCap, 60 * time.Minute},
		{&r.RestartGap, 10 * time.Minute},
		{&r.RecoverFor, 10 * time.Minute},
		{&r.BreakOverEnd, 60 * time.Minute},
		{&r.UndoFor, 60 * time.Second},
	} {
		if *f.length == 0 {
			*f.length = f.standard
		}
	}
	return r
}
