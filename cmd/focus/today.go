package main

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"focusd/daemon/api"
	"focusd/tracker"
)

func (a *app) todayCommand() *cobra.Command {
	var zone string
	c := &cobra.Command{
		Use:     "today [DAY]",
		Aliases: []string{"day"},
		Short:   "the day at a glance",
		Long: `Shows what the day has come to: active time and focus, the blocks, the hours,
what the time was worth, the apps, how it divides by presence, and why some of
it is not known: each minute of the day has one presence and one cause. What you
watched without touching anything is passive, and shown apart. The day begins at
four in the morning unless you set it otherwise. focus day is the same command.`,
		Example: `focus today
focus day yesterday
focus today --json | jq '.apps[0]'`,
		Args:              atMost(1),
		ValidArgsFunction: days,
		RunE: func(c *cobra.Command, args []string) error {
			word := "today"
			if len(args) > 0 {
				word = args[0]
			}
			return a.runToday(c, word, zone)
		},
	}
	a.zoneFlag(c, &zone)
	return a.jsonFlag(c)
}

func (a *app) runToday(c *cobra.Command, word, zone string) error {
	s, err := a.client.Status(c.Context())
	if err != nil {
		return err
	}
	m, err := a.momentIn(c.Context(), s, zone)
	if err != nil {
		return err
	}
	day, ok := m.day(word)
	if !ok {
		return misuse("write a day as yesterday, monday or 2026-11-20", "%q is not a day", word)
	}
	from, to := m.bounds(day)
	if err := m.past(word, from); err != nil {
		return err
	}
	sum, err := a.client.SummaryOfDay(c.Context(), from, to)
	if err != nil {
		return err
	}
	if a.json {
		return a.printJSON(sum)
	}
	rest := ""
	if day == m.cal.Day(m.now) {
		rest = a.page().lastRest(s)
	}
	a.printf("%s", dayText(a.page(), day, sum, m, rest))
	return nil
}

// momentNow is that of the daemon.
func (a *app) momentNow(ctx context.Context) (moment, error) {
	s, err := a.client.Status(ctx)
	if err != nil {
		return moment{}, err
	}
	return a.momentOf(s), nil
}

// momentOf is the daemon's now and calendar: its day begins when today began.
func (a *app) momentOf(s api.Status) moment {
	zone := a.zone
	if s.Zone != "" && s.Zone != "Local" {
		if named, err := time.LoadLocation(s.Zone); err == nil {
			zone = named
		}
	}
	begin := s.Today.From.In(zone)
	start := time.Duration(begin.Hour())*time.Hour + time.Duration(begin.Minute())*time.Minute
	return moment{now: s.At.In(zone), cal: tracker.Calendar{Location: zone, Start: start}}
}

// lastRest is when the person rested last; "": nobody knows.
func (p page) lastRest(s api.Status) string {
	if s.Today.Rested == nil {
		return ""
	}
	return "last rest " + ago(s.At.Sub(*s.Today.Rested)) + ", " + p.until(*s.Today.Rested, s.At)
}

// dayText is the answer of focus today for people. Of today it says rest, unless
// that is empty.
func dayText(p page, day tracker.Day, sum api.Summary, m moment, rest string) string {
	t := totalsOf(sum, m.now)
	var b strings.Builder
	b.WriteString(p.paint(bold, dayName(day)) + "\n")
	if t.seen < brief && len(sum.Blocks) == 0 && len(sum.Entries) == 0 {
		return b.String() + "\n" + nothing(day == m.cal.Day(m.now)) + "\n"
	}
	b.WriteString("\n" + p.headline(t) + "\n")
	if rest != "" {
		b.WriteString(rest + "\n")
	}
	for _, part := range []struct{ name, text string }{
		{"by hour", p.hours(wholeDay(sum.Hours, m.cal, day))},
		{"by category", p.categories(sum.Categories, mostApps)},
		{"by app", p.apps(sum.Apps, t.there, mostApps)},
		{"what you said", p.said(sum.Entries)},
		{"blocks", p.blocks(sum, m.now)},
		{"presence", p.presences(sum.Presences)},
		{"known", p.coverage(sum)},
	} {
		if part.text != "" {
			b.WriteString("\n" + p.paint(faint, part.name) + "\n" + part.text)
		}
	}
	return b.String()
}

