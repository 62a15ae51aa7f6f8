package main

import (
	"context"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"focusd/daemon/api"
	"focusd/tracker"
)

// What time blocks and habits have in common.

// dayCommands are those of what days are for.
func (a *app) dayCommands() []*cobra.Command {
	return []*cobra.Command{
		a.planCommand(), a.blockCommand(), a.habitCommand(), a.goalCommand(), a.winsCommand(), a.reviewCommand(),
		a.exerciseCommand(), a.rewardCommand(), a.reportCommand(),
	}
}

// agendaOn is a day of the agenda as people name it: as everywhere on this
// command line a weekday is the last one.
func (a *app) agendaOn(ctx context.Context, name string) (api.Agenda, error) {
	if name == "" {
		return a.client.Agenda(ctx)
	}
	day, err := a.dayNamed(ctx, name)
	if err != nil {
		return api.Agenda{}, err
	}
	return a.client.AgendaOf(ctx, day.String())
}

// dayNamed reads a day that has come.
func (a *app) dayNamed(ctx context.Context, name string) (tracker.Day, error) {
	m, err := a.momentNow(ctx)
	if err != nil {
		return tracker.Day{}, err
	}
	day, ok := m.day(name)
	if !ok {
		return day, misuse(rangeHint, "%q is no day", name)
	}
	return day, nil
}

// dayFlag says which day a command is about.
func dayFlag(c *cobra.Command, day *string) {
	valueFlag(c, day, "day", "DAY", "another day than today: yesterday, mon, 2026-11-20")
	offerFor(c, "day", days)
}

// about is a command for what words name, on a day; "" is today.
func (a *app) about(ctx context.Context, of thing, do string, words []string, day string) (api.AgendaCommand, error) {
	cmd := a.named(do, words)
	cmd.Kind = of.kind
	if day == "" {
		return cmd, nil
	}
	on, err := a.dayNamed(ctx, day)
	cmd.Day = on.String()
	return cmd, err
}

func (a *app) completeThing(of thing) completer {
	if of == habits() {
		return a.completeHabit
	}
	return a.completeTimeBlock
}

func (a *app) tickCommand(of thing) *cobra.Command {
	var amount, day string
	upper := strings.ToUpper(of.word)
	c := &cobra.Command{
		Use:     "tick " + upper + "... [--amount AMOUNT] [--day DAY]",
		Short:   "say that you did it",
		Long:    "AMOUNT is a length as 40m, or of a habit that counts, how often. Without it it\nis all that is asked for.",
		Example: "focus " + of.word + " tick " + of.named + "\nfocus " + of.word + " tick " + of.named + " --day yesterday",
		Args:    nameOf(of, "focus "+of.word+" tick "+of.named), ValidArgsFunction: a.completeThing(of),
		RunE: func(c *cobra.Command, args []string) error {
			cmd, err := a.about(c.Context(), of, "tick", args, day)
			if err != nil {
				return err
			}
			if cmd.Amount, err = parseAmount(amount); err != nil {
				return err
			}
			return a.change(c.Context(), cmd)
		},
	}
	valueFlag(c, &amount, "amount", "AMOUNT", "how long or how often")
	dayFlag(c, &day)
	return a.jsonFlag(c)
}

// parseAmount reads a length in minutes, or a number; "" is 0.
func parseAmount(text string) (float64, error) {
	if text == "" {
		return 0, nil
	}
	if n, err := strconv.ParseFloat(text, 64); err == nil && n > 0 {
		return n, nil
	}
	length, err := readLength(text)
	if err != nil {
		return 0, misuse("write a length as 40m, or a number", "%q is no amount", text)
	}
	return length.Minutes(), nil
}

func (a *app) untickCommand(of thing) *cobra.Command {
	var day string
	upper := strings.ToUpper(of.word)
	c := &cobra.Command{
		Use:     "untick " + upper + "... [--day DAY]",
		Short:   "take back that it was done",
		Long:    "Whoever said so, you or tracked time: it is not ticked by itself again that day.",
		Example: "focus " + of.word + " untick " + of.named,
		Args:    nameOf(of, "focus "+of.word+" untick "+of.named), ValidArgsFunction: a.completeThing(of),
		RunE: func(c *cobra.Command, args []string) error {
			cmd, err := a.about(c.Context(), of, "untick", args, day)
			if err != nil {
				return err
			}
			return a.change(c.Context(), cmd)
		},
	}
	dayFlag(c, &day)
	return a.jsonFlag(c)
}

