package tray

import (
	"slices"
	"strings"
	"testing"
	"time"

	"focusd/daemon/api"
)

// seen is what a person sees of the menu itself, top to bottom.
func seen(v View) string {
	var titles []string
	for _, item := range v.Items {
		switch {
		case item.Hidden || item.Parent != "":
		case item.Separator:
			titles = append(titles, "—")
		case item.Disabled:
			titles = append(titles, "("+string(item.ID)+")")
		default:
			titles = append(titles, item.Title)
		}
	}
	return strings.Join(titles, "\n")
}

func TestMenuOfEachState(t *testing.T) {
	const (
		head = "(status)\n(today)\n—\n"
		tail = "\n—\nHold reminders\nPause tracking\nOpen today\nQuit tray (the timer goes on)"
	)
	for _, tt := range []struct {
		name  string
		model Model
		want  string
	}{
		{"no daemon", Model{}, "(status)\n—\nStart focusd\n—\nQuit tray (the timer goes on)"},
		{"idle", with(func(*api.Status) {}), head + "Start 25 min\nStart…" + tail},
		{
			"idle, flow is next", with(func(s *api.Status) { s.Timer.Preset, s.Timer.NextSeconds = "flow", 0 }),
			head + "Start flow\nStart…" + tail,
		},
		{"work", with(working), head + "Pause\nFinish now\n+5 minutes\nI was away\nStop" + tail},
		{"flow", with(flowing), head + "Pause\nFinish now\nI was away\nStop" + tail},
		{"overtime", with(inOvertime), head + "Take the break\n+5 minutes\nSkip the break\nI was away\nStop" + tail},
		{"break", with(inBreak), head + "Start work\nSkip the break\nPostpone 5 min\nStop" + tail},
		{
			"break, postponed enough", with(func(s *api.Status) { inBreak(s); s.Timer.Postpones = 0 }),
			head + "Start work\nSkip the break\nStop" + tail,
		},
		{
			"break, past its first 30 %", with(func(s *api.Status) { inBreak(s); s.Timer.Since = at(-90 * time.Second) }),
			head + "Start work\nSkip the break\nStop" + tail,
		},
		{"break over", with(breakOver), head + "Start work\nStart…" + tail},
		{"paused", with(pausedBlock), head + "Resume\nFinish now\nStop" + tail},
		{
			"undo", with(func(s *api.Status) { s.Timer.Undo, s.Timer.UndoUntil = "stop", at(time.Second) }),
			head + "Start 25 min\nUndo “stop”\nStart…" + tail,
		},
		{
			"undo too late", with(func(s *api.Status) { s.Timer.Undo, s.Timer.UndoUntil = "stop", at(0) }),
			head + "Start 25 min\nStart…" + tail,
		},
		{"held, tracking off", with(func(s *api.Status) {
			s.Tracking = api.Tracking{HeldUntil: at(16 * time.Hour)}
		}), head + "Start 25 min\nStart…\n—\nReminders held until 04:00 – release\nTracking paused – resume\nOpen today\nQuit tray (the timer goes on)"},
		{"tracking off for days", with(func(s *api.Status) {
			s.Tracking = api.Tracking{PausedUntil: at(49 * time.Hour)}
		}), head + "Start 25 min\nStart…\n—\nHold reminders\nTracking paused until Tue 13:00 – resume\nOpen today\nQuit tray (the timer goes on)"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := seen(Render(tt.model, noon)); got != tt.want {
				t.Errorf("menu:\n%s\nwant:\n%s", got, tt.want)
			}
		})
	}
}

func TestThePlansOfTheDayStandByThemselves(t *testing.T) {
	m := planned(func(*api.Status) {}, func(a *Agenda) {
		a.Day.TimeBlocks = []api.TimeBlock{{Name: "writing", Minutes: 60, State: "open"}}
		a.Day.Habits = []api.Habit{{Name: "stretch", State: "open", Due: true}}
	})
	want := `(status)
(today)
—
Start 25 min
Start…
—
I have a few minutes
Today's blocks · 0 of 1
Habits due · 0 of 1
—
Hold reminders
Pause tracking
Open today
Quit tray (the timer goes on)`
	if got := seen(Render(m, noon)); got != want {
		t.Errorf("menu:\n%s\nwant:\n%s", got, want)
	}
}

// The list itself never changes, whatever happens.
func TestMenuIsAFixedList(t *testing.T) {
	type shape struct {
		id, parent ItemID
		separator  bool
	}
	list := func(m Model) []shape {
		var l []shape
		for _, item := range Render(m, noon).Items {
			l = append(l, shape{item.ID, item.Parent, item.Separator})
		}
		return l
	}
	want := list(Model{})
	for name, m := range models() {
		if got := list(m); !slices.Equal(got, want) {
			t.Errorf("%s: list %v, want %v", name, got, want)
		}
	}
	ids := map[ItemID]bool{}
	for _, s := range want {
		if ids[s.id] {
			t.Errorf("%s is there twice", s.id)
		}
		if s.parent != "" && !ids[s.parent] {
			t.Errorf("%s comes before its parent %s", s.id, s.parent)
		}
		ids[s.id] = true
	}
}

func TestSeparatorsNeverMeet(t *testing.T) {
	all := models()
	for name, m := range all {
		m.Agenda = Agenda{Day: api.Agenda{Open: 1, Habits: []api.Habit{{Name: "stretch", State: "open", Due: true}}}, Next: offers()}
		all[name+", planned"] = m
	}
	for name, m := range all {
		menu := "—\n" + seen(Render(m, noon)) + "\n—"
		if strings.Contains(menu, "—\n—") {
			t.Errorf("%s: two separators meet:\n%s", name, menu)
		}
	}
}

// models has one of each state, and all the marks.
func models() map[string]Model {
	m := map[string]Model{"no daemon": {}}
	for name, change := range map[string]func(*api.Status){
		"idle": func(*api.Status) {}, "work": working, "flow": flowing, "overtime": inOvertime,
		"paused": pausedBlock, "break": inBreak, "break over": breakOver,
	} {
		m[name] = with(change)
		m[name+", marked"] = with(func(s *api.Status) {
			change(s)
			s.Timer.Undo, s.Timer.UndoUntil = "start", at(40*time.Second)
			s.Tracking = api.Tracking{PausedUntil: at(25 * time.Hour), HeldUntil: at(7 * time.Minute)}
		})
	}
	return m
}

func TestUsable(t *testing.T) {
	for _, tt := range []struct {
		name  string
		model Model
		id    ItemID
		want  bool
	}{
		{"seen", with(working), "stop", true},
		{"hidden", with(working), "start", false},
		{"disabled", with(working), "status", false},
		{"in a submenu", with(working), "away.5", true},
		{"in a hidden submenu", with(inBreak), "away.5", false},
		{"unknown", with(working), "nonsense", false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := Render(tt.model, noon).usable(tt.id); got != tt.want {
				t.Errorf("usable(%q) = %v, want %v", tt.id, got, tt.want)
			}
		})
	}
}
