package desktop

import (
	"fmt"
	"time"

	"focusd/daemon/direction"
	"focusd/daemon/engine"
	"focusd/timer"
)

const fiveMinutes = 5 * time.Minute

// The buttons of the timer's notices. Their keys are the verbs.
var (
	takeBreak  = Button{timer.Finish.String(), "Take the break"}
	fiveMore   = Button{timer.Extend.String(), "+5 min"}
	startWork  = Button{timer.Start.String(), "Start work"}
	postponeIt = Button{timer.Postpone.String(), "+5 min"}
	skipBreak  = Button{timer.Skip.String(), "Skip the break"}
)

// eventOf is what a button does. Only those above are on the board.
func eventOf(button string) timer.Event {
	verb, err := timer.ParseVerb(button)
	if err != nil {
		panic("a button of the timer that is no verb: " + button)
	}
	ev := timer.Event{Verb: verb}
	if verb == timer.Extend || verb == timer.Postpone {
		ev.For = fiveMinutes
	}
	return ev
}

// said is what there is to say about the step from one snapshot to the next.
// Only what the clock did is said: the person knows what the person did.
func said(before, now *engine.Snapshot) (n Notice, ok bool) {
	if before.Timer.Phase == now.Timer.Phase {
		return Notice{}, false
	}
	switch {
	case now.Timer.Phase == timer.Overtime && before.Timer.Phase == timer.Work:
		return workOver(now.Timer, now.At), true
	case resting(now.Timer.Phase) && before.Timer.Phase == timer.Work && now.Timer.Block.EndedBy == timer.EndedAuto:
		return breakBegun(now.Timer, now.Rules.StrictBreaks), true
	case now.Timer.Phase == timer.BreakOver:
		return breakOver(now.Timer), true
	}
	return Notice{}, false
}

func resting(p timer.Phase) bool { return p == timer.ShortBreak || p == timer.LongBreak }

func workOver(s timer.State, now time.Time) Notice {
	_, rest := s.Next()
	return Notice{
		Key:     timerKey,
		Summary: fmt.Sprintf("%s done%s", minutes(s.Elapsed(now)), of(s.Block.Label())),
		Body:    fmt.Sprintf("Time for a break of %s: focus finish. Overtime counts until then.", minutes(rest)),
		Buttons: []Button{takeBreak, fiveMore},
	}
}

// breakBegun offers to skip the break where that takes no more than a click.
func breakBegun(s timer.State, strict bool) Notice {
	n := Notice{
		Key:     timerKey,
		Summary: fmt.Sprintf("Break: %s", minutes(s.Break.Planned)),
		Body:    "Not now: focus postpone.",
		Buttons: []Button{postponeIt},
	}
	if !strict {
		n.Body += " No break: focus skip."
		n.Buttons = append(n.Buttons, skipBreak)
	}
	return n
}

func breakOver(s timer.State) Notice {
	return Notice{
		Key:     timerKey,
		Summary: "The break is over",
		Body:    fmt.Sprintf("Ready for the next %s: focus start.", minutes(s.Preset.Work)),
		Buttons: []Button{startWork},
	}
}

// overtime is what is said while overtime goes on.
func overtime(s timer.State, now time.Time) Notice {
	n := workOver(s, now)
	n.Summary = fmt.Sprintf("%s over%s", minutes(-s.Left(now)), of(s.Block.Label()))
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
