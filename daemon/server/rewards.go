package server

import (
	"cmp"
	"net/http"
	"slices"

	"focusd/daemon/api"
	"focusd/timer/agenda"
)

// rewards lists the nice things, the oldest first.
func (d *door) rewards(w http.ResponseWriter, r *http.Request) error {
	if err := onlyParams(r.URL.Query()); err != nil {
		return err
	}
	list := api.Rewards{Rewards: []api.Reward{}}
	if err := d.look(func(a *agenda.Agenda, _ agenda.When) error {
		for _, reward := range a.Rewards {
			list.Rewards = append(list.Rewards, api.Reward{ID: reward.ID, Text: reward.Text, Made: reward.Made, Taken: reward.Taken})
		}
		return nil
	}); err != nil {
		return err
	}
	slices.SortFunc(list.Rewards, func(a, b api.Reward) int { return cmp.Compare(a.ID, b.ID) })
	return answer(w, list)
}
