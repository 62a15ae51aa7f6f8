package nudger

import (
	"focusd/daemon/engine"
	"focusd/timer/nudge"
)

// counted is what closing nudges adds to the ledger.
func counted(closed []nudge.Closed) (counts []engine.Increment) {
	for _, c := range closed {
		if outcome := outcomeOf(c); outcome != "" {
			counts = append(counts, engine.Notified(c.Nudge.Kind.String(), outcome)...)
		}
	}
	return counts
}

// outcomeOf is what the person made of a nudge; "": nobody can tell. One that
// became moot could not be answered any more, and a quiet one that expired may
// never have been seen.
func outcomeOf(c nudge.Closed) string {
	switch c.Answer {
	case nudge.Moot, nudge.None:
		return ""
	case nudge.Expired:
		if c.Nudge.Quiet {
			return ""
		}
		return "ignored"
	case nudge.Dismissed:
		return "ignored"
	case nudge.Postpone:
		return "snoozed"
	}
	return "acted"
}
