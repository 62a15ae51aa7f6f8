package tracker

import (
	"fmt"
	"strings"
)

// Presence partitions wall-clock time. Its String is the metric label:
// active, passive, idle, paused, locked, asleep, unobserved. For one instant
// the higher one wins.
type Presence uint8

const (
	Active     Presence = iota // at the machine: the last input is recent
	Passive                    // no input, but evidence of presence: a call, a film
	Idle                       // no input for longer than the threshold, from the last input on
	Paused                     // the person wished not to be recorded
	Locked                     // the session is locked or switched away
	Asleep                     // the machine is suspended
	Unobserved                 // no daemon, no source, or a time that the clock leapt over
)

func (p Presence) String() string {
	switch p {
	case Active:
		return "active"
	case Passive:
		return "passive"
	case Idle:
		return "idle"
	case Paused:
		return "paused"
	case Locked:
		return "locked"
	case Asleep:
		return "asleep"
	case Unobserved:
		return "unobserved"
	}
	return fmt.Sprintf("Presence(%d)", uint8(p))
}

// ParsePresence is the reverse of String.
func ParsePresence(s string) (Presence, error) {
	var names []string
	for p := Active; p <= Unobserved; p++ {
		if p.String() == s {
			return p, nil
		}
		names = append(names, p.String())
	}
	return 0, fmt.Errorf("presence %q: want one of %s", s, strings.Join(names, ", "))
}

// hasWindow tells whether a span of this presence names a window.
func (p Presence) hasWindow() bool { return p == Active || p == Passive }
