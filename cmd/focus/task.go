package main

import (
	"bufio"
	"context"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"focusd/daemon/api"
)

// taskNames says how the words of a command name a task.
const taskNames = "TASK is its number in the list that focus printed last, or words of its title."

// taskWord says it of a command that has more to say after the task.
const taskWord = "TASK is its number in the list that focus printed last, or a word of its title."

func (a *app) taskCommands() []*cobra.Command {
	return []*cobra.Command{
		a.addCommand(), a.tasksCommand(), a.nextCommand(), a.fiveCommand(), a.doCommand(), a.doneCommand(),
		a.leaveCommand(), a.splitCommand(), a.laterCommand(), a.dropCommand(), a.sixCommand(), a.templateCommand(),
	}
}

func (a *app) addCommand() *cobra.Command {
	return a.jsonFlag(&cobra.Command{
		Use:   "add TEXT... | -",
		Short: "write down something to do",
		Long: `Nothing but the text is required. What it may have in it, anywhere:

  ~4m ~1h30m         how long it takes
  @phone             where it can be done; several are fine
  +health            the area of life
  !1 !2 !3 !4        urgent and important, important, urgent, neither
  due:fri            until when: today, fri, 2026-12-01, +3d, eom, fri-14:00
  later:mon          not offered before
  every:mon-fri      when it comes again; every!:3d counts from when it was done
  goal:Spanish       what it is for
  wait:Anna          for what or whom it waits
  match:app:editor   what counts as working on it; several are fine
  %low               can be done with half a mind
  outline > draft    steps, in their order
  \@home             a word that is no mark

Write it in single quotes: the shell has a use of its own for ! and >. With -
each line of the input is a task.`,
		Example: `focus add call dentist ~4m @phone due:fri
focus add 'write report !1 > outline ~5m > draft ~10m'
focus add water the plants ~3m every:3d %low
focus add - < list.txt`,
		ValidArgsFunction: a.completeLine,
		RunE: func(c *cobra.Command, args []string) error {
			line := strings.Join(args, " ")
			switch {
			case line == "-":
				return a.addLines(c.Context())
			case strings.TrimSpace(line) == "":
				return misuse("focus add call dentist ~4m @phone", "what is to be done?")
			}
			return a.change(c.Context(), api.AgendaCommand{Do: "add", Line: line})
		},
	})
}

// addLines adds a task for each line of the input.
func (a *app) addLines(ctx context.Context) error {
	lines := bufio.NewScanner(a.in)
	for n := 1; lines.Scan(); n++ {
		if strings.TrimSpace(lines.Text()) == "" {
			continue
		}
		if err := a.change(ctx, api.AgendaCommand{Do: "add", Line: lines.Text()}); err != nil {
			a.warningf("line %d was not added, nor those after it", n)
			return err
		}
	}
	return lines.Err()
}

// onTask is a command that takes a task and nothing else.
func (a *app) onTask(name, do, short, long, example string) *cobra.Command {
	if long != "" {
		long += "\n"
	}
	return a.jsonFlag(&cobra.Command{
		Use: name + " TASK...", Short: short, Long: long + taskNames, Example: example,
		Args:              someTask(example),
		ValidArgsFunction: a.completeTask,
		RunE: func(c *cobra.Command, args []string) error {
			return a.change(c.Context(), a.named(do, args))
		},
	})
}

// someTask refuses a command that names none.
func someTask(example string) cobra.PositionalArgs {
	first, _, _ := strings.Cut(example, "\n")
	return func(_ *cobra.Command, args []string) error {
		if strings.TrimSpace(strings.Join(args, "")) == "" {
			return misuse(first, "which task?")
		}
		return nil
	}
}

func (a *app) doCommand() *cobra.Command {
	return a.jsonFlag(&cobra.Command{
		Use:   "do [TASK...]",
		Short: "begin a task, or the first of today's six",
		Long: `It is the one that is being done until it is done or left; another one waits
meanwhile. Of a task with steps it is the first that is open.
` + taskNames,
		Example: `focus do
focus do 1
focus do call dentist`,
		ValidArgsFunction: a.completeTask,
		RunE: func(c *cobra.Command, args []string) error {
			return a.change(c.Context(), a.named("do", args))
		},
	})
}

