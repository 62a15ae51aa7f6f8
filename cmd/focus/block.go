package main

import (
	"strings"

	"github.com/spf13/cobra"

	"focusd/daemon/api"
)

func (a *app) blockCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "block [COMMAND]",
		Short: "time blocks: amounts of time for what matters",
		Long: `A time block asks for some time of a day, and for no hour of it. Blocks of the
timer that bear its name count, and tracked time that it matches: at nine tenths
it ticks itself, and says by what. Five are enough for a day. Alone it lists
those of today.`,
		Example: `focus block add 1h writing --match category:writing --days mon-fri
focus block
focus block tick writing`,
		Args: knownSubcommand,
		RunE: func(c *cobra.Command, _ []string) error { return a.listTimeBlocks(c, "") },
	}
	c.AddCommand(
		a.blockAddCommand(), a.blockListCommand(), a.tickCommand(timeBlocks()), a.untickCommand(timeBlocks()),
		a.excuseCommand(timeBlocks()), a.blockEditCommand(), a.endCommand(timeBlocks()),
	)
	return a.jsonFlag(c)
}

// thing is a sort of what is ticked, as commands speak of it.
type thing struct {
	kind  string // on the wire
	noun  string
	word  string // of the command line
	named string // an example
}

func timeBlocks() thing { return thing{"time_block", "time block", "block", "writing"} }

func habits() thing { return thing{"habit", "habit", "habit", "stretch"} }

// timeBlockFlags are those that say what a time block is.
type timeBlockFlags struct {
	days, window, area, goal, preset string
	match                            []string
	deep, batch, force               bool
	rank                             int
}

func (a *app) timeBlockFlags(c *cobra.Command) *timeBlockFlags {
	f := &timeBlockFlags{}
	valueFlag(c, &f.days, "days", "DAYS", "on which it is planned: daily, mon,wed, mon-fri")
	valueFlag(c, &f.window, "window", "HOURS", "when it is best done: 9:00-11:00, or \"first 3h\"")
	listFlag(c, &f.match, "match", "MATCH", "what counts, as app:NAME or category:NAME")
	a.purposeFlags(c, &f.area, &f.goal)
	valueFlag(c, &f.preset, "preset", "PRESET", "of the timer, for its blocks")
	c.Flags().BoolVar(&f.deep, "deep", false, "it needs a long stretch, in the best hours")
	c.Flags().BoolVar(&f.batch, "batch", false, "it is filled with small tasks")
	c.Flags().BoolVar(&f.force, "force", false, "plan it even as a sixth of a day")
	rankFlag(c, &f.rank)
	return f
}

// form is what the flags say that were given.
func (f *timeBlockFlags) form(c *cobra.Command) *api.TimeBlockForm {
	return &api.TimeBlockForm{
		Days: flagged(c, "days", f.days), Window: flagged(c, "window", f.window), Area: flagged(c, "area", f.area),
		Goal: flagged(c, "goal", f.goal), Preset: flagged(c, "preset", f.preset), Match: flagged(c, "match", f.match),
		Deep: flagged(c, "deep", f.deep), Batch: flagged(c, "batch", f.batch), Rank: f.rank,
	}
}

// flagged is the value of a flag, if it was given.
func flagged[T any](c *cobra.Command, flag string, value T) *T {
	if !c.Flags().Changed(flag) {
		return nil
	}
	return &value
}

// listFlag gives c a flag that may be given several times.
func listFlag(c *cobra.Command, to *[]string, flag, name, says string) {
	c.Flags().StringArrayVar(to, flag, nil, says)
	c.Flag(flag).Annotations = map[string][]string{valueName: {name}}
}

func rankFlag(c *cobra.Command, rank *int) {
	c.Flags().IntVar(rank, "rank", 0, "its place in lists, from 1")
	c.Flag("rank").Annotations = map[string][]string{valueName: {"N"}}
}

// purposeFlags say what something is for.
func (a *app) purposeFlags(c *cobra.Command, area, goal *string) {
	valueFlag(c, area, "area", "AREA", "the area of life")
	valueFlag(c, goal, "goal", "GOAL", "what it is for")
	offerFor(c, "goal", a.completeGoalFlag)
}

// offerFor has the tab key complete a flag that c has.
func offerFor(c *cobra.Command, flag string, offers completer) {
	if err := c.RegisterFlagCompletionFunc(flag, offers); err != nil {
		panic("the flag was defined above: " + err.Error())
	}
}

