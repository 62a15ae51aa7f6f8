package main

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"focusd/daemon/api"
)

func (a *app) settingCommand() *cobra.Command {
	return family(&cobra.Command{
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
	}, a.settingListCommand(), a.settingSetCommand(), a.settingResetCommand(), a.settingUndoCommand())
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
