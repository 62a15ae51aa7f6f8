package main

import (
	"context"
	"errors"
	"strings"
	"time"

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

func (a *app) logEditCommand() *cobra.Command {
	var t taken
	var unheard bool
	var text, category, from, to string
	c := &cobra.Command{
		Use:   "edit TIME|ID [--text T] [--category C] [--from T] [--to T]",
		Short: "say something else of an entry, or of recorded time",
		Long: `TIME is an instant in the entry (14:10, "yesterday 14:10"). Where there is no
entry, it is the whole stretch in that app, or the whole absence, and an entry
is made of it. What was recorded stays below, and focus log undo shows it again.`,
		Example: `focus log edit 14:10 --text "call with the bank"
focus log edit 14:10 --category meeting --to 14:40`,
		RunE: func(c *cobra.Command, args []string) error {
			cmd, at, err := a.place(c.Context(), "edit", fieldsOf(args))
			if err != nil {
				return err
			}
			if c.Flags().Changed("text") {
				cmd.Text = &text
			}
			if c.Flags().Changed("category") {
				category = strings.TrimPrefix(category, "@")
				cmd.Category = &category
			}
			if cmd.Start, err = a.endpoint(at, from); err != nil {
				return err
			}
			if cmd.End, err = a.endpoint(at, to); err != nil {
				return err
			}
			if cmd.Text == nil && cmd.Category == nil && from == "" && to == "" {
				return misuse("focus log edit 14:10 --text reading", "say what to change")
			}
			if cmd.Taken, err = t.word(); err != nil {
				return err
			}
			cmd.New = unheard
			return a.correct(c.Context(), cmd)
		},
	}
	valueFlag(c, &text, "text", "TEXT", "what it was")
	valueFlag(c, &category, "category", "NAME", "its category; empty for none")
	valueFlag(c, &from, "from", "TIME", "when it began")
	valueFlag(c, &to, "to", "TIME", "when it ended")
	t.flags(c)
	newFlag(c, &unheard)
	if err := c.RegisterFlagCompletionFunc("category", a.completeCategory); err != nil {
		panic("the flag was defined above: " + err.Error())
	}
	return a.jsonFlag(c)
}

// named is the moment a place was named at, and the instant that it is; zero
// for an ID.
type named struct {
	moment
	at time.Time
}

// place reads which entry or stretch is meant. A row that the log shows at 14:10
// may have begun some seconds later: the minute means the entry, or the stretch,
// that begins within it.
func (a *app) place(ctx context.Context, verb string, words []string) (cmd api.EntryCommand, n named, err error) {
	cmd.Do = verb
	if len(words) == 1 && isID(words[0]) {
		cmd.ID = words[0]
		return cmd, n, nil
	}
	m, err := a.momentNow(ctx)
	if err != nil {
		return cmd, n, err
	}
	n.moment = m
	if n.at, err = n.then(strings.Join(words, " ")); err != nil {
		return cmd, n, err
	}
	end := n.at.Add(time.Minute)
	if end.After(n.now) {
		end = n.now
	}
	if !n.at.Before(end) {
		cmd.At = n.at.UTC()
		return cmd, n, nil
	}
	there, err := a.client.Entries(ctx, n.at, end)
	if err != nil {
		return cmd, n, err
	}
	if len(there.Entries) > 0 {
		cmd.ID = there.Entries[len(there.Entries)-1].ID
		return cmd, n, nil
	}
	cmd.At = end.Add(-time.Millisecond).UTC()
	return cmd, n, nil
}

// then reads a point that is no day, and not in the future.
func (m moment) then(s string) (time.Time, error) {
	p, ok := m.point(s)
	if !ok || p.whole {
		return time.Time{}, misuse("write it as 14:10 or \"yesterday 14:10\"", "%q is not a time", s)
	}
	return p.from, m.past(s, p.from)
}

// endpoint reads a new end of an entry: a clock is the one nearest to the place.
func (a *app) endpoint(n named, s string) (time.Time, error) {
	if s == "" {
		return time.Time{}, nil
	}
	c, isClock := parseClock(s)
	switch {
	case isClock && n.at.IsZero():
		return time.Time{}, misuse("name the entry by a time: focus log edit 14:10 --from "+s, "%s of which day", s)
	case isClock:
		return c.near(n.at).UTC(), nil
	case n.at.IsZero():
		n.moment = moment{now: a.moment().now}
		n.cal.Location = a.zone
	}
	at, err := n.then(s)
	return at.UTC(), err
}

func (a *app) logSplitCommand() *cobra.Command {
	var text string
	c := &cobra.Command{
		Use:     "split TIME [--text TEXT]",
		Short:   "make two entries of one",
		Example: "focus log split 14:30\nfocus log split 14:30 --text \"way back\"",
		RunE: func(c *cobra.Command, args []string) error {
			m, err := a.momentNow(c.Context())
			if err != nil {
				return err
			}
			at, err := m.then(strings.Join(args, " "))
			if err != nil {
				return err
			}
			return a.correct(c.Context(), api.EntryCommand{Do: "split", At: at.UTC(), Text: given(text)})
		},
	}
	valueFlag(c, &text, "text", "TEXT", "what the second part was, if it was something else")
	return a.jsonFlag(c)
}

func (a *app) logDeleteCommand() *cobra.Command {
	return a.jsonFlag(&cobra.Command{
		Use:   "delete TIME|ID",
		Short: "take an entry away, or recorded time from view",
		Long: `TIME is an instant in the entry, or a stretch: 14:10-15:00. A deleted entry
shows again what was recorded. Recorded time that is deleted counts as nothing
and is not shown, but is still there: focus log undo brings it back.`,
		Example: "focus log delete 14:10\nfocus log delete yesterday 14:10-15:00",
		RunE: func(c *cobra.Command, args []string) error {
			words := fieldsOf(args)
			cmd, _, err := a.deletion(c.Context(), words)
			if err != nil {
				return err
			}
			return a.correct(c.Context(), cmd)
		},
	})
}

// deletion is the command that words mean.
func (a *app) deletion(ctx context.Context, words []string) (cmd api.EntryCommand, n named, err error) {
	if len(words) > 0 && !isID(words[0]) {
		m, err := a.momentNow(ctx)
		if err != nil {
			return cmd, n, err
		}
		if from, to, rest, ok := m.stretch(words); ok && len(rest) == 0 {
			return api.EntryCommand{Do: "delete", Start: from.UTC(), End: to.UTC()}, n, nil
		}
	}
	return a.place(ctx, "delete", words)
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

func (a *app) completeCategory(c *cobra.Command, _ []string, begun string) ([]string, cobra.ShellCompDirective) {
	return offer(begun, a.categoryNames(c.Context()))
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
