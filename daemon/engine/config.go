package engine

import (
	"time"

	"focusd/timer"
	"focusd/tracker"
)

// Config is what a person can set. Zero values mean the defaults.
type Config struct {
	Rules       timer.Rules
	Preset      timer.Preset  // what a plain start starts, until another one was used
	IdleAfter   time.Duration // presence is idle after so long without input: 3 min
	CommitEvery time.Duration // how much of the log a crash may cost: 30 s
	Calendar    tracker.Calendar
	AppLimit    int                   // apps with counters of their own; negative: none. 20
	Clocks      func() tracker.Clocks // nil: made from package time
	ClockJumped <-chan struct{}       // something happened to the clocks: look now; may be nil
}

const (
	defaultIdleAfter   = 3 * time.Minute
	defaultCommitEvery = 30 * time.Second
	defaultAppLimit    = 20
	defaultDayStart    = 4 * time.Hour
	defaultPreset      = 1 // 25/5
)

func (c Config) withDefaults() Config {
	if c.Rules == (timer.Rules{}) {
		c.Rules = timer.DefaultRules()
	}
	if c.Preset == (timer.Preset{}) {
		c.Preset = timer.Presets()[defaultPreset]
	}
	if c.IdleAfter == 0 {
		c.IdleAfter = defaultIdleAfter
	}
	if c.CommitEvery == 0 {
		c.CommitEvery = defaultCommitEvery
	}
	if c.AppLimit == 0 {
		c.AppLimit = defaultAppLimit
	}
	if c.Calendar.Location == nil {
		c.Calendar = tracker.Calendar{Location: time.Local, Start: defaultDayStart}
	}
	if c.Clocks == nil {
		c.Clocks = processClocks(time.Now())
	}
	return c
}

// processClocks makes readings from package time alone: sleep is invisible to
// them, and so is a wall clock that was set.
func processClocks(start time.Time) func() tracker.Clocks {
	return func() tracker.Clocks {
		now := time.Now()
		ran := now.Sub(start)
		return tracker.Clocks{Wall: now.Round(0).UTC(), Mono: ran, Boot: ran}
	}
}
