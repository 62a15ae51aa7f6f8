package tray

import (
	"strings"
	"testing"
	"time"

	"focusd/daemon/api"
	"focusd/tray/icon"
)

// noon is when the tests take place, in a zone that is not UTC.
var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.FixedZone("", 3600))

func at(d time.Duration) *time.Time {
	t := noon.Add(d).UTC()
	return &t
}

// status is a day with 3 h 10 of focus and nothing running.
func status() api.Status {
	return api.Status{
		At:       noon.UTC(),
		Timer:    api.Timer{State: "idle", Kind: "pomodoro", Preset: "25/5", LongEvery: 4, Next: "work", NextSeconds: 25 * 60},
		Today:    api.Today{Focus: 190 * 60, Blocks: 4},
		Tracking: api.Tracking{On: true},
	}
}

// with is a connected model of that day with another timer.
func with(change func(*api.Status)) Model {
	s := status()
	change(&s)
	return Model{Status: s, Connected: true}
}

func working(s *api.Status) {
	s.Timer = api.Timer{
		State: "work", Kind: "pomodoro", Preset: "25/5", Label: "Writing",
		Since: at(-13 * time.Minute), Started: at(-13 * time.Minute), Ends: at(12 * time.Minute),
		Planned: 25 * 60, Left: 12 * 60, Elapsed: 13 * 60,
		Credits: 1, LongEvery: 4, Next: "short_break", NextSeconds: 5 * 60,
	}
}

func flowing(s *api.Status) {
	s.Timer = api.Timer{
		State: "work", Kind: "flow", Preset: "flow",
		Since: at(-90 * time.Minute), Started: at(-90 * time.Minute),
		Elapsed: 90 * 60, Next: "short_break", NextSeconds: 18 * 60,
	}
}

func inOvertime(s *api.Status) {
	working(s)
	s.Timer.State, s.Timer.Since, s.Timer.Ends = "overtime", at(-3*time.Minute), at(-3*time.Minute)
	s.Timer.Left, s.Timer.Elapsed = -3*60, 28*60
}

func pausedBlock(s *api.Status) {
	working(s)
	s.Timer.State, s.Timer.Since, s.Timer.Ends = "paused", at(-time.Minute), nil
}

func inBreak(s *api.Status) {
	s.Timer = api.Timer{
		State: "short_break", Kind: "pomodoro", Preset: "25/5",
		Since: at(-time.Minute), Started: at(-time.Minute), Ends: at(4 * time.Minute),
		Planned: 5 * 60, Left: 4 * 60, Elapsed: 60, Credits: 2, LongEvery: 4,
		Next: "work", NextSeconds: 25 * 60, Postpones: 2,
	}
}

func breakOver(s *api.Status) {
	inBreak(s)
	s.Timer.State, s.Timer.Since, s.Timer.Ends = "break_over", at(-2*time.Minute), at(-2*time.Minute)
	s.Timer.Left, s.Timer.Postpones = -2*60, 0
}

