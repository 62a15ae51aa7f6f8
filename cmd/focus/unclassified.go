package main

import (
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"focusd/daemon/api"
)

func (a *app) unclassifiedCommand() *cobra.Command {
	var since string
	c := &cobra.Command{
		Use:   "unclassified [--since LENGTH]",
		Short: "the time nobody has said anything about",
		Long: `Lists the apps of the last 30 days that have no category, or one without a
class, with commands to file them. Of a browser it shows the sites.`,
		Example: `focus unclassified
focus unclassified --since monday`,
		Args: atMost(0),
		RunE: func(c *cobra.Command, _ []string) error {
			var from time.Time
			if since != "" {
				var err error
				if from, err = a.moment().since(since); err != nil {
					return err
				}
			}
			u, err := a.client.Unclassified(c.Context(), from, time.Time{}, 0)
			switch {
			case err != nil:
				return err
			case a.json:
				return a.printJSON(u)
			}
			a.printf("%s", unclassifiedText(a.page(), u))
			return nil
		},
	}
	valueFlag(c, &since, "since", "LENGTH", "look so far back, or since a day or a time, instead of 30 days")
	return a.jsonFlag(c)
}

// How much of what is unclassified people are shown.
const (
	mostGaps     = 10
	mostGapSites = 3
	worthFiling  = time.Minute
)

func unclassifiedText(p page, u api.Unclassified) string {
	apps := slices.DeleteFunc(slices.Clone(u.Apps), func(g api.UnclassifiedApp) bool { return g.App == "" || millis(g.Time) < worthFiling })
	if len(apps) == 0 {
		return "everything is classified\n"
	}
	var b strings.Builder
	b.WriteString(p.paint(bold, trace(millis(u.Total))) + " without a class\n")
	for _, g := range apps[:min(len(apps), mostGaps)] {
		b.WriteString("\n" + padLeft(trace(millis(g.Time)), 9) + "  " + appName(g.App) + knownAs(p, g) + "\n")
		if g.Category == "" {
			b.WriteString(padLeft("", 11) + p.paint(faint, "focus rule file "+shellWord(clean(g.App))+" "+guess(g.Suggest)) + "\n")
			continue
		}
		for _, t := range g.Titles[:min(len(g.Titles), mostGapSites)] {
			if millis(t.Time) < worthFiling {
				continue
			}
			rule := clean(t.Suggest.Condition) + " -> " + guess(t.Suggest)
			b.WriteString(padLeft("", 11) + pad(trace(millis(t.Time)), 9) + "  " + fit(say(t.Text), p.cells-22) + "\n" +
				padLeft("", 22) + p.paint(faint, "focus rule add "+shellWord(rule)) + "\n")
		}
	}
	if n := len(apps) - mostGaps; n > 0 {
		b.WriteString("\n  " + plural(n, "other") + " · focus unclassified --json\n")
	}
	return b.String()
}

func knownAs(p page, g api.UnclassifiedApp) string {
	if g.Category == "" {
		return ""
	}
	return p.paint(faint, "  in "+say(g.Category)+", which has no class")
}

// guess is the category of a suggestion, or where to write one.
func guess(s api.Suggestion) string {
	if s.Category == "" {
		return "CATEGORY"
	}
	return clean(s.Category)
}
