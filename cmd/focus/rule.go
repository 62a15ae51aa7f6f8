package main

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"focusd/daemon/api"
)

func (a *app) categoryCommands() []*cobra.Command {
	return []*cobra.Command{a.ruleCommand(), a.categoryCommand(), a.unclassifiedCommand()}
}

func (a *app) ruleCommand() *cobra.Command {
	return family(&cobra.Command{
		Use:   "rule COMMAND",
		Short: "say which apps and titles belong to which category",
		Long: `A rule is a line: what it asks for, an arrow, and the category. It asks for app,
title or host with =whole, ~somewhere, ^=beginning, |=part between separators,
*=glob or /regular expression/, and for hours="mon-fri 09:00-17:00". Your rules
go before those that focusd brings, and hold for the past as well. Write them in
single quotes: the shell has a use of its own for > and ".`,
		Example: `focus rule file blender work/models --class earns
focus rule add 'app=firefox title~"pull request" -> code/review'
focus rule preview 'title~draft -> writing'
focus rule test firefox 'A talk - YouTube'`,
	},
		a.ruleAddCommand(), a.ruleFileCommand(), a.ruleListCommand(), a.ruleReplaceCommand(),
		a.ruleByID("rm", "remove", "remove one of your rules", "focus rule rm 7k3f\nfocus rule rm app=firefox", a.ownRules),
		a.ruleByID("off", "off", "switch a default off", "focus rule off app=steam", a.defaultRules),
		a.ruleByID("on", "on", "switch a default on again", "focus rule on app=steam", a.rulesOff),
		a.ruleMoveCommand(), a.ruleTestCommand(), a.rulePreviewCommand(), a.ruleUndoCommand(),
	)
}

func (a *app) ruleAddCommand() *cobra.Command {
	var class string
	c := &cobra.Command{
		Use:   "add RULE [--class CLASS]",
		Short: "add a rule",
		Long: `A rule that asks for the same as an older one of yours replaces it. Where
several match, the one that asks for more goes first; focus rule test says why.`,
		Example: `focus rule add 'app=firefox title~"pull request" -> code/review'
focus rule add 'app@web title|=Forum -> forum' --class wastes
focus rule add 'app=slack hours="18:00-08:00" -> chat/private'`,
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(c *cobra.Command, args []string) error {
			text, err := ruleText(c, args)
			if err != nil {
				return err
			}
			return a.changeRules(c.Context(), api.RuleCommand{Do: "add", Text: text, Class: class})
		},
	}
	classFlag(c, &class)
	return a.jsonFlag(c)
}

// ruleText is the rule that the words make. A word that had spaces in quotes
// has lost them to the shell, so a rule is best one word.
func ruleText(c *cobra.Command, words []string) (string, error) {
	text := strings.Join(words, " ")
	switch {
	case text == "":
		return "", misuse(c.CommandPath()+" 'app=firefox title~draft -> writing'", "which rule?")
	case strings.HasSuffix(text, " -"):
		return "", misuse("put the rule in single quotes", "the rule ends at its arrow: the shell has taken > for itself")
	}
	return text, nil
}

func (a *app) ruleFileCommand() *cobra.Command {
	var class string
	c := &cobra.Command{
		Use:   "file APP CATEGORY [--class CLASS]",
		Short: "put an app into a category",
		Long:  "APP is the name that focus log shows. focus unclassified lists those that are\nworth filing.",
		Example: `focus rule file blender design
focus rule file blender work/models --class earns`,
		Args: exactly("an app and a category", 2),
		RunE: func(c *cobra.Command, args []string) error {
			return a.changeRules(c.Context(), api.RuleCommand{Do: "file", App: args[0], Category: args[1], Class: class})
		},
		ValidArgsFunction: func(c *cobra.Command, args []string, begun string) ([]string, cobra.ShellCompDirective) {
			switch len(args) {
			case 0:
				return offer(begun, a.unclassifiedApps(c.Context()))
			case 1:
				return offer(begun, a.categoryNames(c.Context()))
			}
			return nil, cobra.ShellCompDirectiveNoFileComp
		},
	}
	classFlag(c, &class)
	return a.jsonFlag(c)
}

