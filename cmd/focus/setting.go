package main

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"focusd/daemon/api"
)

func (a *app) settingCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "setting COMMAND",
		Short: "what there is to set, and where it comes from",
		Long: `All settings with their values, and whether these are from the configuration
file, from the command line of focusd, or were set here. Those of the timer, of
notifications and of privacy can be set while focusd runs: it keeps them, and
they go before the file until they are reset. The file itself it never writes;
see focusd.toml(5).`,
		Example: `focus setting list timer
focus setting set timer.preset 50/10
focus setting reset timer.preset`,
		Args: knownSubcommand,
		RunE: func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	c.AddCommand(a.settingListCommand(), a.settingSetCommand(), a.settingResetCommand(), a.settingUndoCommand())
	return c
}

func (a *app) settingListCommand() *cobra.Command {
	return a.jsonFlag(&cobra.Command{
		Use:   "list [WORD]",
		Short: "settings, their values, and where these come from",
		Long:  "With WORD those that have it in their name; of a single one all that is known.",
		Example: `focus setting list
focus setting list privacy`,
		Args: atMost(1),
		ValidArgsFunction: func(c *cobra.Command, args []string, begun string) ([]string, cobra.ShellCompDirective) {
			return a.completeSetting(c.Context(), args, begun, func(api.Setting) bool { return true })
		},
		RunE: func(c *cobra.Command, args []string) error {
			all, err := a.client.Settings(c.Context())
			if err != nil {
				return err
			}
			word := strings.Join(args, "")
			all.Settings = slices.DeleteFunc(all.Settings, func(s api.Setting) bool { return !strings.Contains(s.Name, word) })
			if a.json {
				return a.printJSON(all)
			}
			a.printf("%s", settingsText(a.page(), all, word))
			return nil
		},
	})
}

func (a *app) settingSetCommand() *cobra.Command {
	return a.jsonFlag(&cobra.Command{
		Use:   "set NAME VALUE...",
		Short: "set it, over what the file says",
		Long:  "Lists are written as words. It holds at once, but for what waits for the next\nstart of focusd.",
		Example: `focus setting set timer.after_work break
focus setting set nudges.off juggling switching`,
		Args: func(c *cobra.Command, args []string) error {
			if len(args) < 2 {
				return misuse(usageLine(c), "%s needs a name and a value", c.CommandPath())
			}
			return nil
		},
		ValidArgsFunction: func(c *cobra.Command, args []string, begun string) ([]string, cobra.ShellCompDirective) {
			if len(args) == 0 {
				return a.completeSetting(c.Context(), args, begun, func(s api.Setting) bool { return s.CanSet })
			}
			return offer(begun, a.choices(c.Context(), args[0]))
		},
		RunE: func(c *cobra.Command, args []string) error {
			all, err := a.client.Settings(c.Context())
			if err != nil {
				return err
			}
			value, err := settingValue(all.Settings, args[0], args[1:])
			if err != nil {
				return err
			}
			return a.changeSetting(c.Context(), api.SettingCommand{Do: "set", Name: args[0], Value: value})
		},
	})
}

func (a *app) settingResetCommand() *cobra.Command {
	return a.jsonFlag(&cobra.Command{
		Use:     "reset NAME",
		Short:   "have what the file says again",
		Example: "focus setting reset timer.preset",
		Args:    exactly("a name", 1),
		ValidArgsFunction: func(c *cobra.Command, args []string, begun string) ([]string, cobra.ShellCompDirective) {
			return a.completeSetting(c.Context(), args, begun, func(s api.Setting) bool { return s.Source == "set" })
		},
		RunE: func(c *cobra.Command, args []string) error {
			return a.changeSetting(c.Context(), api.SettingCommand{Do: "reset", Name: args[0]})
		},
	})
}

func (a *app) settingUndoCommand() *cobra.Command {
	return a.jsonFlag(&cobra.Command{
		Use:     "undo",
		Short:   "take the last change of settings back",
		Long:    "The one before can be taken back after it, and so on.",
		Example: "focus setting undo",
		Args:    atMost(0),
		RunE: func(c *cobra.Command, _ []string) error {
			return a.changeSetting(c.Context(), api.SettingCommand{Do: "undo"})
		},
	})
}

