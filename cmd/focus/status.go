package main

import (
	"strings"
	"time"

	"github.com/spf13/cobra"

	"focusd/daemon/api"
)

func (a *app) statusCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "status [--json | --format BAR]",
		Short: "how things stand",
		Long: `Shows the timer, what is next, where you are, and the day so far. focus alone
does the same. BAR is waybar, i3blocks, polybar or tmux; a bar that can follow
a program is better served by focus watch --format.`,
		Example: `focus status
focus status --json | jq .timer.left_seconds
set -g status-right '#(focus status --format tmux)'     in ~/.tmux.conf`,
		Args: atMost(0),
		RunE: a.runStatus,
	}
	formatFlag(c)
	return a.jsonFlag(c)
}

func (a *app) runStatus(c *cobra.Command, _ []string) error {
	bar, err := barOf(c)
	if err != nil {
		return err
	}
	s, err := a.client.Status(c.Context())
	if err != nil {
		return err
	}
	switch {
	case bar != nil:
		a.printf("%s\n", bar.show(newBarText(a.page(), s), once))
	case a.json:
		return a.printJSON(s)
	default:
		a.printf("%s", statusText(a.page(), s))
	}
	return nil
}

// widestBar is as far as a bar grows: longer ones are harder to read.
const widestBar = 60

// statusText is the answer of focus status for people.
func statusText(p page, s api.Status) string {
	var b strings.Builder
	l := lookOf(s.Timer)
	head := l.sign + " " + l.words
	b.WriteString(p.paint(l.hue, head))
	if label := say(s.Timer.Label); label != "" && s.Timer.State != idle {
		b.WriteString("  " + p.paint(bold, fit(label, p.cells-cells(head)-2)))
	}
	b.WriteString("\n")
	if line := p.progress(s, l); line != "" {
		b.WriteString(line + "\n")
	}
	b.WriteString("\n")
	for _, row := range statusRows(p, s) {
		b.WriteString(p.paint(faint, pad(row[0], 8)) + " " + fit(row[1], p.cells-9) + "\n")
	}
	return b.String()
}

// progress is the line with the bar: how much of the block or break is done,
// and what is left of it.
func (p page) progress(s api.Status, l look) string {
	t := s.Timer
	text := counting(t)
	switch {
	case t.State == idle:
		return ""
	case (t.State == overtime || t.State == breakOver) && t.Ends != nil:
		text += " since " + p.until(*t.Ends, s.At)
	case t.State == paused && t.Since != nil:
		text += ", stopped since " + p.until(*t.Since, s.At)
	case t.Ends != nil:
		text += ", until " + p.until(*t.Ends, s.At)
	case t.Started != nil:
		text += ", since " + p.until(*t.Started, s.At)
	}
	if t.Planned == 0 {
		return text
	}
	whole := max(seconds(t.Elapsed)+seconds(max(t.Left, 0)), time.Second)
	n := min(widestBar, p.cells-cells(text)-2)
	if n < 10 {
		return text
	}
	return p.bar(l.hue, n, seconds(t.Elapsed), whole) + "  " + text
}

// statusRows are the lines below: always the same ones first, then only what
// is out of the ordinary.
func statusRows(p page, s api.Status) [][2]string {
	rows := [][2]string{}
	add := func(name, text string) {
		if text != "" {
			rows = append(rows, [2]string{name, text})
		}
	}
	add("next", nextStep(s.Timer))
	add("here", here(s))
	add("today", today(s.Today))
	if n := len(s.Nudges); n > 0 {
		add("asked", p.question(s.Nudges[n-1], s.At)+" · focus answer "+strings.Join(answerWords(s.Nudges[n-1]), ", "))
	}
	if s.Timer.Undo != "" && s.Timer.UndoUntil != nil {
		add("undo", "focus undo takes back "+clean(s.Timer.Undo)+", until "+s.Timer.UndoUntil.In(p.zone).Format("15:04:05"))
	}
	if until := s.Tracking.HeldUntil; until != nil {
		add("held", "no reminders until "+p.until(*until, s.At)+" · focus release")
	}
	if s.Quiet != nil {
		add("quiet", quietness(*s.Quiet))
	}
	if !s.Tracking.On {
		add("log", "not being written"+p.untilOr(s.Tracking.PausedUntil, s.At, " until you say so")+" · focus resume-tracking")
	}
	if !s.Source.Watching {
		add("windows", watching(s.Source)+" · focus doctor")
	}
	if s.Store.Failing != "" {
		add("store", writing(s.Store))
	}
	return rows
}

// quietness is why notifications are not shown, or are.
func quietness(q api.Quiet) string {
	switch {
	case q.Problem != "":
		return "do-not-disturb: " + clean(q.Problem) + " · focus doctor"
	case q.Ours:
		return "notifications wait until the work is over (" + clean(q.Desktop) + ")"
	}
	return clean(q.Desktop) + " was on do-not-disturb before the block, and stays so"
}

func (p page) untilOr(t *time.Time, now time.Time, never string) string {
	if t == nil {
		return never
	}
	return " until " + p.until(*t, now)
}

// nextStep is what follows, and where it is the person's turn, the command.
func nextStep(t api.Timer) string {
	text := next(t)
	switch t.State {
	case idle, breakOver:
		return text + " · focus start"
	case paused:
		return "focus resume · then " + text
	case overtime:
		return text + " · focus finish"
	case shortBreak, longBreak:
		if t.Postpones > 0 {
			text += " · focus postpone"
		}
	}
	return text
}

// here is where the person is, and for how long.
func here(s api.Status) string {
	text := place(s.Presence)
	if s.Presence.Since == nil {
		return text
	}
	state := clean(s.Presence.State)
	return state + " for " + trace(s.At.Sub(*s.Presence.Since)) + text[len(state):]
}

// appName is an app for people. Nothing focused is a fact of its own.
func appName(app string) string {
	if app == "" {
		return "nothing focused"
	}
	return say(app)
}
