package main

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"focusd/daemon/api"
	"focusd/timer"
)

func (a *app) timerCommands() []*cobra.Command {
	return []*cobra.Command{
		a.startCommand(),
		a.pauseCommand(),
		a.verb("resume", "go on after a pause", ""),
		a.verb("finish", "done early, or done at last: take the break",
			"A block counts as completed from 80 % of its length on, else as partial."),
		a.whole("stop", "end the block without a break",
			"A block counts as completed from 80 % of its length on, else as abandoned.\nfocus undo takes it back."),
		a.whole("skip", "skip the break, or the rest of the block",
			"Either way the next block begins at once. Where [timer] strict_breaks is set, a\nbreak is only left early, or skipped, by who is sure: on a terminal you are\nasked to type a word, elsewhere --sure says so."),
		a.extendCommand(),
		a.rewindCommand(),
		a.switchCommand(),
		a.postponeCommand(),
		a.keepCommand(),
		a.recordCommand(),
		a.undoCommand(),
	}
}

// undoCommand takes back the latest of what was done to the timer and to the
// agenda.
func (a *app) undoCommand() *cobra.Command {
	return a.jsonFlag(&cobra.Command{
		Use:   "undo",
		Short: "take back what you did last, within a minute",
		Long: `Be it to the timer, or to tasks, time blocks and habits; of these, focus tasks
undo takes back what is longer ago.`,
		Example: "focus undo",
		Args:    atMost(0),
		RunE: func(c *cobra.Command, _ []string) error {
			s, err := a.client.Status(c.Context())
			if err != nil {
				return err
			}
			today, err := a.client.Agenda(c.Context())
			if last := today.Undo; err == nil && last != nil && undoes(s, last.At) {
				return a.change(c.Context(), api.AgendaCommand{Do: "undo"})
			}
			err = a.do(c.Context(), api.Command{Do: "undo"})
			if last := today.Undo; errors.Is(err, timer.ErrNoUndo) && last != nil {
				return &fault{refused, err, []string{"focus tasks undo takes back: " + verbWords(last.Verb) + " " + last.What}}
			}
			return err
		},
	})
}

// undoes tells whether what was done to the agenda then is the latest thing to
// take back.
func undoes(s api.Status, at time.Time) bool {
	const within = time.Minute
	return s.At.Sub(at) < within && (s.Timer.UndoAt == nil || s.Timer.UndoAt.Before(at))
}

// verb is a command that takes nothing but its name.
func (a *app) verb(name, short, long string) *cobra.Command {
	return a.jsonFlag(&cobra.Command{
		Use: name, Short: short, Long: long, Example: "focus " + name,
		Args: atMost(0),
		RunE: func(c *cobra.Command, _ []string) error {
			return a.do(c.Context(), api.Command{Do: name})
		},
	})
}

func (a *app) pauseCommand() *cobra.Command {
	var external bool
	c := &cobra.Command{
		Use:   "pause [--external]",
		Short: "stop the clock for a while",
		Long: `The block stands still until focus resume, for half an hour at most: then it
ends where the pause began. Breaks cannot be paused, being away is what they
are for.`,
		Example: `focus pause
focus pause --external        somebody else is the reason`,
		Args: atMost(0),
		RunE: func(c *cobra.Command, _ []string) error {
			return a.do(c.Context(), api.Command{Do: "pause", External: external})
		},
	}
	c.Flags().BoolVar(&external, "external", false, "somebody else is the reason")
	return a.jsonFlag(c)
}

func (a *app) extendCommand() *cobra.Command {
	return a.jsonFlag(&cobra.Command{
		Use:   "extend [LENGTH]",
		Short: "work longer, by 5 minutes or LENGTH",
		Long: `The end of the block moves. In the first minute of a break it takes the break
back.`,
		Example: `focus extend
focus extend 15m`,
		Args:              atMost(1),
		ValidArgsFunction: lengths("5m", "10m", "15m"),
		RunE:              a.withLength("extend", 5*time.Minute, parseLength),
	})
}

func (a *app) rewindCommand() *cobra.Command {
	return a.jsonFlag(&cobra.Command{
		Use:   "rewind LENGTH",
		Short: "say that you were away the last LENGTH",
		Long: `The time does not count and the end of the block moves by as much. LENGTH may
be a time of day: since then. Of a block that is shorter all is taken, and the
answer says how much that was.`,
		Example: `focus rewind 10m
focus rewind 14:10`,
		Args: func(c *cobra.Command, args []string) error {
			if len(args) == 0 {
				return misuse("focus rewind 10m", "how long were you away?")
			}
			return atMost(1)(c, args)
		},
		ValidArgsFunction: lengths("5m", "10m", "15m"),
		RunE: a.withLength("rewind", 0, func(s string) (time.Duration, error) {
			return a.moment().ago(s)
		}),
	})
}