func (a *app) changeSetting(ctx context.Context, cmd api.SettingCommand) error {
	done, err := a.client.ChangeSetting(ctx, cmd)
	switch {
	case err != nil:
		return err
	case a.json:
		return a.printJSON(done)
	case done.Setting == nil:
		a.printf("taken back: %s\n", say(done.Undone))
		return nil
	}
	a.printf("%s", settingsText(a.page(), api.Settings{Settings: []api.Setting{*done.Setting}}, done.Setting.Name))
	return nil
}

// settingValue is words as the value of a setting, which has the type of its
// default. One that is not known is left to the daemon to refuse.
func settingValue(all []api.Setting, name string, words []string) (any, error) {
	text := strings.Join(words, " ")
	i := slices.IndexFunc(all, func(s api.Setting) bool { return s.Name == name })
	if i < 0 {
		return text, nil
	}
	switch all[i].Default.(type) {
	case bool:
		switch text {
		case "true", "on", "yes":
			return true, nil
		case "false", "off", "no":
			return false, nil
		}
		return nil, misuse("focus setting set "+name+" on", "%q is neither on nor off", text)
	case float64:
		n, err := strconv.ParseFloat(text, 64)
		if err != nil {
			return nil, misuse("focus setting set "+name+" 2", "%q is no number", text)
		}
		return n, nil
	case []any:
		return words, nil
	}
	return text, nil
}

// settingsText is a line for each setting; of a single one all that is known.
func settingsText(p page, all api.Settings, word string) string {
	if len(all.Settings) == 0 {
		return "no setting has " + say(word) + " in its name · focus setting list\n"
	}
	rows := make([][]string, len(all.Settings))
	for i, s := range all.Settings {
		rows[i] = []string{clean(s.Name), fit(settingWords(s.Value), max(20, p.cells/3)), settingSource(s)}
	}
	var b strings.Builder
	b.WriteString(indent(lines(rows)) + "\n")
	if len(rows) == 1 {
		s := all.Settings[0]
		b.WriteString("\n  " + say(s.Says) + "\n")
		if len(s.Choices) > 0 {
			b.WriteString("  " + p.paint(faint, "one of: ") + strings.Join(fold(strings.Fields(say(strings.Join(s.Choices, " "))), " ", max(20, p.cells-14)), "\n  ") + "\n")
		}
		b.WriteString("  " + p.paint(faint, "default: ") + settingWords(s.Default) + "\n")
	}
	for _, s := range all.Settings {
		if s.Next != nil {
			b.WriteString("\n" + p.paint(yellow, "from the next start of focusd on: ") + say(s.Name) + " = " + settingWords(s.Next) + "\n")
		}
	}
	if all.Path != "" {
		b.WriteString("\n" + p.paint(faint, "the file is ") + clean(all.Path) + "\n")
	}
	if all.Problem != "" {
		b.WriteString(p.paint(red, "it could not be read, what holds is older: ") + say(all.Problem) + "\n")
	}
	if all.Undo != "" {
		b.WriteString(p.paint(faint, "focus setting undo takes back: "+fit(say(all.Undo), p.cells-33)) + "\n")
	}
	return b.String()
}

// settingWords is a value as it stands in the file.
func settingWords(value any) string {
	if value == nil {
		return "none"
	}
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(value); err != nil {
		return "?"
	}
	return say(strings.TrimSpace(b.String()))
}

// settingSource is where a value comes from.
func settingSource(s api.Setting) string {
	text := clean(s.Source)
	switch s.Source {
	case "file":
		text = "file"
		if s.Line > 0 {
			text += fmt.Sprintf(", line %d", s.Line)
		}
	case "flag":
		text = "command line of focusd"
	case "set":
		text = "set here"
	}
	if s.File != nil {
		text += ", over the file"
	}
	return text
}

// completeSetting offers the names of settings for the first word.
func (a *app) completeSetting(ctx context.Context, args []string, begun string, want func(api.Setting) bool) ([]string, cobra.ShellCompDirective) {
	if len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	ctx, cancel := soon(ctx)
	defer cancel()
	all, err := a.client.Settings(ctx)
	if err != nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	var names []string
	for _, s := range all.Settings {
		if want(s) {
			names = append(names, cobra.CompletionWithDesc(clean(s.Name), clean(s.Says)))
		}
	}
	return offer(begun, names)
}

// choices are the values that a setting may have.
func (a *app) choices(ctx context.Context, name string) []string {
	ctx, cancel := soon(ctx)
	defer cancel()
	all, err := a.client.Settings(ctx)
	if err != nil {
		return nil
	}
	for _, s := range all.Settings {
		if s.Name == name {
			return s.Choices
		}
	}
	return nil
}
