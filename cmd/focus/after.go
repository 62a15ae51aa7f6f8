package main

import (
	"bufio"
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"focusd/daemon/api"
)

func (a *app) recordCommand() *cobra.Command {
	return a.jsonFlag(&cobra.Command{
		Use:   "record TIME [LABEL...]",
		Short: "write down a block that you forgot to start",
		Long: `TIME is a stretch: 9:10-10:05, "yesterday 9:10-10:05". It lasts ten minutes to
eight hours, lies over no other block, and is a block like any that counted up,
but for the long break: that is long gone. With a time under [nudges] record_at
focusd asks in the evening about what looked most like one.`,
		Example: `focus record 9:10-10:05 report
focus record yesterday 14:00-14:50`,
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(c *cobra.Command, args []string) error {
			cmd, err := a.afterTheFact(c.Context(), fieldsOf(args))
			if err != nil {
				return err
			}
			return a.do(c.Context(), cmd)
		},
	})
}

// afterTheFact is the command that words mean.
func (a *app) afterTheFact(ctx context.Context, words []string) (cmd api.Command, err error) {
	if len(words) == 0 {
		return cmd, misuse("focus record 9:10-10:05 report", "from when to when was it?")
	}
	m, err := a.momentNow(ctx)
	if err != nil {
		return cmd, err
	}
	from, to, label, ok := m.stretch(words)
	if !ok {
		return cmd, misuse("focus record 9:10-10:05 report", "%q does not begin with a time", strings.Join(words, " "))
	}
	return api.Command{Do: "record", At: from.UTC(), Seconds: int64(to.Sub(from) / time.Second), Label: strings.Join(label, " ")}, nil
}

func (a *app) keepCommand() *cobra.Command {
	return a.verb("keep", "say that you were working after all",
		`The running block has back what it lost last, when you seemed to be away. A
block that was closed because focusd did not run goes on to where it would have
ended, for ten minutes after focusd runs again.`)
}

// whole is a verb that may leave a break early.
func (a *app) whole(name, short, long string) *cobra.Command {
	sure := false
	c := a.verb(name, short, long)
	c.RunE = func(c *cobra.Command, _ []string) error {
		return a.do(c.Context(), api.Command{Do: name, Sure: sure})
	}
	surely(c, &sure)
	return c
}

// surely adds the flag that leaves a strict break.
func surely(c *cobra.Command, sure *bool) {
	c.Flags().BoolVar(sure, "sure", false, "even if breaks are strict")
}

// labels is what a label is shown as; none if it is empty.
func labels(label string) []string {
	if label == "" {
		return nil
	}
	return []string{say(label)}
}

// isSure asks on a terminal whether the person wants to leave a strict break: that
// takes a word, as it is not to be done without thinking.
func (a *app) isSure(do string) (bool, error) {
	if !a.asks || a.json {
		return false, nil
	}
	a.printf("breaks are strict: rest, or type %s to leave this one: ", do)
	if err := a.buffer.Flush(); err != nil {
		return false, fmt.Errorf("ask: %w", err)
	}
	answer := bufio.NewScanner(a.in)
	return answer.Scan() && strings.TrimSpace(answer.Text()) == do, answer.Err()
}
