package main

import (
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"focusd/daemon/api"
)

func (a *app) habitCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "habit [COMMAND]",
		Short: "habits: something small on many days",
		Long: `A habit is done or not, or asks for minutes or a count. Tracked time that it
matches ticks it. Its strength is what remains of the last weeks, and one bad
day does not undo it; freezes, which you earn, bridge missed days. Alone it
lists those of today.`,
		Example: `focus habit add stretch --anchor lunch
focus habit
focus habit tick stretch`,
		Args: knownSubcommand,
		RunE: func(c *cobra.Command, _ []string) error { return a.listHabits(c, "") },
	}
	c.AddCommand(
		a.habitAddCommand(), a.habitListCommand(), a.habitShowCommand(), a.tickCommand(habits()), a.untickCommand(habits()),
		a.excuseCommand(habits()), a.vacationCommand(), a.rampCommand(), a.restartCommand(), a.habitEditCommand(), a.endCommand(habits()),
	)
	return a.jsonFlag(c)
}

// habitFlags are those that say what a habit is.
type habitFlags struct {
	days, minutes, anchor, area, goal, ramp string
	count                                   float64
	perWeek, burst, rank                    int
	match                                   []string
	atMost, quiet                           bool
}

func (a *app) habitFlags(c *cobra.Command) *habitFlags {
	f := &habitFlags{}
	valueFlag(c, &f.days, "days", "DAYS", "on which it is asked for: daily, mon,wed, mon-fri")
	valueFlag(c, &f.minutes, "minutes", "LENGTH", "it asks for so much time of a day")
	c.Flags().Float64Var(&f.count, "count", 0, "it asks for so many times of a day")
	c.Flag("count").Annotations = map[string][]string{valueName: {"N"}}
	listFlag(c, &f.match, "match", "MATCH", "what counts, as app:NAME or category:NAME")
	valueFlag(c, &f.anchor, "anchor", "ANCHOR", "what makes it due: lunch, first_break, day_end")
	offerFor(c, "anchor", cobra.FixedCompletions([]string{"first_activity", "first_break", "lunch", "first_block", "day_end"}, cobra.ShellCompDirectiveNoFileComp))
	valueFlag(c, &f.ramp, "ramp", "STEP", "have it ask for more in time: 10%, 2, 10%..30, none")
	c.Flags().IntVar(&f.burst, "burst", 0, "minutes of the timer to begin it with, 5 or 10")
	c.Flag("burst").Annotations = map[string][]string{valueName: {"N"}}
	a.purposeFlags(c, &f.area, &f.goal)
	c.Flags().BoolVar(&f.quiet, "quiet", false, "show no streak of it")
	rankFlag(c, &f.rank)
	return f
}

// form is what the flags say that were given.
func (f *habitFlags) form(c *cobra.Command) (*api.HabitForm, error) {
	form := &api.HabitForm{
		Days: flagged(c, "days", f.days), Match: flagged(c, "match", f.match), Anchor: flagged(c, "anchor", f.anchor),
		Burst: flagged(c, "burst", f.burst), Area: flagged(c, "area", f.area), Goal: flagged(c, "goal", f.goal),
		Quiet: flagged(c, "quiet", f.quiet), Rank: f.rank,
	}
	measure := "count"
	switch {
	case f.minutes != "" && f.count != 0:
		return nil, misuse("--minutes 20m, or --count 10", "a habit asks for minutes or for times, not both")
	case f.minutes != "":
		length, err := parseLength(f.minutes)
		if err != nil {
			return nil, err
		}
		measure = "minutes"
		form.Measure, form.Target = &measure, length.Minutes()
	case c.Flags().Changed("count"):
		form.Measure, form.Target = &measure, f.count
	}
	if f.ramp != "" {
		ramp, err := parseRamp(f.ramp, form.Target)
		if err != nil {
			return nil, err
		}
		form.Ramp = ramp
	}
	return form, nil
}

// parseRamp reads 10%, 2, 10%..30 and none.
func parseRamp(text string, start float64) (*api.Ramp, error) {
	if text == "none" {
		return &api.Ramp{}, nil
	}
	step, ceiling, bounded := strings.Cut(text, "..")
	r := &api.Ramp{Start: start, Percent: strings.HasSuffix(step, "%")}
	var err error
	if r.Step, err = strconv.ParseFloat(strings.TrimSuffix(strings.TrimPrefix(step, "+"), "%"), 64); err == nil && bounded {
		r.Ceiling, err = strconv.ParseFloat(ceiling, 64)
	}
	if err != nil || r.Step <= 0 {
		return nil, misuse("--ramp 10%, --ramp 2 or --ramp 10%..30", "%q is no step", text)
	}
	return r, nil
}