func (a *app) doneCommand() *cobra.Command {
	return a.jsonFlag(&cobra.Command{
		Use:   "done [TASK...]",
		Short: "a task is done: the one that is being done, or TASK",
		Long: `The last step of a task finishes the task, and what is repeated comes again.
` + taskNames,
		Example: `focus done
focus done 2
focus done call dentist`,
		ValidArgsFunction: a.completeTask,
		RunE: func(c *cobra.Command, args []string) error {
			return a.change(c.Context(), a.named("done", args))
		},
	})
}

func (a *app) leaveCommand() *cobra.Command {
	return a.jsonFlag(&cobra.Command{
		Use:   "leave [NEXT...]",
		Short: "leave the task that is being done for now",
		Long:  "NEXT is where to go on. It is shown when the task is offered or begun again.",
		Example: `focus leave
focus leave look up the figures of October`,
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(c *cobra.Command, args []string) error {
			return a.change(c.Context(), api.AgendaCommand{Do: "leave", Next: strings.Join(args, " ")})
		},
	})
}

func (a *app) splitCommand() *cobra.Command {
	return a.jsonFlag(&cobra.Command{
		Use:   "split TASK [STEP...]",
		Short: "make steps of a task",
		Long: `They are to be done in their order. Each STEP is one word to the shell: put it
in quotes. Without any, each line of the input is a step.
` + taskWord,
		Example: `focus split 2 'outline ~5m' 'draft ~10m'
focus split report < steps.txt`,
		Args:              someTask("focus split 2 'outline ~5m' 'draft ~10m'"),
		ValidArgsFunction: a.completeFirstTask,
		RunE: func(c *cobra.Command, args []string) error {
			text := strings.Join(args[1:], "\n")
			if len(args) == 1 {
				body, err := a.steps()
				if err != nil {
					return err
				}
				text = body
			}
			cmd := a.named("split", args[:1])
			cmd.Text = text
			return a.change(c.Context(), cmd)
		},
	})
}

// steps are the lines of the input.
func (a *app) steps() (string, error) {
	if a.asks {
		a.warningf("write a step on each line, and end with Ctrl-D")
	}
	const most = 64 << 10
	body, err := io.ReadAll(io.LimitReader(a.in, most))
	return string(body), err
}

func (a *app) laterCommand() *cobra.Command {
	return a.jsonFlag(&cobra.Command{
		Use:   "later TASK... DAY",
		Short: "put a task off until a day",
		Long: `Before, it is not offered and on no list. DAY is the last word: tomorrow, fri,
2026-12-01, 12-01, +3d, +2w, eow, eom.
` + taskNames,
		Example: `focus later 3 tomorrow
focus later call dentist fri`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) < 2 {
				return misuse("focus later 3 tomorrow", "which task, and until when?")
			}
			return nil
		},
		ValidArgsFunction: a.completeTask,
		RunE: func(c *cobra.Command, args []string) error {
			last := len(args) - 1
			cmd := a.named("later", args[:last])
			cmd.Day = args[last]
			return a.change(c.Context(), cmd)
		},
	})
}

func (a *app) dropCommand() *cobra.Command {
	return a.onTask("drop", "drop", "a task will not be done at all",
		"With its steps, and it does not come again. focus undo takes it back.", "focus drop 3\nfocus drop tax form")
}

// change makes a command of the agenda happen and prints what came of it.
func (a *app) change(ctx context.Context, cmd api.AgendaCommand) error {
	done, err := a.client.ChangeAgenda(ctx, cmd)
	switch {
	case err != nil:
		return err
	case a.json:
		return a.printJSON(done)
	}
	a.printf("%s", a.page().agendaDone(done, time.Now()))
	for _, n := range done.Notices {
		a.warningf("%s", n.Text)
	}
	return nil
}
