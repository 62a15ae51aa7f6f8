package main

import (
	"slices"
	"strings"
	"time"

	"focusd/daemon/api"
)

// mostApps is how many apps are named; the others are one line.
const mostApps = 8

// apps is a bar for each app, with its share of the time that somebody was
// there.
func (p page) apps(apps []api.AppTotal, there time.Duration, most int) string {
	apps = slices.DeleteFunc(slices.Clone(apps), func(app api.AppTotal) bool { return appTime(app) < brief })
	if len(apps) == 0 || there <= 0 {
		return ""
	}
	rows := make([]api.AppTotal, 0, most+1)
	var others api.AppTotal
	for i, app := range apps {
		if i < most || len(apps) == most+1 {
			app.App = appName(app.App)
			rows = append(rows, app)
			continue
		}
		others.Millis += app.Millis
		others.Passive += app.Passive
	}
	if n := len(apps) - len(rows); n > 0 {
		others.App = plural(n, "other")
		rows = append(rows, others)
	}
	return p.appRows(rows, there)
}

// appTime is the time in an app, active and passive.
func appTime(app api.AppTotal) time.Duration { return millis(app.Millis + app.Passive) }

func (p page) appRows(rows []api.AppTotal, there time.Duration) string {
	name := 0
	for _, r := range rows {
		name = max(name, cells(r.App))
	}
	name = min(name, p.cells/4)
	n := min(widestBar, p.cells-name-len("      10 h 00 100 %"))
	watched := p.cells >= roomy && slices.ContainsFunc(rows, func(r api.AppTotal) bool { return millis(r.Passive) >= brief })
	if watched {
		n = min(n, p.cells-name-len("      10 h 00 100 %  10 h 00 passive"))
	}
	var b strings.Builder
	for _, r := range rows {
		d := appTime(r)
		b.WriteString("  " + pad(r.App, name) + "  " + p.bar(cyan, n, d, appTime(rows[0])) +
			padLeft(trace(d), 9) + padLeft(itoa(share(d, there)), 4) + " %")
		if passive := millis(r.Passive); watched && passive >= brief {
			b.WriteString(p.paint(faint, padLeft(trace(passive), 9)+" passive"))
		}
		b.WriteString("\n")
	}
	return b.String()
}

// roomy is from how many cells on there is room for the preset and the outcome
// of a block beside its label. The sign says the outcome as well.
const roomy = 68
