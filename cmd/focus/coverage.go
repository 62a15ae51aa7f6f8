package main

import (
	"strings"
	"time"

	"focusd/daemon/api"
)

// coverage says how much of the time is known, and of the rest why it is not. It
// says nothing where the daemon was not asked.
func (p page) coverage(sum api.Summary) string {
	var whole, known time.Duration
	var rows [][]string
	for _, s := range sum.Coverage {
		d := millis(s.Millis)
		if s.Cause == "ahead" {
			continue
		}
		whole += d
		if s.Presence != "unobserved" {
			known += d
		}
		if words := causeText(s); d >= brief && words != "" {
			rows = append(rows, []string{clean(s.Presence), trace(d), words})
		}
	}
	if whole < brief {
		return ""
	}
	var b strings.Builder
	b.WriteString("  " + itoa(share(known, whole)) + " % of " + trace(whole) + "\n")
	c := measure(rows)
	for _, row := range rows {
		row[1] = padLeft(row[1], c[1])
		b.WriteString("  " + p.paint(faint, fit(c.line(row), p.cells-2)) + "\n")
	}
	return b.String()
}

// causeText is why time has a presence, for people; "" where the presence says
// it.
func causeText(s api.Share) string {
	words := map[string]string{
		"meeting":    "a microphone or a camera was in use",
		"playing":    "the app in front played or filled the screen",
		"reading":    "what was in front is there to be read",
		"inhibited":  "something asked the desktop to stay awake",
		"just_ended": "a call or a film had just ended",
		"person":     "you paused the log",
		"lock":       "the session was locked",
		"suspend":    "the machine slept",
		"stopped":    "focusd had been stopped",
		"killed":     "focusd had ended without notice, or the machine had",
		"before":     "there was no focusd yet",
		"no_source":  "nobody could tell what was in front",
		"clock":      "the clock was set forward over it",
		"unknown":    "nothing is noted of it",
	}[s.Cause]
	if words != "" && s.By != "" {
		words += ", told by " + say(s.By)
	}
	return words
}
