package engine

import (
	"cmp"
	"time"

	"focusd/timer"
	"focusd/tracker"
	"focusd/tracker/alarm"
)

// Config is what a person can set. Zero values mean the defaults.
type Config struct {
	Rules       timer.Rules
	Preset      timer.Preset  // what a plain start starts, until another one was used
	IdleAfter   time.Duration // presence is idle after so long without input: 3 min
	CommitEvery time.Duration // how much of the log a crash may cost: 30 s
	Calendar    tracker.Calendar
	AppLimit    int                   // apps with counters of their own; negative: none. 20
	Judge       Judge                 // nil: no rules; all time is unclassified
	Clocks      func() tracker.Clocks // nil: made from package time
	ClockJumped <-chan struct{}       // something happened to the clocks: look now; may be nil
	Alarm       func() alarm.Alarm    // nil: that of the runtime, which may ring late
}

const (
	defaultIdleAfter   = 3 * time.Minute
	defaultCommitEvery = 30 * time.Second
	defaultAppLimit    = 20
	defaultDayStart    = 4 * time.Hour
	defaultPreset      = 1 // 25/5
)

func (c Config) withDefaults() Config {
	c.Rules = completed(c.Rules)
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
	if c.Alarm == nil {
		c.Alarm = alarm.Runtime
	}
	if c.Clocks == nil {
		c.Clocks = processClocks(time.Now())
	}
	return c
}

// completed gives the lengths that are zero their default.
func completed(r timer.Rules) timer.Rules {
	d := timer.DefaultRules()
	r.AwayAfter = cmp.Or(r.AwayAfter, d.AwayAfter)
	r.AwayEnd = cmp.Or(r.AwayEnd, d.AwayEnd)
	r.LockGrace = cmp.Or(r.LockGrace, d.LockGrace)
	r.PauseLimit = cmp.Or(r.PauseLimit, d.PauseLimit)
	r.OvertimeIdle = cmp.Or(r.OvertimeIdle, d.OvertimeIdle)
	r.OvertimeCap = cmp.Or(r.OvertimeCap, d.OvertimeCap)
	r.RestartGap = cmp.Or(r.RestartGap, d.RestartGap)
	r.BreakOverEnd = cmp.Or(r.BreakOverEnd, d.BreakOverEnd)
	r.UndoFor = cmp.Or(r.UndoFor, d.UndoFor)
	return r
}

// countLag is how far behind the present the time of blocks is counted: an
// absence that is counted back and an undo change it within that.
func (c Config) countLag() time.Duration {
	const late = 30 * time.Second // a decision may have waited for the source
	return max(c.Rules.AwayAfter, c.Rules.UndoFor) + late
}

// reconfigure takes on all of cfg, or nothing when it fails. The source was
// started with the threshold of idleness: both keep it until the next start,
// and so do the clocks and the judge.
func (l *loop) reconfigure(cfg Config) error {
	cfg.IdleAfter, cfg.Clocks, cfg.ClockJumped, cfg.Alarm, cfg.Judge = l.cfg.IdleAfter, l.cfg.Clocks, l.cfg.ClockJumped, l.cfg.Alarm, l.cfg.Judge
	held := l.held.Equal(l.day.to)
	if err := l.reopenDay(cfg.Calendar); err != nil {
		return err
	}
	if held {
		l.setHeld(l.day.to)
	}
	if cfg.Preset != l.cfg.Preset && len(l.pending.steps) == 0 && l.timer.Phase == timer.Idle {
		l.timer.Preset = cfg.Preset
		l.books.state.Preset = cfg.Preset
	}
	if cfg.Preset != l.cfg.Preset {
		l.pending.set(valuePreset, cfg.Preset.Name)
	}
	l.cfg, l.changed = cfg, true
	l.noteZone()
	l.books.appLimit = cfg.AppLimit
	return nil
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
