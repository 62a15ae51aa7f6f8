package server

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"focusd/daemon/api"
)

// desk is a person at a client of a daemon with an agenda.
type desk struct {
	*api.Client
	t *testing.T
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	return &desk{through(newRig(t, Options{}).Socket()), t}
}

// do makes a command happen that must not be refused.
func (d *desk) do(cmd api.AgendaCommand) api.AgendaDone {
	d.t.Helper()
	done, err := d.ChangeAgenda(d.t.Context(), cmd)
	if err != nil {
		d.t.Fatalf("%+v: %v", cmd, err)
	}
	return done
}

func (d *desk) add(line string) string {
	d.t.Helper()
	return d.do(api.AgendaCommand{Do: "add", Line: line}).ID
}

func (d *desk) today() api.Agenda {
	d.t.Helper()
	a, err := d.Agenda(d.t.Context())
	if err != nil {
		d.t.Fatal(err)
	}
	return a
}

func titles(tasks []api.Task) (all []string) {
	for _, t := range tasks {
		all = append(all, t.Title)
	}
	return all
}

func wantTitles(t *testing.T, what string, got []api.Task, want ...string) {
	t.Helper()
	if !slices.Equal(titles(got), want) {
		t.Errorf("%s: %q, want %q", what, titles(got), want)
	}
}

func TestATaskFromCaptureToUndo(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDesk(t)
		added := d.do(api.AgendaCommand{Do: "add", Line: "call dentist ~4m @phone !1 due:today"})
		if added.Verb != "add" || added.Task == nil || added.Task.Estimate != 240 || !added.Task.Urgent || added.Task.Due != "1999-12-31" {
			t.Fatalf("the answer is %+v, want the task as it is", added)
		}
		d.add("water plants ~3m")
		a := d.today()
		wantTitles(t, "today's list", a.Tasks, "call dentist")
		if a.Open != 2 || a.Undo == nil || a.Undo.What != "water plants" || a.Load.Tasks != 240 || a.Load.Level != "fits" {
			t.Errorf("the agenda is %+v, want two open tasks, one of them listed", a)
		}
		next, err := d.Next(t.Context(), api.GapQuery{Gap: 10 * time.Minute})
		if err != nil || len(next.Offers) != 2 || next.Offers[0].Title != "call dentist" || next.Gap != 600 {
			t.Fatalf("Next = %+v, %v, want both, the dentist first", next, err)
		}
		begun := d.do(api.AgendaCommand{Do: "do", Query: "1", Seen: []string{next.Offers[0].ID, next.Offers[1].ID}})
		if begun.Task == nil || begun.Task.Title != "call dentist" || begun.Task.Since.IsZero() {
			t.Errorf("do answers %+v, want the dentist to be called", begun)
		}
		time.Sleep(5 * time.Minute)
		done := d.do(api.AgendaCommand{Do: "done"})
		if done.What != "call dentist" || done.Task.Outcome != "done" || done.Task.Spent != 300 {
			t.Errorf("done answers %+v, want the dentist called in five minutes", done)
		}
		a = d.today()
		wantTitles(t, "done", a.Done, "call dentist")
		if a.Active != nil || len(a.Tasks) != 0 {
			t.Errorf("after it the agenda is %+v, want nothing active or listed", a)
		}
		open, err := d.Tasks(t.Context(), api.TaskQuery{})
		if err != nil || len(open.Tasks) != 1 || open.Tasks[0].Passed != 1 {
			t.Errorf("open are %+v, %v, want the plants, passed over once", open, err)
		}
		if undone := d.do(api.AgendaCommand{Do: "undo"}); !undone.Undone || undone.Verb != "done" || undone.What != "call dentist" {
			t.Errorf("undo answers %+v, want done taken back", undone)
		}
		if a := d.today(); a.Active == nil || a.Active.Title != "call dentist" || len(a.Done) != 0 {
			t.Errorf("taken back, the agenda is %+v, want the dentist to be called", a)
		}
	})
}

// What a menu that nobody opens would show was passed over by nobody.
func TestAPeekOffersNothing(t *testing.T) {
	d := newDesk(t)
	d.add("call dentist ~4m !1")
	d.add("water plants ~3m")
	for _, tt := range []struct {
		name   string
		peek   bool
		passed int
	}{{"a peek", true, 0}, {"an offer", false, 1}} {
		next, err := d.Next(t.Context(), api.GapQuery{Gap: 10 * time.Minute, Peek: tt.peek})
		if err != nil || len(next.Offers) != 2 {
			t.Fatalf("%s: Next = %+v, %v, want both tasks", tt.name, next, err)
		}
		d.do(api.AgendaCommand{Do: "do", ID: next.Offers[0].ID})
		plants, err := d.Tasks(t.Context(), api.TaskQuery{Words: "plants"})
		if err != nil || len(plants.Tasks) != 1 || plants.Tasks[0].Passed != tt.passed {
			t.Errorf("after %s the plants are %+v, %v, want them passed over %d times", tt.name, plants, err, tt.passed)
		}
		d.do(api.AgendaCommand{Do: "leave"})
	}
}

