package page

import (
	"slices"
	"time"

	"focusd/daemon/api"
	"focusd/tracker"
)

// lookGuess is tasks that had an estimate and what they took.
type lookGuess struct {
	look
	Tasks []api.Task
	Most  int64
}

// mostGuesses is how many of them are shown.
const mostGuesses = 20

func loadLookGuess(v *visit) (any, error) {
	l := v.look()
	from, err := v.client.Day(v, dayOf(l.First))
	if err != nil {
		return nil, err
	}
	to, err := v.client.Day(v, dayOf(l.end()))
	if err != nil {
		return nil, err
	}
	done, err := v.client.Tasks(v, api.TaskQuery{State: "done", From: from.From, To: to.To})
	if absent(err) {
		return nil, nil
	}
	g := lookGuess{look: l}
	for _, t := range slices.Backward(done.Tasks) {
		if t.Estimate > 0 && t.Spent > 0 && len(g.Tasks) < mostGuesses {
			g.Tasks = append(g.Tasks, t)
			g.Most = max(g.Most, t.Estimate, t.Spent)
		}
	}
	return g, err
}

// dayOf is the logical day of that date.
func dayOf(t time.Time) tracker.Day {
	return tracker.Day{Year: t.Year(), Month: t.Month(), Day: t.Day()}
}
