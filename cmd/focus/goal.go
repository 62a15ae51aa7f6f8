package main

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"focusd/daemon/api"
)

func (a *app) goalCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "goal [COMMAND]",
		Short: "goals: what it is all for",
		Long: `A goal is a dream, or with --dream a milestone of one. Tasks, time blocks and
habits serve it, and tracked time that it matches. What was done for it is never
reset. Alone it lists them.`,
		Example: `focus goal add Spanish B2 --target 5h --every week --until 2027-06-30
focus goal
focus goal end Spanish`,
		Args: knownSubcommand,
		RunE: func(c *cobra.Command, _ []string) error { return a.listGoals(c) },
	}
	c.AddCommand(a.goalAddCommand(), a.goalListCommand(), a.goalShowCommand(), a.goalEditCommand(), a.goalEndCommand())
	return a.jsonFlag(c)
}

// goalFlags are those that say what a goal is.
type goalFlags struct {
	dream, area, target, every, until string
	parts, match                      []string
	atMost                            bool
	idle, rank                        int
}

func (a *app) goalFlags(c *cobra.Command) *goalFlags {
	f := &goalFlags{}
	valueFlag(c, &f.dream, "dream", "GOAL", "the dream that this is a milestone of")
	offerFor(c, "dream", a.completeGoalFlag)
	valueFlag(c, &f.area, "area", "AREA", "the area of life")
	valueFlag(c, &f.target, "target", "AMOUNT", "time as 5h, or a number of things done as 12")
	valueFlag(c, &f.every, "every", "PERIOD", "the target is for each day, week or month; otherwise in all")
	offerFor(c, "every", cobra.FixedCompletions([]string{"day", "week", "month"}, cobra.ShellCompDirectiveNoFileComp))
	c.Flags().BoolVar(&f.atMost, "at-most", false, "the target is a limit")
	valueFlag(c, &f.until, "until", "DAY", "its end: 2027-06-30, eoy, +3m")
	listFlag(c, &f.parts, "part", "NAME=MATCH", "a part of a skill, and what counts as practising it")
	listFlag(c, &f.match, "match", "MATCH", "what counts besides, as app:NAME")
	c.Flags().IntVar(&f.idle, "idle", 5, "days untouched after which the plan names it")
	c.Flag("idle").Annotations = map[string][]string{valueName: {"N"}}
	rankFlag(c, &f.rank)
	return f
}

// form is what the flags say that were given.
func (f *goalFlags) form(c *cobra.Command) (*api.GoalForm, error) {
	form := &api.GoalForm{
		Dream: flagged(c, "dream", f.dream), Area: flagged(c, "area", f.area), AtMost: flagged(c, "at-most", f.atMost),
		Until: flagged(c, "until", f.until), Match: flagged(c, "match", f.match), IdleDays: flagged(c, "idle", f.idle), Rank: f.rank,
	}
	if f.target != "" {
		amount, unit, err := parseTarget(f.target)
		if err != nil {
			return nil, err
		}
		form.Target, form.Unit = &amount, &unit
	}
	if f.every != "" {
		period, ok := map[string]string{"day": "daily", "week": "weekly", "month": "monthly", "whole": "whole"}[f.every]
		if !ok {
			return nil, misuse("--every week", "%q is none of day, week and month", f.every)
		}
		form.Period = &period
	}
	if f.parts != nil {
		form.Parts = new([]api.GoalPart)
		for _, text := range f.parts {
			name, match, _ := strings.Cut(text, "=")
			part := api.GoalPart{Name: name}
			if match != "" {
				part.Match = []string{match}
			}
			*form.Parts = append(*form.Parts, part)
		}
	}
	return form, nil
}

// parseTarget reads 12, which is times, and 5h.
func parseTarget(text string) (amount float64, unit string, err error) {
	if n, err := strconv.ParseFloat(text, 64); err == nil {
		return n, "count", nil
	}
	length, err := readLength(text)
	if err != nil {
		return 0, "", misuse("--target 5h, or --target 12", "%q is no amount", text)
	}
	return length.Minutes(), "minutes", nil
}

func (a *app) goalAddCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "add NAME... [FLAGS]",
		Short: "set a goal",
		Example: `focus goal add Spanish B2 --area learning --target 5h --every week
focus goal add first novel in Spanish --dream "Spanish B2" --target 1
focus goal add Spanish B2 --part listening=app:player --part words=app:anki`,
		Args: someGoal("focus goal add Spanish B2"), ValidArgsFunction: cobra.NoFileCompletions,
	}
	f := a.goalFlags(c)
	c.RunE = func(c *cobra.Command, args []string) error {
		form, err := f.form(c)
		if err != nil {
			return err
		}
		name := strings.Join(args, " ")
		form.Name = &name
		return a.change(c.Context(), api.AgendaCommand{Do: "goal_add", Goal: form})
	}
	return a.jsonFlag(c)
}

func someGoal(example string) cobra.PositionalArgs { return nameOf(thing{noun: "goal"}, example) }

func (a *app) goalEditCommand() *cobra.Command {
	var name string
	c := &cobra.Command{
		Use:     "edit GOAL... [FLAGS]",
		Short:   "make a goal something else",
		Long:    "What you do not say stays as it is, and so does what was done for it.",
		Example: "focus goal edit Spanish --target 4h --every week",
		Args:    someGoal("focus goal edit Spanish --target 4h"), ValidArgsFunction: a.completeGoal,
	}
	valueFlag(c, &name, "name", "NAME", "what it is called")
	f := a.goalFlags(c)
	c.RunE = func(c *cobra.Command, args []string) error {
		form, err := f.form(c)
		if err != nil {
			return err
		}
		form.Name = flagged(c, "name", name)
		cmd := a.named("goal_edit", args)
		cmd.Goal = form
		return a.change(c.Context(), cmd)
	}
	return a.jsonFlag(c)
}

