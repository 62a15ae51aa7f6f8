package main

import (
	"context"
	"iter"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"focusd/daemon/api"
	"focusd/tracker"
	"focusd/tracker/entry"
)

// logFlags are the flags of focus log.
type logFlags struct {
	since, by, zone string
	json, csv       bool
}

func (a *app) logCommand() *cobra.Command {
	var f logFlags
	c := &cobra.Command{
		Use:   "log [RANGE] [--since LENGTH] [--by WHAT] [--json | --csv]",
		Short: "what was in front of you, and when",
		Long: `RANGE is a day (yesterday, monday, 2026-11-20), a time (14:10, "yesterday
14:10") with all that came after, or both ends of a range with .. between
them. Without it, it is today. A log of more than a day shows the apps, with
--by time every row, with --by category what the time was worth. Rows are
printed as they are read: a range of years is fine. What you said of a stretch
stands instead of what was recorded, and has a pencil as its mark; the commands
below say it. Each row has the clock and the day of where you were then; --zone
shows all of it by one clock.`,
		Example: `focus log
focus log yesterday
focus log monday..today --by time
focus log 2026-11-01..2026-11-20 --csv > november.csv
focus log --since 2h`,
		Args:              atMost(1),
		ValidArgsFunction: days,
		RunE: func(c *cobra.Command, args []string) error {
			f.json = a.json
			return a.runLog(c.Context(), args, f)
		},
	}
	valueFlag(c, &f.since, "since", "LENGTH", "so long ago until now, or since a day or a time")
	valueFlag(c, &f.by, "by", "WHAT", "a row for each time, app or category")
	a.zoneFlag(c, &f.zone)
	c.Flags().BoolVar(&f.csv, "csv", false, "print CSV, for spreadsheets")
	if err := c.RegisterFlagCompletionFunc("by", cobra.FixedCompletions([]string{"time", "app", "category"}, cobra.ShellCompDirectiveNoFileComp)); err != nil {
		panic("the flag was defined above: " + err.Error())
	}
	c.AddCommand(a.corrections()...)
	return a.jsonFlag(c)
}

func (a *app) runLog(ctx context.Context, args []string, f logFlags) error {
	if err := f.check(args); err != nil {
		return err
	}
	s, err := a.client.Status(ctx)
	if err != nil {
		return err
	}
	m, err := a.momentIn(ctx, s, f.zone)
	if err != nil {
		return err
	}
	from, to, err := f.span(m, args)
	if err != nil {
		return err
	}
	if f.by == "category" {
		sum, err := a.client.SummaryByCategory(ctx, from, to)
		if err != nil {
			return err
		}
		return a.printCategories(sum, m, f)
	}
	if f.byApp(m.cal, from, to) {
		sum, err := a.client.Summary(ctx, from, to)
		if err != nil {
			return err
		}
		return a.printApps(sum, m, f)
	}
	return a.printSpans(ctx, m, from, to, f)
}

// printSpans prints the rows of a range as they arrive, and entries among them.
func (a *app) printSpans(ctx context.Context, m moment, from, to time.Time, f logFlags) error {
	said, err := a.client.Entries(ctx, from, to)
	if err != nil {
		return err
	}
	entries, err := within(said.Entries, from, to)
	if err != nil {
		return err
	}
	rows := a.client.Log(ctx, from, to)
	return a.gathered(func() error {
		switch {
		case f.json:
			return a.printRowsJSON(from, to, rows, said.Entries...)
		case f.csv:
			return a.printRowsCSV(rowsOf(laid(rows, entries)))
		}
		return a.printRows(m, m.cal.Day(from) == m.cal.Day(m.now), rows, entries...)
	})
}

// check refuses flags that contradict each other.
func (f logFlags) check(args []string) error {
	switch {
	case f.json && f.csv:
		return misuse("leave one of them out", "--json and --csv are two forms of the same")
	case f.since != "" && len(args) > 0:
		return misuse("focus log "+args[0]+", or focus log --since "+f.since, "a range and --since both say where to begin")
	case f.by != "" && f.by != "time" && f.by != "app" && f.by != "category":
		return misuse("--by time, --by app or --by category", "there is no log by %q", f.by)
	}
	return nil
}

// span is the range that was asked for: today if none was.
func (f logFlags) span(m moment, args []string) (from, to time.Time, err error) {
	switch {
	case f.since != "":
		from, err = m.since(f.since)
		return from, m.now, err
	case len(args) > 0:
		return m.span(args[0])
	}
	return m.span("today")
}