func dayName(d tracker.Day) string { return noon(d).Format("Monday 2 January 2006") }

// nothing says that there is no log, and of today why.
func nothing(today bool) string {
	if today {
		return "nothing logged yet today — is the desktop visible? focus doctor"
	}
	return "nothing was logged"
}

// totals is what a summary comes to.
type totals struct {
	seen, active, there, focus    time.Duration // there: active or passive
	completed, partial, abandoned int
	running                       bool
}

func totalsOf(sum api.Summary, now time.Time) totals {
	t := totals{active: millis(sum.Presences["active"]), focus: millis(sum.Focus)}
	t.there = t.active + millis(sum.Presences["passive"])
	for state, ms := range sum.Presences {
		if state != "unobserved" {
			t.seen += millis(ms)
		}
	}
	for _, b := range sum.Blocks {
		switch b.Outcome {
		case "completed":
			t.completed++
		case "partial":
			t.partial++
		case "abandoned":
			t.abandoned++
		case "":
			t.running = true
		}
	}
	return t
}

// headline is the numbers of the day.
func (p page) headline(t totals) string {
	text := p.paint(bold, spent(t.active)) + " active   " +
		p.paint(bold, spent(t.focus)) + " focus   " +
		p.paint(bold, plural(t.completed, "block")) + tick(t.completed)
	for _, rest := range []struct {
		n    int
		name string
	}{{t.partial, "partial"}, {t.abandoned, "abandoned"}} {
		if rest.n > 0 {
			text += ", " + itoa(rest.n) + " " + rest.name
		}
	}
	if t.running {
		text += ", one running"
	}
	return text
}

// wholeDay is hours with those in which there was nothing, and those that are
// still to come: a day of the same length all day long. Where the day begins
// within an hour, the part of that hour before the next day begins counts to
// its first part: each hour of the clock is there once.
func wholeDay(hours []api.HourTotal, cal tracker.Calendar, day tracker.Day) []api.HourTotal {
	if len(hours) == 0 {
		return nil
	}
	from, to := cal.Bounds(day)
	within := time.Duration(from.In(cal.Location).Minute()) * time.Minute
	next := from.Add(-within)
	var whole []api.HourTotal
	emptyUntil := func(t time.Time) {
		for ; next.Before(t); next = next.Add(time.Hour) {
			whole = append(whole, api.HourTotal{Start: next})
		}
	}
	for _, h := range hours {
		emptyUntil(h.Start)
		whole = append(whole, h)
		next = h.Start.Add(time.Hour)
	}
	emptyUntil(to)
	if last := len(whole) - 1; within > 0 && last > 0 {
		whole[0].Active += whole[last].Active
		whole = whole[:last]
	}
	return whole
}

// hours is a strip with one field for each hour of the clock, as high as the
// hour was active, over a line of hours.
func (p page) hours(hours []api.HourTotal) string {
	if len(hours) == 0 {
		return ""
	}
	field := max(1, min(3, (p.cells-4)/len(hours)))
	every := []int{1: 4, 2: 2, 3: 1}[field]
	var strip, scale strings.Builder
	for i, h := range hours {
		hue := cyan
		if h.Active <= 0 {
			hue = faint
		}
		strip.WriteString(p.paint(hue, strings.Repeat(level(millis(h.Active), time.Hour), max(1, field-1))))
		if field > 1 && i < len(hours)-1 {
			strip.WriteString(" ")
		}
		if i%every == 0 {
			scale.WriteString(pad(h.Start.In(p.zone).Format("15"), field*every))
		}
	}
	return "  " + strip.String() + "\n" +
		"  " + p.paint(faint, strings.TrimRight(scale.String(), " ")) + "\n"
}

