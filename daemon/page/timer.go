package page

import (
	"time"

	"focusd/daemon/api"
)

// timerView is the running block or break, and what can be done with it.
type timerView struct {
	*visit
	api.Timer
	One *api.Task // what a plain start would be on
}

func loadTimer(v *visit) (any, error) {
	t := timerView{visit: v, Timer: v.Status.Timer}
	if a, err := v.agenda(); err == nil {
		t.One = firstOpen(a)
	} else if !absent(err) {
		return nil, err
	}
	return t, nil
}

// firstOpen is what is being done, or the first of the six that is open.
func firstOpen(a api.Agenda) *api.Task {
	if a.Active != nil {
		return a.Active
	}
	for _, t := range a.Six {
		if t.Outcome == "open" {
			return &t
		}
	}
	return nil
}

// Shape is which of the drawings of the timer it is.
func (t timerView) Shape() string {
	switch t.State {
	case "short_break", "long_break":
		return "rest"
	case "break_over":
		return "over"
	}
	return t.State
}

// Says is the state as a person says it.
func (t timerView) Says() string {
	switch t.State {
	case "idle":
		return "Ready when you are"
	case "work":
		return "Working"
	case "paused":
		return pausedBy(t.Cause)
	case "overtime":
		return "Time is up, go on or rest"
	case "short_break":
		return "A short break"
	case "long_break":
		return "A long break"
	case "break_over":
		return "The break is over"
	}
	return words(t.State)
}

func pausedBy(cause string) string {
	switch cause {
	case "away":
		return "Paused: you were away"
	case "lock":
		return "Paused: the screen is locked"
	case "sleep":
		return "Paused: the machine slept"
	case "restart":
		return "Paused: focusd was restarted"
	case "external":
		return "Paused by somebody"
	}
	return "Paused"
}

// Running says whether there is a clock to show.
func (t timerView) Running() bool { return t.State != "idle" }

// Down says whether the clock runs down to Ends.
func (t timerView) Down() bool { return t.Ends != nil }

// Up is when a clock that runs up began; nil where none does.
func (t timerView) Up() *time.Time {
	if t.State != "work" || t.Ends != nil {
		return nil
	}
	began := t.Status.At.Add(-time.Duration(t.Elapsed) * time.Second)
	return &began
}

// Hours says whether the clock needs room for hours.
func (t timerView) Hours() bool {
	return t.Planned >= 3600 || t.Planned == 0 && t.Elapsed >= 3540 || t.Left <= -3540
}

// Late says whether the clock is past its end.
func (t timerView) Late() bool {
	return t.Left < 0 && (t.State == "overtime" || t.State == "break_over")
}

// Part is how much of the ring is full, of 1000.
func (t timerView) Part() int64 {
	if t.Planned <= 0 {
		return 0
	}
	return min(max(t.Elapsed*1000/t.Planned, 0), 1000)
}

// From is when the ring was empty, were there no pauses; nil when it stands.
func (t timerView) From() *time.Time {
	if t.Ends == nil || t.Planned <= 0 {
		return nil
	}
	from := t.Ends.Add(-time.Duration(t.Planned) * time.Second)
	return &from
}

// verb is one thing that can be done with the timer now.
type verb struct {
	Do, Label string
	Key       string
	Seconds   int64
	Main      bool
}

// Verbs are those that the daemon would not refuse now.
func (t timerView) Verbs() []verb {
	extend := verb{Do: "extend", Label: "+5 min", Seconds: 300, Key: "e"}
	stop := verb{Do: "stop", Label: "Stop", Key: "x"}
	finish := verb{Do: "finish", Label: "Finish", Key: "f"}
	skip := verb{Do: "skip", Label: "Skip the break", Key: "k"}
	switch t.State {
	case "work":
		all := []verb{{Do: "pause", Label: "Pause", Key: "p", Main: true}, finish}
		if t.Ends != nil {
			all = append(all, extend)
		}
		return append(all, stop)
	case "paused":
		return []verb{{Do: "resume", Label: "Resume", Key: "p", Main: true}, finish, stop}
	case "overtime":
		finish.Label, finish.Main = "Take the break", true
		return []verb{finish, extend, skip, stop}
	case "short_break", "long_break":
		all := []verb{{Do: "start", Label: "Start the next block", Key: "s", Main: true}, skip}
		if t.Postpones > 0 {
			all = append(all, verb{Do: "postpone", Label: "Postpone 5 min", Seconds: 300})
		}
		return append(all, stop)
	case "break_over":
		return []verb{{Do: "start", Label: "Start the next block", Key: "s", Main: true}, stop}
	}
	return nil
}

// CanUndo says whether the last thing can still be taken back.
func (t timerView) CanUndo() bool {
	return t.Undo != "" && t.UndoUntil != nil && t.Status.At.Before(*t.UndoUntil)
}

// Presets are what a block may be made of.
func (t timerView) Presets() []string {
	presets := []string{"5m", "10m", "15/5", "25/5", "50/10", "60/15", "90/20", "flow"}
	for _, p := range presets {
		if p == t.Preset {
			return presets
		}
	}
	return append(presets, t.Preset)
}
