package page

import (
	"slices"

	"focusd/daemon/api"
)

// promisesView is what amounts of time and habits the day asks for.
type promisesView struct {
	*visit
	api.Agenda
}

func loadPromises(v *visit) (any, error) {
	a, err := v.agenda()
	if absent(err) {
		return nil, nil
	}
	return promisesView{v, a}, err
}

// Did is how far a habit is, where it is measured.
func (p promisesView) Did(h api.Habit) string {
	switch {
	case h.Measure == "minutes":
		return spell(int64(h.Did*60)) + " of " + spell(int64(h.Target*60))
	case h.Measure == "count":
		return number(h.Did) + " of " + number(h.Target)
	}
	return ""
}

// How is what made a tick, where it was not the person.
func (p promisesView) How(ticks []api.Tick) string {
	for _, t := range slices.Backward(ticks) {
		if t.By == "person" || !t.Taken.IsZero() {
			continue
		}
		for _, e := range t.Evidence {
			for _, what := range []string{e.Entry, e.Label, e.Category, e.App} {
				if what != "" {
					return "ticked by " + spell(e.Seconds) + " in " + what
				}
			}
		}
		return "ticked by the log"
	}
	return ""
}
