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
	text := capital(nudge.Saying(spell(nudge.Seconds)))
	if about != "" {
		text += ": " + about
	}
	return text
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
