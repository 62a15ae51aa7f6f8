package page

import "focusd/daemon/api"

// todayPage is today at a glance.
func todayPage() page {
	return page{
		path: "/", name: "Today",
		title: func(v *visit) string { return v.Date(v.Status.Today.Day) },
		parts: []part{
			{id: "notice", title: "To be told", when: "notice minute", load: loadNotice},
			{id: "timer", title: "Timer", when: "timer agenda", load: loadTimer},
			{id: "figures", title: "Today so far", when: "timer agenda record minute", load: loadFigures},
			{id: "timeline", title: "The day", when: "timer record minute", load: loadTimeline},
			{id: "six", title: "The six", when: "agenda", load: loadSix},
			{id: "promises", title: "Time blocks and habits", when: "agenda", load: loadPromises},
			{id: "gap", title: "I have a few minutes", when: "agenda", load: loadGap},
			{id: "blocks", title: "Blocks", when: "timer record", load: loadBlocks},
			{id: "wins", title: "Wins", when: "timer agenda", load: loadWins},
			{id: "spent", title: "Where the time went", when: "record minute", load: loadSpent},
		},
	}
}

// figuresView is the day in a few numbers.
type figuresView struct {
	*visit
	Score   *api.Score
	Figures *api.Figures // nil: nothing is known of the day
}

func loadFigures(v *visit) (any, error) {
	f := figuresView{visit: v}
	a, err := v.agenda()
	switch {
	case err == nil:
		f.Score = &a.Score
	case !absent(err):
		return nil, err
	}
	line, err := v.timeline()
	if err != nil && !absent(err) {
		return nil, err
	}
	f.Figures = line.Figures
	return f, nil
}

// Ticked is how much of what was planned is done.
func (f figuresView) Ticked() (d api.Done) {
	for _, part := range []api.Done{f.Score.TimeBlocks, f.Score.Habits, f.Score.Six} {
		d.Done += part.Done
		d.Planned += part.Planned
	}
	return d
}

// winsView is what got done.
type winsView struct{ Wins []api.Win }

func loadWins(v *visit) (any, error) {
	wins, err := v.client.Wins(v, "")
	if absent(err) {
		return nil, nil
	}
	return winsView{wins.Wins}, err
}

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
