package main

import (
	"context"
	"errors"
	"strings"

	"github.com/spf13/cobra"

	"focusd/daemon/api"
)

// corrections are the commands below focus log.
func (a *app) corrections() []*cobra.Command {
	return []*cobra.Command{
		a.logAddCommand(), a.logFillCommand(), a.logEditCommand(), a.logSplitCommand(), a.logDeleteCommand(), a.logUndoCommand(),
	}
}

// taken are the flags that say what becomes of what is in the way.
type taken struct{ trim, over bool }

func (t *taken) flags(c *cobra.Command) {
	c.Flags().BoolVar(&t.trim, "trim", false, "cut it to the pieces that are free")
	c.Flags().BoolVar(&t.over, "over", false, "put it over what is there")
}

func (t taken) word() (string, error) {
	switch {
	case t.trim && t.over:
		return "", misuse("leave one of them out", "--trim and --over contradict each other")
	case t.trim:
		return "trim", nil
	case t.over:
		return "over", nil
	}
	return "", nil
}

// correct makes a correction happen and says what it did.
func (a *app) correct(ctx context.Context, cmd api.EntryCommand) error {
	ed, err := a.client.Correct(ctx, cmd)
	if err != nil {
		return adviseCorrection(err)
	}
	if a.json {
		return a.printJSON(ed)
	}
	a.printf("%s", correctionText(a.page(), ed, cmd.Do == "undo"))
	return nil
}

// adviseCorrection says of a refusal which command would do instead.
func adviseCorrection(err error) error {
	var said *api.Error
	if !errors.As(err, &said) {
		return err
	}
	for code, hint := range map[string]string{
		api.CodeTaken:   "--trim cuts it to what is free, --over puts it over what is there",
		api.CodeNoEntry: "focus log shows what there is, focus log undo --list the corrections",
		"no_undo":       "focus log undo --list shows the corrections",
	} {
		if said.Code == code {
			return &fault{refused, err, []string{hint}}
		}
	}
	if said.Code == api.CodeRule {
		hints := []string{"focus category list shows which there are, --new makes it, unclassified"}
		if strings.HasPrefix(said.Hint, "did you mean") {
			hints = append([]string{said.Hint}, hints...)
		}
		return &fault{refused, err, hints}
	}
	return err
}

func (a *app) completeCategory(c *cobra.Command, _ []string, begun string) ([]string, cobra.ShellCompDirective) {
	return offer(begun, a.categoryNames(c.Context()))
}

func (a *app) logUndoCommand() *cobra.Command {
	var list bool
	c := &cobra.Command{
		Use:   "undo [ID] [--list]",
		Short: "take back the last correction",
		Long: `Takes back the last correction that stands, or the one with the ID. Called
again it goes further back. A correction of which something was changed since
is not undone; the later change is named. --list shows the corrections.`,
		Example: "focus log undo\nfocus log undo --list",
		Args:    atMost(1),
		RunE: func(c *cobra.Command, args []string) error {
			switch {
			case list && len(args) > 0:
				return misuse("leave one of them out", "--list shows all, %s is one", args[0])
			case list:
				return a.listCorrections(c.Context())
			}
			cmd := api.EntryCommand{Do: "undo"}
			if len(args) > 0 {
				cmd.ID = args[0]
			}
			return a.correct(c.Context(), cmd)
		},
	}
	c.Flags().BoolVar(&list, "list", false, "show the corrections, the last first")
	return a.jsonFlag(c)
}

// correctionText says what a correction did.
func correctionText(p page, ed api.EntryEdit, undone bool) string {
	what, now := ed.Verb, ed.After
	if undone {
		what, now = "undone: "+ed.Verb, ed.Before
	}
	var b strings.Builder
	b.WriteString(p.paint(bold, what) + "\n")
	for _, row := range p.someRows(now) {
		b.WriteString(row + "\n")
	}
	if len(now) == 0 {
		b.WriteString("  " + p.paint(faint, "what was recorded shows again") + "\n")
	}
	if !undone {
		b.WriteString("  " + p.paint(faint, "focus log undo takes it back") + "\n")
	}
	return b.String()
}

func (a *app) listCorrections(ctx context.Context) error {
	h, err := a.client.Corrections(ctx, 0)
	if err != nil {
		return err
	}
	if a.json {
		return a.printJSON(h)
	}
	if len(h.Edits) == 0 {
		a.printf("nothing was corrected yet\n")
		return nil
	}
	p := a.page()
	for _, ed := range h.Edits {
		head := ed.At.In(p.zone).Format("2006-01-02 15:04") + "  " + pad(clean(ed.Verb), 7) + clean(ed.ID)
		if !ed.Undone.IsZero() {
			head += "  undone"
		}
		a.printf("%s\n", head)
		for _, row := range p.someRows(ed.Before) {
			a.printf("%s\n", p.paint(faint, "- "+strings.TrimLeft(row, " ")))
		}
		for _, row := range p.someRows(ed.After) {
			a.printf("+ %s\n", strings.TrimLeft(row, " "))
		}
	}
	return nil
}
