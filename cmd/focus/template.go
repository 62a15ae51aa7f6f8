package main

import (
	"context"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"focusd/daemon/api"
)

func (a *app) templateCommand() *cobra.Command {
	return family(&cobra.Command{
		Use:   "template COMMAND",
		Short: "tasks with their steps, to be done again",
		Long: `Once there is a system for something, it gets easier. A finished task can be
kept with its steps; what they took is what they are thought to take next time.`,
		Example: `focus template save monthly report
focus template use monthly report
focus template list`,
	}, a.templateListCommand(), a.templateSaveCommand(), a.templateUseCommand(), a.templateRemoveCommand())
}

func (a *app) templateListCommand() *cobra.Command {
	return a.jsonFlag(&cobra.Command{
		Use: "list", Short: "what was kept", Example: "focus template list",
		Args: atMost(0),
		RunE: func(c *cobra.Command, _ []string) error {
			list, err := a.client.Templates(c.Context())
			text, ids := a.page().templates(list.Templates)
			return a.show(list, err, ids, func(page) string { return text })
		},
	})
}

// templates are listed with their steps, and their IDs.
func (p page) templates(all []api.Template) (text string, ids []string) {
	if len(all) == 0 {
		return "nothing was kept yet · focus template save TASK\n", nil
	}
	var b strings.Builder
	for _, t := range all {
		ids = append(ids, t.ID)
		about := []string{left(seconds(t.Takes)), "used " + times(t.Used)}
		b.WriteString(p.paint(faint, padLeft(itoa(len(ids)), 4)) + "  " + say(t.Name) + "  " + p.paint(faint, strings.Join(about, " · ")) + "\n")
		for _, s := range t.Task.Steps {
			b.WriteString("       › " + p.taskLine(withoutTask(s), time.Now()) + "\n")
		}
	}
	return b.String(), ids
}

// times is how often something was: "never", "once", "3 times".
func times(n int) string {
	switch n {
	case 0:
		return "never"
	case 1:
		return "once"
	}
	return itoa(n) + " times"
}

func (a *app) templateSaveCommand() *cobra.Command {
	var name string
	c := &cobra.Command{
		Use:   "save TASK... [--name NAME]",
		Short: "keep a finished task and its steps",
		Long:  "TASK is its number in the list of focus tasks --done, or words of its title.",
		Example: `focus template save monthly report
focus template save 3 --name report`,
		Args: someTask("focus template save monthly report"), ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(c *cobra.Command, args []string) error {
			cmd := a.named("save_template", args)
			cmd.Name = name
			return a.change(c.Context(), cmd)
		},
	}
	valueFlag(c, &name, "name", "NAME", "what the template is called; else as the task")
	return a.jsonFlag(c)
}

func (a *app) templateUseCommand() *cobra.Command {
	var title string
	c := &cobra.Command{
		Use:   "use TEMPLATE... [--title TITLE]",
		Short: "make a task of a template",
		Example: `focus template use monthly report
focus template use report --title 'report of October'`,
		Args: someTask("focus template use monthly report"), ValidArgsFunction: a.completeTemplate,
		RunE: func(c *cobra.Command, args []string) error {
			cmd := a.named("use_template", args)
			cmd.Name = title
			return a.change(c.Context(), cmd)
		},
	}
	valueFlag(c, &title, "title", "TITLE", "what the task is called; else as the one that was kept")
	return a.jsonFlag(c)
}

func (a *app) templateRemoveCommand() *cobra.Command {
	return a.jsonFlag(&cobra.Command{
		Use: "rm TEMPLATE...", Short: "forget a template", Long: "Tasks that were made of it stay.",
		Example: "focus template rm monthly report",
		Args:    someTask("focus template rm monthly report"), ValidArgsFunction: a.completeTemplate,
		RunE: func(c *cobra.Command, args []string) error {
			return a.change(c.Context(), a.named("remove_template", args))
		},
	})
}

// completeTemplate offers the names of templates.
func (a *app) completeTemplate(c *cobra.Command, args []string, begun string) ([]string, cobra.ShellCompDirective) {
	return wordsOf(args, begun, func() []string { return a.templateNames(c.Context()) })
}

func (a *app) templateNames(ctx context.Context) (names []string) {
	ctx, cancel := soon(ctx)
	defer cancel()
	list, err := a.client.Templates(ctx)
	if err != nil {
		return nil
	}
	for _, t := range list.Templates {
		names = append(names, clean(t.Name))
	}
	return names
}
