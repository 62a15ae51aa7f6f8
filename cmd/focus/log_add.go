package main

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"focusd/daemon/api"
)

func (a *app) logAddCommand() *cobra.Command {
	var t taken
	var unheard bool
	c := &cobra.Command{
		Use:   "add TIME TEXT [@CATEGORY] [--trim | --over]",
		Short: "say what you did when nobody could see it",
		Long: `TIME is a length (35m: the last 35 minutes, or, if you have just come back from
an absence of about that length, those before you came back) or a stretch:
14:10-15:00, "yesterday 14:10-15:00", "2026-11-20 14:10-15:00". What was
recorded stays; the entry says what the time was spent on. It may lie over no
recorded activity and no other entry unless you say --trim or --over.`,
		Example: `focus log add 35m nap
focus log add 14:10-15:00 errand @health
focus log add yesterday 9:00-9:30 call with the bank --over`,
		RunE: func(c *cobra.Command, args []string) error {
			cmd, err := a.addition(c.Context(), fieldsOf(args))
			if err != nil {
				return err
			}
			if cmd.Taken, err = t.word(); err != nil {
				return err
			}
			cmd.New = unheard
			return a.correct(c.Context(), cmd)
		},
		ValidArgsFunction: a.completeAddition,
	}
	t.flags(c)
	newFlag(c, &unheard)
	return a.jsonFlag(c)
}

// addition is the command that words mean.
func (a *app) addition(ctx context.Context, words []string) (cmd api.EntryCommand, err error) {
	if len(words) == 0 {
		return cmd, misuse("focus log add 35m nap", "say how long, and what it was")
	}
	cmd.Do = "add"
	length, err := readLength(words[0])
	rest := words[1:]
	switch {
	case err == nil:
		cmd.Seconds = int64(length / time.Second)
	case !errors.Is(err, errNoLength):
		return cmd, err
	default:
		m, err := a.momentNow(ctx)
		if err != nil {
			return cmd, err
		}
		var ok bool
		if cmd.Start, cmd.End, rest, ok = m.stretch(words); !ok {
			return cmd, misuse(stretchHint, "%q does not begin with a time", strings.Join(words, " "))
		}
		cmd.Start, cmd.End = cmd.Start.UTC(), cmd.End.UTC()
	}
	text, category, err := entryWords(rest)
	if err == nil && text == "" && category == "" {
		err = misuse("focus log add "+words[0]+" nap", "say what it was")
	}
	cmd.Text, cmd.Category = given(text), given(category)
	return cmd, err
}

// given is s, if there is any.
func given(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// completeAddition offers lengths for the first word, and categories behind an
// @.
func (a *app) completeAddition(c *cobra.Command, args []string, begun string) ([]string, cobra.ShellCompDirective) {
	name, is := strings.CutPrefix(begun, "@")
	if !is {
		return lengths("15m", "30m", "45m", "1h")(c, args, begun)
	}
	names, how := a.completeCategory(c, args, name)
	for i := range names {
		names[i] = "@" + names[i]
	}
	return names, how
}
