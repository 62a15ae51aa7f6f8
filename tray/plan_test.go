package tray

import (
	"slices"
	"strings"
	"testing"
	"time"

	"focusd/daemon/api"
)

// offers are a phone call and a step of a report.
func offers() api.Next {
	return api.Next{Gap: 600, Offers: []api.Offer{
		{ID: "call", Kind: "task", Title: "call dentist", Cost: 240},
		{ID: "outline", Kind: "task", Title: "outline", Task: "write report", Cost: 301},
	}}
}

// planned is with, of a day on which something is to be done.
func planned(change func(*api.Status), edit func(*Agenda)) Model {
	m := with(change)
	m.Agenda = Agenda{Day: api.Agenda{Open: 3}, Next: offers()}
	edit(&m.Agenda)
	return m
}

// lines are what is seen of one submenu, those with a mark marked.
func lines(v View, parent ItemID) []string {
	var titles []string
	for _, item := range v.Items {
		if item.Parent != parent || item.Hidden || !v.usable(parent) {
			continue
		}
		title := item.Title
		if item.Checked {
			title = "✓ " + title
		}
		if item.Disabled {
			title = "(" + title + ")"
		}
		titles = append(titles, title)
	}
	return titles
}

func nothingMore(*Agenda) {}

func TestAFewMinutes(t *testing.T) {
	active := func(a *Agenda) { a.Day.Active = &api.Task{ID: "draft", Title: "draft", Task: "write report"} }
	three := func(a *Agenda) {
		a.Next.Offers = append(a.Next.Offers, api.Offer{ID: "water", Kind: "habit", Title: "water plants", Cost: 180})
	}
	for _, tt := range []struct {
		name  string
		model Model
		want  []string
	}{
		{"idle", planned(func(*api.Status) {}, nothingMore), []string{"call dentist · 4 min", "write report: outline · 6 min", "more…"}},
		{"in a break", planned(inBreak, nothingMore), []string{"call dentist · 4 min", "write report: outline · 6 min", "more…"}},
		{"after it", planned(breakOver, nothingMore), []string{"call dentist · 4 min", "write report: outline · 6 min", "more…"}},
		{"in a block", planned(working, nothingMore), nil},
		{"in overtime", planned(inOvertime, nothingMore), nil},
		{"in a pause", planned(pausedBlock, nothingMore), nil},
		{"three", planned(breakOver, three), []string{
			"call dentist · 4 min", "write report: outline · 6 min", "water plants · 3 min", "more…",
		}},
		{"one is being done", planned(breakOver, func(a *Agenda) { three(a); active(a) }), []string{
			"Done with write report: draft", "call dentist · 4 min", "write report: outline · 6 min", "water plants · 3 min", "more…",
		}},
		{"one is being done, and nothing fits", planned(breakOver, func(a *Agenda) { a.Next = api.Next{}; active(a) }), []string{
			"Done with write report: draft", "(Nothing fits)", "more…",
		}},
		{"nothing fits", planned(breakOver, func(a *Agenda) { a.Next = api.Next{Gap: 120} }), []string{
			"(Nothing fits into 2 min)", "more…",
		}},
		{"nothing to do", planned(breakOver, func(a *Agenda) { *a = Agenda{} }), nil},
		{"no daemon", Model{Agenda: Agenda{Next: offers()}}, nil},
		{"long", planned(breakOver, func(a *Agenda) { a.Next.Offers = a.Next.Offers[1:]; a.Next.Offers[0].Title = strings.Repeat("x", 90) }), []string{
			"write report: " + strings.Repeat("x", 25) + "… · 6 min", "more…",
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := lines(Render(tt.model, noon), "few"); !slices.Equal(got, tt.want) {
				t.Errorf("the submenu has %q, want %q", got, tt.want)
			}
		})
	}
}

func TestTheFirstTaskOfTheDay(t *testing.T) {
	six := func(outcomes ...string) func(*Agenda) {
		return func(a *Agenda) {
			for i, o := range outcomes {
				a.Day.Six = append(a.Day.Six, api.Task{ID: string(rune('a' + i)), Title: "task " + string(rune('a'+i)), Outcome: o})
			}
		}
	}
	steps := func(a *Agenda) {
		six("open")(a)
		a.Day.Six[0].Steps = []api.Task{{ID: "x", Title: "outline", Outcome: "done"}, {ID: "y", Title: "draft", Outcome: "open"}}
	}
	for _, tt := range []struct {
		name string
		edit func(*Agenda)
		want string
	}{
		{"none is ranked", nothingMore, "Just five minutes"},
		{"the first", six("open", "open"), "First – task a"},
		{"the second", six("done", "open"), "First – task b"},
		{"all are done", six("done", "dropped"), "Just five minutes"},
		{"a step", steps, "First – task a: draft"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := lines(Render(planned(func(*api.Status) {}, tt.edit), noon), "start")
			if len(got) == 0 || got[0] != tt.want {
				t.Errorf("the submenu has %q, want %q first", got, tt.want)
			}
		})
	}
}