func (a *app) switchCommand() *cobra.Command {
	return a.jsonFlag(&cobra.Command{
		Use:               "switch LABEL...",
		Short:             "spend the rest of the block on something else",
		Example:           `focus switch answering letters`,
		ValidArgsFunction: a.completeLabel,
		RunE: func(c *cobra.Command, args []string) error {
			label := strings.Join(args, " ")
			if strings.TrimSpace(label) == "" {
				return misuse("focus switch answering letters", "switch to what?")
			}
			return a.do(c.Context(), api.Command{Do: "switch", Label: label})
		},
	})
}

func (a *app) postponeCommand() *cobra.Command {
	return a.jsonFlag(&cobra.Command{
		Use:   "postpone [LENGTH]",
		Short: "put the break off, by 5 minutes or LENGTH",
		Long:  `Only at the beginning of a break, and twice at most.`,
		Example: `focus postpone
focus postpone 10m`,
		Args:              atMost(1),
		ValidArgsFunction: lengths("5m", "10m"),
		RunE:              a.withLength("postpone", 0, parseLength),
	})
}

// withLength runs a verb with the length in its first word, read by parse.
func (a *app) withLength(verb string, d time.Duration, parse func(string) (time.Duration, error)) func(*cobra.Command, []string) error {
	return func(c *cobra.Command, args []string) (err error) {
		d := d
		if len(args) > 0 {
			if d, err = parse(args[0]); err != nil {
				return err
			}
		}
		return a.do(c.Context(), api.Command{Do: verb, Seconds: int64(d / time.Second)})
	}
}

// do sends cmd and prints how things stand after it.
func (a *app) do(ctx context.Context, cmd api.Command) error {
	s, err := a.client.Timer(ctx, cmd)
	if errors.Is(err, timer.ErrStrict) {
		sure, unheard := a.isSure(cmd.Do)
		switch {
		case unheard != nil:
			return unheard
		case sure:
			cmd.Sure = true
			s, err = a.client.Timer(ctx, cmd)
		}
	}
	if err != nil {
		return advise(err)
	}
	if a.json {
		return a.printJSON(s)
	}
	a.printf("%s", reply(a.page(), s, cmd))
	if cmd.Do == "finish" || cmd.Do == "stop" {
		a.offerMeanwhile(ctx)
	}
	return nil
}

// reply is what cmd answers to a person.
func reply(p page, s api.Status, cmd api.Command) string {
	l := lookOf(s.Timer)
	text := p.sentence(s)
	if s.Timer.State == idle {
		text += " · " + spent(seconds(s.Today.Focus)) + " focus, " + blocksDone(s.Today.Blocks) + " today"
	}
	text = p.paint(l.hue, l.sign) + " " + text + "\n"
	if cmd.Do == "record" {
		text = "written down: " + spent(seconds(cmd.Seconds)) + colon(labels(cmd.Label)) + " · focus undo\n"
	}
	if less := shortened(p, s, cmd); less != "" {
		text += "  " + less + "\n"
	}
	if u := s.Timer; (u.Undo == "stop" || u.Undo == "skip") && u.UndoUntil != nil {
		text += p.paint(faint, "  focus undo takes it back until "+u.UndoUntil.In(p.zone).Format("15:04:05")) + "\n"
	}
	return text
}

// shortened says what was done where cmd reaches further back than a block
// can: "" if it was done as asked.
func shortened(p page, s api.Status, cmd api.Command) string {
	began := s.Timer.Started
	if cmd.Seconds == 0 || began == nil || began.Sub(s.At.Add(-seconds(cmd.Seconds))) <= time.Second {
		return ""
	}
	switch cmd.Do {
	case "record":
		return ""
	case "start":
		return "began " + p.until(*began, s.At) + ", when the block or break before it ended"
	case "rewind":
		return "took " + trace(s.At.Sub(*began)) + ": the block began " + p.until(*began, s.At)
	}
	return ""
}

// advise says of a refusal which command would do instead. The daemon does not
// know the commands: its hints are for the tray and the page as well.
func advise(err error) error {
	for _, a := range []struct {
		about error
		hint  string
	}{
		{timer.ErrIdle, "focus start"},
		{timer.ErrWorking, "focus start --replace, or to go on with another label: focus switch LABEL"},
		{timer.ErrInBreak, "focus start ends the break, focus postpone puts it off"},
		{timer.ErrNotPaused, "focus shows how things stand"},
		{timer.ErrNoBreak, "focus extend moves the end of a block"},
		{timer.ErrStrict, "focus postpone puts it off; who is sure says --sure, or asks again in three seconds"},
		{timer.ErrOverlap, "focus log shows what there is; write down what lies beside it"},
	} {
		if errors.Is(err, a.about) {
			return &fault{refused, err, []string{a.hint}}
		}
	}
	return err
}

// moment is now, for lengths and times of day. Days need the daemon's calendar.
func (a *app) moment() moment { return moment{now: time.Now().In(a.zone)} }
