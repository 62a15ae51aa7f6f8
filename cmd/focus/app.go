package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"focusd/daemon/api"
)

const (
	defaultCells = 80
	fewestCells  = 40
)

// world is what a run of focus is given.
type world struct {
	in       io.Reader
	out, err io.Writer
	getenv   func(string) string
	zone     *time.Location
	cells    int // width of the terminal that out is; 0: it is none

	asks bool             // in is a terminal: somebody is there to be asked
	now  func() time.Time // by which is measured what answering costs; nil: time.Now
}

// app is one run of focus.
type app struct {
	world
	ui
	client api.Client
	buffer *bufio.Writer // what printf writes to, in front of world.out
	json   bool

	oneZone bool // times are shown by the clock of zone, wherever the person was
}

func newApp(w world) *app {
	buffer := bufio.NewWriterSize(w.out, 16<<10)
	if w.now == nil {
		w.now = time.Now
	}
	return &app{world: w, ui: ui{out: buffer, err: w.err}, buffer: buffer}
}

// run runs one command line and returns the code to end with.
func (a *app) run(ctx context.Context, args []string) exit {
	root := a.root()
	root.SetArgs(append([]string{}, args...)) // to cobra, nil means those of the process
	root.SetOut(a.buffer)
	root.SetErr(a.ui.err)
	err := root.ExecuteContext(ctx)
	if flushed := a.buffer.Flush(); err == nil && flushed != nil {
		err = fmt.Errorf("write the output: %w", flushed)
	}
	switch {
	case err == nil:
		return done
	case ctx.Err() != nil && !errors.As(err, new(status)): // the person knows
		return refused
	}
	if a.json || asksForJSON(args) {
		return a.failJSON(err)
	}
	return a.fail(err)
}

// asksForJSON says whether args have --json: an error in the words before it
// keeps cobra from reading so far.
func asksForJSON(args []string) bool {
	if end := slices.Index(args, "--"); end >= 0 {
		args = args[:end]
	}
	return slices.Contains(args, "--json")
}

// section is a part of the command line, in the order in which people need it.
type section struct {
	title    string
	commands []*cobra.Command
}

func (a *app) sections() []section {
	return []section{
		{"The timer", a.timerCommands()},
		{"Tasks", a.taskCommands()},
		{"Days and habits", a.dayCommands()},
		{"Looking", []*cobra.Command{a.statusCommand(), a.todayCommand(), a.logCommand(), a.whyCommand(), a.watchCommand(), a.openCommand()}},
		{"The log and the reminders", append(a.trackingCommands(), a.answerCommand(), a.importCommand(), a.exportCommand(), a.replayCommand())},
		{"What time is worth", a.categoryCommands()},
		{"Care", []*cobra.Command{a.settingCommand(), a.doctorCommand(), a.backupCommand(), a.forgetCommand(), a.dbCommand(), a.versionCommand(), a.completionCommand()}},
	}
}

// root is the whole command line.
func (a *app) root() *cobra.Command {
	root := &cobra.Command{
		Use:   "focus [command]",
		Short: "the focus timer and the log of your time",
		Long: `Focus talks to focusd, the daemon that runs your blocks and logs which
window you were in. Alone it says how things stand.`,
		Example: `focus start 25/5 writing      a block of 25 minutes, then a break of 5
focus                         how things stand
focus today                   where the day went`,
		Args:                       a.knownCommand,
		RunE:                       a.runStatus,
		SuggestionsMinimumDistance: 2,
		SilenceErrors:              true,
		SilenceUsage:               true,
		CompletionOptions:          cobra.CompletionOptions{DisableDefaultCmd: true},
	}
	root.SetFlagErrorFunc(func(c *cobra.Command, err error) error {
		return misuse(c.CommandPath()+" --help", "%s", err)
	})
	a.jsonFlag(root)
	sections := a.sections()
	for _, s := range sections {
		root.AddCommand(s.commands...)
	}
	root.SetHelpFunc(func(c *cobra.Command, _ []string) { a.help(c, sections) })
	root.SetHelpCommand(a.helpCommand())
	root.AddCommand(a.manCommand(sections))
	return root
}

// knownCommand refuses words that are not a command.
func (a *app) knownCommand(c *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	f := misuse("focus --help lists the commands", "there is no command %q", args[0])
	if near := suggestions(c, args[0]); len(near) > 0 {
		f.hints = []string{"did you mean: focus " + strings.Join(near, ", focus ")}
	}
	return f
}

// suggestions are the commands that word may be a slip for: cobra's, which are
// two letters away at most or go on as word does, but for those that begin
// with another letter. People know how a word begins.
func suggestions(c *cobra.Command, word string) (near []string) {
	for _, name := range c.SuggestionsFor(word) {
		if strings.EqualFold(name[:1], word[:1]) {
			near = append(near, name)
		}
	}
	return near
}

// jsonFlag gives c the flag that every command has that prints facts.
func (a *app) jsonFlag(c *cobra.Command) *cobra.Command {
	c.Flags().BoolVar(&a.json, "json", false, "print JSON, for programs")
	return c
}

// printJSON prints v for programs.
func (a *app) printJSON(v any) error {
	body, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		return fmt.Errorf("encode the answer: %w", err)
	}
	a.printf("%s\n", quoteControls(string(body)))
	return nil
}

// page is the terminal, or 80 columns without colour where there is none.
// $COLUMNS decides if it is set.
func (a *app) page() page {
	p := page{cells: a.cells, zone: a.zone, lived: !a.oneZone}
	p.colour = a.cells > 0 && a.getenv("NO_COLOR") == "" && a.getenv("TERM") != "dumb"
	if n, err := strconv.Atoi(a.getenv("COLUMNS")); err == nil {
		p.cells = n
	}
	if p.cells == 0 {
		p.cells = defaultCells
	}
	p.cells = max(p.cells, fewestCells)
	return p
}

// atMost is a check of how many words a command takes.
func atMost(n int) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		if len(args) > n {
			return misuse(c.CommandPath()+" --help", "%q is one word too many for %s", args[n], c.CommandPath())
		}
		return nil
	}
}

// exactly is a check that a command has so many words.
func exactly(what string, n int) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		if len(args) < n {
			return misuse(usageLine(c), "%s needs %s", c.CommandPath(), what)
		}
		return atMost(n)(c, args)
	}
}

// family is a command that has others, and does nothing itself but to list them.
func family(c *cobra.Command, members ...*cobra.Command) *cobra.Command {
	c.Args = knownSubcommand
	c.RunE = func(c *cobra.Command, _ []string) error { return c.Help() }
	c.AddCommand(members...)
	return c
}

// knownSubcommand refuses words that are no command of c.
func knownSubcommand(c *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	return misuse(c.CommandPath()+" --help lists them", "there is no command %q", c.CommandPath()+" "+args[0])
}