// What was done last is what can be taken back, be it of the timer or not.
func TestUndoOfTheAgenda(t *testing.T) {
	stopped := func(ago time.Duration) func(*api.Status) {
		return func(s *api.Status) {
			s.Timer.Undo, s.Timer.UndoAt, s.Timer.UndoUntil = "stop", at(-ago), at(time.Minute-ago)
		}
	}
	done := func(ago time.Duration) func(*Agenda) {
		return func(a *Agenda) {
			a.Day.Undo = &api.AgendaUndo{At: *at(-ago), Verb: "not_today", What: "call dentist"}
		}
	}
	const ofAgenda = "Undo “not today: call dentist”"
	for _, tt := range []struct {
		name  string
		model Model
		want  string // "": nothing
	}{
		{"nothing", planned(func(*api.Status) {}, nothingMore), ""},
		{"a task", planned(func(*api.Status) {}, done(10*time.Second)), ofAgenda},
		{"a task that was begun", planned(func(*api.Status) {}, func(a *Agenda) {
			a.Day.Undo = &api.AgendaUndo{At: *at(0), Verb: "do", What: "call dentist"}
		}), "Undo “begin: call dentist”"},
		{"the six", planned(func(*api.Status) {}, func(a *Agenda) {
			a.Day.Undo = &api.AgendaUndo{At: *at(0), Verb: "six", What: "2026-11-22"}
		}), "Undo “the six of the day”"},
		{"a task, long ago", planned(func(*api.Status) {}, done(time.Minute)), ""},
		{"a task after the timer", planned(stopped(20*time.Second), done(10*time.Second)), ofAgenda},
		{"the timer after a task", planned(stopped(10*time.Second), done(20*time.Second)), "Undo “stop”"},
		{"the timer, long after a task", planned(stopped(10*time.Second), done(time.Hour)), "Undo “stop”"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := title(Render(tt.model, noon), "undo"); got != tt.want {
				t.Errorf("it says %q, want %q", got, tt.want)
			}
		})
	}
}

func TestHoldUntilTheDayEnds(t *testing.T) {
	for _, tt := range []struct {
		name string
		now  time.Time
		want string
	}{
		{"in the evening", noon.Add(11 * time.Hour), "until tomorrow, 04:00"},
		{"at midnight", noon.Add(12 * time.Hour), "until 04:00"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			m := with(func(s *api.Status) { s.Today.To = *at(16 * time.Hour) })
			got := lines(Render(m, tt.now), "hold")
			if len(got) != 4 || got[3] != tt.want {
				t.Errorf("the submenu has %q, want %q last", got, tt.want)
			}
		})
	}
}

func TestTodaysBlocks(t *testing.T) {
	two := func(a *Agenda) {
		a.Day.TimeBlocks = []api.TimeBlock{
			{ID: "w", Name: "writing", Minutes: 60, Spent: 35.9, State: "open"},
			{ID: "m", Name: "mail", Minutes: 30, Spent: 29, State: "done"},
			{ID: "s", Name: "sport", Minutes: 90, State: "excused"},
			{ID: "p", Name: "piano", Minutes: 19.5, Spent: 0.5, State: "open"},
		}
	}
	seven := func(a *Agenda) {
		for range 7 {
			a.Day.TimeBlocks = append(a.Day.TimeBlocks, api.TimeBlock{Name: "writing", Minutes: 120, State: "open"})
		}
	}
	first := []string{"writing · 35 of 60 min", "✓ mail · 30 min", "piano · 20 min"}
	for _, tt := range []struct {
		name  string
		model Model
		title string
		want  []string
	}{
		{"idle", planned(func(*api.Status) {}, two), "Today's blocks · 1 of 3", first},
		{"in a pause", planned(pausedBlock, two), "Today's blocks · 1 of 3", first},
		{"in a block", planned(working, two), "Today's blocks · 1 of 3", first},
		{"in overtime", planned(inOvertime, two), "", nil},
		{"none", planned(breakOver, nothingMore), "", nil},
		{"seven", planned(breakOver, seven), "Today's blocks · 0 of 7", append(slices.Repeat([]string{"writing · 2 h"}, 6), "more…")},
	} {
		t.Run(tt.name, func(t *testing.T) {
			v := Render(tt.model, noon)
			if got := title(v, "blocks"); got != tt.title {
				t.Errorf("the title is %q, want %q", got, tt.title)
			}
			if got := lines(v, "blocks"); !slices.Equal(got, tt.want) {
				t.Errorf("the submenu has %q, want %q", got, tt.want)
			}
		})
	}
}

