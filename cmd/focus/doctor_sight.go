package main

import (
	"time"

	"focusd/daemon/api"
)

// sightRows are what the daemon sees, and what it noticed last.
func sightRows(p page, s api.Sight) [][2]string {
	rows := [][2]string{{"in front", inFront(s)}}
	for _, row := range s.Tell(api.Telling{
		At:     func(at time.Time) string { return p.until(at, s.At) },
		Input:  func(at time.Time) string { return ago(s.At.Sub(at)) },
		Length: spent,
	}) {
		rows = append(rows, [2]string{row[0], clean(row[1])})
	}
	return rows
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

// ago is how long something is past, from the second on.
func ago(d time.Duration) string {
	if d < time.Minute {
		return itoa(int(max(d, 0)/time.Second)) + " s ago"
	}
	return spent(d) + " ago"
}