func TestRenderWords(t *testing.T) {
	for _, tt := range []struct {
		name   string
		model  Model
		status string
		label  string
		brief  string
	}{
		{"no daemon", Model{}, "focusd is not running", "focusd is not running", ""},
		{"idle", with(func(*api.Status) {}), "No block running", "No block running. 3 h 10 today.", ""},
		{
			"work", with(working), "Writing · 12 min left · 2 of 4",
			"Writing – 12 min left (12:12), then short break. 3 h 10 today.", "12 min",
		},
		{
			"label from right to left", with(func(s *api.Status) { working(s); s.Timer.Label = "שלום עולם" }),
			"\u200e\u2068שלום עולם\u2069 · 12 min left · 2 of 4",
			"\u200e\u2068שלום עולם\u2069 – 12 min left (12:12), then short break. 3 h 10 today.", "12 min",
		},
		{
			"work before a long break", with(func(s *api.Status) { working(s); s.Timer.Credits, s.Timer.Next = 3, "long_break" }),
			"Writing · 12 min left · 4 of 4", "Writing – 12 min left (12:12), then long break. 3 h 10 today.", "12 min",
		},
		{
			"work with more credits than a cycle", with(func(s *api.Status) { working(s); s.Timer.Credits = 5.5 }),
			"Writing · 12 min left · 4 of 4", "Writing – 12 min left (12:12), then short break. 3 h 10 today.", "12 min",
		},
		{
			"work without a label", with(func(s *api.Status) { working(s); s.Timer.Label = "" }),
			"Focus · 12 min left · 2 of 4", "Focus – 12 min left (12:12), then short break. 3 h 10 today.", "12 min",
		},
		{
			"work without a long break", with(func(s *api.Status) { working(s); s.Timer.LongEvery = 0 }),
			"Writing · 12 min left", "Writing – 12 min left (12:12), then short break. 3 h 10 today.", "12 min",
		},
		{"burst", with(func(s *api.Status) {
			working(s)
			s.Timer.Kind, s.Timer.Label, s.Timer.Next = "burst", "", "idle"
		}), "Burst · 12 min left", "Burst – 12 min left (12:12). 3 h 10 today.", "12 min"},
		{"flow", with(flowing), "Flow · 1 h 30 so far", "Flow – 1 h 30 so far. 3 h 10 today.", "1 h 30"},
		{
			"overtime", with(inOvertime), "Writing · 3 min over · 2 of 4",
			"Writing – 3 min over, the short break is waiting. 3 h 10 today.", "+3 min",
		},
		{
			"paused", with(func(s *api.Status) { pausedBlock(s); s.Timer.Cause = "internal" }),
			"Writing · paused · 12 min left · 2 of 4", "Writing – paused, 12 min left. 3 h 10 today.", "",
		},
		{
			"paused by somebody", with(func(s *api.Status) { pausedBlock(s); s.Timer.Cause = "external" }),
			"Writing · paused by somebody else · 12 min left · 2 of 4",
			"Writing – paused by somebody else, 12 min left. 3 h 10 today.", "",
		},
		{
			"paused in flow", with(func(s *api.Status) {
				pausedBlock(s)
				s.Timer.Kind, s.Timer.Left, s.Timer.Cause = "flow", 0, "lock"
			}), "Writing · paused while the screen is locked · 13 min so far",
			"Writing – paused while the screen is locked, 13 min so far. 3 h 10 today.", "",
		},
		{"break", with(inBreak), "Short break · 4 min left", "Short break – 4 min left (12:04). 3 h 10 today.", "4 min"},
		{
			"long break", with(func(s *api.Status) { inBreak(s); s.Timer.State = "long_break" }),
			"Long break · 4 min left", "Long break – 4 min left (12:04). 3 h 10 today.", "4 min",
		},
		{"break over", with(breakOver), "Break over · 2 min ago", "Break over for 2 min, ready when you are. 3 h 10 today.", "+2 min"},
		{
			"held and not tracking", with(func(s *api.Status) {
				s.Tracking = api.Tracking{HeldUntil: at(90 * time.Minute), PausedUntil: at(15 * time.Minute)}
			}), "No block running · reminders held until 13:30 · tracking paused until 12:15",
			"No block running. 3 h 10 today. Reminders held until 13:30. Tracking paused until 12:15.", "",
		},
		{
			"not tracking until resumed", with(func(s *api.Status) { s.Tracking.On = false }),
			"No block running · tracking paused", "No block running. 3 h 10 today. Tracking paused.", "",
		},
		{
			"held until long ago", with(func(s *api.Status) { s.Tracking.HeldUntil = at(0) }),
			"No block running", "No block running. 3 h 10 today.", "",
		},
		{
			"notice",
			Model{Status: status(), Connected: true, Notice: "It is too late for that", NoticeUntil: noon.Add(time.Second)},
			"It is too late for that", "It is too late for that", "",
		},
		{
			"old notice",
			Model{Status: status(), Connected: true, Notice: "It is too late for that", NoticeUntil: noon},
			"No block running", "No block running. 3 h 10 today.", "",
		},
		{
			"notice without a daemon",
			Model{Notice: "focusd is not installed", NoticeUntil: noon.Add(time.Second)},
			"focusd is not installed", "focusd is not installed", "",
		},
		{
			"long label", with(func(s *api.Status) { working(s); s.Timer.Label = "Écrire\tla thèse " + strings.Repeat("é", 60) }),
			"Écrire la thèse " + strings.Repeat("é", 23) + "… · 12 min left · 2 of 4",
			"Écrire la thèse " + strings.Repeat("é", 23) + "… – 12 min left (12:12), then short break. 3 h 10 today.", "12 min",
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			v := Render(tt.model, noon)
			if got := v.Items[0].Title; got != tt.status {
				t.Errorf("status line %q, want %q", got, tt.status)
			}
			if v.Label != tt.label {
				t.Errorf("label %q, want %q", v.Label, tt.label)
			}
			if v.Brief != tt.brief {
				t.Errorf("brief %q, want %q", v.Brief, tt.brief)
			}
		})
	}
}

func TestRenderToday(t *testing.T) {
	for _, tt := range []struct {
		name   string
		change func(*api.Status)
		want   string
	}{
		{"blocks", func(*api.Status) {}, "3 h 10 focus · 4 blocks"},
		{"nothing yet", func(s *api.Status) { s.Today = api.Today{} }, "0 min focus"},
		{"one block", func(s *api.Status) { s.Today = api.Today{Focus: 25 * 60, Blocks: 1} }, "25 min focus · 1 block"},
		{"rounded down", func(s *api.Status) { s.Today.Focus = 3600 - 1 }, "59 min focus · 4 blocks"},
		{
			"active", func(s *api.Status) { s.Presence = api.Presence{State: "active", App: "emacs", Title: "secret"} },
			"3 h 10 focus · 4 blocks · emacs now",
		},
		{
			"passive", func(s *api.Status) { s.Presence = api.Presence{State: "passive", App: "zoom"} },
			"3 h 10 focus · 4 blocks · zoom now",
		},
		{
			"of a category", func(s *api.Status) {
				s.Presence = api.Presence{State: "active", App: "emacs", Title: "secret", Category: "coding"}
			},
			"3 h 10 focus · 4 blocks · coding now",
		},
		{"idle", func(s *api.Status) { s.Presence = api.Presence{State: "idle", App: "emacs"} }, "3 h 10 focus · 4 blocks"},
		{"store fails", func(s *api.Status) {
			s.Presence = api.Presence{State: "active", App: "emacs"}
			s.Store.Failing = "no space left on device"
		}, "3 h 10 focus · 4 blocks · the log cannot be written"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := Render(with(tt.change), noon).Items[1].Title; got != tt.want {
				t.Errorf("today %q, want %q", got, tt.want)
			}
		})
	}
}

