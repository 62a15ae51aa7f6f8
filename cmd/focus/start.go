package main

import (
	"strings"
	"time"

	"github.com/spf13/cobra"

	"focusd/daemon/api"
	"focusd/timer"
)

func (a *app) startCommand() *cobra.Command {
	var ago string
	var replace, sure bool
	c := &cobra.Command{
		Use:   "start [PRESET | LENGTH] [LABEL...] [--ago LENGTH] [--replace]",
		Short: "start a block of work, or end the break",
		Long: `A preset is work/break or work/break/long break in minutes (25/5, 50/10/20), or
flow, which counts up. A length alone is one short countdown. Without either
it is the same as last time. The rest is the label: what you work on. A label
that begins with a number goes after --. Without a label it is the task that is
being done, or the first of today's six.

--ago says that you have been at it already: a length, or since when. It does
not reach into the block or break before: then the new block begins where that
one ended, and the answer says when.`,
		Example: `focus start
focus start 25/5 writing the report
focus start flow --ago 10m
focus start 45m reading --ago 14:10
focus start -- 3 letters`,
		ValidArgsFunction: a.completeStart,
		RunE: func(c *cobra.Command, args []string) error {
			cmd, err := startRequest(args, c.ArgsLenAtDash())
			if err != nil {
				return err
			}
			cmd.Replace, cmd.Sure = replace, sure
			if ago != "" {
				d, err := a.moment().ago(ago)
				if err != nil {
					return err
				}
				cmd.Seconds = int64(d / time.Second)
			}
			return a.do(c.Context(), cmd)
		},
	}
	valueFlag(c, &ago, "ago", "LENGTH", "it began so long ago, or at 14:10")
	c.Flags().BoolVar(&replace, "replace", false, "stop a block that is running")
	surely(c, &sure)
	return a.jsonFlag(c)
}

// startRequest tells presets from labels. dash is how many of the words stood
// before --, -1 if there was none.
func startRequest(args []string, dash int) (api.Command, error) {
	cmd := api.Command{Do: "start"}
	if len(args) > 0 && dash != 0 {
		preset, err := parsePreset(args[0])
		if err != nil {
			return cmd, err
		}
		if preset != "" {
			cmd.Preset, args = preset, args[1:]
		}
	}
	cmd.Label = strings.Join(args, " ")
	return cmd, nil
}

// parsePreset is the preset that s is meant to be; "" if s is no preset but
// the beginning of a label.
func parsePreset(s string) (string, error) {
	if _, err := timer.ParsePreset(s); err == nil {
		return s, nil
	}
	if s == "" || s[0] < '0' || s[0] > '9' {
		return "", nil
	}
	if d, err := parseLength(s); err == nil {
		s := formatLength(d)
		if _, err := timer.ParsePreset(s); err == nil {
			return s, nil
		}
	}
	return "", misuse("write it as 25/5, 45m, 1h30 or flow; as a label: focus start -- "+s,
		"%q is not a preset or a length", s)
}
