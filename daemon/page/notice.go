package page

import (
	"strings"

	"focusd/daemon/api"
)

// noticeView is what a person ought to know before they read on.
type noticeView struct {
	*visit
	Nudges []api.Nudge
}

func loadNotice(v *visit) (any, error) {
	n := noticeView{visit: v, Nudges: v.Status.Nudges}
	s := v.Status
	if len(n.Nudges) == 0 && s.Store.Failing == "" && s.Tracking.On && s.Tracking.HeldUntil == nil && s.Source.Watching && n.QuietProblem() == "" {
		return nil, nil
	}
	return n, nil
}

// QuietProblem is why do-not-disturb is not as it should be.
func (n noticeView) QuietProblem() string {
	if n.Status.Quiet == nil {
		return ""
	}
	return n.Status.Quiet.Problem
}

// Ask is what a nudge says. A newer daemon may say something else.
func (n noticeView) Ask(nudge api.Nudge) string {
	about := strings.Join(nudge.About, " · ")
	switch nudge.Kind {
	case "return", "gap":
		if nudge.From != nil && nudge.To != nil {
			return "What was " + n.Clock(*nudge.From) + "–" + n.Clock(*nudge.To) + ", " + spell(nudge.Seconds) + "?"
		}
		return "What was that?"
	case "morning":
		if about != "" {
			return "First today: " + about + "?"
		}
		return "Which task matters most today?"
	case "start":
		return "At work" + n.since(nudge) + " without a block"
	case "drift":
		return "Somewhere else" + n.since(nudge)
	}
	text, known := remarks()[nudge.Kind]
	if !known {
		text = capital(strings.ReplaceAll(nudge.Kind, "_", " "))
	}
	if before, after, is := strings.Cut(text, " for %"); is && nudge.Seconds > 0 {
		text = before + " for " + spell(nudge.Seconds) + after
	} else if is {
		text = before + after
	}
	if about != "" {
		text += ": " + about
	}
	return text
}

// remarks are what need not be answered; % is a length.
func remarks() map[string]string {
	return map[string]string{
		"rest":        "Time to rest for %",
		"resting":     "Resting for %",
		"overload":    "Today is too full",
		"tasks":       "Many tasks for one day",
		"time_blocks": "Many time blocks for one day",
		"juggling":    "One thing at a time",
		"switching":   "From one thing to the next, more often than usual",
		"unrested":    "No rest for %",
		"skips":       "Three breaks skipped in a row",
		"limit":       "At the machine for % today",
		"goals":       "Nothing was done lately for these",
		"wins":        "Look what got done today",
		"pieces":      "Something small",
		"reward":      "Earned",
	}
}

func (n noticeView) since(nudge api.Nudge) string {
	if nudge.From == nil {
		return ""
	}
	return " since " + n.Clock(*nudge.From)
}

// Answers are the buttons of a nudge: what they send, and what stands on them.
func (n noticeView) Answers(nudge api.Nudge) (all [][2]string) {
	for _, a := range nudge.Answers {
		if a == "choose" && len(nudge.About) == 0 {
			continue // there is nothing to choose yet
		}
		text, known := answers()[a]
		if !known {
			text = capital(strings.ReplaceAll(a, "_", " "))
		}
		all = append(all, [2]string{a, text})
	}
	return append(all, [2]string{"dismissed", "Dismiss"})
}

func answers() map[string]string {
	return map[string]string{
		"keep":         "It belongs to the block",
		"offline_work": "Work away from here",
		"break":        "A break",
		"drop":         "Neither",
		"take":         "Take it",
		"postpone":     "Later",
		"skip":         "Not today",
		"back":         "Back to it",
		"belongs":      "It belongs to it",
		"pause":        "Pause",
		"choose":       "Yes",
		"accept":       "Yes",
	}
}
