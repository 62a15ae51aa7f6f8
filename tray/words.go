package tray

import (
	"fmt"
	"strings"
	"time"
	"unicode/utf8"
)

// length writes minutes as people say them: 40 min, 3 h 05.
func length(minutes int) string {
	switch h, m := minutes/60, minutes%60; {
	case h == 0:
		return fmt.Sprintf("%d min", m)
	case m == 0:
		return fmt.Sprintf("%d h", h)
	default:
		return fmt.Sprintf("%d h %02d", h, m)
	}
}

// clock writes t by the wall, with the day when it is more than one away.
func (s *scene) clock(t time.Time) string {
	t = t.In(s.now.Location())
	if t.Sub(s.now) >= 24*time.Hour {
		return t.Format("Mon 15:04")
	}
	return t.Format("15:04")
}

// until is empty for an end that is not set.
func (s *scene) until(t *time.Time) string {
	if t == nil {
		return ""
	}
	// From a day before it on, the clock is written without the day.
	s.changesAt(t.Add(-24*time.Hour + 1))
	return " until " + s.clock(*t)
}

// longest is how much of a label is shown, in characters: menus are as wide as
// their widest line.
const longest = 40

// oneLine makes what a person wrote fit into a menu.
func oneLine(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	if utf8.RuneCountInString(text) > longest {
		text = strings.TrimRight(string([]rune(text)[:longest-1]), " ") + "…"
	}
	return isolated(text)
}

// task is what the block is about.
func (s *scene) task() string {
	if label := oneLine(s.Status.Timer.Label); label != "" {
		return label
	}
	switch s.Status.Timer.Kind {
	case "flow":
		return "Flow"
	case "burst":
		return "Burst"
	}
	return "Focus"
}

// breakName is what a state of the timer is called in the middle of a sentence.
func breakName(state string) string {
	if state == "long_break" {
		return "long break"
	}
	return "short break"
}

// pausedBy says what a pause comes from; empty for the person's own.
func pausedBy(cause string) string {
	switch cause {
	case "external":
		return " by somebody else"
	case "away":
		return " while you are away"
	case "lock":
		return " while the screen is locked"
	case "sleep":
		return " by sleep"
	case "restart":
		return " by a restart"
	}
	return ""
}

// capital makes the first letter a capital one, but for the names of programs.
func capital(text string) string {
	if strings.HasPrefix(text, "focusd") || strings.HasPrefix(text, "xdg-open") {
		return text
	}
	first, size := utf8.DecodeRuneInString(text)
	return strings.ToUpper(string(first)) + text[size:]
}
