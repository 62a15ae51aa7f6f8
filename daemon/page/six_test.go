package page

import (
	"strings"
	"testing"

	"focusd/daemon/api"
)

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

// TestStartable: the block that runs is not offered to be started.
func TestStartable(t *testing.T) {
	task, other := api.Task{ID: "T"}, api.Task{ID: "U"}
	for state, want := range map[string]bool{"idle": true, "paused": true, "work": false, "overtime": false, "short_break": true} {
		v := empty().visit(t, "")
		v.Status.Timer.State = state
		s := sixView{visit: v, Agenda: api.Agenda{Active: &task}}
		if got := s.Startable(task); got != want || !s.Startable(other) {
			t.Errorf("%s: %v for what is being done, want %v; %v for another", state, got, want, s.Startable(other))
		}
	}
}
