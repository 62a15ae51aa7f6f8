package page

import "focusd/daemon/api"

// winsView is what got done.
type winsView struct{ Wins []api.Win }

func loadWins(v *visit) (any, error) {
	wins, err := v.client.Wins(v, "")
	if absent(err) {
		return nil, nil
	}
	return winsView{wins.Wins}, err
}
