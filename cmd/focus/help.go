package main

import (
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// help prints what a person wants to know of c: what it is, how it is
// written, its flags, and examples to take over.
func (a *app) help(c *cobra.Command, sections []section) {
	p := a.page()
	switch {
	case c.HasParent() && c.HasSubCommands():
		sections = []section{{"Commands", c.Commands()}}
	case c.HasParent():
		sections = nil
	}
	a.printf("%s\n\n", c.Short)
	a.printf("%s  %s\n", p.paint(bold, "usage"), usageLine(c))
	if c.Long != "" {
		a.printf("\n%s\n", c.Long)
	}
	for _, s := range sections {
		a.printf("\n%s\n%s\n", p.paint(bold, s.title), indent(commandList(s.commands)))
	}
	if flags := flagList(c); flags != "" {
		a.printf("\n%s\n%s\n", p.paint(bold, "Flags"), indent(flags))
	}
	if c.Example != "" {
		a.printf("\n%s\n%s\n", p.paint(bold, "Examples"), indent(c.Example))
	}
	if !c.HasParent() {
		a.printf("\nfocus COMMAND --help says more about one of them.\n")
	}
}

func (a *app) helpCommand() *cobra.Command {
	return &cobra.Command{
		Use:    "help [command]",
		Short:  "Help about a command",
		Hidden: true,
		RunE: func(c *cobra.Command, args []string) error {
			about, rest, err := c.Root().Find(args)
			if err != nil || len(rest) > 0 {
				return a.knownCommand(c.Root(), args)
			}
			return about.Help()
		},
		ValidArgsFunction: func(c *cobra.Command, _ []string, start string) ([]string, cobra.ShellCompDirective) {
			var names []string
			for _, sub := range c.Root().Commands() {
				if sub.IsAvailableCommand() && strings.HasPrefix(sub.Name(), start) {
					names = append(names, cobra.CompletionWithDesc(sub.Name(), sub.Short))
				}
			}
			return names, cobra.ShellCompDirectiveNoFileComp
		},
	}
}

// usageLine is how c is written. Use has the whole of it, flags included.
func usageLine(c *cobra.Command) string {
	if !c.HasParent() {
		return c.Use
	}
	return c.Parent().CommandPath() + " " + c.Use
}

// commandList is a line for each command.
func commandList(commands []*cobra.Command) string {
	var rows [][]string
	for _, c := range commands {
		rows = append(rows, []string{c.Name(), c.Short})
	}
	return lines(rows)
}

// flagList is the flags of c, one a line.
func flagList(c *cobra.Command) string { return lines(flagRows(c)) }

// flagRows are the flags of c but help, and what they do.
func flagRows(c *cobra.Command) (rows [][]string) {
	c.Flags().VisitAll(func(f *pflag.Flag) {
		if f.Name != "help" {
			rows = append(rows, []string{flagForm(f), f.Usage})
		}
	})
	return rows
}

// flagForm is how f is written.
func flagForm(f *pflag.Flag) string {
	form := "--" + f.Name
	if f.Shorthand != "" {
		form = "-" + f.Shorthand + ", " + form
	}
	if f.Value.Type() == "bool" {
		return form
	}
	return form + " " + f.Annotations[valueName][0]
}

// valueName is the annotation that holds what help calls the value of a flag.
const valueName = "value"

// valueFlag gives c a flag with a value that help calls name.
func valueFlag(c *cobra.Command, to *string, flag, name, says string) {
	c.Flags().StringVar(to, flag, "", says)
	c.Flag(flag).Annotations = map[string][]string{valueName: {name}}
}

// lines are rows with their cells under each other.
func lines(rows [][]string) string {
	c := measure(rows)
	var all []string
	for _, row := range rows {
		all = append(all, c.line(row))
	}
	return strings.Join(all, "\n")
}

func indent(s string) string { return "  " + strings.ReplaceAll(s, "\n", "\n  ") }
