package main

import (
	"context"
	"fmt"
	"io"

	"github.com/spf13/cobra"
)

func (a *app) replayCommand() *cobra.Command {
	var export, anonymous bool
	c := &cobra.Command{
		Use:   "replay RECORD | --export [RANGE] [--anonymous-apps]",
		Short: "play a record of a day, or make one to report what is wrong",
		Long: `RECORD is a file with what a daemon was told; - is standard input. focusd plays
it in seconds and prints the log that comes of it. Your own log is not touched.

--export makes a record of your log of RANGE, 8 days at most, to send along with
a report of what is wrong. It has presence, zones and apps. Titles become t1,
t2; blocks, labels, entries and rules are not in it. With --anonymous-apps the
apps become a1, a2. Look at it before you send it: it is text.`,
		Example: `focus replay --export "14:00..15:00" --anonymous-apps > record
focus replay --export yesterday > record
focus replay record`,
		Args: atMost(1),
		RunE: func(c *cobra.Command, args []string) error {
			switch {
			case export:
				return a.exportRecord(c.Context(), args, anonymous)
			case anonymous:
				return misuse("focus replay --export --anonymous-apps", "--anonymous-apps goes with --export")
			case len(args) == 0:
				return misuse("focus replay RECORD, or focus replay --export yesterday > record", "which record?")
			}
			return a.playRecord(c.Context(), args[0])
		},
	}
	c.Flags().BoolVar(&export, "export", false, "make a record of your own log")
	c.Flags().BoolVar(&anonymous, "anonymous-apps", false, "name no app in it")
	return a.jsonFlag(c)
}

// playRecord has focusd play a record: the same code that runs the days.
func (a *app) playRecord(ctx context.Context, path string) error {
	daemon, err := findDaemon()
	if err != nil {
		return err
	}
	args := []string{"replay", path}
	if a.json {
		args = []string{"replay", "--json", path}
	}
	return a.execute(ctx, daemon, args)
}

// exportRecord prints a record of a range, of today if none was named.
func (a *app) exportRecord(ctx context.Context, args []string, anonymous bool) error {
	m, err := a.momentNow(ctx)
	if err != nil {
		return err
	}
	from, to, err := logFlags{}.span(m, args)
	if err != nil {
		return err
	}
	record, err := a.client.Record(ctx, from, to, anonymous)
	if err != nil {
		return err
	}
	defer record.Close()
	if _, err := io.Copy(a.ui.out, record); err != nil {
		return fmt.Errorf("print the record: %w", err)
	}
	return nil
}
