package witness

import (
	"strings"
	"testing"
	"time"

	"focusd/tracker"
)

// story is a day with everything in it. The daemon begins at 08:00.
func story(t *testing.T) []Note {
	at := func(s string) time.Time { return clockOf(t, s) }
	return []Note{
		{At: at("08:00:00"), From: at("07:10:00"), Kind: Daemon, On: true, Text: Killed, For: 3 * time.Minute},
		{At: at("08:00:00"), Kind: Zone, On: true, Text: "Europe/Berlin"},
		{At: at("08:00:00"), Kind: Window, Text: "x11: no display"},
		{At: at("08:05:00"), Kind: Window, On: true, By: "x11"},
		{At: at("08:05:00"), Kind: Input, On: true, By: "x11"},
		{At: at("09:03:00"), From: at("09:00:00"), Kind: Input, By: "x11"},
		{At: at("09:10:00"), Kind: Input, On: true, By: "x11"},
		{At: at("10:00:00"), Kind: Lock, On: true, By: "logind"},
		{At: at("10:30:00"), Kind: Lock},
		{At: at("11:00:00"), Kind: Sleep, On: true, By: "the login manager"},
		{At: at("12:00:00"), Kind: Sleep},
		{At: at("12:00:00"), From: at("11:00:02"), Kind: Slept},
		{At: at("13:00:00"), Kind: Evidence, On: true, Text: "meeting"},
		{At: at("13:08:00"), From: at("13:05:00"), Kind: Input, By: "x11"},
		{At: at("13:30:00"), Kind: Evidence},
		{At: at("13:40:00"), Kind: Input, On: true, By: "x11"},
		{At: at("14:00:00"), Kind: Tracking, Text: "until 14:15"},
		{At: at("14:15:00"), Kind: Tracking, On: true},
		{At: at("16:00:00"), From: at("15:00:00"), Kind: Clock, For: time.Hour},
		{At: at("17:00:00"), From: at("17:30:00"), Kind: Clock, For: -30 * time.Minute},
		{At: at("18:00:00"), Kind: Input, On: true},
		{At: at("19:00:00"), Kind: Daemon},
		{At: at("20:00:00"), From: at("19:00:00"), Kind: Daemon, On: true, Text: Clean, For: 3 * time.Minute},
		{At: at("20:00:01"), Kind: Window, On: true, By: "wayland"},
	}
}

func TestBecause(t *testing.T) {
	tests := []struct {
		name, at string
		presence tracker.Presence
		want     string
	}{
		{"before the journal", "06:00:00", tracker.Active, "the journal of witnesses has nothing of that time"},
		{"killed", "07:30:00", tracker.Unobserved, "focusd was not running from 07:10:00 to 08:00:00: it had ended without notice"},
		{"blind", "08:02:00", tracker.Unobserved, "nobody can tell what is in front since 08:00:00: x11: no display"},
		{"active", "08:30:00", tracker.Active, "there is input since 08:05:00, told by x11, and it never stopped for 3 min"},
		{"idle before it was noted", "09:01:00", tracker.Idle, "no input from 09:00:00 on, told by x11 at 09:03:00; without input somebody is there for 3 min; there was no evidence of somebody"},
		{"idle", "09:05:00", tracker.Idle, "no input from 09:00:00 on"},
		{"back", "09:10:00", tracker.Active, "there is input since 09:10:00"},
		{"locked", "10:10:00", tracker.Locked, "the session is locked since 10:00:00, told by logind"},
		{"asleep by both", "11:30:00", tracker.Asleep, "the machine was about to sleep at 11:00:00, told by the login manager; the clocks show that the machine slept from 11:00:02 to 12:00:00"},
		{"awake", "12:00:00", tracker.Active, "there is input since 09:10:00"},
		{"a meeting", "13:10:00", tracker.Passive, "no input from 13:05:00 on, told by x11 at 13:08:00; without input somebody is there for 3 min, but a microphone or a camera is in use since 13:00:00"},
		{"a meeting that was too long", "13:20:00", tracker.Idle, "a microphone or a camera is in use since 13:00:00, but that stands for input for a time only"},
		{"after a meeting", "13:31:00", tracker.Passive, "the evidence of somebody had just ended"},
		{"paused", "14:05:00", tracker.Paused, "you paused the log at 14:00:00, until 14:15"},
		{"leapt over", "15:30:00", tracker.Unobserved, "the wall clock was set forward by 1 h: from 15:00:00 to 16:00:00 never was"},
		{"input that is not read", "18:30:00", tracker.Active, "nobody tells whether there is input"},
		{"stopped", "19:30:00", tracker.Unobserved, "focusd was not running from 19:00:00 to 20:00:00: it had been stopped"},
		{"no witness", "20:30:00", tracker.Locked, "the journal of witnesses has nobody who said so"},
	}
	notes := story(t)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			at := clockOf(t, tt.at)
			c := Case{At: at, Presence: tt.presence, Chain: At(notes, at), Zone: time.UTC}
			if got := c.Because(); !strings.Contains(got, tt.want) {
				t.Errorf("at %s: %q, want %q in it", tt.at, got, tt.want)
			}
		})
	}
}

