package main

import (
	"context"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"focusd/daemon/api"
	"focusd/tracker"
)

// forgetFlags are the flags of focus forget.
type forgetFlags struct {
	since, until, app, title string
	rules, yes               bool
}

func (a *app) forgetCommand() *cobra.Command {
	var f forgetFlags
	c := &cobra.Command{
		Use:   "forget [RANGE] [--app APP] [--title PATTERN] [--rules] [--yes]",
		Short: "take something out of the log for good",
		Long: `Says what would be forgotten; with --yes it is, and nothing brings it back.
RANGE is one of focus log. PATTERN is a part of the title, in whatever case, or
a regular expression between slashes. What is given must all hold; without a
range it is all of the log.

The time stays: it is in the log as "forgotten", and counted. With a range alone
the labels of what was worked in it go too, but not that of a block that still
runs; with a title those that match it, whatever runs. Texts of your entries go
that match, corrections that quote them, and the notes by which a change of
rules that quote them could be undone. Your rules stay and are named; those that
quote the title go with --rules. Backups and older copies of the store are made
to forget as well, damaged ones are removed. Out of reach are snapshots and
deleted blocks of the file system, what you have exported or copied yourself,
and what a Prometheus has read.`,
		Example: `focus forget --since 20m
focus forget yesterday --app firefox
focus forget --title "birthday present" --rules --yes
focus forget monday..today --title '/^bank/'`,
		Args:              atMost(1),
		ValidArgsFunction: days,
		RunE:              func(c *cobra.Command, args []string) error { return a.runForget(c.Context(), args, f) },
	}
	valueFlag(c, &f.since, "since", "LENGTH", "so long ago until now, or since a day or a time")
	valueFlag(c, &f.until, "until", "TIME", "until a day has ended, or until a time")
	valueFlag(c, &f.app, "app", "APP", "windows of this app: see focus log --by app")
	valueFlag(c, &f.title, "title", "PATTERN", "windows with such a title")
	c.Flags().BoolVar(&f.rules, "rules", false, "and the rules of yours that quote the title")
	c.Flags().BoolVar(&f.yes, "yes", false, "do it")
	if err := c.RegisterFlagCompletionFunc("app", a.completeApp); err != nil {
		panic("the flag was defined above: " + err.Error())
	}
	return a.jsonFlag(c)
}

func (a *app) runForget(ctx context.Context, args []string, f forgetFlags) error {
	if err := f.check(args); err != nil {
		return err
	}
	m, err := a.momentNow(ctx)
	if err != nil {
		return err
	}
	cmd := api.ForgetCommand{App: strings.ToLower(f.app), Title: f.title, Rules: f.rules, Yes: f.yes}
	if cmd.From, cmd.To, err = f.bounds(m, args); err != nil {
		return err
	}
	done, err := a.client.Forget(ctx, cmd)
	if err != nil {
		return err
	}
	if a.json {
		return a.printJSON(done)
	}
	a.printForgotten(done)
	return nil
}

// check refuses what says nothing, or the same twice.
func (f forgetFlags) check(args []string) error {
	switch {
	case len(args) > 0 && (f.since != "" || f.until != ""):
		return misuse("focus forget "+args[0]+", or --since and --until", "a range and --since or --until both say when")
	case len(args) == 0 && f.since+f.until+f.app+f.title == "":
		return misuse("focus forget --since 20m, focus forget --app APP, focus forget --title PATTERN", "forget what?")
	case f.rules && (f.title == "" || f.app != ""):
		return misuse("focus forget --title PATTERN --rules", "--rules are those that quote a title")
	}
	return nil
}

// bounds is the range to forget; nil: no bound.
func (f forgetFlags) bounds(m moment, args []string) (from, to *time.Time, err error) {
	switch {
	case len(args) > 0:
		a, b, err := m.span(args[0])
		return &a, &b, err
	case f.since != "":
		at, err := m.since(f.since)
		if err != nil {
			return nil, nil, err
		}
		from = &at
	}
	if f.until == "" {
		return from, nil, nil
	}
	p, ok := m.point(f.until)
	if !ok {
		return nil, nil, misuse(rangeHint, "%q is not a day or a time", f.until)
	}
	end := p.from
	if p.whole {
		end = p.to
	}
	if from != nil && !from.Before(end) {
		return nil, nil, misuse("--since is before --until", "%q is not after %q", f.until, f.since)
	}
	return from, &end, nil
}

