package main

import (
	"time"

	"focusd/daemon/api"
)

// noonish is when the samples below were taken: a Sunday.
var noonish = time.Date(2026, 11, 22, 14, 26, 0, 0, time.UTC)

func clockAt(hour, minute int) *time.Time {
	t := time.Date(2026, 11, 22, hour, minute, 0, 0, time.UTC)
	return &t
}

// working is in the middle of a block of 25 minutes.
func working() api.Status {
	return api.Status{
		Version: "v1.2.0", At: noonish, Zone: "UTC",
		Timer: api.Timer{
			State: work, Kind: "pomodoro", Preset: "25/5", Label: "the report",
			Since: clockAt(14, 13), Started: clockAt(14, 13), Ends: clockAt(14, 38),
			Planned: 1500, Left: 720, Elapsed: 780,
			Credits: 2, LongEvery: 4, Next: shortBreak, NextSeconds: 300,
		},
		Presence: api.Presence{State: "active", Since: clockAt(14, 2), App: "editor", Title: "report.md"},
		Today: api.Today{
			Day: "2026-11-22", From: *clockAt(4, 0), To: clockAt(4, 0).AddDate(0, 0, 1),
			Active: 3*3600 + 11*60 + 59, Focus: 2*3600 + 5*60, Blocks: 4,
		},
		Tracking: api.Tracking{On: true},
		Source:   api.Source{Name: "x11", Watching: true},
	}
}

// standing is working with another timer.
func standing(change func(*api.Timer)) api.Status {
	s := working()
	change(&s.Timer)
	return s
}

func idling() api.Status {
	return standing(func(t *api.Timer) {
		*t = api.Timer{State: idle, Kind: "pomodoro", Preset: "25/5", Credits: 2, LongEvery: 4, Next: work, NextSeconds: 1500}
	})
}

func flowing() api.Status {
	return standing(func(t *api.Timer) {
		*t = api.Timer{
			State: work, Kind: "flow", Preset: "flow", Label: "sketches",
			Since: clockAt(13, 2), Started: clockAt(13, 2), Elapsed: 84*60 + 59, Next: shortBreak, NextSeconds: 1007,
		}
	})
}

func pausing() api.Status {
	return standing(func(t *api.Timer) {
		t.State, t.Cause, t.Since, t.Ends = paused, "away", clockAt(14, 20), nil
	})
}

func overrunning() api.Status {
	return standing(func(t *api.Timer) {
		t.State, t.Since, t.Ends = overtime, clockAt(14, 22), clockAt(14, 22)
		t.Left, t.Elapsed = -4*60-30, 1500+4*60+30
	})
}

func resting() api.Status {
	return standing(func(t *api.Timer) {
		t.State, t.Since, t.Started, t.Ends = shortBreak, clockAt(14, 24), clockAt(14, 24), clockAt(14, 29)
		t.Planned, t.Left, t.Elapsed = 300, 180, 120
		t.Next, t.NextSeconds, t.Postpones = work, 1500, 2
		t.Undo, t.UndoUntil = "finish", clockAt(14, 27)
	})
}

func rested() api.Status {
	return standing(func(t *api.Timer) {
		t.State, t.Since, t.Started, t.Ends = breakOver, clockAt(14, 23), clockAt(14, 18), clockAt(14, 23)
		t.Planned, t.Left, t.Elapsed = 300, -180, 480
		t.Next, t.NextSeconds = work, 1500
	})
}

// troubled is everything out of the ordinary at once.
func troubled() api.Status {
	s := idling()
	s.Timer.Undo, s.Timer.UndoUntil = "stop", clockAt(14, 27)
	s.Presence = api.Presence{State: "unobserved", Since: clockAt(13, 0)}
	s.Tracking = api.Tracking{PausedUntil: clockAt(15, 30), HeldUntil: clockAt(16, 0)}
	s.Source = api.Source{Name: "x11", Since: clockAt(13, 0), Reason: "no display"}
	s.Store.Failing = "no space left on device"
	return s
}

// hostile is a label and a title by somebody who means harm.
func hostile() api.Status {
	s := working()
	s.Timer.Label = "\x1b[2J%{A:rm:}#(rm)#{x}<b>&\u202e\n100%"
	s.Presence.App = "bad\x1b]0;x\x07app"
	s.Presence.Title = "\x9b31mred\u009b2J\xff\ttab"
	return s
}

