package main

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"focusd/daemon/api"
)

func (a *app) categoryCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "category COMMAND",
		Short: "say what a category is worth to you",
		Long: `Categories make a tree: code/review is below code, and takes from it what you do
not say. Each has a value class, which is yours to choose: earns (what you want
to have done), supports (has to be done for that), personal, rest, wastes (in a
block it is a distraction) or unclassified.`,
		Example: `focus category list
focus category set writing earns
focus category set media/video wastes`,
		Args: knownSubcommand,
		RunE: func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	c.AddCommand(a.categoryListCommand(), a.categorySetCommand(), a.categoryRemoveCommand())
	return c
}

func (a *app) categoryListCommand() *cobra.Command {
	return a.jsonFlag(&cobra.Command{
		Use:     "list",
		Short:   "all categories and their classes",
		Example: "focus category list",
		Args:    atMost(0),
		RunE: func(c *cobra.Command, _ []string) error {
			all, err := a.client.Categories(c.Context())
			switch {
			case err != nil:
				return err
			case a.json:
				return a.printJSON(all)
			}
			a.printf("%s", categoriesText(a.page(), all.Categories))
			return nil
		},
	})
}

func categoriesText(p page, all []api.Category) string {
	name := 0
	for _, k := range all {
		name = max(name, cells(say(k.Name)))
	}
	name = min(name, p.cells/2)
	var b strings.Builder
	for _, k := range all {
		var notes []string
		if k.Reading {
			notes = append(notes, "reading")
		}
		if k.Source == "own" {
			notes = append(notes, "yours")
		}
		class := p.paint(classHue(k.Class), pad(clean(k.Class), len("unclassified")))
		b.WriteString(strings.TrimRight("  "+pad(say(k.Name), name)+"  "+class+"  "+p.paint(faint, strings.Join(notes, ", ")), " ") + "\n")
	}
	return b.String()
}

func (a *app) categorySetCommand() *cobra.Command {
	var hue, reading string
	c := &cobra.Command{
		Use:   "set NAME [CLASS] [--reading yes|no] [--hue DEGREES]",
		Short: "make a category, or say what it is",
		Long:  "What you do not say stays as it is, or is taken from the category above. While\nsomething marked as reading is in front, you are taken to be there for longer\nwithout a key.",
		Example: `focus category set writing earns
focus category set writing/thesis --hue 65
focus category set reference --reading yes`,
		Args: func(c *cobra.Command, args []string) error {
			if len(args) == 0 {
				return misuse(usageLine(c), "which category?")
			}
			return atMost(2)(c, args)
		},
		ValidArgsFunction: func(c *cobra.Command, args []string, begun string) ([]string, cobra.ShellCompDirective) {
			switch len(args) {
			case 0:
				return offer(begun, a.categoryNames(c.Context()))
			case 1:
				return offer(begun, classes())
			}
			return nil, cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(c *cobra.Command, args []string) error {
			cmd := api.CategoryCommand{Do: "set", Name: args[0]}
			if len(args) > 1 {
				cmd.Class = args[1]
			}
			if err := categoryMarks(&cmd, hue, reading); err != nil {
				return err
			}
			return a.printChange(a.client.SetCategory(c.Context(), cmd))
		},
	}
	valueFlag(c, &hue, "hue", "DEGREES", "its colour, from 1 to 360 on the colour circle")
	valueFlag(c, &reading, "reading", "yes|no", "whether one reads or watches there for minutes without a key")
	if err := c.RegisterFlagCompletionFunc("reading", cobra.FixedCompletions([]string{"yes", "no"}, cobra.ShellCompDirectiveNoFileComp)); err != nil {
		panic("the flag was defined above: " + err.Error())
	}
	return a.jsonFlag(c)
}

// categoryMarks reads the flags of focus category set.
func categoryMarks(cmd *api.CategoryCommand, hue, reading string) error {
	if hue != "" {
		n, err := strconv.Atoi(hue)
		if err != nil || n < 1 || n > 360 {
			return misuse("--hue 210", "%q is not on the colour circle", hue)
		}
		cmd.Hue = n
	}
	switch reading {
	case "":
	case "yes", "no":
		yes := reading == "yes"
		cmd.Reading = &yes
	default:
		return misuse("--reading yes or --reading no", "%q is neither yes nor no", reading)
	}
	return nil
}

func (a *app) categoryRemoveCommand() *cobra.Command {
	return a.jsonFlag(&cobra.Command{
		Use:     "rm NAME",
		Short:   "remove a category of yours",
		Long:    "A default that you have changed is again as it was. A category that one of your\nrules needs stays.",
		Example: "focus category rm writing/thesis",
		Args:    exactly("a name", 1),
		ValidArgsFunction: func(c *cobra.Command, args []string, begun string) ([]string, cobra.ShellCompDirective) {
			if len(args) > 0 {
				return nil, cobra.ShellCompDirectiveNoFileComp
			}
			return offer(begun, a.categoryNames(c.Context()))
		},
		RunE: func(c *cobra.Command, args []string) error {
			return a.printChange(a.client.SetCategory(c.Context(), api.CategoryCommand{Do: "remove", Name: args[0]}))
		},
	})
}

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

// shellWord is s as one word of a shell.
func shellWord(s string) string {
	plain := func(r rune) bool {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("._-/@%+,:", r)
	}
	if s != "" && !strings.ContainsFunc(s, func(r rune) bool { return !plain(r) }) {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}

// categories is a bar for each category, with the class in words and colour.
func (p page) categories(all []api.CategoryTotal, most int) string {
	var whole time.Duration
	for _, k := range all {
		whole += millis(k.Active + k.Passive)
	}
	all = slices.DeleteFunc(slices.Clone(all), func(k api.CategoryTotal) bool { return millis(k.Active+k.Passive) < brief })
	if len(all) == 0 {
		return ""
	}
	shown := all
	if len(all) > most+1 {
		others := api.CategoryTotal{Name: plural(len(all)-most, "other")}
		for _, k := range all[most:] {
			others.Active, others.Passive = others.Active+k.Active, others.Passive+k.Passive
		}
		shown = append(slices.Clone(all[:most]), others)
	}
	return p.categoryRows(shown, whole)
}

func (p page) categoryRows(rows []api.CategoryTotal, whole time.Duration) string {
	name := 0
	for _, k := range rows {
		name = max(name, cells(categoryName(k.Name)))
	}
	name = min(name, p.cells/4)
	class := len("  unclassified")
	if p.cells < roomy {
		class = 0
	}
	n := min(widestBar, p.cells-name-class-len("      10 h 00 100 %"))
	most := millis(rows[0].Active + rows[0].Passive)
	var b strings.Builder
	for _, k := range rows {
		d := millis(k.Active + k.Passive)
		line := "  " + pad(categoryName(k.Name), name) + "  " + p.bar(classHue(k.Class), n, d, most) +
			padLeft(trace(d), 9) + padLeft(itoa(share(d, whole)), 4) + " %"
		if class > 0 && k.Class != "" {
			line += "  " + p.class(k.Class)
		}
		b.WriteString(line + "\n")
	}
	return b.String()
}