func (a *app) habitAddCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "add NAME... [FLAGS]",
		Short: "begin a habit",
		Long: `Without --minutes or --count it is done or not. Small is good: what is easy on a
bad day is done on all. ANCHOR is first_activity, first_break, lunch,
first_block or day_end. With --ramp it proposes to ask for more, up to what is
after .., or for less; nothing changes unless you say yes.`,
		Example: `focus habit add stretch --anchor lunch
focus habit add read --minutes 10m --match app:reader --ramp 10%..30
focus habit add run --per-week 3
focus habit add social media --minutes 20m --at-most --match category:social`,
		Args:              nameOf(habits(), "focus habit add stretch"),
		ValidArgsFunction: cobra.NoFileCompletions,
	}
	f := a.habitFlags(c)
	c.Flags().IntVar(&f.perWeek, "per-week", 0, "so often in any week, instead of --days")
	c.Flag("per-week").Annotations = map[string][]string{valueName: {"N"}}
	c.Flags().BoolVar(&f.atMost, "at-most", false, "the minutes or times are a limit")
	c.RunE = func(c *cobra.Command, args []string) error {
		form, err := f.form(c)
		if err != nil {
			return err
		}
		name := strings.Join(args, " ")
		form.Name, form.PerWeek, form.AtMost = &name, flagged(c, "per-week", f.perWeek), flagged(c, "at-most", f.atMost)
		return a.change(c.Context(), api.AgendaCommand{Do: "habit_add", Habit: form})
	}
	return a.jsonFlag(c)
}

func (a *app) habitEditCommand() *cobra.Command {
	var name string
	c := &cobra.Command{
		Use:   "edit HABIT... [FLAGS]",
		Short: "make a habit something else, from today on",
		Long: `What you do not say stays as it is, and past days stay measured by what held
then. With a horizon under [habits], or --horizon, what makes a habit easier
holds only so many days from now: it is for the person that you will be then.`,
		Example: `focus habit edit read --minutes 15m
focus habit edit stretch --name "stretch and breathe" --days mon-fri`,
		Args:              nameOf(habits(), "focus habit edit read --minutes 15m"),
		ValidArgsFunction: a.completeHabit,
	}
	valueFlag(c, &name, "name", "NAME", "what it is called")
	horizon := 0
	horizonFlag(c, &horizon, "what makes it easier holds in so many days")
	f := a.habitFlags(c)
	c.RunE = func(c *cobra.Command, args []string) error {
		form, err := f.form(c)
		if err != nil {
			return err
		}
		form.Name = flagged(c, "name", name)
		cmd := a.named("habit_edit", args)
		cmd.Habit, cmd.Horizon = form, horizon
		return a.change(c.Context(), cmd)
	}
	return a.jsonFlag(c)
}

// horizonFlag says how long the person keeps themselves to what they meant.
func horizonFlag(c *cobra.Command, days *int, use string) {
	c.Flags().IntVar(days, "horizon", 0, use)
	c.Flag("horizon").Annotations = map[string][]string{valueName: {"DAYS"}}
}

func (a *app) habitListCommand() *cobra.Command {
	var all bool
	c := &cobra.Command{
		Use:   "list [DAY] [--all]",
		Short: "the habits of a day",
		Long:  "With --all those of other days of the week too, and vacations. DAY is today\nunless you say yesterday, mon or 2026-11-20.",
		Example: `focus habit list
focus habit list --all`,
		Args:              atMost(1),
		ValidArgsFunction: days,
		RunE: func(c *cobra.Command, args []string) error {
			if all {
				return a.listAllHabits(c)
			}
			return a.listHabits(c, strings.Join(args, ""))
		},
	}
	c.Flags().BoolVar(&all, "all", false, "list those of all days")
	return a.jsonFlag(c)
}

// listHabits prints those of a day; "" is today.
func (a *app) listHabits(c *cobra.Command, name string) error {
	day, err := a.agendaOn(c.Context(), name)
	list := api.Habits{Day: day.Day, Habits: day.Habits, Vacations: []api.Vacation{}}
	return a.show(list, err, idsOf(list.Habits, habitID), func(p page) string { return p.habitList(list.Habits) })
}

