package main

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"focusd/daemon/api"
)

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
