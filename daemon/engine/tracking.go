package engine

import (
	"errors"
	"time"
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

func (l *loop) pauseTracking(d time.Duration) (save bool) {
	t := tracking{paused: true}
	if d > 0 {
		t.until = l.now.Add(d)
	}
	if !l.tracking.paused {
		l.rec.Pause(l.now)
	}
	l.setTracking(t)
	return true
}

func (l *loop) resumeTracking() (save bool) {
	if !l.tracking.paused {
		return false
	}
	l.unpause(l.now)
	return true
}

func (l *loop) unpause(at time.Time) {
	l.rec.Unpause(at)
	l.setTracking(tracking{})
}

// setTracking takes effect before it is saved, and even when it cannot be:
// somebody who wants not to be watched must not have to wait for a disk.
func (l *loop) setTracking(t tracking) {
	l.tracking, l.unsettled.known = t, false
	l.noteTracking()
	l.pending.set(valueTracking, t.value())
	l.changed = true
}

// hold silences reminders for d; zero: until the day ends.
func (l *loop) hold(d time.Duration) (save bool) {
	until := l.day.to
	if d > 0 {
		until = l.now.Add(d)
	}
	l.setHeld(until)
	return true
}

func (l *loop) release() (save bool) {
	l.setHeld(time.Time{})
	return true
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

// shiftPauses moves the ends of pauses with a wall clock that was set: a
// quarter of an hour stays one. Reminders that are held until the day ends are
// held until it ends.
func (l *loop) shiftPauses(d time.Duration) {
	if t := l.tracking; t.paused && !t.until.IsZero() {
		t.until = t.until.Add(d)
		l.setTracking(t)
	}
	if !l.held.IsZero() && !l.held.Equal(l.day.to) {
		l.setHeld(l.held.Add(d))
	}
}

// saved marks a failed commit for the caller.
func saved(err error) error {
	if err == nil {
		return nil
	}
	return errors.Join(ErrStore, err)
}
