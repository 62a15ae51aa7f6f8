package server

import (
	"slices"

	"focusd/daemon/api"
	"focusd/daemon/report"
	"focusd/tracker"
)

// findBack is how many days before a week its findings rest on, beside the week.
const findBack = 28

// between is the part of days from first to last; they are in order.
func between(days []report.Day, first, last tracker.Day) []report.Day {
	outside := func(day report.Day) bool { return day.Date.Before(first) || last.Before(day.Date) }
	return slices.DeleteFunc(slices.Clone(days), outside)
}

func findings(all []report.Finding) (shown []api.Finding) {
	for _, f := range all {
		shown = append(shown, api.Finding{
			Kind: f.Kind, Known: f.Known, Text: f.Text, More: f.More, Of: f.Of,
			Days: f.Days, Hours: f.Hours, Length: wholeSeconds(f.Length),
			With: group(f.With), Without: group(f.Without), Apps: culprits(f.Culprits),
		})
	}
	return shown
}

func group(g *report.Group) *api.Group {
	if g == nil {
		return nil
	}
	return &api.Group{Days: g.Days, Median: g.Median}
}

func culprits(all []report.Culprit) (shown []api.Culprit) {
	for _, c := range all {
		shown = append(shown, api.Culprit{App: c.App, Times: c.Times, Cost: wholeSeconds(c.Cost), Median: wholeSeconds(c.Median)})
	}
	return shown
}