func TestWhatIsInForce(t *testing.T) {
	tests := []struct{ name, at, want string }{
		{"before the journal", "06:00:00", ""},
		{"in a hole nothing but that it is one", "07:30:00", "daemon"},
		{"the first minute", "08:02:00", "daemon window zone"},
		{"an ordinary minute", "08:30:00", "daemon window input zone"},
		{"before the sleep is noted", "11:00:01", "daemon window input sleep zone"},
		{"asleep", "11:30:00", "daemon window input sleep slept zone"},
		{"what a clock leapt over", "15:30:00", "daemon window input tracking clock zone"},
		{"a clock set back has to catch up", "17:10:00", "daemon window input tracking clock zone"},
		{"and has", "17:30:00", "daemon window input tracking zone"},
		{"what a daemon knew ends with it", "20:30:00", "daemon window"},
	}
	notes := story(t)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var kinds []string
			for _, n := range At(notes, clockOf(t, tt.at)) {
				kinds = append(kinds, n.Kind.String())
			}
			if got := strings.Join(kinds, " "); got != tt.want {
				t.Errorf("at %s: %q, want %q", tt.at, got, tt.want)
			}
		})
	}
}

// TestPagesSayTheSame has a book write the story: wherever its pages are cut,
// each instant has the chain that the notes alone give.
func TestPagesSayTheSame(t *testing.T) {
	notes := story(t)
	b := NewBook(nine, nil, "")
	shelf := map[string]string{}
	for _, n := range notes {
		b.Note(n)
		b.turn() // a page for each note
		b.number++
	}
	save(b, shelf, nine)
	pages := notesOf(t, shelf)
	for at := clockOf(t, "06:00:00"); at.Before(clockOf(t, "21:00:00")); at = at.Add(30 * time.Second) {
		want, got := At(notes, at), At(pages, at)
		if len(got) != len(want) {
			t.Fatalf("at %s: %v, want %v", at.Format(time.TimeOnly), got, want)
		}
		for i := range want {
			if got[i] != want[i] {
				t.Fatalf("at %s: %+v, want %+v", at.Format(time.TimeOnly), got[i], want[i])
			}
		}
	}
}

func TestWordsHaveTheDateOfAnotherDay(t *testing.T) {
	c := Case{At: nine, Zone: time.FixedZone("", 3600)}
	n := Note{At: nine.AddDate(0, 0, -1), Kind: Lock, On: true}
	if got, want := c.Words(n), "the session is locked since 2026-11-21 10:00:00"; got != want {
		t.Errorf("Words = %q, want %q", got, want)
	}
}

func TestLengthText(t *testing.T) {
	tests := []struct {
		d    time.Duration
		want string
	}{
		{0, "0 s"},
		{400 * time.Millisecond, "0 s"},
		{45 * time.Second, "45 s"},
		{3 * time.Minute, "3 min"},
		{90*time.Minute + 5*time.Second, "1 h 30 min 5 s"},
	}
	for _, tt := range tests {
		if got := lengthText(tt.d); got != tt.want {
			t.Errorf("lengthText(%v) = %q, want %q", tt.d, got, tt.want)
		}
	}
}
