package page

import "focusd/daemon/api"

// gapsView is stretches of which nobody knows anything.
type gapsView struct {
	*visit
	Gaps []api.Gap
}

func loadGaps(v *visit) (any, error) {
	p := v.period()
	if p.err != nil || p.Days() > 7 || v.Status.At.Before(p.From) {
		return nil, nil
	}
	gaps, err := v.client.Gaps(v, p.From, earlier(p.To, v.Status.At))
	if absent(err) || err == nil && len(gaps.Gaps) == 0 {
		return nil, nil
	}
	return gapsView{v, gaps.Gaps}, err
}
