package page

import (
	"slices"

	"focusd/daemon/api"
)

// unfiledView is the time that has no category.
type unfiledView struct {
	*visit
	api.Unclassified
	Classes []string
}

const mostUnfiled = 8

func loadUnfiled(v *visit) (any, error) {
	p := v.period()
	if p.err != nil {
		return nil, nil
	}
	to := earlier(p.To, v.Status.At)
	if !p.From.Before(to) {
		return nil, nil
	}
	all, err := v.client.Unclassified(v, p.From, to, mostUnfiled)
	if absent(err) {
		return nil, nil
	}
	all.Apps = slices.DeleteFunc(all.Apps, func(a api.UnclassifiedApp) bool { return a.App == "" })
	return unfiledView{v, all, classes()[:5]}, err
}
