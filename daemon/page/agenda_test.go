package page

import (
	"strings"
	"testing"
	"time"

	"focusd/daemon/api"
)

func TestDayName(t *testing.T) {
	v := empty().visit(t, "")
	for day, want := range map[string]string{
		"2026-11-22": "today", "2026-11-23": "tomorrow", "2026-11-21": "yesterday", "2026-11-26": "Thursday", "2026-12-24": "24 December", "some day": "some day",
	} {
		if got := v.DayName(day); got != want {
			t.Errorf("%s is %q, want %q", day, got, want)
		}
	}
}

func TestMarksOfTasks(t *testing.T) {
	s := sixView{visit: empty().visit(t, "")}
	for _, tt := range []struct {
		task api.Task
		want string
	}{
		{api.Task{}, ""},
		{api.Task{Estimate: 240, Due: "2026-11-23", Contexts: []string{"phone"}}, "about 4 min · due tomorrow · @phone"},
		{api.Task{Left: 3900, Waiting: "Ada", Goal: "Spanish"}, "1 h 05 min left · waits for Ada · Spanish"},
	} {
		if got := strings.Join(s.Marks(tt.task), " · "); got != tt.want {
			t.Errorf("%+v: %q, want %q", tt.task, got, tt.want)
		}
	}
	steps := api.Task{Steps: []api.Task{{Title: "a", Outcome: "done"}, {Title: "b", Outcome: "open"}, {Title: "c", Outcome: "open"}}}
	if step := s.Step(steps); step == nil || step.Title != "b" {
		t.Errorf("the next step is %+v, want b", step)
	}
}

// TestHow tells what made a tick where it was not the person, and has not been
// taken back.
func TestHow(t *testing.T) {
	at := status().At
	tracked := api.Tick{At: at, By: "tracker", Evidence: []api.Evidence{{Category: "writing", App: "editor", Seconds: 3600}}}
	taken := tracked
	taken.Taken = at
	for want, ticks := range map[string][]api.Tick{
		"": {{At: at, By: "person"}}, "ticked by 1 h in writing": {{At: at, By: "person"}, tracked}, "ticked by the log": {{At: at, By: "entry"}},
	} {
		if got := (promisesView{}).How(ticks); got != want {
			t.Errorf("%+v: %q, want %q", ticks, got, want)
		}
	}
	if got := (promisesView{}).How([]api.Tick{taken}); got != "" {
		t.Errorf("one that was taken back: %q", got)
	}
}

// TestSixOffersWhatThereIs: who has not ranked anything has what there is to rank
// before them.
func TestSixOffersWhatThereIs(t *testing.T) {
	f := empty()
	f["/v1/agenda"] = api.Agenda{Open: 1}
	f["/v1/tasks"] = api.Tasks{Tasks: []api.Task{{ID: "a", Title: "tidy the desk", Outcome: "open"}}}
	page := f.get(t, "/?parts=six")
	wellFormed(t, page)
	if !strings.Contains(page, "tidy the desk") || !strings.Contains(page, `aria-label="Rank tidy the desk among the six"`) {
		t.Errorf("nothing is offered:\n%s", page)
	}
}

// TestNotices: each says what is so, with what can be answered.
func TestNotices(t *testing.T) {
	at := status().At
	from := at.Add(-30 * time.Minute)
	n := noticeView{visit: empty().visit(t, "")}
	for want, nudge := range map[string]api.Nudge{
		"What was 08:30–09:00, 30 min?":       {Kind: "gap", From: &from, To: &at, Seconds: 1800},
		"What was that?":                      {Kind: "return"},
		"First today: draft?":                 {Kind: "morning", About: []string{"draft"}},
		"Which task matters most today?":      {Kind: "morning"},
		"At work since 08:30 without a block": {Kind: "start", From: &from},
		"Somewhere else":                      {Kind: "drift"},
		"Time to rest for 5 min":              {Kind: "rest", Seconds: 300},
		"Something small: water the plants":   {Kind: "pieces", About: []string{"water the plants"}},
		"New kind: of a newer daemon":         {Kind: "new_kind", About: []string{"of a newer daemon"}},
		"Nothing was done lately: a":          {Kind: "goals", About: []string{"a"}},
	} {
		if got := n.Ask(nudge); got != want {
			t.Errorf("%s: %q, want %q", nudge.Kind, got, want)
		}
	}
	for want, nudge := range map[string]api.Nudge{
		"keep=It belongs to the block dismissed=Dismiss": {Answers: []string{"keep"}},
		"skip=Not today dismissed=Dismiss":               {Kind: "morning", Answers: []string{"choose", "skip"}},
		"choose=Yes dismissed=Dismiss":                   {Kind: "morning", About: []string{"a"}, Answers: []string{"choose"}},
		"new_word=New word dismissed=Dismiss":            {Answers: []string{"new_word"}},
	} {
		var got []string
		for _, a := range n.Answers(nudge) {
			got = append(got, a[0]+"="+a[1])
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%v: %v, want %s", nudge.Answers, got, want)
		}
	}
	if data, err := loadNotice(empty().visit(t, "")); data != nil || err != nil {
		t.Errorf("of nothing there is %+v, %v", data, err)
	}
}
