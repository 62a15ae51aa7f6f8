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

func (a *app) logFillCommand() *cobra.Command {
	return a.jsonFlag(&cobra.Command{
		Use:   "fill [DAY]",
		Short: "walk through the gaps of a day and say what they were",
		Long: `A gap is a stretch of five minutes or more in which nobody was there and of
which you have said nothing yet. Before your log begins there is none. On a
terminal each is asked for, oldest first: a text, maybe with an @category;
nothing leaves the gap as it is, q ends. What lasted for a part of it begins
with until and a time, and the rest is asked for next. Elsewhere the gaps are
listed.

  18:10-04:00  9 h 50 min  asleep ? until 19:00 dinner @family`,
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
	m, err := a.momentNow(ctx)
	if err != nil {
		return err
	}
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
		return a.askGaps(ctx, m, gaps.Gaps)
	}
	for _, g := range gaps.Gaps {
		a.printf("%s\n", a.page().gap(g))
	}
	return nil
}

func (p page) gap(g api.Gap) string {
	return "  " + p.clock(g.Start) + "–" + p.clock(g.End) + padLeft(trace(g.End.Sub(g.Start)), 9) + "  " + clean(g.Presence)
}

// askGaps asks for each gap what it was, and of what is left of one again.
func (a *app) askGaps(ctx context.Context, m moment, gaps []api.Gap) error {
	answers := bufio.NewScanner(a.in)
	for len(gaps) > 0 {
		g := gaps[0]
		gaps = gaps[1:]
		a.printf("%s ? ", a.page().gap(g))
		if err := a.buffer.Flush(); err != nil {
			return fmt.Errorf("ask: %w", err)
		}
		asked := a.now()
		if !answers.Scan() {
			a.printf("\n")
			return answers.Err()
		}
		said := strings.TrimSpace(answers.Text())
		if said == "q" {
			return nil
		}
		rest, err := a.fillGap(ctx, m, g, said, a.now().Sub(asked))
		if err != nil {
			a.ui.fail(adviseCorrection(err)) // and on to the next
		}
		if rest.Start.Before(rest.End) {
			gaps = append([]api.Gap{rest}, gaps...)
		}
	}
	return nil
}

// fillGap says what a gap was, or the first part of it; then the rest is still to
// be said. Nothing leaves it.
func (a *app) fillGap(ctx context.Context, m moment, g api.Gap, said string, took time.Duration) (rest api.Gap, err error) {
	words := strings.Fields(said)
	end := g.End
	if len(words) > 1 && words[0] == "until" {
		if end, err = m.within(words[1], g); err != nil {
			return g, err
		}
		words = words[2:]
	}
	text, category, err := entryWords(words)
	if err != nil || text == "" && category == "" {
		return api.Gap{}, err
	}
	_, err = a.client.Correct(ctx, api.EntryCommand{
		Do: "add", Start: g.Start, End: end, Text: given(text), Category: given(category), Origin: "fill", Took: int64(took / time.Second),
	})
	if err != nil {
		return api.Gap{}, err
	}
	g.Start = end
	return g, nil
}

// within is the first time after the beginning of a gap at which the clock shows
// the time that is written.
func (m moment) within(word string, g api.Gap) (time.Time, error) {
	c, ok := parseClock(word)
	if !ok {
		return g.End, misuse("write until 19:00 dinner", "%q is not a time", word)
	}
	end := c.next(g.Start.In(m.now.Location()))
	if !end.Before(g.End) {
		return g.End, misuse("leave until out to speak of all of it", "%s is not in this gap", word)
	}
	return end.UTC(), nil
}