func habitID(h api.Habit) string { return h.ID }

func (a *app) listAllHabits(c *cobra.Command) error {
	list, err := a.client.Habits(c.Context())
	return a.show(list, err, idsOf(list.Habits, habitID), func(p page) string {
		return p.habitList(list.Habits) + p.vacations(list.Vacations)
	})
}

func (a *app) habitShowCommand() *cobra.Command {
	return a.jsonFlag(&cobra.Command{
		Use:     "show HABIT...",
		Short:   "what has become of a habit",
		Example: "focus habit show stretch",
		Args:    nameOf(habits(), "focus habit show stretch"), ValidArgsFunction: a.completeHabit,
		RunE: func(c *cobra.Command, args []string) error {
			query := strings.Join(args, " ")
			if n, err := strconv.Atoi(query); err == nil {
				if seen := a.seen(); n > 0 && n <= len(seen) {
					query = seen[n-1]
				}
			}
			story, err := a.client.Habit(c.Context(), query)
			return a.show(story, err, nil, func(p page) string { return p.story(story) })
		},
	})
}

func (a *app) vacationCommand() *cobra.Command {
	var of []string
	var reason string
	var horizon int
	c := &cobra.Command{
		Use:   "vacation FIRST [LAST] [--of NAME] [--reason TEXT] | end",
		Short: "days on which nothing is expected",
		Long: `Streaks and strengths neither grow nor suffer. FIRST and LAST are days as
tomorrow, fri, 2026-12-24, +3d; without LAST it is one day. With --of only what
you name is let off, habits and time blocks. End ends the one that goes on with
yesterday, or the next one before it begins.`,
		Example: `focus habit vacation 2026-12-24 2027-01-02 --reason family
focus habit vacation today +2d --of run
focus habit vacation end`,
		Args: func(c *cobra.Command, args []string) error {
			if len(args) == 0 {
				return misuse("focus habit vacation 2026-12-24 2027-01-02", "from when to when?")
			}
			return atMost(2)(c, args)
		},
		ValidArgsFunction: cobra.FixedCompletions([]string{"today", "tomorrow", "end"}, cobra.ShellCompDirectiveNoFileComp),
		RunE: func(c *cobra.Command, args []string) error {
			if args[0] == "end" {
				return a.change(c.Context(), api.AgendaCommand{Do: "vacation_end"})
			}
			cmd := api.AgendaCommand{Do: "vacation", From: args[0], Of: of, Reason: reason, Horizon: horizon}
			if len(args) > 1 {
				cmd.To = args[1]
			}
			return a.change(c.Context(), cmd)
		},
	}
	listFlag(c, &of, "of", "NAME", "let off only this habit or time block")
	valueFlag(c, &reason, "reason", "TEXT", "why, for yourself")
	horizonFlag(c, &horizon, "refuse what begins within so many days")
	return a.jsonFlag(c)
}

func (a *app) rampCommand() *cobra.Command {
	return a.jsonFlag(&cobra.Command{
		Use:     "ramp HABIT... yes|no",
		Short:   "take or refuse the change that a habit proposes",
		Long:    "A habit with --ramp looks at the last seven days that it was asked for, and may\npropose to ask for more or less. Nothing changes unless you say yes.",
		Example: "focus habit ramp read yes",
		Args: func(_ *cobra.Command, args []string) error {
			if n := len(args); n < 2 || args[n-1] != "yes" && args[n-1] != "no" {
				return misuse("focus habit ramp read yes", "which habit, and yes or no?")
			}
			return nil
		},
		ValidArgsFunction: a.completeHabit,
		RunE: func(c *cobra.Command, args []string) error {
			last := len(args) - 1
			cmd := a.named("ramp", args[:last])
			cmd.Accept = args[last] == "yes"
			return a.change(c.Context(), cmd)
		},
	})
}

func (a *app) restartCommand() *cobra.Command {
	return a.jsonFlag(&cobra.Command{
		Use:     "restart HABIT...",
		Short:   "count the beginning of a habit anew",
		Long:    "Seven of the first ten days are a good beginning. What was done stays.",
		Example: "focus habit restart stretch",
		Args:    nameOf(habits(), "focus habit restart stretch"), ValidArgsFunction: a.completeHabit,
		RunE: func(c *cobra.Command, args []string) error {
			return a.change(c.Context(), a.named("habit_kick", args))
		},
	})
}
