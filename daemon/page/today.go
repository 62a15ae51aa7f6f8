package page

import "focusd/daemon/api"

// todayPage is today at a glance.
func todayPage() page {
	return page{
		path: "/", name: "Today",
		styles: []string{"timeline", "today"}, scripts: []string{"timeline"},
		title: func(v *visit) string { return v.Date(v.Status.Today.Day) },
		parts: []part{
			{id: "notice", title: "To be told", when: "notice minute", load: loadNotice},
			{id: "welcome", title: "Your first day", when: "timer agenda", load: loadWelcome},
			{id: "timer", title: "Timer", when: "timer agenda", load: loadTimer},
			{id: "figures", title: "Today so far", when: "timer agenda record minute", load: loadFigures},
			{id: "timeline", title: "The day", when: "timer record minute", load: loadTimeline},
			{id: "six", title: "The six", when: "agenda", beside: "left", load: loadSix},
			{id: "promises", title: "Time blocks and habits", when: "agenda", beside: "left", load: loadPromises},
			{id: "gap", title: "I have a few minutes", when: "agenda", beside: "right", load: loadGap},
			{id: "wins", title: "Wins", when: "timer agenda", beside: "right", load: loadWins},
			{id: "spent", title: "Where the time went", when: "record minute", beside: "right", load: loadSpent},
			{id: "blocks", title: "Blocks", when: "timer record", load: loadBlocks},
		},
	}
}

// welcomeView is how to begin, on the day on which the log does.
type welcomeView struct {
	*visit
	Block, Task, Promise bool // done already
}

func loadWelcome(v *visit) (any, error) {
	line, err := v.timeline()
	if err != nil || len(line.Stretches) == 0 {
		return nil, nil // the timeline says what is wrong with it
	}
	if cause := line.Stretches[0].Cause; cause != "before" && cause != "unknown" { // which it is before the first commit
		return nil, nil
	}
	a, err := v.agenda()
	if err != nil {
		return nil, nil
	}
	w := welcomeView{
		visit: v, Block: len(line.Blocks) > 0 || v.Status.Timer.State != "idle",
		Task: a.Open > 0 || len(a.Done) > 0, Promise: len(a.TimeBlocks)+len(a.Habits) > 0,
	}
	if w.Block && w.Task && w.Promise {
		return nil, nil
	}
	return w, nil
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
