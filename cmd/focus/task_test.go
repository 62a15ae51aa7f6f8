package main

import (
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"focusd/daemon/api"
)

// answerAgenda is the part of the fake daemon that knows tasks. It tells whether
// the request was about them.
func answerAgenda(w http.ResponseWriter, r *http.Request) bool {
	answer := func(v any) bool { _ = json.NewEncoder(w).Encode(v); return true }
	switch r.Method + " " + r.URL.Path {
	case "GET /v1/agenda":
		return answer(someAgenda())
	case "POST /v1/agenda":
		task := someTasks()[0]
		return answer(api.AgendaDone{Verb: "add", What: task.Title, ID: task.ID, Task: &task, Edition: 3})
	case "GET /v1/tasks":
		return answer(api.Tasks{Day: "2026-11-22", Tasks: someTasks()})
	case "GET /v1/next":
		return answer(someOffers())
	case "GET /v1/templates":
		return answer(api.Templates{Templates: someTemplates()})
	}
	return false
}

// someTasks are an ordinary one, one with steps, and one from hostile hands.
func someTasks() []api.Task {
	return []api.Task{
		{
			ID: "01KAH4V3Z8QWERTZ0123456781", Title: "call dentist", Outcome: "open", Estimate: 240, Contexts: []string{"phone"},
			Urgent: true, Important: true, Due: "2026-11-22", DueAt: *clockAt(16, 0), Number: 2, Next: "ask for Monday",
		},
		{
			ID: "01KAH4V3Z8QWERTZ0123456782", Title: "write report", Outcome: "open", Important: true, Left: 1500, Area: "work",
			Repeat: "every month on the 1st", Goal: "thesis", Due: "2026-12-01", Number: 1, Steps: []api.Task{
				{ID: "a", Title: "outline", Outcome: "done"},
				{ID: "b", Title: "draft", Outcome: "open", Estimate: 1200, Task: "write report"},
				{ID: "c", Title: "send", Outcome: "open", Estimate: 300, Task: "write report"},
			},
		},
		{ID: "01KAH4V3Z8QWERTZ0123456783", Title: "\x1b]0;x\a אבג ~ a title that goes on and on", Outcome: "open", Waiting: "\x1b[2JAnna", LowBrain: true, Later: "2026-11-24"},
	}
}

func someAgenda() api.Agenda {
	all := someTasks()
	step := all[1].Steps[1]
	step.Parent, step.Since = all[1].ID, *clockAt(14, 0)
	done := all[0]
	done.ID, done.Outcome, done.Ended = "01KAH4V3Z8QWERTZ0123456780", "done", *clockAt(9, 30)
	return api.Agenda{
		At: *clockAt(14, 25), Day: "2026-11-22", Edition: 2, Active: &step,
		Six: []api.Task{done, all[1], all[2]}, Order: &api.Order{Kept: 1, Done: 1}, Tasks: all[:1], Done: []api.Task{done}, Open: 3,
		Load: api.Load{Tasks: 240, Capacity: 14400, Level: "fits"},
	}
}

func someOffers() api.Next {
	return api.Next{Gap: 600, Offers: []api.Offer{
		{ID: "01KAH4V3Z8QWERTZ0123456782", Kind: "task", Title: "draft", Task: "write report", Cost: 300, Number: 1},
		{ID: "01KAH4V3Z8QWERTZ0123456781", Kind: "task", Title: "call dentist", Cost: 240, Contexts: []string{"phone"}, Avoided: true, Next: "ask for Monday"},
		{ID: "01KAH4V3Z8QWERTZ0123456785", Kind: "habit", Title: "\x1b[31mstretch", Cost: 60},
	}}
}

func someTemplates() []api.Template {
	return []api.Template{{
		ID: "01KAH4V3Z8QWERTZ0123456790", Name: "monthly \x1b[31mreport", Used: 2, Takes: 1500,
		Task: api.Task{Title: "report", Outcome: "open", Steps: []api.Task{{Title: "outline", Outcome: "open", Estimate: 300}, {Title: "draft", Outcome: "open", Estimate: 1200}}},
	}}
}

