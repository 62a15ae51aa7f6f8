package page

import (
	"slices"
	"strings"

	"focusd/daemon/api"
)

// unfiledView is the time that has no category.
type unfiledView struct {
	*visit
	api.Unclassified
	Classes []string
	Own     []api.Rule
}

// Had is the rule of the person that asks for the same as a suggestion, so that
// filing it writes over no other.
func (u unfiledView) Had(s api.Suggestion) string {
	for _, r := range u.Own {
		if r.Source == "own" && strings.HasPrefix(r.Text, s.Condition+" -> ") {
			return r.Text
		}
	}
	return "none"
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
	if err != nil {
		return nil, err
	}
	own, err := v.client.Rules(v, false)
	if absent(err) {
		err = nil
	}
	return unfiledView{v, all, classes()[:5], own.Rules}, err
}
