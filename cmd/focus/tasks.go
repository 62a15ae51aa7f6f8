package main

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"focusd/daemon/api"
)

// mostListed is how many tasks are listed of those that are not on today's
// list, unless more are asked for.
const mostListed = 20

func (a *app) tasksCommand() *cobra.Command {
	var q api.TaskQuery
	var all, done bool
	var since string
	c := &cobra.Command{
		Use:   "tasks [WORD...] [--all] [--done] [--context NAME] [--area NAME]",
		Short: "what there is to do",
		Long: `Today's list first: what was ranked for today, put there, or is due; then what
else is open. With WORDs those that have them in their title. The numbers are
for focus do, done, later and the others, until the next list is printed.`,
		Example: `focus tasks
focus tasks --context phone
focus tasks --done --since monday`,
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(c *cobra.Command, args []string) error {
			q.Words = strings.Join(args, " ")
			switch {
			case since != "" && !done:
				return misuse("focus tasks --done --since monday", "--since is about tasks that are done")
			case done:
				return a.doneTasks(c.Context(), q, since)
			}
			return a.openTasks(c.Context(), q, all)
		},
	}
	c.Flags().BoolVar(&all, "all", false, "list all that are open, however many")
	c.Flags().BoolVar(&done, "done", false, "list those that are done or dropped: today, or since")
	valueFlag(c, &since, "since", "DAY", "with --done: since a day, or so long ago")
	valueFlag(c, &q.Context, "context", "NAME", "those that can be done there")
	valueFlag(c, &q.Area, "area", "NAME", "those of an area of life")
	a.completeFlag(c, "context", a.contexts)
	a.completeFlag(c, "area", a.areas)
	c.AddCommand(
		a.tasksEditCommand(), a.tasksOrderCommand(),
		a.onTask("reopen", "reopen", "have a task that is done or dropped be open again", "",
			"focus tasks reopen call dentist\nfocus tasks reopen 2"),
		a.onTask("today", "today", "put a task on today's list", "", "focus tasks today 3"),
		a.onTask("not-today", "not_today", "take a task off today's list and the six", "", "focus tasks not-today 3"),
		a.onTask("skip", "skip", "leave a repeated task out until it comes again", "", "focus tasks skip water the plants"),
		a.onTask("one", "one", "say which task matters most today", "", "focus tasks one 1"),
		a.tasksUndoCommand(),
	)
	return a.jsonFlag(c)
}

// openTasks lists what can be done.
func (a *app) openTasks(ctx context.Context, q api.TaskQuery, all bool) error {
	today, err := a.client.Agenda(ctx)
	if err != nil {
		return err
	}
	filtered := q != (api.TaskQuery{})
	if !all && !filtered && !a.json {
		q.Limit = mostListed + len(today.Tasks) // those of today may be anywhere among the others
	}
	open, err := a.client.Tasks(ctx, q)
	switch {
	case err != nil:
		return err
	case a.json:
		return a.printJSON(open)
	}
	text, ids := a.page().taskList(open, today, filtered)
	a.saw(ids)
	a.printf("%s", text)
	return nil
}

// taskList is the tasks of today, then the others, with their numbers, and the
// IDs that those stand for. Filtered says that these are only those asked for.
func (p page) taskList(open api.Tasks, today api.Agenda, filtered bool) (text string, ids []string) {
	within := func(t api.Task, tasks []api.Task) bool {
		return slices.ContainsFunc(tasks, func(u api.Task) bool { return u.ID == t.ID })
	}
	var first, others []api.Task
	for _, t := range today.Tasks {
		if !filtered || within(t, open.Tasks) {
			first = append(first, t)
		}
	}
	for _, t := range open.Tasks {
		if !within(t, first) {
			others = append(others, t)
		}
	}
	left := 0
	if open.More > 0 {
		left = max(today.Open-len(first)-min(len(others), mostListed), 0)
		others = others[:min(len(others), mostListed)]
	}
	if len(first)+len(others) == 0 {
		if filtered {
			return "no open task is like that · focus tasks\n", nil
		}
		return "nothing is open · focus add call dentist ~4m @phone\n", nil
	}
	var b strings.Builder
	if len(first) > 0 {
		b.WriteString(p.paint(bold, "today") + "  " + p.paint(faint, loadWords(today.Load)) + "\n")
		ids = p.numbered(&b, first, ids, today)
	}
	if len(others) > 0 {
		if len(first) > 0 {
			b.WriteString("\n" + p.paint(bold, "open") + "\n")
		}
		ids = p.numbered(&b, others, ids, today)
	}
	if left > 0 {
		b.WriteString(p.paint(faint, "  and "+itoa(left)+" more · focus tasks --all") + "\n")
	}
	return b.String(), ids
}

// numbered writes tasks with their numbers and the current step of each.
func (p page) numbered(b *strings.Builder, tasks []api.Task, ids []string, today api.Agenda) []string {
	for _, t := range tasks {
		ids = append(ids, t.ID)
		sign := " "
		if today.Active != nil && (today.Active.ID == t.ID || today.Active.Parent == t.ID) {
			sign = p.paint(cyan, "●")
		}
		b.WriteString(sign + p.paint(faint, padLeft(itoa(len(ids)), 3)) + "  " + p.ranked(t) + p.taskLine(t, today.At) + "\n")
		if steps := openSteps(t); len(steps) > 0 {
			more := ""
			if n := len(steps) - 1; n > 0 {
				more = p.paint(faint, "  and "+plural(n, "step")+" after it")
			}
			b.WriteString("       › " + p.taskLine(withoutTask(steps[0]), today.At) + more + "\n")
		}
		if t.Next != "" {
			b.WriteString("       go on: " + say(t.Next) + "\n")
		}
	}
	return ids
}

