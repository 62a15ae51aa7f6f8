package main

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"focusd/daemon/api"
)

func (a *app) sixCommand() *cobra.Command {
	var place int
	c := &cobra.Command{
		Use:   "six [TASK...] [--at PLACE]",
		Short: "rank the tasks of the day, at most six",
		Long: `Alone it shows them. With TASKs these are the six, the most important first;
each is one word: its number in the list that focus printed last, or a word of
its title. With --at one task gets that place. Do the first until it is done,
then the second: focus start and focus do begin with the first that is open.`,
		Example: `focus six
focus six 4 1 7
focus six dentist --at 1`,
		ValidArgsFunction: a.completeFirstTask,
		RunE: func(c *cobra.Command, args []string) error {
			switch {
			case c.Flag("at").Changed && place < 1:
				return misuse("focus six dentist --at 1", "the first place is 1")
			case place > 0:
				cmd := a.named("six", args)
				cmd.Place = place
				return a.rank(c.Context(), cmd)
			case len(args) > 0:
				return a.rank(c.Context(), api.AgendaCommand{Do: "six", List: args, Seen: a.seen()})
			}
			return a.showSix(c.Context())
		},
	}
	c.Flags().IntVar(&place, "at", 0, "give one task this place, from 1")
	c.Flag("at").Annotations = map[string][]string{valueName: {"PLACE"}}
	return a.jsonFlag(c)
}

// rank sets the six and shows them.
func (a *app) rank(ctx context.Context, cmd api.AgendaCommand) error {
	done, err := a.client.ChangeAgenda(ctx, cmd)
	if err != nil {
		return err
	}
	if a.json {
		return a.printJSON(done)
	}
	return a.showSix(ctx)
}

func (a *app) showSix(ctx context.Context) error {
	today, err := a.client.Agenda(ctx)
	if err != nil {
		return err
	}
	if a.json {
		return a.printJSON(today.Six)
	}
	text, ids := a.page().six(today)
	a.saw(ids)
	a.printf("%s", text)
	return nil
}

// six are the ranked tasks of the day, and their IDs.
func (p page) six(today api.Agenda) (text string, ids []string) {
	if len(today.Six) == 0 {
		return "nothing is ranked for today · focus tasks, then focus six 4 1 7\n", nil
	}
	var b strings.Builder
	for _, t := range today.Six {
		ids = append(ids, t.ID)
		sign := " "
		switch {
		case t.Outcome == "done":
			sign = p.paint(green, "✓")
		case t.Outcome == "dropped":
			sign = p.paint(faint, "✗")
		case today.Active != nil && (today.Active.ID == t.ID || today.Active.Parent == t.ID):
			sign = p.paint(cyan, "●")
		}
		t.Number = 0
		b.WriteString("  " + sign + " " + itoa(len(ids)) + "  " + p.taskLine(t, today.At) + "\n")
	}
	if o := today.Order; o != nil {
		b.WriteString(p.paint(faint, "    "+itoa(o.Kept)+" of "+itoa(o.Done)+" done in their order") + "\n")
	}
	return b.String(), ids
}