func TestRenderIcon(t *testing.T) {
	for _, tt := range []struct {
		name  string
		model Model
		want  icon.Icon
	}{
		{"no daemon", Model{}, icon.Icon{Shape: icon.NoDaemon}},
		{"idle", with(func(*api.Status) {}), icon.Icon{Shape: icon.Idle}},
		{"a state of the future", with(func(s *api.Status) { s.Timer.State = "dreaming" }), icon.Icon{Shape: icon.Idle}},
		{"work", with(working), icon.Icon{Shape: icon.Work, Fill: 12, Digits: 12}}, // 13/25 = 12.48/24
		{"work just begun", with(func(s *api.Status) {
			working(s)
			s.Timer.Elapsed, s.Timer.Ends = 0, at(25*time.Minute)
		}), icon.Icon{Shape: icon.Work, Digits: 25}},
		{"work for hours", with(func(s *api.Status) {
			working(s)
			s.Timer.Elapsed, s.Timer.Ends = 0, at(100*time.Minute)
		}), icon.Icon{Shape: icon.Work}},
		{"work in its last second", with(func(s *api.Status) {
			working(s)
			s.Timer.Elapsed, s.Timer.Ends = 0, at(time.Second)
		}), icon.Icon{Shape: icon.Work, Digits: 1}},
		{
			"work whose time is up", with(func(s *api.Status) { working(s); s.Timer.Ends = at(0) }),
			icon.Icon{Shape: icon.Work, Fill: 24},
		},
		{"work with gaps", with(func(s *api.Status) { // its own 13 minutes count, not those since it began
			working(s)
			s.Timer.Started = at(-2 * time.Hour)
		}), icon.Icon{Shape: icon.Work, Fill: 12, Digits: 12}},
		{"flow goes round", with(flowing), icon.Icon{Shape: icon.Work, Fill: 12, Digits: 90}},
		{"paused", with(pausedBlock), icon.Icon{Shape: icon.Paused, Fill: 12}},
		{
			"paused flow", with(func(s *api.Status) { pausedBlock(s); s.Timer.Left, s.Timer.Elapsed = 0, 75*60 }),
			icon.Icon{Shape: icon.Paused, Fill: 6},
		},
		{"overtime", with(inOvertime), icon.Icon{Shape: icon.Overtime}},
		{"break", with(inBreak), icon.Icon{Shape: icon.Break}},
		{"break over", with(breakOver), icon.Icon{Shape: icon.BreakOver}},
		{"held", with(func(s *api.Status) { s.Tracking.HeldUntil = at(time.Hour) }), icon.Icon{Shape: icon.Idle, Held: true}},
		{"tracking off", with(func(s *api.Status) { inBreak(s); s.Tracking.On = false }), icon.Icon{Shape: icon.Break, Off: true}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := Render(tt.model, noon).Icon; got != tt.want {
				t.Errorf("icon %+v, want %+v", got, tt.want)
			}
		})
	}
}

func TestAttention(t *testing.T) {
	late := func(by time.Duration) func(*api.Status) {
		return func(s *api.Status) { inOvertime(s); s.Timer.Ends = at(-by) }
	}
	for _, tt := range []struct {
		name  string
		model Model
		want  bool
	}{
		{"no daemon", Model{}, false},
		{"idle", with(func(*api.Status) {}), false},
		{"work", with(working), false},
		{"overtime", with(late(5*time.Minute - time.Second)), false},
		{"long overtime", with(late(5 * time.Minute)), true},
		{"long overtime, by its length", with(func(s *api.Status) { inOvertime(s); s.Timer.Ends, s.Timer.Left = nil, -300 }), true},
		{"break", with(inBreak), false},
		{"break over", with(breakOver), true},
		{"paused", with(pausedBlock), false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := Render(tt.model, noon).Attention; got != tt.want {
				t.Errorf("attention %t, want %t", got, tt.want)
			}
		})
	}
	if got, want := Render(with(late(5*time.Minute-time.Second)), noon).Next, at(time.Second); !got.Equal(*want) {
		t.Errorf("the next change is at %v, want %v, when attention is asked for", got, want)
	}
}
