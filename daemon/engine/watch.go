package engine

import (
	"time"

	"focusd/timer"
	"focusd/tracker"
)

// plausible is how far the time of a sample may be from the engine's. One that
// is further off was stamped on the other side of a step of the wall clock.
const plausible = 5 * time.Second

// sample takes in what the source sees.
func (l *loop) sample(s tracker.Sample) {
	l.source.Samples++
	if !l.source.Watching {
		l.source.Watching, l.source.Since, l.source.Reason = true, l.now, ""
		l.changed = true
	}
	if s.At.Sub(l.now).Abs() > plausible {
		s.At = l.now
	}
	before := l.rec.Now()
	locked := before.Presence == tracker.Locked
	l.rec.Sample(s)
	l.input.read(s, s.IdleKnown && s.Idle >= l.cfg.IdleAfter)
	after := l.rec.Now()
	if after.Presence != before.Presence {
		l.pending.urgent, l.changed = true, true
	}
	if after.Window != before.Window {
		l.changed = true
	}
	switch {
	case s.Locked && !locked:
		l.world(timer.Event{Verb: timer.Locked, At: s.At})
	case !s.Locked && locked:
		l.world(timer.Event{Verb: timer.Unlocked})
	case l.timer.Phase != timer.Idle:
		l.world(timer.Event{Verb: timer.Tick})
	}
}

// lose takes in that the source can see nothing any more.
func (l *loop) lose(o outage) {
	reason := "it ended without a reason"
	if o.err != nil {
		reason = o.err.Error()
	}
	if l.source.Watching || reason != l.source.Reason {
		l.e.log.Info("no window source", "source", l.source.Name, "reason", reason)
	}
	if l.source.Watching {
		l.source.Errors++
		l.source.Watching, l.source.Since = false, l.now
		l.rec.Lose(o.at)
		l.pending.urgent = true
	}
	l.source.Reason = reason
	l.input.forget()
	l.changed = true
}

// Names of what is kept as small values in the store.
const (
	valueCreated  = "ledger.created"       // when counting began
	valueUntil    = "ledger.until"         // up to when presence is counted
	valueBlocks   = "ledger.blocks_until"  // up to when the time of blocks is counted
	valueTracking = "tracking.paused"      // "until resumed", or until when
	valueHeld     = "reminders.held_until" //
)

const untilResumed = "until resumed"

// tracking is whether the person has stopped the log.
type tracking struct {
	paused bool
	until  time.Time // it goes on by itself; zero: when the person says so
}

func trackingFrom(values map[string]string) tracking {
	v := values[valueTracking]
	if v == untilResumed {
		return tracking{paused: true}
	}
	until := parseTime(v)
	return tracking{paused: !until.IsZero(), until: until}
}

func (t tracking) value() string {
	switch {
	case !t.paused:
		return ""
	case t.until.IsZero():
		return untilResumed
	}
	return formatTime(t.until)
}

func (t tracking) ends(now time.Time) bool {
	return t.paused && !t.until.IsZero() && !now.Before(t.until)
}

func (l *loop) pauseTracking(d time.Duration) error {
	t := tracking{paused: true}
	if d > 0 {
		t.until = l.now.Add(d)
	}
	if !l.tracking.paused {
		l.rec.Pause(l.now)
	}
	return l.setTracking(t)
}

func (l *loop) resumeTracking() error {
	if !l.tracking.paused {
		return nil
	}
	at := l.now
	if l.tracking.ends(l.now) {
		at = l.tracking.until
	}
	l.rec.Unpause(at)
	return l.setTracking(tracking{})
}

// setTracking takes effect even when it cannot be saved yet: somebody who
// wants not to be watched must not have to wait for a disk.
func (l *loop) setTracking(t tracking) error {
	l.tracking = t
	l.pending.set(valueTracking, t.value())
	l.changed = true
	return l.commit()
}

// hold silences reminders for d; zero: until the day ends.
func (l *loop) hold(d time.Duration) error {
	until := l.day.to
	if d > 0 {
		until = l.now.Add(d)
	}
	l.setHeld(until)
	return l.commit()
}

func (l *loop) release() error {
	l.setHeld(time.Time{})
	return l.commit()
}

func (l *loop) setHeld(until time.Time) {
	l.held = until
	v := ""
	if !until.IsZero() {
		v = formatTime(until)
	}
	l.pending.set(valueHeld, v)
	l.changed = true
}

func (l *loop) reconfigure(cfg Config) error {
	// The source was started with the threshold: both keep it until the next start.
	cfg.IdleAfter, cfg.Clocks, cfg.ClockJumped = l.cfg.IdleAfter, l.cfg.Clocks, l.cfg.ClockJumped
	if cfg.Preset != l.cfg.Preset && l.timer.Phase == timer.Idle {
		l.timer.Preset = cfg.Preset
	}
	l.cfg = cfg
	l.books.appLimit = cfg.AppLimit
	day, err := openDay(l.e.store, cfg.Calendar, l.now, l.now)
	if err != nil {
		return err
	}
	l.day, l.changed = day, true
	return nil
}

// formatTime and parseTime keep instants in the values of the store: UTC, to
// the millisecond. What cannot be read is the zero time.
func formatTime(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000Z") }

func parseTime(s string) time.Time {
	t, err := time.Parse("2006-01-02T15:04:05.000Z", s)
	if err != nil {
		return time.Time{}
	}
	return t
}