// ranked is the place of a task among the six.
func (p page) ranked(t api.Task) string {
	if t.Number == 0 {
		return ""
	}
	return p.paint(yellow, "#"+itoa(t.Number)) + " "
}

func withoutTask(step api.Task) api.Task {
	step.Task = ""
	return step
}

// loadWords say how full a day is.
func loadWords(l api.Load) string {
	if l.Level == "" {
		return ""
	}
	return left(seconds(l.Tasks+l.TimeBlocks+l.Habits)) + " of " + left(seconds(l.Capacity)) + ": " + map[string]string{
		"fits": "it fits", "full": "it is full", "over": "too much", "severe": "far too much",
	}[l.Level]
}

// doneTasks lists what was done: today, or since.
func (a *app) doneTasks(ctx context.Context, q api.TaskQuery, since string) error {
	q.State = "all"
	from, err := a.beginning(ctx, cmp.Or(since, "today"))
	if err != nil {
		return err
	}
	q.From = from
	ended, err := a.client.Tasks(ctx, q)
	if err != nil {
		return err
	}
	tasks := ended.Tasks[:0]
	for _, t := range ended.Tasks {
		if t.Outcome != "open" {
			tasks = append(tasks, t)
		}
	}
	ended.Tasks = tasks
	if a.json {
		return a.printJSON(ended)
	}
	text, ids := a.page().endedList(tasks, time.Now())
	a.saw(ids)
	a.printf("%s", text)
	return nil
}

// beginning is where a day began that the person names, or so long ago.
func (a *app) beginning(ctx context.Context, since string) (time.Time, error) {
	m, err := a.momentNow(ctx)
	if err != nil {
		return time.Time{}, err
	}
	if day, ok := m.day(since); ok {
		from, _ := m.bounds(day)
		return from, m.past(since, from)
	}
	return m.since(since)
}

// endedList is tasks by the time of their end, with their numbers.
func (p page) endedList(tasks []api.Task, now time.Time) (text string, ids []string) {
	if len(tasks) == 0 {
		return "nothing was done or dropped then\n", nil
	}
	var b strings.Builder
	done := 0
	for _, t := range tasks {
		ids = append(ids, t.ID)
		sign := p.paint(green, "✓")
		if t.Outcome == "dropped" {
			sign = p.paint(faint, "✗")
		} else {
			done++
		}
		b.WriteString(p.paint(faint, padLeft(itoa(len(ids)), 4)) + "  " + sign + " " + pad(p.until(t.Ended, now), 9) + "  " + p.taskLine(t, now) + "\n")
	}
	b.WriteString("\n" + plural(done, "task") + " done\n")
	return b.String(), ids
}

func (a *app) tasksEditCommand() *cobra.Command {
	return a.jsonFlag(&cobra.Command{
		Use:   "edit TASK TEXT...",
		Short: "change the title of a task, or what its marks say",
		Long: `TEXT is written as for focus add; what it does not mention stays as it is. ~0,
due:none, @none and so on take a mark back.
` + taskWord,
		Example: `focus tasks edit 2 ~15m due:mon
focus tasks edit dentist 'call the dentist' @none`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) < 2 {
				return misuse("focus tasks edit 2 ~15m due:mon", "which task, and what is another now?")
			}
			return nil
		},
		ValidArgsFunction: a.completeFirstTask,
		RunE: func(c *cobra.Command, args []string) error {
			cmd := a.named("edit", args[:1])
			cmd.Line = strings.Join(args[1:], " ")
			return a.change(c.Context(), cmd)
		},
	})
}

func (a *app) tasksOrderCommand() *cobra.Command {
	return a.jsonFlag(&cobra.Command{
		Use:   "order TASK STEP...",
		Short: "put the steps of a task in another order",
		Long: `Each STEP is its number among the open ones, or a word of its title. Those that
are not named come after them.
` + taskWord,
		Example: `focus tasks order 2 3 1`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) < 2 {
				return misuse("focus tasks order 2 3 1", "which task, and which of its steps first?")
			}
			return nil
		},
		ValidArgsFunction: a.completeFirstTask,
		RunE: func(c *cobra.Command, args []string) error {
			cmd := a.named("order", args[:1])
			cmd.List = args[1:]
			return a.change(c.Context(), cmd)
		},
	})
}

func (a *app) tasksUndoCommand() *cobra.Command {
	return a.jsonFlag(&cobra.Command{
		Use:   "undo",
		Short: "take the last change of tasks, time blocks and habits back",
		Long: `However long it is ago; the one before can be taken back after it, and so on.
What was changed again since is refused.`,
		Example: "focus tasks undo",
		Args:    atMost(0),
		RunE: func(c *cobra.Command, _ []string) error {
			return a.change(c.Context(), api.AgendaCommand{Do: "undo"})
		},
	})
}