func (a *app) ruleReplaceCommand() *cobra.Command {
	return a.jsonFlag(&cobra.Command{
		Use:     "replace ID RULE",
		Short:   "write one of your rules anew",
		Example: `focus rule replace 7k3f 'app=firefox title~draft -> writing'`,
		Args: func(c *cobra.Command, args []string) error {
			if len(args) < 2 {
				return misuse(usageLine(c), "%s needs an id and a rule", c.CommandPath())
			}
			return nil
		},
		ValidArgsFunction: a.completeRule(a.ownRules),
		RunE: func(c *cobra.Command, args []string) error {
			text, err := ruleText(c, args[1:])
			if err != nil {
				return err
			}
			return a.changeRules(c.Context(), api.RuleCommand{Do: "replace", ID: args[0], Text: text})
		},
	})
}

// ruleByID is a command that does something to one rule.
func (a *app) ruleByID(name, verb, short, example string, rules func(context.Context) []api.Rule) *cobra.Command {
	return a.jsonFlag(&cobra.Command{
		Use: name + " ID", Short: short, Example: example,
		Long:              "ID is the one that focus rule list shows, or what stands before the arrow.",
		Args:              exactly("an id", 1),
		ValidArgsFunction: a.completeRule(rules),
		RunE: func(c *cobra.Command, args []string) error {
			return a.changeRules(c.Context(), api.RuleCommand{Do: verb, ID: args[0]})
		},
	})
}

func (a *app) ruleMoveCommand() *cobra.Command {
	return a.jsonFlag(&cobra.Command{
		Use:   "move ID PLACE",
		Short: "put one of your rules before others",
		Long: `Of several rules that match, the one at the lowest place wins; focus rule list
has your rules in this order. A rule that was moved has an order=N in it, by
which it stays there.`,
		Example:           "focus rule move 7k3f 1",
		Args:              exactly("an id and a place", 2),
		ValidArgsFunction: a.completeRule(a.ownRules),
		RunE: func(c *cobra.Command, args []string) error {
			place, err := strconv.Atoi(args[1])
			if err != nil || place < 1 {
				return misuse("1 is before all others: "+c.CommandPath()+" "+args[0]+" 1", "%q is no place", args[1])
			}
			return a.changeRules(c.Context(), api.RuleCommand{Do: "move", ID: args[0], Place: place})
		},
	})
}

func (a *app) ruleUndoCommand() *cobra.Command {
	return a.jsonFlag(&cobra.Command{
		Use:     "undo",
		Short:   "take the last change of rules or categories back",
		Long:    "The one before can be taken back after it, and so on.",
		Example: "focus rule undo",
		Args:    atMost(0),
		RunE: func(c *cobra.Command, _ []string) error {
			return a.changeRules(c.Context(), api.RuleCommand{Do: "undo"})
		},
	})
}

func (a *app) changeRules(ctx context.Context, cmd api.RuleCommand) error {
	done, err := a.client.ChangeRules(ctx, cmd)
	return a.printChange(done, err)
}

// printChange prints what came of a change.
func (a *app) printChange(done api.RuleChange, err error) error {
	switch {
	case err != nil:
		return err
	case a.json:
		return a.printJSON(done)
	}
	a.printf("%s\n", changeText(a.page(), done))
	return nil
}

func changeText(p page, done api.RuleChange) string {
	var parts []string
	if r := done.Rule; r != nil {
		text := done.Did + "  " + say(r.Text) + "  " + p.class(r.Class)
		if done.Did == "off" || done.Did == "on" {
			text = say(r.Text) + "  is " + done.Did
		} else if r.Source == "own" && done.Did != "removed" {
			text += "  " + p.paint(faint, shortID(r.ID, nil))
		}
		parts = append(parts, text)
	}
	if k := done.Category; k != nil {
		verb := "category"
		if done.Did == "removed" {
			verb = "removed category"
		}
		parts = append(parts, verb+"  "+say(k.Name)+"  "+p.class(k.Class))
	}
	if done.Undone != "" {
		parts = append(parts, "taken back: "+say(done.Undone))
	}
	return strings.Join(parts, "\n")
}

// leastID is how much of an id people are shown at least, and the daemon asks
// for.
const leastID = 4

// shortID is the end of an id, as long as it takes to tell it from others.
func shortID(id string, others []api.Rule) string {
	n := leastID
	for ; n < len(id); n++ {
		end := id[len(id)-n:]
		if !slices.ContainsFunc(others, func(r api.Rule) bool { return r.ID != id && strings.HasSuffix(r.ID, end) }) {
			break
		}
	}
	return strings.ToLower(id[max(0, len(id)-n):])
}

// ruleName is what to call a rule on the command line.
func ruleName(r api.Rule, others []api.Rule) string {
	if r.Source == "own" {
		return shortID(r.ID, others)
	}
	return "default"
}
