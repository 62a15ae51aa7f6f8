package page

import (
	"slices"

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