func TestTaskText(t *testing.T) {
	p := page{cells: 80, zone: time.UTC}
	now := *clockAt(14, 25)
	ended := someTasks()
	for i := range ended {
		ended[i].Outcome, ended[i].Ended, ended[i].Spent = "done", *clockAt(9, 30+i), 65
	}
	ended[1].Outcome = "dropped"
	done := someTasks()[1]
	for name, got := range map[string]string{
		"list":      first(p.taskList(api.Tasks{Tasks: someTasks()}, someAgenda(), false)),
		"short":     first(p.taskList(api.Tasks{Tasks: someTasks()[:2], More: 1}, someAgenda(), false)),
		"only":      first(p.taskList(api.Tasks{Tasks: someTasks()[1:2]}, someAgenda(), true)),
		"nothing":   first(p.taskList(api.Tasks{}, api.Agenda{}, false)),
		"filtered":  first(p.taskList(api.Tasks{}, api.Agenda{}, true)),
		"ended":     first(p.endedList(ended, now)),
		"not_ended": first(p.endedList(nil, now)),
		"offers":    first(p.offers(someOffers())),
		"no_offers": first(p.offers(api.Next{Gap: 600})),
		"six":       first(p.six(someAgenda())),
		"no_six":    first(p.six(api.Agenda{})),
		"templates": first(p.templates(someTemplates())),
		"added":     p.agendaDone(api.AgendaDone{Verb: "add", Task: &done}, now),
		"doing":     p.agendaDone(api.AgendaDone{Verb: "do", Task: &someTasks()[0]}, now),
		"done":      p.agendaDone(api.AgendaDone{Verb: "done", Task: &ended[0], Then: &done.Steps[1]}, now),
		"undone":    p.agendaDone(api.AgendaDone{Verb: "done", What: "\x1b[31mx", Undone: true}, now),
		"unneeded":  p.agendaDone(api.AgendaDone{}, now),
		"unknown":   p.agendaDone(api.AgendaDone{Verb: "dance", What: "x"}, now),
	} {
		t.Run(name, func(t *testing.T) {
			harmless(t, unisolated(got))
			golden(t, filepath.Join("testdata", "task", name+".txt"), got)
		})
	}
}

// unisolated is text without the marks that keep a title from turning what
// stands beside it: they are wanted.
func unisolated(text string) string {
	return strings.NewReplacer("\u2068", "", "\u2069", "").Replace(text)
}

func first(text string, _ []string) string { return text }

func TestDaysAreCalledAsPeopleDo(t *testing.T) {
	p := page{zone: time.UTC}
	for date, want := range map[string]string{
		"2026-11-22": "today", "2026-11-23": "tomorrow", "2026-11-21": "yesterday", "2026-11-28": "Sat",
		"2026-11-29": "29 Nov", "2026-01-02": "2 Jan", "2027-01-02": "2 Jan 2027", "\x1bsoon": "soon",
	} {
		if got := p.day(date, *clockAt(14, 25)); got != want {
			t.Errorf("day(%q) = %q, want %q", date, got, want)
		}
	}
}

func TestRequestsAboutTasks(t *testing.T) {
	for _, tt := range []struct {
		args []string
		want string
	}{
		{[]string{"add", "call", "dentist", "~4m"}, `POST /v1/agenda {"do":"add","line":"call dentist ~4m"}`},
		{[]string{"do"}, `POST /v1/agenda {"do":"do"}`},
		{[]string{"do", "call", "dent"}, `POST /v1/agenda {"do":"do","query":"call dent"}`},
		{[]string{"done", "2"}, `POST /v1/agenda {"do":"done","query":"2","seen":["x","y"]}`},
		{[]string{"leave", "ask", "Anna"}, `POST /v1/agenda {"do":"leave","next":"ask Anna"}`},
		{[]string{"split", "report", "a ~1m", "b"}, `POST /v1/agenda {"do":"split","query":"report","text":"a ~1m\nb"}`},
		{[]string{"later", "the", "report", "fri"}, `POST /v1/agenda {"do":"later","query":"the report","day":"fri"}`},
		{[]string{"drop", "1"}, `POST /v1/agenda {"do":"drop","query":"1","seen":["x","y"]}`},
		{[]string{"tasks", "edit", "report", "~5m", "due:fri"}, `POST /v1/agenda {"do":"edit","query":"report","line":"~5m due:fri"}`},
		{[]string{"tasks", "order", "report", "2", "1"}, `POST /v1/agenda {"do":"order","query":"report","list":["2","1"]}`},
		{[]string{"tasks", "reopen", "report"}, `POST /v1/agenda {"do":"reopen","query":"report"}`},
		{[]string{"tasks", "today", "report"}, `POST /v1/agenda {"do":"today","query":"report"}`},
		{[]string{"tasks", "not-today", "report"}, `POST /v1/agenda {"do":"not_today","query":"report"}`},
		{[]string{"tasks", "skip", "report"}, `POST /v1/agenda {"do":"skip","query":"report"}`},
		{[]string{"tasks", "one", "report"}, `POST /v1/agenda {"do":"one","query":"report"}`},
		{[]string{"tasks", "undo"}, `POST /v1/agenda {"do":"undo"}`},
		{[]string{"tasks", "--context", "phone", "--json", "re"}, `GET /v1/tasks context=phone&q=re`},
		{[]string{"tasks", "--done", "--area", "work"}, `GET /v1/tasks area=work&from=2026-11-22T04%3A00%3A00Z&state=all`},
		{[]string{"next"}, `GET /v1/next`},
		{[]string{"next", "--gap", "25m", "--context", "phone,errand", "--background", "-n", "7"}, `GET /v1/next background=1&context=phone%2Cerrand&gap=1500s&n=7`},
		{[]string{"six", "report", "2"}, `GET /v1/agenda`},
		{[]string{"five"}, `POST /v1/timer {"do":"start","preset":"5m","task":"01KAH4V3Z8QWERTZ0123456782"}`},
		{[]string{"template", "save", "report", "--name", "x"}, `POST /v1/agenda {"do":"save_template","query":"report","name":"x"}`},
		{[]string{"template", "use", "report", "--title", "x"}, `POST /v1/agenda {"do":"use_template","query":"report","name":"x"}`},
		{[]string{"template", "rm", "report"}, `POST /v1/agenda {"do":"remove_template","query":"report"}`},
		{[]string{"template", "list"}, `GET /v1/templates`},
	} {
		t.Run(strings.Join(tt.args, " "), func(t *testing.T) {
			d := startFake(t)
			state := t.TempDir()
			writeFile(t, filepath.Join(state, "focusd", "seen.json"), `["x","y"]`)
			r := d.runIn(t, world{getenv: environ(map[string]string{"XDG_STATE_HOME": state})}, tt.args...)
			if r.code != done || r.out == "" || r.err != "" {
				t.Fatalf("exit %d\n%s%s", r.code, r.out, r.err)
			}
			harmless(t, unisolated(r.out))
			if got := d.lastAsked(t); got != tt.want {
				t.Errorf("asked\n%s, want\n%s", got, tt.want)
			}
		})
	}
}

