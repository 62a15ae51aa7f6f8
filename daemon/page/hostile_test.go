package page

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"focusd/daemon/api"
)

// nasty is what a title, a task, a note or a rule can be.
const nasty = `"><script>alert(1)</script><img src=x onerror=alert(2)>' onclick='x' {{.}} </textarea></style>&lt;b&gt;` + "\u202e"

// hostile is a daemon with something nasty everywhere, on a day on which a lot
// happened.
func hostile() fake {
	f := empty()
	s := status()
	at := s.At
	ago := func(minutes int) time.Time { return at.Add(-time.Duration(minutes) * time.Minute) }
	since, ends, until := ago(10), at.Add(15*time.Minute), at.Add(time.Minute)
	share := .5
	s.Timer = api.Timer{State: "work", Kind: "pomodoro", Preset: nasty, Label: nasty, Since: &since, Started: &since, Ends: &ends, Planned: 1500, Left: 900, Elapsed: 600, Undo: nasty, UndoUntil: &until}
	s.Presence = api.Presence{State: "active", App: nasty, Title: nasty}
	s.Source = api.Source{Name: nasty, Reason: nasty}
	s.Store.Failing = nasty
	s.Quiet = &api.Quiet{Problem: nasty}
	s.Tracking = api.Tracking{PausedUntil: &ends, HeldUntil: &ends}
	s.Nudges = []api.Nudge{{ID: 7, Kind: nasty, At: at, About: []string{nasty}, Answers: []string{nasty}}, {ID: 8, Kind: "morning", About: []string{nasty}, Answers: []string{"choose"}}}
	f["/v1/status"] = s

	task := api.Task{
		ID: nasty, Title: nasty, Outcome: "open", Estimate: 300, Contexts: []string{nasty}, Waiting: nasty, Goal: nasty, Due: nasty, Next: nasty,
		Steps: []api.Task{{ID: nasty, Title: nasty, Outcome: "open"}},
	}
	ranked := task
	ranked.Number = 1
	tick := api.Tick{At: at, By: "tracker", Evidence: []api.Evidence{{App: nasty, Category: nasty, Label: nasty, Seconds: 60}}}
	f["/v1/agenda"] = api.Agenda{
		Day: "2026-11-22", Active: &task, Six: []api.Task{ranked}, Tasks: []api.Task{task}, Undo: &api.AgendaUndo{Verb: nasty, What: nasty},
		TimeBlocks: []api.TimeBlock{{ID: nasty, Name: nasty, Minutes: 60, Spent: 90, State: "done", Next: true, Ticks: []api.Tick{tick}, Week: &api.Done{Done: 1, Planned: 3}}},
		Habits:     []api.Habit{{ID: nasty, Name: nasty, Measure: "count", Target: 10, Did: 2.5, Streak: 3, AtRisk: true, Due: true, Kick: &api.KickStart{Done: 2}, Ticks: []api.Tick{tick}}},
	}
	f["/v1/next"] = api.Next{Offers: []api.Offer{{ID: nasty, Kind: "task", Title: nasty, Task: nasty, Next: nasty, Cost: 240}, {ID: nasty, Kind: "habit", Title: nasty}}}
	f["/v1/wins"] = api.Wins{Wins: []api.Win{{Kind: nasty, Text: nasty}}}
	f["/v1/summary"] = api.Summary{
		Apps:       []api.AppTotal{{App: nasty, Millis: 60000}},
		Categories: []api.CategoryTotal{{Name: nasty, Class: nasty, Hue: 40, Active: 60000}, {Class: "unclassified", Active: 1000}, {Name: "x", Class: "earns", Active: 2}},
		Blocks:     []api.Block{{Label: nasty, Focus: 60, Outcome: "completed", Started: since}},
	}
	entry := api.Entry{ID: nasty, Start: ago(50), End: ago(40), Text: nasty, Category: nasty, Kind: "edited"}
	f["/v1/timeline"] = api.Timeline{
		From: s.Today.From, To: at,
		Stretches: []api.Stretch{
			{Start: s.Today.From, End: ago(60), Presence: "unobserved", Cause: "stopped", By: nasty},
			{Start: ago(60), End: ago(30), Presence: "active", App: nasty, Title: nasty, Category: nasty, Class: nasty, Hue: 40, Joined: 3},
			{Start: ago(30), End: ago(20), Presence: nasty, Cause: nasty, By: nasty},
			{Start: ago(20), End: at, Presence: "passive", Cause: "meeting", By: nasty, Class: "unclassified"},
		},
		Blocks: []api.TimelineBlock{{Block: api.Block{Label: nasty, Preset: nasty, Started: since, Outcome: nasty}, OnTask: &share, Text: nasty}},
		Breaks: []api.Break{{Started: ago(20), Ended: &since, Outcome: nasty}, {Long: true, Started: since}}, Entries: []api.Entry{entry},
		Figures: &api.Figures{Known: 1, Covered: 90, OnTask: &share},
	}
	f["/v1/categories"] = api.Categories{Categories: []api.Category{{Name: nasty, Class: "earns"}}}
	f["/v1/entries"] = api.Entries{Entries: []api.Entry{entry}}
	f["/v1/entries/history"] = api.EntryHistory{Edits: []api.EntryEdit{{ID: nasty, At: at, Verb: nasty, Before: []api.Entry{entry}}, {ID: "b", At: at, Verb: "add", After: []api.Entry{entry}, Undone: at}}}
	f["/v1/entries/gaps"] = api.Gaps{Gaps: []api.Gap{{Start: ago(90), End: ago(60), Presence: nasty}}}
	suggest := api.Suggestion{Condition: nasty, Category: nasty}
	f["/v1/unclassified"] = api.Unclassified{Apps: []api.UnclassifiedApp{{App: nasty, Category: nasty, Time: 60000, Suggest: suggest, Titles: []api.UnclassifiedTitle{{Text: nasty, Suggest: suggest}}}}}
	f["/v1/why"] = api.Why{
		At: at, Presence: nasty, From: since, To: at, Because: nasty, Entry: &entry,
		Span: &api.Span{App: nasty, Title: nasty}, Rules: []api.Rule{{ID: nasty, Text: nasty, Class: nasty}}, Witnesses: []api.Witness{{Kind: nasty, By: nasty, Text: nasty}},
	}
	f["/v1/rules"] = api.Rules{
		Rules: []api.Rule{
			{ID: nasty, Text: nasty + " -> " + nasty, Category: nasty, Class: nasty, Hue: 40, Source: "own", Time: 60000},
			{ID: nasty + "2", Text: nasty, Category: nasty, Class: nasty, Source: "default", Off: true},
			{ID: nasty + "3", Text: nasty, Category: nasty, Class: nasty, Source: "default", Time: 60000},
		},
		Problems: []api.RuleProblem{{Rule: nasty, Text: nasty, Hint: nasty}}, Undo: nasty,
	}
	f["/v1/categories"] = api.Categories{Categories: []api.Category{{Name: nasty, Class: "earns", Source: "own", Reading: true}, {Name: nasty, Class: nasty, Source: "default"}}}
	setting := api.Setting{Name: "timer." + nasty, Value: nasty, Default: "x", Source: "set", File: nasty, Next: nasty, Says: nasty, CanSet: true, Choices: []string{nasty}}
	plain, list, flag := setting, setting, setting
	plain.Name, plain.Source, plain.CanSet, plain.Choices = "log."+nasty, "file", false, nil
	list.Name, list.Value, list.Default, list.Next = "privacy."+nasty, []string{nasty}, []string{nasty}, nil
	flag.Name, flag.Source, flag.Value = "notify."+nasty, nasty, map[string]string{nasty: nasty}
	f["/v1/settings"] = api.Settings{Path: nasty, Exists: true, Read: &since, Problem: nasty, Settings: []api.Setting{setting, plain, list, flag}, Undo: nasty}
	check := api.Check{Name: nasty, State: nasty, Text: nasty, Hint: nasty, Notes: []string{nasty}, Elsewhere: []string{nasty}}
	known := check
	known.Name, known.State = "windows", "warning"
	f["/v1/doctor"] = api.Doctor{
		Version: nasty, PID: 1, Started: since, Paths: api.Paths{Config: nasty, Store: nasty, Backup: nasty, Socket: nasty, Web: nasty}, Checks: []api.Check{check, known},
		Sight: &api.Sight{At: at, Presence: api.Presence{State: nasty, App: nasty, Title: nasty}, Evidence: []string{nasty}, Zone: nasty},
	}
	return f
}