func TestHabitsDue(t *testing.T) {
	for _, tt := range []struct {
		name  string
		habit api.Habit
		want  []string
	}{
		{"due", api.Habit{Name: "stretch", Measure: "once", State: "open", Due: true}, []string{"stretch"}},
		{"not due yet", api.Habit{Name: "stretch", Measure: "once", State: "open"}, nil},
		{"done", api.Habit{Name: "stretch", Measure: "once", State: "done", Streak: 9}, []string{"✓ stretch · 9 days"}},
		{"once does not make a streak", api.Habit{Name: "stretch", Measure: "once", State: "done", Streak: 1}, []string{"✓ stretch"}},
		{"weekly", api.Habit{Name: "run", Measure: "once", PerWeek: 2, State: "open", Due: true, Streak: 3}, []string{"run · 3 weeks"}},
		{"minutes", api.Habit{Name: "read", Measure: "minutes", Target: 20, Did: 7.5, State: "open", Due: true}, []string{"read · 7 of 20 min"}},
		{"minutes done", api.Habit{Name: "read", Measure: "minutes", Target: 20, Did: 24, State: "done"}, []string{"✓ read · 20 min"}},
		{"a count", api.Habit{Name: "push-ups", Measure: "count", Target: 10, Did: 3, State: "open", Due: true}, []string{"push-ups · 3 of 10"}},
		{"a count done", api.Habit{Name: "push-ups", Measure: "count", Target: 10, Did: 12, State: "done"}, []string{"✓ push-ups · 12"}},
		{"right to left", api.Habit{Name: "קריאה", Measure: "minutes", Target: 5, State: "open", Due: true}, []string{"\u200e\u2068קריאה\u2069 · 5 min"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			m := planned(func(*api.Status) {}, func(a *Agenda) { a.Day.Habits = []api.Habit{tt.habit} })
			if got := lines(Render(m, noon), "habits"); !slices.Equal(got, tt.want) {
				t.Errorf("the submenu has %q, want %q", got, tt.want)
			}
		})
	}
	turns := planned(working, func(a *Agenda) {
		a.Day.Habits = []api.Habit{
			{Name: "tea", State: "done", Anchor: "first_activity"},
			{Name: "piano", State: "open", Due: true},
			{Name: "stretch", State: "open", Due: true, Anchor: "first_break"},
			{Name: "walk", State: "open", Due: true, Anchor: "lunch"},
		}
	})
	if got, want := lines(Render(turns, noon), "habits"), []string{"stretch", "walk", "piano", "✓ tea"}; !slices.Equal(got, want) {
		t.Errorf("the submenu has %q, want %q: first what was just seen to be due, last what is done", got, want)
	}
	nine := planned(breakOver, func(a *Agenda) {
		a.Day.Habits = slices.Repeat([]api.Habit{{Name: "stretch", State: "open", Due: true}}, 9)
	})
	if got := lines(Render(nine, noon), "habits"); len(got) != 9 || got[8] != "more…" {
		t.Errorf("of nine habits the submenu has %q, want eight and more…", got)
	}
}

// title is that of a submenu that is seen.
func title(v View, id ItemID) string {
	for _, item := range v.Items {
		if item.ID == id && !item.Hidden {
			return item.Title
		}
	}
	return ""
}

func TestTheScoreOfTheDay(t *testing.T) {
	m := planned(func(*api.Status) {}, func(a *Agenda) {
		a.Day.Score = api.Score{TimeBlocks: api.Done{Done: 1, Planned: 2}, Habits: api.Done{Done: 2, Planned: 2}, Six: api.Done{Done: 1, Planned: 2}}
	})
	const want = "3 h 10 focus · 4 of 6 ticked"
	if got := title(Render(m, noon), "today"); got != want {
		t.Errorf("the second line is %q, want %q", got, want)
	}
}