func TestRefusalsOfTheAgenda(t *testing.T) {
	d := newDesk(t)
	a, b := d.add("write report > outline > draft"), d.add("write \"letter: to Anna\"")
	d.do(api.AgendaCommand{Do: "done", ID: b})
	for name, tt := range map[string]struct {
		cmd           api.AgendaCommand
		code          string
		message, hint string // parts
	}{
		"no such verb":        {api.AgendaCommand{Do: "dance"}, "request", `"dance"`, ""},
		"a field too many":    {api.AgendaCommand{Do: "add", Line: "x", Day: "fri"}, "request", `"day"`, ""},
		"two names":           {api.AgendaCommand{Do: "done", ID: a, Query: "x"}, "request", "both", ""},
		"no name":             {api.AgendaCommand{Do: "drop"}, "request", "which task", ""},
		"no text":             {api.AgendaCommand{Do: "add", Line: "~4m"}, "text", "no text", "say what"},
		"not a day":           {api.AgendaCommand{Do: "add", Line: "x due:someday"}, "text", `character 3: "due:someday" is no day`, "write today"},
		"an unknown name":     {api.AgendaCommand{Do: "done", Query: "nobody: \"x"}, "no_item", "nobody", "write some of the words"},
		"an unknown ID":       {api.AgendaCommand{Do: "done", ID: "01K"}, "no_item", "01K", "look at the list again"},
		"several":             {api.AgendaCommand{Do: "done", Query: "w"}, "no_item", "", ""},
		"done already":        {api.AgendaCommand{Do: "done", ID: b}, "item_kept", "done or dropped already", "reopen \"write \\\"letter: to Anna\\\"\" first"},
		"none is being done":  {api.AgendaCommand{Do: "done"}, "item_kept", "no task is being done", "say which"},
		"nothing to leave":    {api.AgendaCommand{Do: "leave"}, "item_kept", "no task is being done", "begin one"},
		"a day that is over":  {api.AgendaCommand{Do: "later", ID: a, Day: "today"}, "value", "", "tomorrow"},
		"no day":              {api.AgendaCommand{Do: "later", ID: a, Day: "soon"}, "value", "soon", "tomorrow"},
		"an order of others":  {api.AgendaCommand{Do: "order", ID: a, List: []string{"3"}}, "no_item", "3", ""},
		"twice in the six":    {api.AgendaCommand{Do: "six", List: []string{a, a}}, "value", "", "once"},
		"six without a name":  {api.AgendaCommand{Do: "six"}, "request", "", ""},
		"it does not repeat":  {api.AgendaCommand{Do: "skip", ID: a}, "item_kept", "", ""},
		"it is open":          {api.AgendaCommand{Do: "reopen", ID: a}, "item_kept", "it is open", "need not"},
		"no template of that": {api.AgendaCommand{Do: "use_template", Query: "report"}, "no_item", "template", ""},
	} {
		t.Run(name, func(t *testing.T) {
			if name == "several" {
				d.add("wash up")
				tt.code, tt.hint = "ambiguous", "write more of the name"
			}
			edition := d.today().Edition
			_, err := d.ChangeAgenda(t.Context(), tt.cmd)
			var refused *api.Error
			if !errors.As(err, &refused) || refused.Code != tt.code || !strings.Contains(refused.Message, tt.message) || !strings.Contains(refused.Hint, tt.hint) {
				t.Errorf("%+v: %#v, want code %s, %q and %q", tt.cmd, err, tt.code, tt.message, tt.hint)
			}
			if got := d.today().Edition; got != edition {
				t.Errorf("%+v: the edition is %d, want %d still", tt.cmd, got, edition)
			}
		})
	}
}

