package page

import (
	"time"

	"focusd/daemon/api"
	"focusd/tracker"
)

// chooseView is the form to choose a period with, and ways to others.
type chooseView struct {
	*visit
	period
	Classes    []string
	Categories []api.Category
	Apps       []string // with the most time
}

// mostApps is how many apps are offered to choose from.
const mostApps = 40

// mostDaysOfApps is how many days are read for that.
const mostDaysOfApps = 31

func loadChoose(v *visit) (any, error) {
	p := v.period()
	if p.err != nil {
		return nil, p.err
	}
	c := chooseView{visit: v, period: p, Classes: classes()}
	all, err := v.categories()
	if err != nil && !absent(err) {
		return nil, err
	}
	c.Categories = all.Categories
	if p.Days() > mostDaysOfApps {
		return c, nil
	}
	sum, err := v.spent()
	for _, a := range sum.Apps[:min(len(sum.Apps), mostApps)] {
		c.Apps = append(c.Apps, a.App)
	}
	return c, err
}

// Minute is the one that was asked about, or else the beginning of the days, for
// a field of the page.
func (c chooseView) Minute() string {
	at, _, err := c.at()
	if err != nil || at.IsZero() {
		at = c.period.From
	}
	return at.In(c.zone).Format("2006-01-02T15:04")
}

// Asks says whether a minute was asked about.
func (c chooseView) Asks() bool { return c.query.Has("at") }

// Ways are links to other days, with the filters as they are.
func (c chooseView) Ways() []view {
	to := func(name, title, key string, first, last tracker.Day) view {
		p := c.period
		p.First, p.Last = first, last
		return view{name, title, key, p.Query()}
	}
	today, _ := tracker.ParseDay(c.Status.Today.Day)
	n := c.Days()
	monday := c.Last.Add(-(int(c.Last.Weekday()) + 6) % 7)
	month := tracker.Day{Year: c.Last.Year, Month: c.Last.Month, Day: 1}
	next := time.Date(month.Year, month.Month+1, 0, 0, 0, 0, 0, time.UTC)
	ways := []view{to("‹", "Before that", "b", c.First.Add(-n), c.First.Add(-1))}
	if c.Last.Before(today) {
		ways = append(ways, to("›", "After that", "n", c.Last.Add(1), c.Last.Add(n)))
	}
	return append(ways,
		to("Today", "Today", "t", today, today),
		to("Day", "The last day of these", "d", c.Last, c.Last),
		to("Week", "The week around", "w", monday, monday.Add(6)),
		to("Month", "The month around", "m", month, tracker.Day{Year: next.Year(), Month: next.Month(), Day: next.Day()}),
	)
}
