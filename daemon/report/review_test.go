package report

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"time"

	"focusd/timer"
	"focusd/tracker"
	"focusd/tracker/category"
)

// reviewed is two days, the second without anything.
func reviewed() []Day {
	d := Day{
		Date: monday, First: clock(8, 0), Coverage: Coverage{10 * time.Hour, 9 * time.Hour},
		Classes:    Classes{category.Earns: 2 * time.Hour},
		Activities: []Activity{{Class: category.Earns, Category: "private work", App: "private editor", Time: 2 * time.Hour}, {Text: "private walk", Time: 1}},
		Focus:      time.Hour, Capacity: 2 * time.Hour, Switches: 6, Questions: 2, Overhead: seconds(30),
		Breaks: Breaks{Taken: 2, Skipped: 1},
		Blocks: []Block{
			{End: at(1), Outcome: timer.Completed, Purity: Purity{OnTask: 9, Drift: 1}, Interruptions: []Interruption{{App: "private chat"}}},
			{End: at(2), Outcome: timer.Partial},
			{End: at(3), Outcome: timer.Abandoned},
			{Outcome: timer.Abandoned},
		},
	}
	d.Presences[tracker.Active] = 2 * time.Hour
	return []Day{d, {Date: monday.Add(1)}}
}

func TestReview(t *testing.T) {
	want := Review{
		First: monday, Last: monday.Add(1), Days: 2, Known: 1,
		Coverage: Coverage{10 * time.Hour, 9 * time.Hour}, Classes: Classes{category.Earns: 2 * time.Hour},
		Focus: time.Hour, Capacity: 2 * time.Hour, Blocks: Outcomes{1, 1, 1}, Purity: Purity{OnTask: 9, Drift: 1},
		Breaks: Breaks{Taken: 2, Skipped: 1}, Switches: 3, Questions: 2, Overhead: seconds(30),
	}
	if got := ReviewOf(reviewed()); !reflect.DeepEqual(got, want) {
		t.Errorf("ReviewOf\n got %+v\nwant %+v", got, want)
	}
	if got := ReviewOf(nil); !reflect.DeepEqual(got, Review{}) {
		t.Errorf("of no days: %+v", got)
	}
}

func TestASheetHasNoNames(t *testing.T) {
	done := []Done{{
		Tasks: []string{"private call"}, Habits: []KeptHabit{{"private habit", 3}},
		Goals: []GoalTime{{Name: "private goal", Area: "health", Time: time.Hour}, {Name: "private count", Area: "family", Count: 3}},
		Plan:  []Promise{{"habits", 1, 2}, {"tasks", 4, 3}},
	}}
	s := SheetOf(reviewed(), done)
	text, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	for _, told := range []string{string(text), s.Text()} {
		if strings.Contains(told, "private") {
			t.Errorf("a name got into the sheet:\n%s", told)
		}
		if !strings.Contains(told, "health") || strings.Contains(told, "family") {
			t.Errorf("the sheet has other areas than those with time:\n%s", told)
		}
	}
	if got := s.Text(); !strings.Contains(got, "1 of 2 done") || !strings.Contains(got, "4 done, 3 planned") {
		t.Errorf("what became of the plan:\n%s", got)
	}
	if named := s.WithNames(reviewed()).Text(); !strings.Contains(named, "private work · private editor") || strings.Contains(named, "private chat") {
		t.Errorf("asked for names, the sheet says\n%s", named)
	}
	if s.Named != nil {
		t.Error("asking for names changed the sheet that has none")
	}
}

func TestASheetOfNothing(t *testing.T) {
	if got := SheetOf(times(7, Day{}), nil).Text(); !strings.HasSuffix(got, "\nNothing was tracked.\n") {
		t.Errorf("a week without anything is\n%s", got)
	}
}
