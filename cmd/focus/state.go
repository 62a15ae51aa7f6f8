package main

import (
	"fmt"
	"math"
	"time"

	"focusd/daemon/api"
)

// States of the timer, as the daemon names them.
const (
	idle       = "idle"
	work       = "work"
	paused     = "paused"
	overtime   = "overtime"
	shortBreak = "short_break"
	longBreak  = "long_break"
	breakOver  = "break_over"
)

// look is how a state of the timer looks everywhere. The sign and the words
// tell it; the colour only helps.
type look struct {
	sign  string
	words string
	hue   colour // on a terminal
	hex   string // in a bar
}

func lookOf(t api.Timer) look {
	switch t.State {
	case work:
		return look{"●", workWords(t), cyan, "#5fafd7"}
	case overtime:
		return look{"⊕", "overtime", yellow, "#d7af5f"}
	case paused:
		return look{"‖", pausedWords(t.Cause), faint, "#8a8a8a"}
	case shortBreak:
		return look{"◇", "short break", green, "#87af5f"}
	case longBreak:
		return look{"◇", "long break", green, "#87af5f"}
	case breakOver:
		return look{"◆", "the break is over", magenta, "#d787af"}
	}
	return look{"○", "idle", faint, "#8a8a8a"}
}

// off is how it looks when the daemon is not there.
var off = look{"–", "focusd is not running", faint, "#6c6c6c"}

func workWords(t api.Timer) string {
	if t.Kind == "flow" {
		return "flow"
	}
	return "work"
}

func pausedWords(cause string) string {
	switch cause {
	case "external":
		return "paused by somebody else"
	case "away":
		return "paused, away"
	case "lock":
		return "paused, locked"
	case "sleep":
		return "paused, asleep"
	case "restart":
		return "paused by a restart"
	}
	return "paused"
}

// at is s as it will be at now if nothing happens until then: the daemon says
// when things change, not every second.
func at(s api.Status, now time.Time) api.Status {
	passed := int64(now.Sub(s.At) / time.Second)
	if passed <= 0 {
		return s
	}
	s.At = now
	switch s.Timer.State {
	case work, overtime:
		s.Today.Focus += passed
		s.Timer.Elapsed += passed
		s.Timer.Left = leftNow(s.Timer, now, passed)
	case shortBreak, longBreak, breakOver:
		s.Timer.Elapsed += passed
		s.Timer.Left = leftNow(s.Timer, now, passed)
	}
	if s.Presence.State == "active" && s.Tracking.On {
		s.Today.Active += passed
	}
	return s
}

// leftNow is what is left later: to the end where it is known, so that minutes
// turn when the end says so, and nothing in flow, which has none.
func leftNow(t api.Timer, now time.Time, passed int64) int64 {
	switch {
	case t.Ends != nil:
		return int64(math.Ceil(t.Ends.Sub(now).Seconds()))
	case t.Planned == 0:
		return t.Left
	}
	return t.Left - passed
}

// counting is the time that the state is about: what is left, what is over, or
// what has passed in flow.
func counting(t api.Timer) string {
	switch {
	case t.State == idle:
		return ""
	case t.State == overtime, t.State == breakOver:
		return "+" + spent(-seconds(t.Left))
	case t.Planned == 0:
		return spent(seconds(t.Elapsed))
	}
	return left(seconds(t.Left)) + " left"
}

// sentence says in one line how the timer stands, without a colour.
func (p page) sentence(s api.Status) string {
	t := s.Timer
	text := lookOf(t).words
	if t.Label != "" && (t.State == work || t.State == paused || t.State == overtime) {
		text += " · " + say(t.Label)
	}
	if c := counting(t); c != "" {
		text += " · " + c
	}
	if t.Ends != nil && (t.State == work || t.State == shortBreak || t.State == longBreak) {
		text += ", until " + p.until(*t.Ends, s.At)
	}
	return text
}

// next says what follows, and where in the cycle that is.
func next(t api.Timer) string {
	text := ""
	switch {
	case t.Next == work && t.NextSeconds == 0:
		text = "work without a clock (" + clean(t.Preset) + ")"
	case t.Next == work:
		text = left(seconds(t.NextSeconds)) + " of work (" + clean(t.Preset) + ")"
	case t.Next == "":
		return ""
	case t.NextSeconds > 0:
		text = lookOf(api.Timer{State: t.Next}).words + ", " + left(seconds(t.NextSeconds))
	default:
		text = lookOf(api.Timer{State: t.Next}).words
	}
	if c := cycle(t); c != "" {
		text += " · " + c
	}
	return text
}

// cycle is how far it is to the long break: which block this is, as the tray
// counts, and between blocks how many are done.
func cycle(t api.Timer) string {
	if t.LongEvery <= 0 || t.Kind != "pomodoro" {
		return ""
	}
	full := int(math.Floor(t.Credits))
	if t.State == work || t.State == paused || t.State == overtime {
		return fmt.Sprintf("block %d of %d", min(full+1, t.LongEvery), t.LongEvery)
	}
	return fmt.Sprintf("%d of %d done", min(full, t.LongEvery), t.LongEvery)
}

// today says what the day has come to.
func today(d api.Today) string {
	return spent(seconds(d.Active)) + " active · " + spent(seconds(d.Focus)) + " focus · " + blocksDone(d.Blocks)
}

func blocksDone(n int) string { return plural(n, "block") + tick(n) }

// tick is behind a number of completed blocks. None is no success.
func tick(n int) string {
	if n == 0 {
		return ""
	}
	return " ✓"
}