func TestTheStreamTellsOfTheAgenda(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newRig(t, Options{}).client(t)
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		var editions []uint64
		statuses := 0
		for e, err := range c.WatchAll(ctx) {
			if err != nil {
				t.Fatal(err)
			}
			if e.Status != nil {
				statuses++
				continue
			}
			if statuses == 0 {
				t.Error("the agenda was told of before the status")
			}
			editions = append(editions, e.Agenda.Edition)
			if len(editions) == 3 {
				break
			}
			if _, err := c.ChangeAgenda(ctx, api.AgendaCommand{Do: "add", Line: "x"}); err != nil {
				t.Fatal(err)
			}
		}
		if !slices.Equal(editions, []uint64{0, 1, 2}) {
			t.Errorf("editions %v, want 0, 1, 2", editions)
		}
	})
}

func TestTasksAreFiltered(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDesk(t)
		d.add("call dentist @phone +health !1")
		d.add("write report +work > ask for figures @phone > draft")
		d.add("later:+3d water plants +home")
		gone := d.add("old @phone")
		d.do(api.AgendaCommand{Do: "drop", ID: gone})
		over := d.add("over")
		d.do(api.AgendaCommand{Do: "done", ID: over})
		time.Sleep(time.Hour)
		now := time.Now()
		for name, tt := range map[string]struct {
			q    api.TaskQuery
			want []string
		}{
			"open":           {api.TaskQuery{}, []string{"call dentist", "write report", "water plants"}},
			"by context":     {api.TaskQuery{Context: "Phone"}, []string{"call dentist", "write report"}},
			"by area":        {api.TaskQuery{Area: "home"}, []string{"water plants"}},
			"by words":       {api.TaskQuery{Words: "FIG"}, []string{"write report"}},
			"by another":     {api.TaskQuery{Words: "dentist plants"}, nil},
			"the first":      {api.TaskQuery{Limit: 1}, []string{"call dentist"}},
			"done":           {api.TaskQuery{State: "done"}, []string{"over"}},
			"dropped":        {api.TaskQuery{State: "dropped"}, []string{"old"}},
			"all":            {api.TaskQuery{State: "all"}, []string{"call dentist", "write report", "water plants", "old", "over"}},
			"done since":     {api.TaskQuery{State: "done", From: now.Add(-time.Minute)}, nil},
			"the first ever": {api.TaskQuery{State: "all", Context: "phone", Limit: 2}, []string{"call dentist", "write report"}},
		} {
			list, err := d.Tasks(t.Context(), tt.q)
			if err != nil {
				t.Fatal(err)
			}
			wantTitles(t, name, list.Tasks, tt.want...)
			if wantMore := map[string]int{"the first": 2, "the first ever": 1}[name]; list.More != wantMore {
				t.Errorf("%s: %d more, want %d", name, list.More, wantMore)
			}
		}
		list, err := d.Tasks(t.Context(), api.TaskQuery{Words: "report", Lines: true})
		if err != nil || list.Tasks[0].Line != "write report +work > ask for figures @phone > draft" {
			t.Errorf("Tasks with lines = %+v, %v, want the line that it was added by", list, err)
		}
		for _, bad := range []api.TaskQuery{{State: "lost"}, {Limit: -1}, {From: now}} {
			var refused *api.Error
			if _, err := d.Tasks(t.Context(), bad); !errors.As(err, &refused) || refused.Code != "request" {
				t.Errorf("Tasks(%+v) = %v, want it refused", bad, err)
			}
		}
	})
}

func TestOtherDays(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDesk(t)
		first := d.add("first due:+2d")
		d.do(api.AgendaCommand{Do: "six", List: []string{first}})
		d.do(api.AgendaCommand{Do: "done", ID: first})
		d.add("second due:+2d")
		for name, want := range map[string]struct{ tasks, six, done []string }{
			"":           {nil, []string{"first"}, []string{"first"}},
			"tomorrow":   {nil, nil, nil},
			"+2d":        {[]string{"second"}, nil, nil},
			"yesterday":  {nil, nil, nil},
			"1999-12-31": {nil, []string{"first"}, []string{"first"}},
		} {
			a, err := d.AgendaOf(t.Context(), name)
			if err != nil {
				t.Fatal(err)
			}
			wantTitles(t, name+": tasks", a.Tasks, want.tasks...)
			wantTitles(t, name+": six", a.Six, want.six...)
			wantTitles(t, name+": done", a.Done, want.done...)
		}
		if a := d.today(); a.Order == nil || *a.Order != (api.Order{Kept: 1, Done: 1}) {
			t.Errorf("order %+v, want 1 of 1 kept", a.Order)
		}
		var refused *api.Error
		if _, err := d.AgendaOf(t.Context(), "someday"); !errors.As(err, &refused) || refused.Code != "request" {
			t.Errorf("AgendaOf(someday) = %v, want it refused", err)
		}
	})
}
