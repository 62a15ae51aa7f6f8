package main

import (
	"context"
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