// level is an eighth of a cell for each eighth of whole that part fills.
func level(part, whole time.Duration) string {
	eighths := []rune("·▁▂▃▄▅▆▇█")
	if part <= 0 {
		return string(eighths[0])
	}
	return string(eighths[1+min(7, int(8*part/whole))])
}

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

// blocks is a line for each block that counts.
func (p page) blocks(sum api.Summary, now time.Time) string {
	var b strings.Builder
	for _, k := range sum.Blocks {
		sign, hue, ok := outcomeSign(k.Outcome)
		if !ok {
			continue
		}
		end, what := "now  ", k.Outcome
		if k.Ended != nil {
			end = p.clock(*k.Ended)
		}
		if what == "" {
			what = "running"
		}
		text := p.clock(k.Started) + "–" + end + padLeft(spent(seconds(k.Focus)), 9)
		if p.cells >= roomy {
			text += "  " + pad(clean(k.Preset), 8) + " " + pad(what, 9)
		}
		rest := say(k.Label)
		if k.Gaps > 0 {
			rest = strings.TrimPrefix(rest+" · "+plural(k.Gaps, "interruption"), " · ")
		}
		rest = fit(rest, max(0, p.cells-cells(text)-6))
		b.WriteString("  " + p.paint(hue, sign) + " " + strings.TrimRight(text+"  "+rest, " ") + "\n")
	}
	return b.String()
}

// outcomeSign is the sign of an outcome; ok is false for blocks not to show.
func outcomeSign(outcome string) (sign string, hue colour, ok bool) {
	switch outcome {
	case "completed":
		return "✓", green, true
	case "partial":
		return "◐", yellow, true
	case "abandoned":
		return "✗", red, true
	case "":
		return "●", cyan, true
	}
	return "", plain, false
}

// presenceOrder is the order presences are shown in: from the most to the
// least that is known of the person.
func presenceOrder() []string {
	return []string{"active", "passive", "idle", "locked", "asleep", "paused", "unobserved"}
}

// presences is how the time divides, as one bar and its legend.
func (p page) presences(ms map[string]int64) string {
	var whole time.Duration
	var words []string
	for _, state := range presenceOrder() {
		d := millis(ms[state])
		whole += d
		if d >= brief {
			words = append(words, p.paint(presenceHue(state), presenceSign(state))+" "+state+" "+trace(d))
		}
	}
	if len(words) == 0 {
		return ""
	}
	return "  " + p.presenceStrip(ms, whole) + "\n" + "  " + strings.Join(fold(words, "   ", p.cells-4), "\n  ") + "\n"
}

// presenceStrip is the bar. What would have less than half a cell has none.
func (p page) presenceStrip(ms map[string]int64, whole time.Duration) string {
	n := min(p.cells-4, 24*4)
	enough := func(state string) bool { return 2*time.Duration(n)*millis(ms[state]) >= whole }
	var shown time.Duration
	for _, state := range presenceOrder() {
		if enough(state) {
			shown += millis(ms[state])
		}
	}
	var strip strings.Builder
	var passed time.Duration
	used := 0
	for _, state := range presenceOrder() {
		if !enough(state) {
			continue
		}
		passed += millis(ms[state])
		upTo := int(int64(n) * int64(passed) / int64(shown))
		strip.WriteString(p.paint(presenceHue(state), strings.Repeat(presenceSign(state), upTo-used)))
		used = upTo
	}
	return strip.String()
}

func presenceSign(state string) string {
	switch state {
	case "active":
		return "█"
	case "passive":
		return "▓"
	case "idle":
		return "▒"
	case "locked":
		return "░"
	case "asleep":
		return "·"
	case "paused":
		return "="
	}
	return "-"
}

func presenceHue(state string) colour {
	switch state {
	case "active", "passive":
		return cyan
	case "unobserved", "paused":
		return faint
	}
	return plain
}
