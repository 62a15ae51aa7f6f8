package main

import (
	"encoding/json"
	"html"
	"strings"

	"github.com/spf13/cobra"

	"focusd/daemon/api"
)

// bar is a status bar: how it wants to be told what to show.
type bar struct {
	name string
	show func(barText, mode) string
}

// mode is how a bar runs focus: again and again, or once, reading its lines.
type mode bool

const (
	once   mode = false
	follow mode = true
)

// bars are the ones there are.
func bars() []bar {
	return []bar{{"waybar", waybar}, {"i3blocks", i3blocks}, {"polybar", polybar}, {"tmux", tmux}}
}

func barNames() []string {
	var names []string
	for _, b := range bars() {
		names = append(names, b.name)
	}
	return names
}

func formatFlag(c *cobra.Command) {
	var format string
	valueFlag(c, &format, "format", "BAR", "print for a status bar: "+strings.Join(barNames(), ", "))
	if err := c.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(barNames(), cobra.ShellCompDirectiveNoFileComp)); err != nil {
		panic("the flag was defined above: " + err.Error())
	}
}

// barOf is the bar that c was asked to print for; nil if none.
func barOf(c *cobra.Command) (*bar, error) {
	flag := c.Flag("format")
	if flag == nil || !flag.Changed {
		return nil, nil
	}
	if asJSON := c.Flag("json"); asJSON.Changed {
		return nil, misuse("leave one of them out", "--json and --format are two forms of the same")
	}
	for _, b := range bars() {
		if b.name == flag.Value.String() {
			return &b, nil
		}
	}
	return nil, misuse("one of "+strings.Join(barNames(), ", "), "there is no bar %q", flag.Value.String())
}

// barText is what there is to show in a bar, before it is quoted for one.
type barText struct {
	look  look
	class string // the state, for style sheets
	count string // "12m", "+3m"; "" where there is nothing to count
	label string
	tip   string // several lines
	done  int    // of the block or break, in percent
}

// widestLabel is how much of a label a bar shows.
const widestLabel = 24

func newBarText(p page, s api.Status) barText {
	t := s.Timer
	b := barText{look: lookOf(t), class: clean(t.State), count: barCount(t)}
	if t.State == work || t.State == paused || t.State == overtime {
		b.label = fit(clean(t.Label), widestLabel)
	}
	if t.Planned > 0 {
		b.done = share(seconds(t.Elapsed), seconds(t.Elapsed)+seconds(max(t.Left, 0)))
	}
	b.tip = p.sentence(s)
	if n := next(t); n != "" {
		b.tip += "\nnext: " + n
	}
	b.tip += "\ntoday: " + today(s.Today)
	if s.Tracking.HeldUntil != nil {
		b.tip += "\nno reminders until " + p.until(*s.Tracking.HeldUntil, s.At)
	}
	if !s.Tracking.On {
		b.tip += "\nthe log is not being written"
	}
	return b
}

// offText is what a bar shows while the daemon is not there.
func offText() barText {
	return barText{look: off, class: "off", tip: off.words}
}

func barCount(t api.Timer) string {
	switch {
	case t.State == idle:
		return ""
	case t.State == overtime, t.State == breakOver:
		return "+" + short(int(max(-t.Left, 0)/60))
	case t.Planned == 0:
		return short(int(max(t.Elapsed, 0) / 60))
	}
	return short(ceilMinutes(seconds(t.Left)))
}

// text is the sign and the words.
func (b barText) text(quote func(string) string) string {
	return b.look.sign + b.words(quote)
}

// words are the count and the label, each behind a blank if it is there.
func (b barText) words(quote func(string) string) (text string) {
	for _, word := range []string{b.count, quote(b.label)} {
		if word != "" {
			text += " " + word
		}
	}
	return text
}

// waybar wants one line of JSON whose texts are Pango markup.
// https://man.archlinux.org/man/waybar-custom.5
func waybar(b barText, _ mode) string {
	return jsonLine(struct {
		Text       string `json:"text"`
		Tooltip    string `json:"tooltip"`
		Class      string `json:"class"`
		Percentage int    `json:"percentage"`
	}{b.text(html.EscapeString), html.EscapeString(b.tip), b.class, b.done})
}

// i3blocks wants three lines: the text, a shorter one, the colour. One that
// keeps running (interval=persist, format=json) wants a line of JSON at a time.
// https://vivien.github.io/i3blocks/
func i3blocks(b barText, m mode) string {
	full, brief := b.text(asIs), strings.TrimSpace(b.look.sign+" "+b.count)
	if m == once {
		return full + "\n" + brief + "\n" + b.look.hex
	}
	return jsonLine(struct {
		Full   string `json:"full_text"`
		Brief  string `json:"short_text"`
		Colour string `json:"color"`
		Markup string `json:"markup"`
	}{full, brief, b.look.hex, "none"})
}

// polybar has no escape for its tags: to it %%{ is a percent sign and then a
// tag (polybar/polybar#2748). A blank between the two leaves no tag.
func polybar(b barText, _ mode) string {
	quote := func(s string) string { return strings.ReplaceAll(s, "%{", "% {") }
	return "%{F" + b.look.hex + "}" + b.look.sign + "%{F-}" + b.words(quote)
}

// tmux expands what a command prints once more: #(...) and #{...} in a label
// must not reach it.
func tmux(b barText, _ mode) string {
	quote := func(s string) string { return strings.ReplaceAll(s, "#", "##") }
	return "#[fg=" + b.look.hex + "]" + b.text(quote) + "#[default]"
}

func asIs(s string) string { return s }

// jsonLine is v on one line. Markup stays readable: bars are not browsers.
func jsonLine(v any) string {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		panic("a struct of strings and numbers: " + err.Error())
	}
	return strings.TrimSuffix(b.String(), "\n")
}
