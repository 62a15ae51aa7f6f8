package main

import (
	"strings"

	"github.com/spf13/cobra"

	"focusd/daemon/api"
)

func (a *app) ruleListCommand() *cobra.Command {
	var all, timed bool
	c := &cobra.Command{
		Use:   "list [WORD] [--all] [--time]",
		Short: "your rules, the one that wins first",
		Long: `With --all the defaults as well; with WORD those that have it in them; with
--time how much of the last 30 days each decides, and the defaults that decide
some of it.`,
		Example: `focus rule list
focus rule list --all firefox
focus rule list --all --time`,
		Args: atMost(1),
		ValidArgsFunction: func(c *cobra.Command, args []string, begun string) ([]string, cobra.ShellCompDirective) {
			if len(args) > 0 {
				return nil, cobra.ShellCompDirectiveNoFileComp
			}
			return offer(begun, a.categoryNames(c.Context()))
		},
		RunE: func(c *cobra.Command, args []string) error {
			read := a.client.Rules
			if timed {
				read = a.client.RulesWithTime
			}
			list, err := read(c.Context(), all)
			if err != nil {
				return err
			}
			word := strings.Join(args, "")
			list.Rules = having(list.Rules, word)
			if a.json {
				return a.printJSON(list)
			}
			a.printf("%s", rulesText(a.page(), list, word))
			return nil
		},
	}
	c.Flags().BoolVar(&all, "all", false, "list the defaults too")
	c.Flags().BoolVar(&timed, "time", false, "say how much of the last 30 days each decides")
	return a.jsonFlag(c)
}

// having are the rules that have a word in them, in any case.
func having(rules []api.Rule, word string) []api.Rule {
	found := []api.Rule{}
	for _, r := range rules {
		if strings.Contains(strings.ToLower(r.Text), strings.ToLower(word)) {
			found = append(found, r)
		}
	}
	return found
}

func rulesText(p page, list api.Rules, word string) string {
	var b strings.Builder
	switch {
	case len(list.Rules) == 0 && word != "":
		b.WriteString("no rule has " + say(word) + " in it · focus rule list --all\n")
	case len(list.Rules) == 0:
		b.WriteString("no rules of your own yet: those that focusd brings know many apps and sites\n" +
			"focus unclassified shows what they leave open\n")
	default:
		b.WriteString(ruleLines(p, list.Rules, list.From != nil))
		if list.From != nil {
			b.WriteString("\n  " + trace(millis(list.Other)) + " that no rule knows\n")
		}
	}
	for _, problem := range list.Problems {
		b.WriteString("\n" + p.paint(yellow, "not in force: ") + say(problem.Rule+": "+problem.Text) + "\n  " + p.paint(faint, say(problem.Hint)) + "\n")
	}
	if list.Undo != "" {
		b.WriteString("\n" + p.paint(faint, "focus rule undo takes back: "+fit(say(list.Undo), p.cells-30)) + "\n")
	}
	return b.String()
}

// ruleLines is a line for each rule, its class and its time at the end. Those that
// are off step back.
func ruleLines(p page, rules []api.Rule, timed bool) string {
	rows := make([][]string, len(rules))
	for i, r := range rules {
		rows[i] = []string{ruleName(r, rules), say(r.Text)}
	}
	c := measure(rows)
	const column = 12
	room := p.cells - c[0] - len("unclassified") - 8
	if timed {
		room -= column
	}
	c[1] = min(c[1], max(20, room))
	var b strings.Builder
	for i, r := range rules {
		word, end := r.Class, p.class(r.Class)
		if r.Off {
			word, end = "off", p.paint(faint, "off")
		}
		if timed && r.Time > 0 {
			end += strings.Repeat(" ", max(1, len("unclassified")-cells(clean(word))+2)) + trace(millis(r.Time))
		}
		b.WriteString("  " + p.paint(faint, pad(rows[i][0], c[0])) + "  " + pad(rows[i][1], c[1]) + "  " + end + "\n")
	}
	return b.String()
}
