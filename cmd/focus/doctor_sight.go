package main

import (
	"strings"
	"time"

	"focusd/daemon/api"
)

// sightRows are what the daemon sees, and what it noticed last.
func sightRows(p page, s api.Sight) [][2]string {
	return [][2]string{
		{"in front", inFront(s)},
		{"presence", p.presence(s)},
		{"screen", p.screen(s)},
		{"evidence", evidence(s.Evidence)},
		{"sleep", p.sleep(s)},
		{"clock", p.wallClock(s)},
	}
}

func inFront(s api.Sight) string {
	// Where nothing has been seen yet, nobody has said why not either.
	if s.Blind != "" || s.Presence.State == "unobserved" && s.Presence.App == "" {
		return "not known"
	}
	text := appName(s.Presence.App)
	if s.Presence.Title != "" {
		text += " — " + say(s.Presence.Title)
	}
	return text
}

func (p page) presence(s api.Sight) string {
	text := clean(s.Presence.State)
	if s.Presence.Since != nil {
		text += " since " + p.until(*s.Presence.Since, s.At)
	}
	if s.Presence.LastInput == nil {
		return text + ", of input nothing is known"
	}
	return text + ", last input " + ago(s.At.Sub(*s.Presence.LastInput))
}

func (p page) screen(s api.Sight) string {
	text := "not locked"
	if s.Locked {
		text = "locked"
	}
	for _, last := range []struct {
		what string
		at   *time.Time
	}{{"last locked ", s.LastLocked}, {"unlocked ", s.LastUnlocked}} {
		if last.at != nil {
			text += ", " + last.what + p.until(*last.at, s.At)
		}
	}
	return text
}

// evidence says what the words of the daemon mean.
func evidence(signs []string) string {
	if len(signs) == 0 {
		return "none"
	}
	said := make([]string, len(signs))
	for i, sign := range signs {
		switch sign {
		case "meeting":
			said[i] = "a microphone or a camera is in use"
		case "playing":
			said[i] = "what is in front plays or fills the screen"
		case "reading":
			said[i] = "what is in front is there to be read"
		case "inhibited":
			said[i] = "something keeps the screen awake"
		default:
			said[i] = clean(sign)
		}
	}
	return strings.Join(said, ", ")
}

func (p page) sleep(s api.Sight) string {
	text := "not since it was started"
	switch {
	case s.LastSlept != nil && s.LastWoke != nil:
		text = "last " + p.until(*s.LastSlept, s.At) + " to " + p.until(*s.LastWoke, s.At)
	case s.LastSlept != nil:
		text = "about to, since " + p.until(*s.LastSlept, s.At)
	}
	if s.Slept > 0 {
		text += ", " + spent(seconds(s.Slept)) + " since the machine was booted"
	}
	return text
}

func (p page) wallClock(s api.Sight) string {
	text := "zone " + clean(s.Zone)
	if s.LastSet != nil {
		by := millis(s.SetBy).Round(time.Second)
		text += ", set " + p.until(*s.LastSet, s.At) + " by "
		if by > 0 {
			text += "+"
		}
		text += by.String()
	}
	return text
}

// ago is how long something is past, from the second on.
func ago(d time.Duration) string {
	if d < time.Minute {
		return itoa(int(max(d, 0)/time.Second)) + " s ago"
	}
	return spent(d) + " ago"
}
