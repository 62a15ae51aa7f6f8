package main

import (
	"strings"
	"time"

	"github.com/spf13/cobra"

	"focusd/daemon/api"
)

func (a *app) ruleTestCommand() *cobra.Command {
	var at string
	c := &cobra.Command{
		Use:   "test APP [TITLE] [--at TIME]",
		Short: "which rules match a window, the winner first",
		Example: `focus rule test firefox 'A talk - YouTube'
focus rule test slack --at 19:30`,
		Args: func(c *cobra.Command, args []string) error {
			if len(args) == 0 {
				return misuse(usageLine(c), "which app?")
			}
			return nil
		},
		ValidArgsFunction: func(c *cobra.Command, args []string, begun string) ([]string, cobra.ShellCompDirective) {
			if len(args) > 0 {
				return nil, cobra.ShellCompDirectiveNoFileComp
			}
			return offer(begun, a.recentApps(c.Context()))
		},
		RunE: func(c *cobra.Command, args []string) error {
			test := api.RuleTest{App: args[0], Title: strings.Join(args[1:], " ")}
			if at != "" {
				from, err := a.moment().since(at)
				if err != nil {
					return err
				}
				from = from.UTC()
				test.At = &from
			}
			found, err := a.client.TestRules(c.Context(), test)
			switch {
			case err != nil:
				return err
			case a.json:
				return a.printJSON(found)
			}
			a.printf("%s", matchesText(a.page(), found))
			return nil
		},
	}
	valueFlag(c, &at, "at", "TIME", "when it was in front: a time or how long ago; else now")
	return a.jsonFlag(c)
}

func matchesText(p page, m api.RuleMatches) string {
	if len(m.Matches) == 0 {
		return "no rule matches · focus rule file APP CATEGORY\n"
	}
	var b strings.Builder
	b.WriteString(p.paint(bold, say(m.Category.Name)) + "  " + p.class(m.Category.Class) + "\n\n")
	for i, r := range m.Matches {
		name, hue := "wins", plain
		if i > 0 {
			name, hue = "then", faint
		}
		b.WriteString("  " + name + "  " + p.paint(hue, pad(ruleName(r, m.Matches), len("default"))+"  "+say(r.Text)) + "\n")
	}
	return b.String()
}

func (a *app) rulePreviewCommand() *cobra.Command {
	var since, class string
	c := &cobra.Command{
		Use:   "preview RULE [--since LENGTH] [--class CLASS]",
		Short: "what a rule would change, without adding it",
		Long:  "Compares the totals by category of the last 30 days with what they would be.",
		Example: `focus rule preview 'app=firefox title~draft -> writing'
focus rule preview 'title~draft -> writing' --since monday`,
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(c *cobra.Command, args []string) error {
			text, err := ruleText(c, args)
			if err != nil {
				return err
			}
			trial := api.RuleTrial{Change: api.RuleCommand{Do: "add", Text: text, Class: class}}
			if since != "" {
				from, err := a.moment().since(since)
				if err != nil {
					return err
				}
				from = from.UTC()
				trial.From = &from
			}
			p, err := a.client.PreviewRules(c.Context(), trial)
			switch {
			case err != nil:
				return err
			case a.json:
				return a.printJSON(p)
			}
			a.printf("%s", previewText(a.page(), p))
			return nil
		},
	}
	valueFlag(c, &since, "since", "LENGTH", "look so far back, or since a day or a time, instead of 30 days")
	classFlag(c, &class)
	return a.jsonFlag(c)
}

func previewText(p page, v api.RulePreview) string {
	days := int(v.To.Sub(v.From).Round(24*time.Hour) / (24 * time.Hour))
	of := trace(millis(v.Total)) + " in " + plural(max(days, 1), "day")
	if v.Moved == 0 {
		return "nothing would move of " + of + "\n"
	}
	var b strings.Builder
	b.WriteString(p.paint(bold, trace(millis(v.Moved))) + " would move of " + of + "\n\n")
	var rows [][]string
	for _, k := range v.Categories {
		if k.Before != k.After {
			rows = append(rows, []string{categoryName(k.Name), trace(millis(k.Before)), "→", trace(millis(k.After)), k.Class})
		}
	}
	b.WriteString(indent(lines(rows)) + "\n")
	rows = nil
	for _, s := range v.Subjects {
		rows = append(rows, []string{
			trace(millis(s.Time)), appName(s.App), fit(say(s.Title), p.cells/2), categoryName(s.From) + " → " + categoryName(s.To),
		})
	}
	return b.String() + "\n" + p.paint(faint, "most of it") + "\n" + indent(lines(rows)) + "\n"
}
