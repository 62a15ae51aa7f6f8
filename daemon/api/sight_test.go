package api

import (
	"testing"
	"time"
)

func TestWhatASightTells(t *testing.T) {
	clock := func(at time.Time) string { return at.Format("15:04") }
	in := Telling{At: clock, Input: func(at time.Time) string { return "at " + clock(at) }, Length: time.Duration.String}
	for _, tt := range []struct {
		name, want string
		sight      Sight
	}{
		{"presence", "active, of input nothing is known", Sight{Presence: Presence{State: "active"}}},
		{"presence", "idle since 09:10, last input at 09:07", Sight{Presence: Presence{State: "idle", Since: at(10), LastInput: at(7)}}},
		{"screen", "locked, last locked 09:20", Sight{Locked: true, LastLocked: at(20)}},
		{"screen", "not locked, as far as anybody tells", Sight{}},
		{"screen", "not locked, as far as anybody tells, last locked 09:20, unlocked 09:30", Sight{LastLocked: at(20), LastUnlocked: at(30)}},
		{"evidence", "none", Sight{}},
		{"evidence", "a microphone or a camera is in use, sign_of_a_newer_daemon", Sight{Evidence: []string{"meeting", "sign_of_a_newer_daemon"}}},
		{"evidence", "what is in front plays or fills the screen", Sight{Evidence: []string{"playing"}}},
		{"evidence", "what is in front is there to be read", Sight{Evidence: []string{"reading"}}},
		{"evidence", "something keeps the screen awake", Sight{Evidence: []string{"inhibited"}}},
		{"sleep", "not since focusd was started", Sight{}},
		{"sleep", "about to, since 09:40", Sight{LastSlept: at(40)}},
		{"sleep", "last 09:40 to 09:50, 2h0m0s since the machine was booted", Sight{LastSlept: at(40), LastWoke: at(50), Slept: 7200}},
		{"clock", "zone UTC", Sight{Zone: "UTC"}},
		{"clock", "zone Europe/Berlin, set 09:05 by -2m5s", Sight{Zone: "Europe/Berlin", LastSet: at(5), SetBy: -125_000}},
		{"clock", "zone UTC, set 09:05 by +3s", Sight{Zone: "UTC", LastSet: at(5), SetBy: 3100}},
	} {
		told := make(map[string]string)
		for _, row := range tt.sight.Tell(in) {
			told[row[0]] = row[1]
		}
		if got := told[tt.name]; got != tt.want {
			t.Errorf("%+v: %s is %q, want %q", tt.sight, tt.name, got, tt.want)
		}
	}
}
