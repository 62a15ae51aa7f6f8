package page

import "focusd/daemon/api"

// rankedView is the six in their order, and what could be among them.
type rankedView struct {
	agendaView
	Others []api.Task // of the list of the day, not ranked
	Next   []api.Task // where the list has nothing else: the most pressing of all
}

func loadRanked(v *visit) (any, error) {
	a, err := v.agendaView()
	if absent(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	r := rankedView{agendaView: a}
	for _, t := range a.Tasks {
		if t.Number == 0 {
			r.Others = append(r.Others, t)
		}
	}
	if len(a.Six) == 0 && len(r.Others) == 0 && a.Open > 0 {
		open, err := v.client.Tasks(v, api.TaskQuery{Limit: mostOffered})
		if err != nil {
			return nil, err
		}
		r.Next = open.Tasks
	}
	return r, nil
}

// placed is a task of the six and the places beside it; 0 is none.
type placed struct {
	api.Task
	Place, Up, Down int
}

// Places are the six.
func (r rankedView) Places() (all []placed) {
	for i, t := range r.Six {
		p := placed{Task: t, Place: i + 1, Up: i}
		if i+1 < len(r.Six) {
			p.Down = i + 2
		}
		all = append(all, p)
	}
	return all
}