// fullDay is a day with something of everything.
func fullDay() api.Summary {
	sum := api.Summary{
		From: *clockAt(4, 0), To: clockAt(4, 0).AddDate(0, 0, 1),
		Presences: map[string]int64{
			"active": 11519_000, "passive": 1260_000, "idle": 2400_000, "locked": 1800_000,
			"asleep": 14400_000, "paused": 900_000, "unobserved": 5281_000,
		},
		Breaks: []api.Break{{Started: *clockAt(9, 30), Ended: clockAt(9, 35), Planned: 300, Outcome: "taken"}},
	}
	for i, app := range []string{"editor", "browser", "terminal", "mail", "", "電子書", "player", "files", "settings", "calculator"} {
		sum.Apps = append(sum.Apps, api.AppTotal{App: app, Millis: int64(4_800_000 >> i), Spans: 20 - i})
	}
	sum.Apps[1].Passive, sum.Apps[6].Passive = 1_200_000, 60_000
	sum.Coverage = []api.Share{
		{Presence: "active", Cause: "input", By: "x11", Millis: 11_519_000},
		{Presence: "passive", Cause: "meeting", Millis: 1_200_000},
		{Presence: "passive", Cause: "playing", Millis: 60_000},
		{Presence: "idle", Cause: "no_input", By: "x11", Millis: 2_400_000},
		{Presence: "paused", Cause: "person", Millis: 900_000},
		{Presence: "locked", Cause: "lock", By: "logind", Millis: 1_800_000},
		{Presence: "asleep", Cause: "suspend", By: "the login manager", Millis: 14_400_000},
		{Presence: "unobserved", Cause: "ahead", Millis: 48_840_000},
		{Presence: "unobserved", Cause: "stopped", Millis: 5_220_000},
		{Presence: "unobserved", Cause: "no_source", Millis: 60_500},
		{Presence: "unobserved", Cause: "killed", Millis: 500},
	}
	sum.Categories = []api.CategoryTotal{
		{Name: "writing", Class: "earns", Hue: 65, Active: 4_800_000},
		{Name: "code/review", Class: "supports", Hue: 215, Active: 2_400_000, Passive: 60_000},
		{Name: "", Class: "unclassified", Active: 2_000_000},
		{Name: "meeting", Class: "supports", Active: 600_000, Passive: 1_200_000},
		{Name: "電子書", Class: "personal", Active: 1_000_000},
		{Name: "games", Class: "wastes", Active: 700_000},
		{Name: "media/music", Class: "rest", Active: 19_000},
		{Name: "files", Class: "supports", Active: 800},
	}
	for hour := range 24 {
		active := int64(max(0, 9-hour%11) * 400_000)
		if hour > 10 || hour < 4 {
			active = 0
		}
		sum.Hours = append(sum.Hours, api.HourTotal{Start: clockAt(4, 0).Add(time.Duration(hour) * time.Hour), Active: active})
	}
	for _, b := range []api.Block{
		{Started: *clockAt(9, 5), Ended: clockAt(9, 30), Focus: 1500, Outcome: "completed", Label: "the report"},
		{Started: *clockAt(9, 35), Ended: clockAt(9, 53), Focus: 12 * 60, Outcome: "partial", Gaps: 1},
		{Started: *clockAt(10, 0), Ended: clockAt(10, 1), Focus: 40, Outcome: "discarded", Label: "nothing"},
		{Started: *clockAt(11, 0), Ended: clockAt(11, 9), Focus: 9*60 + 59, Outcome: "abandoned", Gaps: 2, Label: "letters that go on for longer than there is room for on a narrow terminal"},
		{Started: *clockAt(14, 13), Focus: 780, Label: "the report"},
	} {
		b.Kind, b.Preset, b.Planned = "pomodoro", "25/5", 1500
		sum.Blocks = append(sum.Blocks, b)
		sum.Focus += b.Focus * 1000
	}
	return sum
}

// emptyDay is a day on which the daemon saw nothing.
func emptyDay() api.Summary {
	return api.Summary{From: *clockAt(4, 0), To: clockAt(4, 0).AddDate(0, 0, 1), Presences: map[string]int64{"unobserved": 37_000_000}}
}

// morning is a log with something of everything, over the end of a day.
func morning() []api.Span {
	return []api.Span{
		{Start: *clockAt(3, 50), End: *clockAt(3, 58), Presence: "active", App: "editor", Title: "late.md"},
		{Start: *clockAt(9, 0), End: *clockAt(9, 31), Presence: "active", App: "browser", Title: "=HYPERLINK(\"x\")"},
		{Start: *clockAt(9, 31), End: clockAt(9, 31).Add(8 * time.Second), Presence: "active"},
		{Start: clockAt(9, 31).Add(8 * time.Second), End: *clockAt(10, 4), Presence: "passive", App: "player", Title: "film"},
		{Start: *clockAt(10, 4), End: *clockAt(10, 20), Presence: "idle", App: "player"},
		{Start: *clockAt(10, 20), End: *clockAt(10, 21), Presence: "active", App: "term\x1b[31m", Title: "a, \"quoted\" \u202etitle"},
	}
}

func healthy() api.Doctor {
	return api.Doctor{
		Version: "v1.2.0", PID: 4711, Started: *clockAt(8, 0),
		Paths: api.Paths{
			Config: "/home/p/.config/focusd/config.toml", Store: "/home/p/.local/share/focusd/focusd.db",
			Backup: "/home/p/.local/share/focusd/backup", Socket: "/run/user/1000/focusd/focusd.sock",
		},
		Checks: []api.Check{
			{Name: "store", State: "ok", Text: "12.4 MiB, written 8 s ago"},
			{Name: "window source", State: "warning", Text: "x11: the display is gone", Hint: "it is tried again by itself"},
			{Name: "tray", State: "absent", Text: "no panel"},
		},
		Sight: &api.Sight{
			At:           *clockAt(14, 26),
			Presence:     api.Presence{State: "passive", Since: clockAt(14, 20), App: "browser", Title: "a call", LastInput: clockAt(14, 17)},
			Evidence:     []string{"meeting", "inhibited"},
			LastLocked:   clockAt(12, 1),
			LastUnlocked: clockAt(12, 44),
			LastSlept:    clockAt(-2, 10),
			LastWoke:     clockAt(7, 30),
			Zone:         "Europe/Berlin",
			Slept:        34800,
			LastSet:      clockAt(7, 31),
			SetBy:        4200,
		},
	}
}
