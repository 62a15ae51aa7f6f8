package main

import (
	"context"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"focusd/daemon/api"
)

const whyHint = "write a time as 14:32, \"yesterday 14:32\" or \"2026-11-20 14:32\""

func (a *app) whyCommand() *cobra.Command {
	return a.jsonFlag(&cobra.Command{
		Use:   "why [TIME]",
		Short: "why the log says what it says of a minute",
		Long: `TIME is 14:32, yesterday 14:32 or 2026-11-20 14:32; without it, now. Shows what
the log has of that instant, what follows that from, and who said so: which
source told the window, when the last input was and who read it, what locked
the session, whether the machine slept, or why nobody could see anything. That
is known of the last 90 days. What the time counts as, and by which rule or by
your own word, is said of every day.`,
		Example: `focus why 14:32
focus why yesterday 14:32
focus why 14:32 --json | jq -r .because`,
		Args:              atMost(2),
		ValidArgsFunction: days,
		RunE:              func(c *cobra.Command, args []string) error { return a.runWhy(c.Context(), strings.Join(args, " ")) },
	})
}

func (a *app) runWhy(ctx context.Context, words string) error {
	m, err := a.momentNow(ctx)
	if err != nil {
		return err
	}
	at, err := m.instant(words)
	if err != nil {
		return err
	}
	why, err := a.client.Why(ctx, at)
	if err != nil {
		return err
	}
	if a.json {
		return a.printJSON(why)
	}
	p := a.page()
	p.zone = m.cal.Location
	a.printf("%s", p.whyText(why))
	return nil
}

// instant reads a time that has passed; none is now.
func (m moment) instant(words string) (time.Time, error) {
	if words == "" {
		return m.now, nil
	}
	p, ok := m.point(words)
	switch {
	case !ok:
		return time.Time{}, misuse(whyHint, "%q is not a time", words)
	case p.whole:
		return time.Time{}, misuse("say which minute of it: focus why "+words+" 14:32", "%q is a whole day", words)
	case p.from.After(m.now):
		return time.Time{}, misuse("ask about a time that has passed", "%q has not come yet", words)
	}
	return p.from, nil
}

// whyText is the answer of focus why for people.
func (p page) whyText(w api.Why) string {
	const margin = "  "
	var b strings.Builder
	b.WriteString(p.paint(bold, w.At.In(p.zone).Format("Monday 2 January 2006, 15:04:05")) + "\n\n")
	b.WriteString(margin + clean(w.Presence) + p.lasted(w) + "\n")
	if w.Span != nil && (w.Presence == "active" || w.Presence == "passive") {
		b.WriteString(margin + fit(strings.TrimRight(appName(w.Span.App)+"  "+say(w.Span.Title), " "), p.cells-len(margin)) + "\n")
	}
	for _, said := range judged(w) {
		b.WriteString(margin + strings.Join(p.beside(margin, said), "\n"+margin) + "\n")
	}
	b.WriteString("\n" + p.paint(faint, "because") + "\n")
	b.WriteString(margin + strings.Join(p.beside(margin, w.Because), "\n"+margin) + "\n")
	var rows [][2]string
	for _, one := range w.Witnesses {
		if one.Text != w.Because {
			rows = append(rows, [2]string{clean(one.Kind), one.Text})
		}
	}
	if len(rows) > 0 {
		b.WriteString("\n" + p.table(len("tracking"), rows))
	}
	return b.String()
}

// judged is what the time counts as, and who says so.
func judged(w api.Why) (said []string) {
	if e := w.Entry; e != nil {
		text := "you say: " + e.Text
		switch {
		case e.Kind == "hidden":
			text = "you took it from view"
		case e.Text == "":
			text = "you say: " + e.Category
		case e.Category != "":
			text += " (" + e.Category + ")"
		}
		said = append(said, text)
	}
	if len(w.Rules) > 0 {
		r := w.Rules[0]
		said = append(said, "counts as "+r.Category+" ("+r.Class+") by the rule "+r.Text)
	}
	return said
}

// lasted is for how long, and from when to when.
func (p page) lasted(w api.Why) string {
	if !w.From.Before(w.To) {
		return ""
	}
	return " for " + trace(w.To.Sub(w.From)) + "\n  " + p.paint(faint, p.second(w.From, w.At)+"–"+p.second(w.To, w.At))
}

// second is t to the second, with the date where that is not the one of at.
func (p page) second(t, at time.Time) string {
	t, at = t.In(p.zone), at.In(p.zone)
	if t.YearDay() == at.YearDay() && t.Year() == at.Year() {
		return t.Format(time.TimeOnly)
	}
	return t.Format("2 Jan 15:04:05")
}