func (a *app) goalEndCommand() *cobra.Command {
	return a.jsonFlag(&cobra.Command{
		Use: "end GOAL...", Short: "a goal is reached, or given up",
		Long: "What was done for it stays.", Example: "focus goal end Spanish",
		Args: someGoal("focus goal end Spanish"), ValidArgsFunction: a.completeGoal,
		RunE: func(c *cobra.Command, args []string) error {
			return a.change(c.Context(), a.named("goal_end", args))
		},
	})
}

func (a *app) goalListCommand() *cobra.Command {
	return a.jsonFlag(&cobra.Command{
		Use: "list", Short: "your goals", Example: "focus goal list", Args: atMost(0),
		RunE: func(c *cobra.Command, _ []string) error { return a.listGoals(c) },
	})
}

func (a *app) listGoals(c *cobra.Command) error {
	list, err := a.client.Goals(c.Context())
	return a.show(list, err, idsOf(list.Goals, goalID), func(p page) string { return p.goals(list.Goals) })
}

func goalID(g api.Goal) string { return g.ID }

func (a *app) goalShowCommand() *cobra.Command {
	return a.jsonFlag(&cobra.Command{
		Use: "show GOAL...", Short: "a goal, its parts and its milestones", Example: "focus goal show Spanish",
		Args: someGoal("focus goal show Spanish"), ValidArgsFunction: a.completeGoal,
		RunE: func(c *cobra.Command, args []string) error {
			list, err := a.client.Goals(c.Context())
			if err != nil {
				return err
			}
			list.Goals, err = a.goalsCalled(list.Goals, strings.Join(args, " "))
			return a.show(list, err, nil, func(p page) string { return p.goalDetails(list.Goals) })
		},
	})
}

// goalsCalled is the goals that a query means, with their milestones: a number of
// the list that was seen, or a part of the name.
func (a *app) goalsCalled(all []api.Goal, query string) (found []api.Goal, err error) {
	id := ""
	if n, err := strconv.Atoi(query); err == nil {
		if seen := a.seen(); n > 0 && n <= len(seen) {
			id = seen[n-1]
		}
	}
	for _, g := range all {
		called := strings.Contains(strings.ToLower(g.Name), strings.ToLower(query))
		if g.ID == id || id == "" && called || len(found) > 0 && g.Dream == found[0].Name {
			found = append(found, g)
		}
	}
	if len(found) == 0 {
		return nil, &fault{refused, fmt.Errorf("no goal is called %q", query), []string{"focus goal list"}}
	}
	return found, nil
}

// goals are dreams with their milestones, a line each.
func (p page) goals(all []api.Goal) string {
	if len(all) == 0 {
		return "no goals yet · focus goal add Spanish B2 --target 5h --every week\n"
	}
	var rows [][]string
	for i, g := range all {
		name := say(g.Name)
		if g.Dream != "" {
			name = "› " + name
		}
		rows = append(rows, []string{p.nth(i), name, goalProgress(g), strings.Join(p.aboutGoal(g), " · ")})
	}
	return p.grid(rows)
}

// goalProgress is what was done of the target, or in all.
func goalProgress(g api.Goal) string {
	switch {
	case g.Target == 0 && g.Minutes == 0:
		return ""
	case g.Target == 0:
		return inMinutes(g.Minutes)
	}
	amount := number
	if g.Unit == "minutes" {
		amount = inMinutes
	}
	of := map[string]string{"daily": " a day", "weekly": " a week", "monthly": " a month"}[g.Period]
	if g.AtMost {
		of += " at most"
	}
	return amount(g.Did) + " of " + amount(g.Target) + of
}

// aboutGoal is what else there is to say of one.
func (p page) aboutGoal(g api.Goal) (about []string) {
	add := func(is bool, text string) {
		if is {
			about = append(about, text)
		}
	}
	add(g.Reached && !g.AtMost, "reached")
	add(g.Until != "", "until "+clean(g.Until))
	add(g.Mention, "untouched for "+plural(g.Untouched, "day"))
	add(g.Area != "", "+"+clean(g.Area))
	if f := g.Feasible; f != nil {
		about = append(about, fmt.Sprintf("%s: %s a week of the usual %s", clean(f.Verdict), spent(seconds(f.Need)), spent(seconds(f.Usual))))
	}
	return about
}

// goalDetails is goals with their parts.
func (p page) goalDetails(all []api.Goal) string {
	var b strings.Builder
	for _, g := range all {
		b.WriteString(p.paint(bold, say(g.Name)) + "  " + goalProgress(g) + "\n")
		if about := p.aboutGoal(g); len(about) > 0 {
			b.WriteString("  " + strings.Join(about, " · ") + "\n")
		}
		fmt.Fprintf(&b, "  in all %s, %s done\n", inMinutes(g.Minutes), plural(g.Count, "thing"))
		for _, part := range g.Parts {
			fmt.Fprintf(&b, "  %s  %s\n", pad(say(part.Name), 24), inMinutes(part.Minutes))
		}
		if len(g.Match) > 0 {
			b.WriteString("  counts " + say(strings.Join(g.Match, ", ")) + "\n")
		}
	}
	return b.String()
}
