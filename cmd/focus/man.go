package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
)

// manCommand writes the manual page. cobra's own generator would write thirty
// pages and bring a Markdown parser into the program that starts in
// milliseconds.
func (a *app) manCommand(sections []section) *cobra.Command {
	return &cobra.Command{
		Use: "man FOLDER", Short: "write focus.1 to a folder", Hidden: true,
		Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			path := filepath.Join(args[0], "focus.1")
			if err := os.WriteFile(path, []byte(manPage(c.Root(), sections)), 0o644); err != nil {
				return fmt.Errorf("write the manual: %w", err)
			}
			return nil
		},
	}
}

// manPage is focus(1) in the man macros. The texts are those of --help.
func manPage(root *cobra.Command, sections []section) string {
	var m manual
	m.line(`.\" Written by "focus man": change the texts in cmd/focus instead.`)
	m.line(`.TH FOCUS 1 "" focusd "User commands"`)
	m.line(".nh") // a command broken in two is none
	m.section("NAME")
	m.line(`focus \- ` + roff(root.Short))
	m.section("SYNOPSIS")
	m.line(`.B focus`)
	m.line(`.RI [ command ]`)
	m.section("DESCRIPTION")
	m.text(root.Long)
	m.line(".PP")
	m.text("Every command prints JSON with\n--json.\nWhat went wrong is then one line of JSON on standard error: see ERRORS.")
	m.example(root.Example)
	for _, s := range sections {
		m.section(strings.ToUpper(s.title))
		for _, c := range s.commands {
			m.command(c)
			for _, sub := range c.Commands() {
				m.command(sub)
			}
		}
	}
	for _, part := range manParts() {
		m.section(part.title)
		m.items(part.items)
	}
	m.section("SEE ALSO")
	m.line(".BR focusd (1),")
	m.line(".BR focus-tray (1),")
	m.line(".BR focusd.toml (5)")
	return m.String()
}

type manPart struct {
	title string
	items [][2]string
}

// manParts is what belongs to no command.
func manParts() []manPart {
	return []manPart{
		{"LENGTHS AND TIMES", [][2]string{
			{"length", "25m, 1h30, 1h30m, 1.5h, 90s, or 90, which is minutes."},
			{"time of day", "14:10. It is the last one there was, or the next one where only the future makes sense."},
			{"day", "today, yesterday, a weekday (monday or mon: the last one, today included), or 2026-11-20. A day begins at four in the morning unless focusd is set otherwise: \"yesterday 01:30\" comes after \"yesterday 23:00\"."},
			{"range", "A day; a time of day or \"yesterday 14:10\", with all that came after; or two of them with .. between: monday..today, \"yesterday 14:10..yesterday 16:00\". Without its second half a range reaches to now."},
		}},
		{"STATUS BARS", [][2]string{
			{"waybar", "A custom module with \"exec\": \"focus watch --format waybar\" and \"return-type\": \"json\". Its class is the state of the timer: idle, work, paused, overtime, short_break, long_break, break_over, or off."},
			{"i3blocks", "command=focus watch --format i3blocks, interval=persist, format=json. With an interval: focus status --format i3blocks."},
			{"polybar", "type = custom/script, exec = focus watch --format polybar, tail = true."},
			{"tmux", "set -g status-right '#(focus status --format tmux)'"},
		}},
		{"EXIT STATUS", [][2]string{
			{"0", "Done."},
			{"1", "Refused, or something failed."},
			{"2", "Wrong usage."},
			{"3", "The daemon is not there: systemctl --user start focusd."},
		}},
		{"ERRORS", [][2]string{
			{"in words", "On standard error: \"focus: error:\" and what happened, then \"focus: hint:\" and what to do."},
			{"with --json", "On standard error: {\"error\":{\"code\":\"idle\",\"message\":\"...\",\"hint\":\"...\"}} in one line. The exit status is the same. The code never changes: it is usage, no_daemon, failed, or the daemon's, as idle, working, in_break, not_paused, no_break, too_late, no_undo, taken, changed, no_entry, range, preset, store, stopping or busy. There may be no hint."},
		}},
		{"ENVIRONMENT", [][2]string{
			{"FOCUSD_SOCKET", "The socket of the daemon, instead of the one below."},
			{"NO_COLOR", "If not empty, no colour. There is none outside a terminal either."},
			{"COLUMNS", "The width to print for, instead of the terminal's."},
		}},
		{"FILES", [][2]string{
			{"$XDG_RUNTIME_DIR/focusd/focusd.sock", "The socket of the daemon."},
		}},
	}
}

// manual is a page in the making.
type manual struct{ strings.Builder }

func (m *manual) line(s string) { m.WriteString(s + "\n") }

func (m *manual) section(title string) { m.line(".SH " + roffWord(title)) }

// text is prose: lines may be filled again.
func (m *manual) text(s string) {
	for _, line := range strings.Split(s, "\n") {
		if line == "" {
			m.line(".IP")
			continue
		}
		m.line(roff(line))
	}
}

// example is text to be kept as it is.
func (m *manual) example(s string) {
	if s == "" {
		return
	}
	m.line(".PP\n.RS 4\n.nf")
	for _, line := range strings.Split(s, "\n") {
		m.line(roff(line))
	}
	m.line(".fi\n.RE")
}

func (m *manual) command(c *cobra.Command) {
	name := c.CommandPath()
	rest := strings.TrimPrefix(usageLine(c), name)
	m.line(".TP")
	m.line(`\fB` + roff(name) + `\fR` + roff(rest))
	m.text(sentenceCase(c.Short) + ".")
	if c.Long != "" {
		m.line(".IP")
		m.text(c.Long)
	}
	if flags := flagRows(c); len(flags) > 1 { // --json is said once, above
		m.line(".RS")
		for _, f := range flags {
			if f[0] == "--json" {
				continue
			}
			m.line(".TP")
			m.line(`\fB` + roff(f[0]) + `\fR`)
			m.text(sentenceCase(f[1]) + ".")
		}
		m.line(".RE")
	}
	if c.Example != "" && c.Example != c.CommandPath() {
		m.line(".RS")
		m.example(c.Example)
		m.line(".RE")
	}
}

func (m *manual) items(items [][2]string) {
	for _, item := range items {
		m.line(".TP")
		m.line(`\fB` + roff(item[0]) + `\fR`)
		m.text(item[1])
	}
}

func sentenceCase(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

// roff quotes what troff would take for its own: the backslash, hyphens that
// are to be copied, and a dot or quote at the beginning of a line.
func roff(s string) string {
	s = strings.NewReplacer(`\`, `\e`, `-`, `\-`, `'`, `\(aq`, `…`, `\&...`).Replace(s)
	if strings.HasPrefix(s, ".") {
		return `\&` + s
	}
	return s
}

func roffWord(s string) string { return `"` + strings.ReplaceAll(s, `"`, `""`) + `"` }
