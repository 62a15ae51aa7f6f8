package page

import "focusd/daemon/api"

// rewardsView is what the person likes to allow themselves.
type rewardsView struct {
	*visit
	Rewards []api.Reward
}

func loadRewards(v *visit) (any, error) {
	all, err := v.client.Rewards(v)
	if absent(err) {
		return nil, nil
	}
	return rewardsView{v, all.Rewards}, err
}
