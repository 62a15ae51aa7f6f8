package main

import (
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"focusd/daemon/api"
)

func (a *app) categoryCommand() *cobra.Command {
	return family(&cobra.Command{
		Use:   "category COMMAND",
		Short: "say what a category is worth to you",
		Long: `Categories make a tree: code/review is below code, and takes from it what you do
not say. Each has a value class, which is yours to choose: earns (what you want
to have done), supports (has to be done for that), personal, rest, wastes (in a
block it is a distraction) or unclassified.`,
		Example: `focus category list
focus category set writing earns
focus category set media/video wastes`,
	}, a.categoryListCommand(), a.categorySetCommand(), a.categoryRemoveCommand())
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

// classFlag says what the category is if there is none of that name yet.
func classFlag(c *cobra.Command, class *string) {
	valueFlag(c, class, "class", "CLASS", "if there is no such category, make one of this class")
	if err := c.RegisterFlagCompletionFunc("class", cobra.FixedCompletions(classes(), cobra.ShellCompDirectiveNoFileComp)); err != nil {
		panic("the flag was defined above: " + err.Error())
	}
}

// classes are what time can be worth, as the daemon calls them.
func classes() []string {
	return []string{"earns", "supports", "personal", "rest", "wastes", "unclassified"}
}

// class is a value class in its colour.
func (p page) class(name string) string { return p.paint(classHue(name), clean(name)) }

func classHue(name string) colour {
	switch name {
	case "earns":
		return green
	case "supports":
		return cyan
	case "personal":
		return magenta
	case "rest":
		return yellow
	case "wastes":
		return red
	}
	return faint
}

// categoryName is a category for people.
func categoryName(name string) string {
	if name == "" {
		return "(none)"
	}
	return say(name)
}