// byApp says whether to add up. Nobody reads the rows of a week.
func (f logFlags) byApp(cal tracker.Calendar, from, to time.Time) bool {
	if f.by != "" {
		return f.by == "app"
	}
	_, end := cal.Bounds(cal.Day(from))
	return to.After(end) && !f.csv && !f.json
}

// printRows prints the log for people, a line for each stretch, a headline for
// each day.
func (a *app) printRows(m moment, today bool, rows iter.Seq2[api.Span, error], said ...entry.Entry) error {
	p := a.page()
	var day tracker.Day
	for shown, err := range laid(rows, said) {
		if err != nil {
			return err
		}
		row := rowOf(shown)
		if row.Presence != "active" && row.End.Sub(row.Start) < brief {
			continue
		}
		there := p.where(row.Offset)
		if d := (tracker.Calendar{Location: there.zone, Start: m.cal.Start}).Day(row.Start); d != day {
			if day != (tracker.Day{}) {
				a.printf("\n")
			}
			a.printf("%s\n\n", p.paint(bold, dayName(d)))
			day = d
		}
		if shown.Entry != nil {
			a.printf("%s\n", there.entryRow(api.FromEntry(*shown.Entry)))
			continue
		}
		a.printf("%s\n", rowText(there, row))
	}
	if day == (tracker.Day{}) {
		a.printf("%s\n", nothing(today))
	}
	return nil
}

// brief is what people need not see: every start of the daemon leaves a few
// milliseconds unobserved. Programs see all there is.
const brief = time.Second

// rowText is one stretch for people. What was not active steps back.
func rowText(p page, row api.Span) string {
	name := min(20, p.cells/5)
	text := p.clock(row.Start) + "–" + p.clock(row.End) + padLeft(trace(row.End.Sub(row.Start)), 9) + "  "
	switch row.Presence {
	case "active":
		text += pad(appName(row.App), name) + "  " + fit(say(row.Title), p.cells-cells(text)-name-4)
		return "  " + strings.TrimRight(text, " ")
	case "passive":
		text += pad(appName(row.App), name) + "  passive"
	default:
		text += clean(row.Presence)
	}
	return "  " + p.paint(faint, text)
}

// printApps prints a range added up.
func (a *app) printApps(sum api.Summary, m moment, f logFlags) error {
	switch {
	case f.json:
		return a.printJSON(sum)
	case f.csv:
		return a.printAppsCSV(sum)
	}
	p, t := a.page(), totalsOf(sum, m.now)
	a.printf("%s\n\n", p.paint(bold, rangeName(m.cal, sum, m.now)))
	if t.seen < brief {
		a.printf("%s\n", nothing(m.cal.Day(sum.From) == m.cal.Day(m.now)))
		return nil
	}
	a.printf("%s\n\n%s", p.headline(t), p.apps(sum.Apps, t.there, len(sum.Apps)))
	if said := p.said(sum.Entries); said != "" {
		a.printf("\n%s\n%s", p.paint(faint, "what you said"), said)
	}
	if strip := p.presences(sum.Presences); strip != "" {
		a.printf("\n%s\n%s", p.paint(faint, "presence"), strip)
	}
	return nil
}

// printCategories prints what a range was worth.
func (a *app) printCategories(sum api.Summary, m moment, f logFlags) error {
	switch {
	case f.json:
		return a.printJSON(sum)
	case f.csv:
		return a.printCategoriesCSV(sum)
	}
	p, t := a.page(), totalsOf(sum, m.now)
	a.printf("%s\n\n", p.paint(bold, rangeName(m.cal, sum, m.now)))
	bars := p.categories(sum.Categories, len(sum.Categories))
	if bars == "" {
		a.printf("%s\n", nothing(m.cal.Day(sum.From) == m.cal.Day(m.now)))
		return nil
	}
	a.printf("%s\n\n%s", p.headline(t), bars)
	return nil
}

// rangeName names the days of sum.
func rangeName(cal tracker.Calendar, sum api.Summary, now time.Time) string {
	to := sum.To
	if to.After(now) {
		to = now
	}
	first, last := cal.Day(sum.From), cal.Day(to.Add(-time.Nanosecond))
	if first == last {
		return dayName(first)
	}
	return noon(first).Format("Mon 2 January 2006") + " – " + noon(last).Format("Mon 2 January 2006")
}
