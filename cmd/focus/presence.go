package main

import (
	"strings"
	"time"
)

// presenceOrder is the order presences are shown in: from the most to the
// least that is known of the person.
func presenceOrder() []string {
	return []string{"active", "passive", "idle", "locked", "asleep", "paused", "unobserved"}
}

// presences is how the time divides, as one bar and its legend.
func (p page) presences(ms map[string]int64) string {
	var whole time.Duration
	var words []string
	for _, state := range presenceOrder() {
		d := millis(ms[state])
		whole += d
		if d >= brief {
			words = append(words, p.paint(presenceHue(state), presenceSign(state))+" "+state+" "+trace(d))
		}
	}
	if len(words) == 0 {
		return ""
	}
	return "  " + p.presenceStrip(ms, whole) + "\n" + "  " + strings.Join(fold(words, "   ", p.cells-4), "\n  ") + "\n"
}

// presenceStrip is the bar. What would have less than half a cell has none.
func (p page) presenceStrip(ms map[string]int64, whole time.Duration) string {
	n := min(p.cells-4, 24*4)
	enough := func(state string) bool { return 2*time.Duration(n)*millis(ms[state]) >= whole }
	var shown time.Duration
	for _, state := range presenceOrder() {
		if enough(state) {
			shown += millis(ms[state])
		}
	}
	var strip strings.Builder
	var passed time.Duration
	used := 0
	for _, state := range presenceOrder() {
		if !enough(state) {
			continue
		}
		passed += millis(ms[state])
		upTo := int(int64(n) * int64(passed) / int64(shown))
		strip.WriteString(p.paint(presenceHue(state), strings.Repeat(presenceSign(state), upTo-used)))
		used = upTo
	}
	return strip.String()
}

func presenceSign(state string) string {
	switch state {
	case "active":
		return "█"
	case "passive":
		return "▓"
	case "idle":
		return "▒"
	case "locked":
		return "░"
	case "asleep":
		return "·"
	case "paused":
		return "="
	}
	return "-"
}

func presenceHue(state string) colour {
	switch state {
	case "active", "passive":
		return cyan
	case "unobserved", "paused":
		return faint
	}
	return plain
}
