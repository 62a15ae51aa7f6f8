package page

import (
	"slices"
	"strconv"
	"time"

	"focusd/daemon/api"
)

// sixView is the ranked tasks of the day, and what else is on its list.
type sixView struct {
	*visit
	api.Agenda
	Others  []api.Task // of the day's list, open and not ranked
	Offered []api.Task // some of all that is open, where the day has no list yet
}

// mostOffered is how many tasks are offered to be ranked.
const mostOffered = 8

func loadSix(v *visit) (any, error) {
	a, err := v.agenda()
	if absent(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	six := sixView{visit: v, Agenda: a}
	for _, t := range a.Tasks {
		if t.Number == 0 {
			six.Others = append(six.Others, t)
		}
	}
	if len(six.Others) == 0 && len(six.Six) == 0 && a.Open > 0 {
		open, err := v.client.Tasks(v, api.TaskQuery{Limit: mostOffered})
		if err != nil {
			return nil, err
		}
		six.Offered = open.Tasks
	}
	return six, nil
}

// Active says whether a task, or a step of it, is being done.
func (s sixView) IsActive(t api.Task) bool {
	return s.Agenda.Active != nil && (s.Agenda.Active.ID == t.ID || s.Agenda.Active.Parent == t.ID)
}

// Startable says whether a block on a task would be another one than runs.
func (s sixView) Startable(t api.Task) bool {
	return !s.IsActive(t) || s.Status.Timer.State != "work" && s.Status.Timer.State != "overtime"
}

// Step is what of a task is to be done next; nil of one without steps.
func (s sixView) Step(t api.Task) *api.Task {
	i := slices.IndexFunc(t.Steps, func(step api.Task) bool { return step.Outcome == "open" })
	if i < 0 {
		return nil
	}
	return &t.Steps[i]
}

// Marks are what else there is to know of a task, in a few words.
func (s sixView) Marks(t api.Task) (all []string) {
	if t.Estimate > 0 {
		all = append(all, "about "+spell(t.Estimate))
	} else if t.Left > 0 {
		all = append(all, spell(t.Left)+" left")
	}
	if t.Due != "" {
		all = append(all, "due "+s.DayName(t.Due))
	}
	for _, c := range t.Contexts {
		all = append(all, "@"+c)
	}
	if t.Waiting != "" {
		all = append(all, "waits for "+t.Waiting)
	}
	if t.Goal != "" {
		all = append(all, t.Goal)
	}
	return all
}

// DayName is a logical day as it is called from today.
func (v *visit) DayName(day string) string {
	d, err := time.Parse(time.DateOnly, day)
	today, err2 := time.Parse(time.DateOnly, v.Status.Today.Day)
	if err != nil || err2 != nil {
		return day
	}
	switch away := int(d.Sub(today).Hours() / 24); {
	case away == 0:
		return "today"
	case away == 1:
		return "tomorrow"
	case away == -1:
		return "yesterday"
	case away > 1 && away < 7:
		return d.Weekday().String()
	}
	return d.Format("2 January")
}

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

// number is an amount without needless digits.
func number(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }

// gapView is what fits into a few minutes.
type gapView struct {
	*visit
	Gaps []gap
	Five *api.Offer // to begin with just five minutes of; nil: nothing is put off
}

// gap is a length and what fits into it.
type gap struct {
	Minutes int
	Offers  []api.Offer
}

func loadGap(v *visit) (any, error) {
	g := gapView{visit: v}
	for _, minutes := range []int{5, 10, 15} {
		next, err := v.client.Next(v, api.GapQuery{Gap: time.Duration(minutes) * time.Minute, Peek: true})
		if absent(err) {
			return nil, nil
		}
		if err != nil {
			return nil, err
		}
		g.Gaps = append(g.Gaps, gap{minutes, next.Offers})
	}
	five, err := v.client.Next(v, api.GapQuery{Five: true, Peek: true})
	if len(five.Offers) > 0 {
		g.Five = &five.Offers[0]
	}
	return g, err
}

// First is the shortest gap that something fits into.
func (g gapView) First() int {
	for _, gap := range g.Gaps {
		if len(gap.Offers) > 0 {
			return gap.Minutes
		}
	}
	return g.Gaps[0].Minutes
}

// Empty says whether nothing fits into any of the gaps.
func (g gapView) Empty() bool {
	return g.Five == nil && !slices.ContainsFunc(g.Gaps, func(g gap) bool { return len(g.Offers) > 0 })
}
