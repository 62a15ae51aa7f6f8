package desktop

import (
	"fmt"
	"time"

	"focusd/daemon/direction"
	"focusd/daemon/engine"
	"focusd/timer"
)

// notice is something to be said. The zero notice says nothing.
type notice struct {
	summary string
	body    string // names the command that does the same as the buttons
	buttons []button
}

// button is a choice in a notice.
type button struct {
	label string
	event timer.Event
}

const fiveMinutes = 5 * time.Minute

var (
	takeBreak  = button{"Take the break", timer.Event{Verb: timer.Finish}}
	fiveMore   = button{"+5 min", timer.Event{Verb: timer.Extend, For: fiveMinutes}}
	startWork  = button{"Start work", timer.Event{Verb: timer.Start}}
	postponeIt = button{"+5 min", timer.Event{Verb: timer.Postpone, For: fiveMinutes}}
	skipBreak  = button{"Skip the break", timer.Event{Verb: timer.Skip}}
)

// said is what there is to say about the step from one snapshot to the next.
// Only what the clock did is said: the person knows what the person did.
func said(before, now *engine.Snapshot) notice {
	if before.Timer.Phase == now.Timer.Phase {
		return notice{}
	}
	switch {
	case now.Timer.Phase == timer.Overtime && before.Timer.Phase == timer.Work:
		return workOver(now.Timer, now.At)
	case resting(now.Timer.Phase) && before.Timer.Phase == timer.Work && now.Timer.Block.EndedBy == timer.EndedAuto:
		return breakBegun(now.Timer)
	case now.Timer.Phase == timer.BreakOver:
		return breakOver(now.Timer)
	}
	return notice{}
}

func resting(p timer.Phase) bool { return p == timer.ShortBreak || p == timer.LongBreak }

func workOver(s timer.State, now time.Time) notice {
	_, rest := s.Next()
	return notice{
		summary: fmt.Sprintf("%s done%s", minutes(s.Elapsed(now)), of(s.Block.Label())),
		body:    fmt.Sprintf("Time for a break of %s: focus finish. Overtime counts until then.", minutes(rest)),
		buttons: []button{takeBreak, fiveMore},
	}
}

func breakBegun(s timer.State) notice {
	return notice{
		summary: fmt.Sprintf("Break: %s", minutes(s.Break.Planned)),
		body:    "Not now: focus postpone. No break: focus skip.",
		buttons: []button{postponeIt, skipBreak},
	}
}

func breakOver(s timer.State) notice {
	return notice{
		summary: "The break is over",
		body:    fmt.Sprintf("Ready for the next %s: focus start.", minutes(s.Preset.Work)),
		buttons: []button{startWork},
	}
}

// overtime is what is said while overtime goes on.
func overtime(s timer.State, now time.Time) notice {
	n := workOver(s, now)
	n.summary = fmt.Sprintf("%s over%s", minutes(-s.Left(now)), of(s.Block.Label()))
	return n
}

// nextReminder is when overtime should next be spoken of after now: 5, 15 and
// 30 minutes after the deadline, then every 30. The zero time: never.
func nextReminder(s timer.State, now time.Time) time.Time {
	if s.Phase != timer.Overtime {
		return time.Time{}
	}
	deadline := now.Add(s.Left(now))
	for _, after := range []time.Duration{5 * time.Minute, 15 * time.Minute} {
		if at := deadline.Add(after); at.After(now) {
			return at
		}
	}
	const every = 30 * time.Minute
	return deadline.Add((now.Sub(deadline)/every + 1) * every)
}

func of(label string) string {
	if label == "" {
		return ""
	}
	return ": " + direction.Isolate(label)
}

// minutes is a length in words, rounded down to the minute.
func minutes(d time.Duration) string {
	switch m := int(d / time.Minute); {
	case m == 1:
		return "1 minute"
	case m == 0 && d > 0:
		return fmt.Sprintf("%d seconds", int(d/time.Second))
	default:
		return fmt.Sprintf("%d minutes", m)
	}
}