func (a *app) excuseCommand(of thing) *cobra.Command {
	var day, reason string
	upper := strings.ToUpper(of.word)
	c := &cobra.Command{
		Use:     "skip " + upper + "... [--day DAY] [--reason TEXT]",
		Short:   "take it out of a day: it neither counts nor breaks anything",
		Example: "focus " + of.word + " skip " + of.named + " --reason flu",
		Args:    nameOf(of, "focus "+of.word+" skip "+of.named), ValidArgsFunction: a.completeThing(of),
		RunE: func(c *cobra.Command, args []string) error {
			cmd, err := a.about(c.Context(), of, "excuse", args, "")
			if err != nil {
				return err
			}
			cmd.Reason, cmd.Day = reason, day // the daemon's: it may be a day to come
			return a.change(c.Context(), cmd)
		},
	}
	valueFlag(c, &day, "day", "DAY", "another day: yesterday, tomorrow, fri, 2026-12-01")
	valueFlag(c, &reason, "reason", "TEXT", "why, for yourself")
	return a.jsonFlag(c)
}

func (a *app) endCommand(of thing) *cobra.Command {
	upper := strings.ToUpper(of.word)
	return a.jsonFlag(&cobra.Command{
		Use:     "end " + upper + "...",
		Short:   "ask for it no more, from today on",
		Long:    "What was done of it stays.",
		Example: "focus " + of.word + " end " + of.named,
		Args:    nameOf(of, "focus "+of.word+" end "+of.named), ValidArgsFunction: a.completeThing(of),
		RunE: func(c *cobra.Command, args []string) error {
			return a.change(c.Context(), a.named(of.word+"_end", args))
		},
	})
}

// completeTimeBlock offers the names of time blocks.
func (a *app) completeTimeBlock(c *cobra.Command, args []string, begun string) ([]string, cobra.ShellCompDirective) {
	ctx, cancel := soon(c.Context())
	defer cancel()
	list, _ := a.client.TimeBlocks(ctx)
	var names []string
	for _, b := range list.TimeBlocks {
		names = append(names, b.Name)
	}
	return offerNames(names, args, begun)
}

// completeHabit offers the names of habits.
func (a *app) completeHabit(c *cobra.Command, args []string, begun string) ([]string, cobra.ShellCompDirective) {
	ctx, cancel := soon(c.Context())
	defer cancel()
	list, _ := a.client.Habits(ctx)
	var names []string
	for _, h := range list.Habits {
		names = append(names, h.Name)
	}
	return offerNames(names, args, begun)
}

// completeGoal offers the names of goals.
func (a *app) completeGoal(c *cobra.Command, args []string, begun string) ([]string, cobra.ShellCompDirective) {
	ctx, cancel := soon(c.Context())
	defer cancel()
	list, _ := a.client.Goals(ctx)
	var names []string
	for _, g := range list.Goals {
		names = append(names, g.Name)
	}
	return offerNames(names, args, begun)
}

// completeGoalFlag is completeGoal for one word, whatever stands before it.
func (a *app) completeGoalFlag(c *cobra.Command, _ []string, begun string) ([]string, cobra.ShellCompDirective) {
	return a.completeGoal(c, nil, begun)
}

// offerNames is what is left of the names that go on as the words do.
func offerNames(names, args []string, begun string) ([]string, cobra.ShellCompDirective) {
	before := strings.Join(append(args[:len(args):len(args)], begun), " ")
	var rest []string
	for _, name := range names {
		name = clean(name)
		if strings.HasPrefix(strings.ToLower(name), strings.ToLower(before)) {
			rest = append(rest, name[len(before)-len(begun):])
		}
	}
	return offer(begun, rest)
}

// inMinutes is an amount of minutes as people read it, rounded down.
func inMinutes(n float64) string { return spent(time.Duration(n * float64(time.Minute))) }