func writeFile(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func environ(vars map[string]string) func(string) string {
	return func(name string) string { return vars[name] }
}

func TestAListIsRememberedByItsNumbers(t *testing.T) {
	d := startFake(t)
	for name, tt := range map[string]struct {
		env  map[string]string
		file string // below the folder of the test; "": nothing is written
	}{
		"state home":      {map[string]string{"XDG_STATE_HOME": "STATE", "HOME": "HOME"}, "STATE/focusd/seen.json"},
		"home":            {map[string]string{"HOME": "HOME"}, "HOME/.local/state/focusd/seen.json"},
		"a relative home": {map[string]string{"XDG_STATE_HOME": "state", "HOME": "home"}, ""},
		"no home":         {nil, ""},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			vars := make(map[string]string)
			for key, value := range tt.env {
				vars[key] = value
				if value == strings.ToUpper(value) {
					vars[key] = filepath.Join(dir, value)
				}
			}
			if r := d.runIn(t, world{getenv: environ(vars)}, "tasks"); r.code != done {
				t.Fatalf("exit %d: %s", r.code, r.err)
			}
			var wrote []string
			_ = filepath.WalkDir(dir, func(path string, e os.DirEntry, err error) error {
				if err == nil && !e.IsDir() {
					wrote = append(wrote, path)
				}
				return err
			})
			if tt.file == "" {
				if len(wrote) > 0 {
					t.Errorf("wrote %v, want nothing", wrote)
				}
				return
			}
			want := filepath.Join(dir, filepath.FromSlash(tt.file))
			body, err := os.ReadFile(want)
			var ids []string
			if err == nil {
				err = json.Unmarshal(body, &ids)
			}
			all := someTasks()
			if err != nil || !slices.Equal(wrote, []string{want}) || !slices.Equal(ids, []string{all[0].ID, all[1].ID, all[2].ID}) {
				t.Errorf("wrote %v with %v, %v, want the tasks in their order in %s", wrote, ids, err, want)
			}
		})
	}
}

func TestMisuseOfTasks(t *testing.T) {
	d := startFake(t)
	for _, args := range [][]string{
		{"add"},
		{"add", " "},
		{"drop"},
		{"split"},
		{"later", "3"},
		{"later"},
		{"tasks", "edit", "2"},
		{"tasks", "order", "2"},
		{"tasks", "reopen"},
		{"tasks", "--since", "monday"},
		{"next", "--gap", "soon"},
		{"next", "now"},
		{"six", "x", "--at", "0"},
		{"template", "dance"},
		{"template", "save"},
		{"tasks", "undo", "2"},
	} {
		r := d.run(t, args...)
		if r.code != usage || !strings.Contains(r.err, "focus: hint: ") || r.out != "" {
			t.Errorf("focus %q: exit %d, %q %q, want exit %d and a hint", args, r.code, r.out, r.err, usage)
		}
	}
}

func TestUndoTakesBackTheLatest(t *testing.T) {
	moment := func(seconds int) *time.Time {
		at := clockAt(14, 25).Add(time.Duration(seconds) * time.Second)
		return &at
	}
	for name, tt := range map[string]struct {
		timer, agenda *time.Time // when something was done to it; nil: nothing that can be undone
		want          bool       // it is the agenda's
	}{
		"only the agenda":         {nil, moment(-10), true},
		"the timer is later":      {moment(-10), moment(-20), false},
		"the agenda is later":     {moment(-20), moment(-10), true},
		"the agenda is too old":   {nil, moment(-70), false},
		"the same moment":         {moment(-10), moment(-10), false},
		"a clock that is set off": {nil, moment(10), true},
	} {
		t.Run(name, func(t *testing.T) {
			s := api.Status{At: *moment(0), Timer: api.Timer{UndoAt: tt.timer}}
			if got := undoes(s, *tt.agenda); got != tt.want {
				t.Errorf("undoes(%v, %v) = %v, want %v", tt.timer, tt.agenda, got, tt.want)
			}
		})
	}
}