func (a *app) blockAddCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "add LENGTH NAME... [FLAGS]",
		Short: "plan a time block",
		Long: `LENGTH is what it asks for on each of its days. MATCH is app, category, class,
label (of a block of the timer) or entry, a colon, and a name with * for
anything; it may be given several times.`,
		Example: `focus block add 1h writing --match category:writing --deep
focus block add 30m Spanish --days mon,wed,fri --goal "Spanish B2"
focus block add 45m errands --batch --window 14:00-17:00`,
		Args: func(c *cobra.Command, args []string) error {
			if len(args) < 2 {
				return misuse("focus block add 1h writing", "how long, and what for?")
			}
			return nil
		},
		ValidArgsFunction: cobra.NoFileCompletions,
	}
	f := a.timeBlockFlags(c)
	c.RunE = func(c *cobra.Command, args []string) error {
		length, err := parseLength(args[0])
		if err != nil {
			return err
		}
		form, name := f.form(c), strings.Join(args[1:], " ")
		form.Name, form.Minutes = &name, length.Minutes()
		return a.change(c.Context(), api.AgendaCommand{Do: "block_add", TimeBlock: form, Force: f.force})
	}
	return a.jsonFlag(c)
}

func (a *app) blockEditCommand() *cobra.Command {
	var name, length string
	c := &cobra.Command{
		Use:   "edit BLOCK... [FLAGS]",
		Short: "make a time block something else, from today on",
		Long:  "What you do not say stays as it is, and past days stay measured by what held\nthen. A flag with \"\" takes back what it said.",
		Example: `focus block edit writing --length 90m
focus block edit writing --window "" --days mon-sat`,
		Args:              nameOf(timeBlocks(), "focus block edit writing --length 90m"),
		ValidArgsFunction: a.completeTimeBlock,
	}
	valueFlag(c, &name, "name", "NAME", "what it is called")
	valueFlag(c, &length, "length", "LENGTH", "what it asks for on a day")
	f := a.timeBlockFlags(c)
	c.RunE = func(c *cobra.Command, args []string) error {
		form := f.form(c)
		form.Name = flagged(c, "name", name)
		if length != "" {
			asked, err := parseLength(length)
			if err != nil {
				return err
			}
			form.Minutes = asked.Minutes()
		}
		cmd := a.named("block_edit", args)
		cmd.TimeBlock, cmd.Force = form, f.force
		return a.change(c.Context(), cmd)
	}
	return a.jsonFlag(c)
}

// nameOf refuses a command that names none.
func nameOf(of thing, example string) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		if strings.TrimSpace(strings.Join(args, "")) == "" {
			return misuse(example, "which %s?", of.noun)
		}
		return nil
	}
}

func (a *app) blockListCommand() *cobra.Command {
	var all bool
	c := &cobra.Command{
		Use:   "list [DAY] [--all]",
		Short: "the time blocks of a day",
		Long:  "With --all those of all days, as they are planned. DAY is today unless you say\nyesterday, mon or 2026-11-20.",
		Example: `focus block list
focus block list yesterday
focus block list --all`,
		Args:              atMost(1),
		ValidArgsFunction: days,
		RunE: func(c *cobra.Command, args []string) error {
			if all {
				return a.listAllTimeBlocks(c)
			}
			return a.listTimeBlocks(c, strings.Join(args, ""))
		},
	}
	c.Flags().BoolVar(&all, "all", false, "list those of all days")
	return a.jsonFlag(c)
}

// listTimeBlocks prints those of a day; "" is today.
func (a *app) listTimeBlocks(c *cobra.Command, name string) error {
	day, err := a.agendaOn(c.Context(), name)
	list := api.TimeBlocks{Day: day.Day, TimeBlocks: day.TimeBlocks}
	return a.show(list, err, idsOf(list.TimeBlocks, timeBlockID), func(p page) string { return p.timeBlocks(day) })
}

func timeBlockID(b api.TimeBlock) string { return b.ID }

func (a *app) listAllTimeBlocks(c *cobra.Command) error {
	list, err := a.client.TimeBlocks(c.Context())
	return a.show(list, err, idsOf(list.TimeBlocks, timeBlockID), func(p page) string { return p.plannedTimeBlocks(list.TimeBlocks) })
}
