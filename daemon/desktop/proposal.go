package desktop

import (
	"fmt"
	"strings"

	"focusd/daemon/direction"
	"focusd/timer"
	"focusd/timer/nudge"
)

// proposal is a nudge that can be answered.
func proposal(n nudge.Nudge, s timer.State, names []string) Notice {
	switch n.Kind {
	case nudge.Morning:
		return morning(names)
	case nudge.Rest:
		return Notice{
			Summary: fmt.Sprintf("Time to rest for %s", minutes(n.For)),
			Body:    "Stop now, and it begins by itself. focus answer take, later or skip says the same as the buttons.",
			Buttons: only(n, button(nudge.Take, "Now"), button(nudge.Postpone, "Later"), button(nudge.Skip, "Not this time")),
		}
	case nudge.Start:
		return Notice{
			Summary: fmt.Sprintf("At work for %s without a block", minutes(n.At.Sub(n.From))),
			Body:    "It would count from then on" + of(first(names)) + ". focus answer accept starts it.",
			Buttons: only(n, button(nudge.Accept, "Start a block")),
		}
	case nudge.Drift:
		return Notice{
			Summary:   "Somewhere else" + of(s.Block.Label()),
			Body:      "focus answer back, belongs or pause says the same as the buttons.",
			Buttons:   only(n, button(nudge.Back, "Back to it"), button(nudge.Belongs, "It belongs to it"), button(nudge.Pause, "Pause")),
			Transient: true,
		}
	case nudge.Record:
		return Notice{
			Summary: fmt.Sprintf("%s to %s looked like a block%s", n.From.Format("15:04"), n.To.Format("15:04"), of(first(names))),
			Body:    fmt.Sprintf("%s that nobody started. focus answer accept writes it down.", minutes(n.For)),
			Buttons: only(n, button(nudge.Accept, "Write it down")),
		}
	case nudge.Reward:
		if len(names) == 0 {
			return Notice{}
		}
		return Notice{
			Summary: "Earned" + of(first(names)),
			Body:    "From your own list. focus answer accept takes it.",
			Buttons: only(n, button(nudge.Accept, "Take it")),
		}
	}
	return Notice{}
}

// morning asks for the one task of the day. Without a first one there is none to
// agree to.
func morning(names []string) Notice {
	skip := button(nudge.Skip, "Not today")
	if len(names) == 0 {
		return Notice{
			Summary: "Which task matters most today?",
			Body:    "focus six ranks the day's tasks; focus answer skip leaves it for today.",
			Buttons: []Button{skip},
		}
	}
	return Notice{
		Summary: "First today" + of(first(names)) + "?",
		Body:    "focus answer choose agrees, focus answer skip leaves it for today.",
		Buttons: []Button{button(nudge.Choose, "This one"), skip},
	}
}

// remark is a nudge that wants no answer.
func remark(n nudge.Nudge, names []string) Notice {
	notice := Notice{Urgency: Low}
	switch n.Kind {
	case nudge.Resting:
		notice.Summary, notice.Body = "Resting", fmt.Sprintf("%s are a rest.", minutes(n.For))
		notice.Transient = true
	case nudge.Overload:
		notice.Summary, notice.Body = "Today is too full", "More is planned than there is time for: focus tasks shows what could wait."
	case nudge.Tasks:
		notice.Summary, notice.Body = "Many tasks for one day", "focus tasks shows them: some could wait for another day."
	case nudge.TimeBlocks:
		notice.Summary, notice.Body = "Many time blocks for one day", "Five are enough for most days."
	case nudge.Juggling:
		notice.Summary, notice.Body = "One thing at a time", "Tasks were begun in the middle of others, three times in this hour."
	case nudge.Switching:
		notice.Summary, notice.Body = "From one thing to the next", "Twice as often as usual: focus start keeps to one for a while."
	case nudge.Unrested:
		notice.Summary, notice.Body = fmt.Sprintf("No rest for %s", minutes(n.For)), "Five minutes away from the machine are one."
	case nudge.Skips:
		notice.Summary, notice.Body = "Three breaks skipped in a row", "The next one is a good one to take."
	case nudge.Limit:
		notice.Summary, notice.Body = fmt.Sprintf("At the machine for %s today", minutes(n.For)), "That was as long as you wanted."
	case nudge.Goals:
		notice.Summary, notice.Body = "Nothing was done lately for"+of(list(names)), "Five minutes are something."
	case nudge.Wins:
		notice.Summary, notice.Body = "Look what got done today", "focus today shows it."
	default:
		return Notice{}
	}
	return notice
}

func button(a nudge.Answer, label string) Button { return Button{a.String(), label} }

// only are the buttons that n takes.
func only(n nudge.Nudge, buttons ...Button) (taken []Button) {
	for _, b := range buttons {
		if a, err := nudge.ParseAnswer(b.Key); err == nil && n.Takes(a) {
			taken = append(taken, b)
		}
	}
	return taken
}

func first(names []string) string {
	if len(names) == 0 {
		return ""
	}
	return names[0]
}

// list is names in one line, each by itself where they run in different
// directions. It is isolated as a whole by of.
func list(names []string) string {
	all := make([]string, len(names))
	for i, name := range names {
		all[i] = direction.Isolate(name)
	}
	return strings.Join(all, ", ")
}
