package main

import (
	"context"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"focusd/daemon/api"
)

// wordsOf offers of all what goes on as the words do, each without those that
// are there already.
func wordsOf(args []string, begun string, all func() []string) (offers []string, how cobra.ShellCompDirective) {
	before := strings.Join(append(slices.Clip(args), begun), " ")
	for _, name := range all() {
		if len(name) >= len(before) && strings.EqualFold(name[:len(before)], before) {
			offers = append(offers, name[len(before)-len(begun):])
		}
	}
	return offers, cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveKeepOrder
}

// completeTask offers the titles of tasks: of open ones, or to reopen of those
// that have ended.
func (a *app) completeTask(c *cobra.Command, args []string, begun string) ([]string, cobra.ShellCompDirective) {
	return wordsOf(args, begun, func() []string { return a.taskTitles(c) })
}

// completeFirstTask is completeTask for one word that is all of the title.
func (a *app) completeFirstTask(c *cobra.Command, args []string, begun string) ([]string, cobra.ShellCompDirective) {
	if len(args) > 0 && c.Name() != "six" {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	return wordsOf(nil, begun, func() []string { return a.taskTitles(c) })
}

func (a *app) taskTitles(c *cobra.Command) (titles []string) {
	var q api.TaskQuery
	if c.Name() == "reopen" {
		q.State = "all"
	}
	for _, t := range a.someTasks(c.Context(), q) {
		if (t.Outcome == "open") != (q.State == "all") {
			titles = append(titles, clean(t.Title))
		}
	}
	return titles
}

// someTasks are the tasks and open steps of q, as soon as they are there.
func (a *app) someTasks(ctx context.Context, q api.TaskQuery) (tasks []api.Task) {
	ctx, cancel := soon(ctx)
	defer cancel()
	list, err := a.client.Tasks(ctx, q)
	if err != nil {
		return nil
	}
	for _, t := range list.Tasks {
		tasks = append(append(tasks, t), openSteps(t)...)
	}
	return tasks
}

// contexts are the places of open tasks, by name.
func (a *app) contexts(ctx context.Context) (names []string) {
	for _, t := range a.someTasks(ctx, api.TaskQuery{}) {
		names = append(names, t.Contexts...)
	}
	return sortedNames(names)
}

// areas are the areas of life of open tasks, by name.
func (a *app) areas(ctx context.Context) (names []string) {
	for _, t := range a.someTasks(ctx, api.TaskQuery{}) {
		names = append(names, t.Area)
	}
	return sortedNames(names)
}

// sortedNames are names without those that say nothing, each once.
func sortedNames(names []string) (all []string) {
	slices.Sort(names)
	for _, name := range slices.Compact(names) {
		if name != "" {
			all = append(all, clean(name))
		}
	}
	return all
}

// completeLine offers the marks of a line that have a name after them.
func (a *app) completeLine(c *cobra.Command, _ []string, begun string) (offers []string, how cobra.ShellCompDirective) {
	how = cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveKeepOrder
	var all []string
	switch {
	case strings.HasPrefix(begun, "@"):
		all = prefixed("@", a.contexts(c.Context()))
	case strings.HasPrefix(begun, "+"):
		all = prefixed("+", a.areas(c.Context()))
	case strings.HasPrefix(begun, "due:"):
		all = prefixed("due:", dayWords())
	case strings.HasPrefix(begun, "later:"):
		all = prefixed("later:", dayWords())
	}
	for _, o := range all {
		if strings.HasPrefix(o, begun) {
			offers = append(offers, o)
		}
	}
	return offers, how
}

func prefixed(mark string, names []string) (all []string) {
	for _, name := range names {
		all = append(all, mark+name)
	}
	return all
}

// dayWords are names of days to come.
func dayWords() []string {
	return []string{"today", "tomorrow", "mon", "tue", "wed", "thu", "fri", "sat", "sun", "eow", "eom", "+1d", "+1w", "+1m"}
}

// completeFlag offers names for the value of a flag that was defined before.
func (a *app) completeFlag(c *cobra.Command, flag string, names func(context.Context) []string) {
	err := c.RegisterFlagCompletionFunc(flag, func(c *cobra.Command, _ []string, begun string) ([]string, cobra.ShellCompDirective) {
		return offer(begun, names(c.Context()))
	})
	if err != nil {
		panic("the flag was defined above: " + err.Error())
	}
}
