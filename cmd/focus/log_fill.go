package main

import (
	"bufio"
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"focusd/daemon/api"
)

func (a *app) logFillCommand() *cobra.Command {
	return a.jsonFlag(&cobra.Command{
		Use:   "fill [DAY]",
		Short: "walk through the gaps of a day and say what they were",
		Long: `A gap is a stretch of five minutes or more in which nobody was there and of
which you have said nothing yet. On a terminal each is asked for, oldest first:
a text, maybe with an @category; nothing leaves the gap as it is, q ends.
Elsewhere the gaps are listed.`,
		Example:           "focus log fill\nfocus log fill yesterday\nfocus log fill --json | jq '.gaps | length'",
		Args:              atMost(1),
		ValidArgsFunction: days,
		RunE: func(c *cobra.Command, args []string) error {
			word := "today"
			if len(args) > 0 {
				word = args[0]
			}
			return a.runFill(c.Context(), word)
		},
	})
}

func (a *app) runFill(ctx context.Context, word string) error {
	s, err := a.client.Status(ctx)
	if err != nil {
		return err
	}
	m := a.momentOf(s)
	day, ok := m.day(word)
	if !ok {
		return misuse("write a day as yesterday, monday or 2026-11-20", "%q is not a day", word)
	}
	from, to := m.cal.Bounds(day)
	if err := m.past(word, from); err != nil {
		return err
	}
	gaps, err := a.client.Gaps(ctx, from, to)
	switch {
	case err != nil:
		return err
	case a.json:
		return a.printJSON(gaps)
	case len(gaps.Gaps) == 0:
		a.printf("no gaps\n")
		return nil
	case a.asks:
		return a.askGaps(ctx, gaps.Gaps)
	}
	for _, g := range gaps.Gaps {
		a.printf("%s\n", a.page().gap(g))
	}
	return nil
}

func (p page) gap(g api.Gap) string {
	return "  " + p.clock(g.Start) + "–" + p.clock(g.End) + padLeft(trace(g.End.Sub(g.Start)), 9) + "  " + clean(g.Presence)
}

// askGaps asks for each gap what it was.
func (a *app) askGaps(ctx context.Context, gaps []api.Gap) error {
	answers := bufio.NewScanner(a.in)
	for _, g := range gaps {
		a.printf("%s ? ", a.page().gap(g))
		if err := a.buffer.Flush(); err != nil {
			return fmt.Errorf("ask: %w", err)
		}
		if !answers.Scan() {
			a.printf("\n")
			return answers.Err()
		}
		said := strings.TrimSpace(answers.Text())
		if said == "q" {
			return nil
		}
		if err := a.fillGap(ctx, g, said); err != nil {
			a.ui.fail(adviseCorrection(err)) // and on to the next
		}
	}
	return nil
}

// fillGap says what a gap was. Nothing leaves it.
func (a *app) fillGap(ctx context.Context, g api.Gap, said string) error {
	text, category, err := entryWords(strings.Fields(said))
	if err != nil || text == "" && category == "" {
		return err
	}
	cmd := api.EntryCommand{Do: "add", Start: g.Start, End: g.End, Text: given(text), Category: given(category), Origin: "fill"}
	_, err = a.client.Correct(ctx, cmd)
	return err
}
