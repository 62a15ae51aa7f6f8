package page

import (
	"cmp"
	"strings"
	"time"

	"focusd/daemon/api"
)

// there tells whether somebody was, in a stretch.
func there(s api.Stretch) bool { return s.Presence == "active" || s.Presence == "passive" }

// briefly is why nobody was there, in a word.
func briefly(s api.Stretch) string {
	switch {
	case s.Cause == "ahead" || s.Cause == "before" || s.Cause == "unknown":
		return ""
	case s.Cause == "person":
		return "paused"
	case s.Presence == "unobserved":
		return "not seen"
	case s.Presence == "idle":
		return "away"
	}
	return s.Presence
}

// Tell is a stretch in words.
func (t timelineView) Tell(s api.Stretch) string {
	parts := []string{t.between(s.Start, s.End)}
	switch {
	case !there(s):
		parts = append(parts, because(s))
	case s.App == "":
		parts = append(parts, "no window in front")
	case s.Joined > 0:
		parts = append(parts, "mostly "+s.App)
	default:
		parts = append(parts, s.App)
	}
	if s.Presence == "passive" {
		parts = append(parts, because(s))
	}
	if s.Category != "" {
		parts = append(parts, s.Category+" ("+s.Class+")")
	} else if s.Class != "" && s.App != "" {
		parts = append(parts, "not filed")
	}
	if s.Title != "" {
		parts = append(parts, s.Title)
	}
	return strings.Join(parts, " · ")
}

// between is a range of the clock and its length, exactly.
func (v *visit) between(from, to time.Time) string {
	return v.Seconds(from) + "–" + v.Seconds(to) + ", " + exact(to.Sub(from))
}

// because is why somebody was not active.
func because(s api.Stretch) string {
	why, known := causes()[s.Cause]
	if !known {
		return strings.ReplaceAll(s.Presence, "_", " ")
	}
	if s.By != "" && s.Cause != "person" {
		why += " (" + s.By + ")"
	}
	return why
}

// causes are those of GET /v1/summary in words.
func causes() map[string]string {
	return map[string]string{
		"meeting":    "in a meeting",
		"playing":    "something was playing",
		"reading":    "reading",
		"inhibited":  "a program kept the screen on",
		"just_ended": "something had just ended",
		"no_input":   "nobody touched anything",
		"person":     "the log was paused",
		"lock":       "the screen was locked",
		"suspend":    "the machine slept",
		"stopped":    "focusd was not running",
		"killed":     "focusd or the machine ended without notice",
		"before":     "before focusd ran for the first time",
		"no_source":  "nobody could tell what was in front",
		"clock":      "the clock was set forward",
		"ahead":      "still to come",
		"unknown":    "nothing is noted of it",
	}
}

// What is what a row of the table says of a stretch.
func (t timelineView) What(s api.Stretch) string {
	if !there(s) {
		return because(s)
	}
	return cmp.Or(s.App, "no window in front")
}
