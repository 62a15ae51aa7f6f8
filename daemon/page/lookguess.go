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
	Tasks []api.Task // the last of them
	Most  int64

	Estimated, Spent int64 // of all of them
	Count            int
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
		if t.Estimate <= 0 || t.Spent <= 0 {
			continue
		}
		g.Count++
		g.Estimated, g.Spent = g.Estimated+t.Estimate, g.Spent+t.Spent
		if len(g.Tasks) < mostGuesses {
			g.Tasks = append(g.Tasks, t)
			g.Most = max(g.Most, t.Estimate, t.Spent)
		}
	}
	return g, err
}

// Factor is how many times their estimate tasks took.
func (g lookGuess) Factor() string { return px(float64(g.Spent) / float64(max(g.Estimated, 1))) }

// dayOf is the logical day of that date.
func dayOf(t time.Time) tracker.Day {
	return tracker.Day{Year: t.Year(), Month: t.Month(), Day: t.Day()}
}
