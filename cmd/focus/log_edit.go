package main

import (
	"context"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"focusd/daemon/api"
)

// rewording is what focus log edit changes.
type rewording struct {
	taken
	text, category, from, to string
	unheard                  bool // the category may be one that nobody has defined
}

func (a *app) logEditCommand() *cobra.Command {
	var r rewording
	c := &cobra.Command{
		Use:   "edit TIME|ID [--text T] [--category C] [--from T] [--to T]",
		Short: "say something else of an entry, or of recorded time",
		Long: `TIME is an instant in the entry (14:10, "yesterday 14:10"). Where there is no
entry, it is the whole stretch in that app, or the whole absence, and an entry
is made of it. What was recorded stays below, and focus log undo shows it again.`,
		Example: `focus log edit 14:10 --text "call with the bank"
focus log edit 14:10 --category meeting --to 14:40`,
		RunE: func(c *cobra.Command, args []string) error { return a.runLogEdit(c, args, r) },
	}
	valueFlag(c, &r.text, "text", "TEXT", "what it was")
	valueFlag(c, &r.category, "category", "NAME", "its category; empty for none")
	valueFlag(c, &r.from, "from", "TIME", "when it began")
	valueFlag(c, &r.to, "to", "TIME", "when it ended")
	r.flags(c)
	newFlag(c, &r.unheard)
	if err := c.RegisterFlagCompletionFunc("category", a.completeCategory); err != nil {
		panic("the flag was defined above: " + err.Error())
	}
	return a.jsonFlag(c)
}

func (a *app) runLogEdit(c *cobra.Command, args []string, r rewording) error {
	cmd, at, err := a.place(c.Context(), "edit", fieldsOf(args))
	if err != nil {
		return err
	}
	if c.Flags().Changed("text") {
		cmd.Text = &r.text
	}
	if c.Flags().Changed("category") {
		r.category = strings.TrimPrefix(r.category, "@")
		cmd.Category = &r.category
	}
	if cmd.Start, err = a.endpoint(at, r.from); err != nil {
		return err
	}
	if cmd.End, err = a.endpoint(at, r.to); err != nil {
		return err
	}
	if cmd.Text == nil && cmd.Category == nil && r.from == "" && r.to == "" {
		return misuse("focus log edit 14:10 --text reading", "say what to change")
	}
	if cmd.Taken, err = r.word(); err != nil {
		return err
	}
	cmd.New = r.unheard
	return a.correct(c.Context(), cmd)
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
