package page

import "focusd/daemon/api"

// spentView is where the time of a range went, by category and by app.
type spentView struct {
	*visit
	api.Summary
}

// mostSpent is how many categories and apps are shown of a day.
const mostSpent = 8

func loadSpent(v *visit) (any, error) {
	sum, err := v.spent()
	if err != nil {
		return nil, err
	}
	return spentView{v, sum}, nil
}

// Shares are the categories with the most time.
func (s spentView) Shares() []share {
	var all []share
	for _, c := range s.Categories {
		all = append(all, share{Name: c.Name, Class: c.Class, Tint: s.tint(c.Name, c.Hue), Millis: c.Active + c.Passive})
	}
	return longest(all)
}

// Told are the apps with the most time.
func (s spentView) Told() []share {
	var all []share
	for _, a := range s.Apps {
		all = append(all, share{Name: a.App, Millis: a.Millis + a.Passive})
	}
	return longest(all)
}

// share is time that went to one thing, beside the most that went to any.
type share struct {
	Name, Class string // Class is what the time is worth, where that is told
	Tint        string // class of the colour; "" is the plain one
	Href        string // where more of it is; "" is nowhere
	Millis      int64
	Most        int64
}

// longest are the first so many, which have the most.
func longest(all []share) []share {
	all = all[:min(len(all), mostSpent)]
	for i := range all {
		all[i].Most = all[0].Millis
	}
	return all
}
