package main

import (
	"context"
	"html"
	"strings"

	"github.com/spf13/cobra"

	"focusd/daemon/api"
)

func (a *app) exerciseCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "exercise [COMMAND]",
		Short: "three days of seeing where the time goes",
		Long: `For three days all time is to be accounted for, at the screen by itself and away
from it by what you say. At the end there is a report: what earned, what you
wish were less, your best hours, and three things to try. A day counts with
80 %.`,
		Example: `focus exercise start
focus exercise
focus exercise report`,
		Args: knownSubcommand,
		RunE: func(c *cobra.Command, _ []string) error { return a.exerciseStatus(c.Context()) },
	}
	change := func(name, do, short, long string) *cobra.Command {
		return a.jsonFlag(&cobra.Command{
			Use: name, Short: short, Long: long, Example: "focus exercise " + name, Args: atMost(0),
			RunE: func(c *cobra.Command, _ []string) error { return a.change(c.Context(), api.AgendaCommand{Do: do}) },
		})
	}
	c.AddCommand(
		change("start", "exercise_start", "begin, with today", ""),
		a.exerciseStatusCommand(), a.exerciseReportCommand(),
		change("extend", "exercise_extend", "one day more", "For one that did not count, until the day after it was over."),
		change("end", "exercise_end", "end it before its last day is over", ""),
	)
	return a.jsonFlag(c)
}

func (a *app) exerciseStatusCommand() *cobra.Command {
	return a.jsonFlag(&cobra.Command{
		Use: "status", Short: "how far it is", Example: "focus exercise status", Args: atMost(0),
		RunE: func(c *cobra.Command, _ []string) error { return a.exerciseStatus(c.Context()) },
	})
}

func (a *app) exerciseStatus(ctx context.Context) error {
	e, err := a.client.Exercise(ctx)
	return a.show(e, err, nil, func(p page) string { return p.exercise(e) })
}

// exercise is how far one is.
func (p page) exercise(e api.Exercise) string {
	var b strings.Builder
	switch {
	case e.From == "":
		return "there was no exercise yet · focus exercise start\n"
	case e.Running:
		b.WriteString(clean(e.Progress) + "\n")
	default:
		b.WriteString("the last one began on " + p.dayTitle(e.From) + " · focus exercise report\n")
	}
	for _, day := range e.Coverage {
		note := ""
		if !day.Counts {
			note = "  short of 80 %"
		}
		b.WriteString("  " + p.dayTitle(day.Day) + "  " + itoa(day.Percent) + " %" + note + "\n")
	}
	if e.Another {
		b.WriteString("one day did not count · focus exercise extend\n")
	}
	if e.Running {
		b.WriteString(p.paint(faint, "focus log fill asks what the gaps were") + "\n")
	}
	return b.String()
}

func (a *app) exerciseReportCommand() *cobra.Command {
	return a.jsonFlag(&cobra.Command{
		Use: "report", Short: "where the time went", Example: "focus exercise report", Args: atMost(0),
		RunE: func(c *cobra.Command, _ []string) error {
			e, err := a.client.Exercise(c.Context())
			return a.show(e, err, nil, func(p page) string {
				if e.Text == "" {
					return p.exercise(e)
				}
				return sayLines(e.Text)
			})
		},
	})
}

// sayLines is say for a text of several lines.
func sayLines(text string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		b.WriteString(clean(strings.TrimSuffix(line, "\n")) + "\n")
	}
	return b.String()
}

func (a *app) reportCommand() *cobra.Command {
	var share, names, asHTML bool
	c := &cobra.Command{
		Use:   "report --share [FIRST [LAST]] [--names] [--html]",
		Short: "a sheet of some days to show to somebody",
		Long: `How much and how often: focus, blocks, breaks, plans, what the time was worth,
and which areas of life it was for. No app, title, task or note is in it, unless
you say --names: then it says which apps and categories. Without days it is of
the last seven that are over. It is printed, and sent to nobody.`,
		Example: `focus report --share
focus report --share 2026-11-01 2026-11-30 --html > november.html`,
		Args: atMost(2),
		ValidArgsFunction: func(c *cobra.Command, args []string, begun string) ([]string, cobra.ShellCompDirective) {
			return days(c, nil, begun)
		},
		RunE: func(c *cobra.Command, args []string) error {
			if !share {
				return misuse("focus report --share", "say that you mean to share it: focus today and focus review are for yourself")
			}
			first, last, err := a.dayRange(c, args)
			if err != nil {
				return err
			}
			r, err := a.client.Report(c.Context(), api.ReportQuery{First: first, Last: last, Names: names})
			return a.show(r, err, nil, func(page) string {
				if asHTML {
					return reportPage(r)
				}
				return sayLines(r.Text)
			})
		},
	}
	c.Flags().BoolVar(&share, "share", false, "it is for somebody else to see")
	c.Flags().BoolVar(&names, "names", false, "say which apps and categories too")
	c.Flags().BoolVar(&asHTML, "html", false, "as a page of its own")
	return a.jsonFlag(c)
}

// dayRange is a first and a last day, as the daemon reads them; one alone is
// both.
func (a *app) dayRange(c *cobra.Command, args []string) (first, last string, err error) {
	if len(args) == 0 {
		return "", "", nil
	}
	if first, err = a.dayWord(c, args[0]); err != nil {
		return "", "", err
	}
	last, err = a.dayWord(c, args[len(args)-1])
	return first, last, err
}

// reportPage is a report as a page that needs nothing else.
func reportPage(r api.Report) string {
	title := html.EscapeString(clean(r.First + " to " + r.Last))
	return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>` + title + `</title>
<style>
  :root { color-scheme: light dark; }
  body { margin: 2rem auto; max-width: 44rem; padding: 0 1rem; }
  pre { font: 1rem/1.5 ui-monospace, monospace; white-space: pre-wrap; }
</style>
<pre>` + html.EscapeString(sayLines(r.Text)) + `</pre>
</html>
`
}