// printForgotten says what went or would go.
func (a *app) printForgotten(v api.Forgotten) {
	verb, rewrite, removed := "would forget", "would be rewritten", "would be removed"
	if v.Done {
		verb, rewrite, removed = "forgot", "rewritten", "removed"
	}
	a.printf("%s %s of the log, %s%s\n", verb, plural(v.Spans, "row"), trace(millis(v.Millis)), onDays(v.Days))
	if v.Labels > 0 {
		a.printf("and %s of blocks and transitions\n", plural(v.Labels, "label"))
	}
	if v.Texts > 0 {
		a.printf("and %s of your own, with the corrections that quote them\n", plural(v.Texts, "text"))
	}
	if v.Rules > 0 {
		a.printf("and %s of yours\n", plural(v.Rules, "rule"))
	}
	if v.Notes > 0 {
		a.printf("and %s of what was done before\n", plural(v.Notes, "note"))
	}
	if v.Copies.Made != "" {
		a.printf("a new backup: %s\n", clean(v.Copies.Made))
	}
	a.printFiles(rewrite, v.Copies.Rewritten)
	a.printFiles(removed, v.Copies.Removed)
	a.printQuoting(v)
	for _, l := range v.Copies.Left {
		a.warningf("%s has it still: %s", l.Path, l.Reason)
	}
	if len(v.Copies.Left) > 0 {
		a.warningf("run the same command again when that is mended")
	}
	if !v.Done {
		a.printf("nothing has changed yet; with --yes it is done, and cannot be undone\n")
	}
}

// mostQuoting is how many things that quote are named one by one.
const mostQuoting = 10

// printQuoting names what stays though it quotes what goes, and how it goes too.
func (a *app) printQuoting(v api.Forgotten) {
	for i, q := range v.Quoting {
		if i == mostQuoting {
			a.warningf("and %d more", len(v.Quoting)-i)
			break
		}
		switch q.Kind {
		case "rule":
			a.warningf("a rule of yours quotes it and stays: focus rule rm %s, or --rules", clean(q.ID))
		case "category":
			a.warningf("a category of yours is called so and stays: focus category rm %q", clean(q.ID))
		default:
			a.warningf("a %s of yours quotes it and stays: %s", clean(q.Kind), clean(q.ID))
		}
	}
	if len(v.Quoting) > 0 && v.Done {
		a.warningf("what you remove now can be undone, so it is kept: then run the same command again")
	}
}

func (a *app) printFiles(what string, paths []string) {
	for _, path := range paths {
		a.printf("%s: %s\n", what, clean(filepath.Base(path)))
	}
}

// onDays says on which days, if they are few, or from when to when.
func onDays(days []string) string {
	var names []string
	for _, day := range days {
		d, err := tracker.ParseDay(day)
		if err != nil {
			return ""
		}
		names = append(names, noon(d).Format("Mon 2 January 2006"))
	}
	switch n := len(names); {
	case n == 0:
		return ""
	case n <= 3:
		return ", on " + strings.Join(names, ", ")
	default:
		return ", on " + itoa(n) + " days from " + names[0] + " to " + names[n-1]
	}
}

// completeApp offers the apps of the last two weeks that go on as begun, the
// most used first. When the daemon is not there it offers nothing.
func (a *app) completeApp(c *cobra.Command, _ []string, begun string) ([]string, cobra.ShellCompDirective) {
	ctx, cancel := soon(c.Context())
	defer cancel()
	how := cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveKeepOrder
	now := time.Now()
	sum, err := a.client.Summary(ctx, now.AddDate(0, 0, -14), now)
	if err != nil {
		return nil, how
	}
	var offers []string
	for _, total := range sum.Apps {
		if name := clean(total.App); name != "" && strings.HasPrefix(name, strings.ToLower(begun)) {
			offers = append(offers, cobra.CompletionWithDesc(name, spent(millis(total.Millis))))
		}
	}
	return offers, how
}
