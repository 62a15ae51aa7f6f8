package report

import (
	"strings"
	"testing"
	"time"

	"focusd/timer"
	"focusd/tracker"
	"focusd/tracker/category"
)

func texts(wins []Win) string {
	var all []string
	for _, w := range wins {
		all = append(all, w.Kind+": "+w.Text)
	}
	return strings.Join(all, "\n")
}

func TestWins(t *testing.T) {
	full := Day{
		First: clock(8, 0), Focus: minutes(80), Classes: Classes{category.Earns: 3 * time.Hour},
		LongestWork: Stretch{clock(9, 0), clock(9, 45)},
		Activities:  []Activity{{Class: category.Earns, Category: "work", App: "editor", Time: time.Hour}, {Class: category.Rest, Text: "a walk", Time: minutes(40)}},
		Blocks: []Block{
			{Start: clock(8, 20), End: clock(9, 0), First: true, Outcome: timer.Completed},
			{Start: clock(10, 0), End: clock(10, 40), Outcome: timer.Abandoned},
			{Start: clock(11, 0), Outcome: timer.Completed},
		},
		Breaks: Breaks{Taken: 1, Natural: 1},
	}
	did := Done{
		Tasks:  []string{"call the sample", "water the sample"},
		Habits: []KeptHabit{{"push-ups", 3}, {"tidy", 1}, {"read", 0}},
		Goals:  []GoalTime{{Name: "a book", Time: minutes(50)}, {Name: "a language", Count: 2}, {Name: "untouched"}},
		Plan:   []Promise{{"habits", 2, 2}, {"tasks", 2, 2}},
	}
	wasted := Day{First: clock(8, 0), Classes: Classes{category.Wastes: minutes(90)}, Activities: []Activity{{Class: category.Wastes, Text: "clips", Time: minutes(90)}}}
	var machine Day
	machine.Presences[tracker.Locked], machine.Presences[tracker.Unobserved] = time.Hour, 23*time.Hour
	glimpse := Day{First: clock(8, 0), Classes: Classes{category.Unclassified: seconds(12)}}
	tests := []struct {
		name string
		day  Day
		done Done
		want string
	}{
		{"a full day", full, did, `perfect: a perfect day: all that was planned is done
tasks: 2 tasks done: call the sample, water the sample
first: the one task came first, 20 min after you began
blocks: 1 block completed, 1 h 20 of focus
goal: 50 min for a book
goal: 2 steps for a language
habit: push-ups, for the 3rd time in a row
habit: tidy
habit: read
earns: 3 h with what earns
stretch: 45 min of work in one go, undisturbed
said: a walk, 40 min
breaks: every break taken (2)`},
		{"a scattered one", wasted, Done{}, "there: 1 h 30 seen as they were: that is where tomorrow can begin"},
		{"twelve seconds", glimpse, Done{}, "there: 12 s seen as they were: that is where tomorrow can begin"},
		{"nobody came", machine, Done{}, "there: 1 h away from the screen"},
		{"focus and no block", Day{First: clock(8, 0), Focus: minutes(9)}, Done{}, "focus: 9 min of focus"},
		{"only a task", Day{}, Done{Tasks: []string{"call"}}, "tasks: 1 task done: call"},
		{"nothing was tracked", Day{}, Done{}, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := texts(Wins(tt.day, tt.done)); got != tt.want {
				t.Errorf("wins\n%s\nwant\n%s", got, tt.want)
			}
		})
	}
}

func TestPerfectDays(t *testing.T) {
	for _, tt := range []struct {
		name string
		plan []Promise
		want bool
	}{
		{"all of three", []Promise{{"habits", 1, 1}, {"tasks", 2, 2}}, true},
		{"all of two", []Promise{{"tasks", 2, 2}}, false},
		{"nearly all", []Promise{{"habits", 4, 5}}, false},
		{"more of one for less of another", []Promise{{"habits", 2, 3}, {"tasks", 4, 3}}, false},
		{"nothing", nil, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := Perfect(tt.plan); got != tt.want {
				t.Errorf("Perfect(%v) = %v, want %v", tt.plan, got, tt.want)
			}
		})
	}
}

func TestOrdinals(t *testing.T) {
	for n, want := range map[int]string{2: "2nd", 3: "3rd", 4: "4th", 11: "11th", 12: "12th", 13: "13th", 21: "21st", 102: "102nd", 111: "111th"} {
		if got := ordinal(n); got != want {
			t.Errorf("ordinal(%d) = %s, want %s", n, got, want)
		}
	}
}
