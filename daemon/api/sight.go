package api

import (
	"strings"
	"time"
)

// Sight is what the daemon sees at At, and what it noticed last of the screen
// and of the machine. What it did not notice since it started is absent.
type Sight struct {
	At       time.Time `json:"at"`
	Presence Presence  `json:"presence"`
	Blind    string    `json:"blind,omitempty"`    // why nobody can tell what is in front
	Locked   bool      `json:"locked"`             // the screen, as far as anybody tells
	Evidence []string  `json:"evidence,omitempty"` // meeting, playing, reading, inhibited

	LastLocked   *time.Time `json:"last_locked,omitempty"`
	LastUnlocked *time.Time `json:"last_unlocked,omitempty"`
	LastSlept    *time.Time `json:"last_slept,omitempty"`
	LastWoke     *time.Time `json:"last_woke,omitempty"`

	Zone    string     `json:"zone"`                // in force
	Slept   int64      `json:"slept_seconds"`       // of the machine since it was booted
	LastSet *time.Time `json:"last_set,omitempty"`  // the wall clock, by more than two seconds
	SetBy   int64      `json:"set_by_ms,omitempty"` // forward; negative: back
}

// Telling is how who shows a Sight writes what is in it.
type Telling struct {
	At     func(time.Time) string // when something was: "12:01"
	Input  func(time.Time) string // when there was input last: "at 12:01:30"
	Length func(time.Duration) string
}

// Tell is what is seen and was noticed, but for what is in front: of each a name
// and words. What a newer daemon has seen is told by the names it has for it.
func (s Sight) Tell(in Telling) [][2]string {
	return [][2]string{
		{"presence", s.presence(in)},
		{"screen", s.screen(in)},
		{"evidence", s.evidence()},
		{"sleep", s.sleep(in)},
		{"clock", s.clock(in)},
	}
}

func (s Sight) presence(in Telling) string {
	text := s.Presence.State
	if at := s.Presence.Since; at != nil {
		text += " since " + in.At(*at)
	}
	if at := s.Presence.LastInput; at != nil {
		return text + ", last input " + in.Input(*at)
	}
	return text + ", of input nothing is known"
}

func (s Sight) screen(in Telling) string {
	text := "not locked, as far as anybody tells"
	if s.Locked {
		text = "locked"
	}
	if at := s.LastLocked; at != nil {
		text += ", last locked " + in.At(*at)
	}
	if at := s.LastUnlocked; at != nil {
		text += ", unlocked " + in.At(*at)
	}
	return text
}

func (s Sight) evidence() string {
	if len(s.Evidence) == 0 {
		return "none"
	}
	said := make([]string, len(s.Evidence))
	for i, sign := range s.Evidence {
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
			said[i] = sign
		}
	}
	return strings.Join(said, ", ")
}

func (s Sight) sleep(in Telling) string {
	text := "not since focusd was started"
	switch {
	case s.LastSlept != nil && s.LastWoke != nil:
		text = "last " + in.At(*s.LastSlept) + " to " + in.At(*s.LastWoke)
	case s.LastSlept != nil:
		text = "about to, since " + in.At(*s.LastSlept)
	}
	if s.Slept > 0 {
		text += ", " + in.Length(time.Duration(s.Slept)*time.Second) + " since the machine was booted"
	}
	return text
}

func (s Sight) clock(in Telling) string {
	text := "zone " + s.Zone
	if s.LastSet != nil {
		by := (time.Duration(s.SetBy) * time.Millisecond).Round(time.Second)
		text += ", set " + in.At(*s.LastSet) + " by "
		if by > 0 {
			text += "+"
		}
		text += by.String()
	}
	return text
}