// TestNothingInTheStoreBecomesMarkup: what was written or seen stays text.
func TestNothingInTheStoreBecomesMarkup(t *testing.T) {
	for _, path := range []string{
		"/", "/log", "/log?at=2026-11-22T08:50:00Z", "/log?day=2026-11-22&app=%22%3E%3Cscript%3E&q=%22%3E%3Cscript%3E&category=%3Cscript%3E&class=%3Cscript%3E",
		"/settings", "/settings?rules=all", "/settings?has=%22%3E%3Cscript%3E&after=-1", "/doctor",
		"/log?q=script", "/log?day=2026-11-22&label=%22%3E%3Cscript%3E&at=%22%3E%3Cscript%3E", "/?from=2026-11-22T08:00:00Z&to=2026-11-22T09:00:00Z",
	} {
		t.Run(path, func(t *testing.T) {
			page := hostile().get(t, path)
			wellFormed(t, page)
			if n := strings.Count(page, "<script") - strings.Count(page, `<script type="module" src="/js/`); n != 0 {
				t.Errorf("the page has %d scripts beside its own", n)
			}
			if strings.Contains(page, "<img") || regexp.MustCompile(`<[^>"]*("[^"]*"[^>"]*)* on[a-z]+=`).MatchString(page) {
				t.Error("something of the store is an element, or hears events")
			}
			if !strings.Contains(page, "alert(1)") {
				t.Error("nothing nasty is shown at all: the test looks for nothing")
			}
		})
	}
}

// TestBodiesAreJSON: what a button sends is what it was given, however nasty.
func TestBodiesAreJSON(t *testing.T) {
	page := hostile().get(t, "/")
	if !strings.Contains(page, `&#34;id&#34;:&#34;\&#34;\u003e\u003cscript\u003e`) {
		t.Error("no button carries the nasty ID as JSON")
	}
}
