package page

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"focusd/daemon/api"
)

// planned is a daemon with one of everything that a page of tasks can show, all
// of it called name.
func planned(name string) fake {
	f := empty()
	s := status()
	f["/v1/status"] = s
	task := api.Task{
		ID: name, Title: name, Outcome: "open", Estimate: 300, Contexts: []string{name}, Area: name, Urgent: true, Important: true, LowBrain: true, Goal: name,
		Repeat: name, Due: s.Today.Day, Next: name, Spent: 120, Passed: 4, Today: true, Steps: []api.Task{{ID: name, Title: name, Outcome: "done"}, {ID: name, Title: name, Outcome: "open"}},
	}
	six, waits, step := task, task, api.Task{ID: name + "2", Title: name, Task: name, Outcome: "done", Ended: s.At, Spent: 90}
	six.Number, waits.Waiting = 1, name
	tick := api.Tick{At: s.At, By: "tracker", Evidence: []api.Evidence{{App: name, Seconds: 60}}}
	block := api.TimeBlock{ID: name, Name: name, Minutes: 60, Spent: 20, Days: name, Area: name, Goal: name, Window: name, Match: []string{name}, Preset: name, State: "open", Next: true, Ticks: []api.Tick{tick}, Week: &api.Done{Done: 1, Planned: 3}}
	excused := block
	excused.ID, excused.State = name+"3", "excused"
	f["/v1/agenda"] = api.Agenda{
		Day: s.Today.Day, Active: &task, Six: []api.Task{six, six}, One: &six, Tasks: []api.Task{task}, Done: []api.Task{step}, Open: 2,
		TimeBlocks: []api.TimeBlock{block, excused}, Undo: &api.AgendaUndo{ID: name, Verb: name, What: name},
	}
	f["/v1/plan"] = api.Plan{
		Day: s.Today.Day, Load: api.Load{Tasks: 7200, TimeBlocks: 3600, Habits: 600, Capacity: 9000, Level: "over"}, BestHours: []int{9, 10}, Exercise: name,
		Week: &api.Feasible{Verdict: name}, Proposals: []api.LoadProposal{
			{ID: name, Title: name, Remedy: "tomorrow"},
			{ID: name, Title: name, Remedy: "someday"},
			{ID: name, Title: name, Remedy: "drop"},
			{ID: name, Title: name, Remedy: "split"},
			{ID: name, Title: name, Remedy: name},
		},
	}
	f["/v1/tasks"] = api.Tasks{Day: s.Today.Day, Tasks: []api.Task{task, waits}}
	f["/v1/templates"] = api.Templates{Templates: []api.Template{{ID: name, Name: name, Takes: 300, Task: task}}}
	f["/v1/time-blocks"] = api.TimeBlocks{TimeBlocks: []api.TimeBlock{block, excused, {ID: name + "4", Name: name, Days: "daily", Minutes: 30, Deep: true, Batch: true}}}
	habit := api.Habit{
		ID: "H", Name: name, Days: name, Measure: "count", Target: 10, Did: 3, Anchor: name, Area: name, Goal: name, Match: []string{name}, State: "open", Eligible: true,
		Strength: .5, Streak: 3, Best: 9, AtRisk: true, Freezes: 1, Coming: &api.Coming{From: name, Target: 4}, Ramp: &api.Ramp{Start: 1, Step: 1, Percent: true, Ceiling: 9},
		Lately: &api.Consistent{Kept: 3, Eligible: 9}, Kick: &api.KickStart{Done: 9, Over: true}, Change: &api.RampChange{Verdict: name, Done: 6, From: 10, To: 11}, Ticks: []api.Tick{tick},
	}
	limit := api.Habit{ID: "L", Name: name, PerWeek: 3, Measure: "minutes", Target: 5, AtMost: true, State: "excused", Quiet: true}
	f["/v1/habits"] = api.Habits{Day: s.Today.Day, Habits: []api.Habit{habit, limit}, Vacations: []api.Vacation{{ID: name, From: "2026-12-24", To: "2027-01-02", Of: []string{name}, Reason: name}}}
	f["/v1/habits/H"] = api.HabitStory{Habit: habit, First: "2026-11-10", Codes: "DDMFSRDDMFSRP"}
	f["/v1/habits/L"] = api.HabitStory{Habit: limit, First: name, Codes: name}
	f["/v1/goals"] = api.Goals{Goals: []api.Goal{
		{ID: name, Name: name, Area: name, Target: 300, Unit: "minutes", Period: "weekly", Until: name, Did: 200, Expected: 250, Minutes: 999, Count: 9, Last: name, Parts: []api.GoalPart{{Name: name, Minutes: 4}}},
		{ID: name + "5", Name: name, Dream: name, Target: 3, Unit: "count", Period: "daily", AtMost: true, Reached: true, Did: 9, Untouched: 4, Last: "2026-11-18"},
		{ID: name + "6", Name: name, Minutes: 90_000, Count: 400},
	}}
	f["/v1/rewards"] = api.Rewards{Rewards: []api.Reward{{ID: name, Text: name, Taken: 3}, {ID: name + "7", Text: name}}}
	return f
}

// TestTasksNothingBecomesMarkup: names of tasks, habits and goals stay text.
func TestTasksNothingBecomesMarkup(t *testing.T) {
	for _, path := range []string{"/tasks", "/tasks?q=%22%3E%3Cscript%3E&context=%22%3E%3Cscript%3E"} {
		page := planned(nasty).get(t, path)
		wellFormed(t, page)
		if n := strings.Count(page, "<script") - strings.Count(page, `<script type="module" src="/js/`); n != 0 {
			t.Errorf("%s has %d scripts beside its own", path, n)
		}
		if strings.Contains(page, "<img") || regexp.MustCompile(`<[^>"]*("[^"]*"[^>"]*)* on[a-z]+=`).MatchString(page) {
			t.Errorf("%s: something of the store is an element, or hears events", path)
		}
		if strings.Contains(page, "could not be read") || strings.Count(page, "alert(1)") < 60 {
			t.Errorf("%s shows little that is nasty: the test looks for nothing", path)
		}
	}
}

// TestTasksOfADay shows what there is, and names every button that has none of
// its own words.
func TestTasksOfADay(t *testing.T) {
	page := planned("write").get(t, "/tasks")
	wellFormed(t, page)
	for _, want := range []string{
		"3 h 10 min of 2 h 30 min", "That is more than fits.", "Put off until tomorrow: write", "passed over 4 times", "urgent and important", "1 of 2 steps", "Waiting, or put off",
		"Move write down", "6 of the last 7 done", "at most 5 min", "3 times a week", "24 December to 2 January", "3 h 20 min of 5 h this week",
		"9 of at most 3 today", "kept so far", "a brick is 10 min", "last touched 4 days ago", "taken 3 times", "not taken yet", "done on 4 of 8 days that asked for it",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	for _, button := range regexp.MustCompile(`(?s)<button[^>]*>[^<]*</button>`).FindAllString(page, -1) {
		if words := regexp.MustCompile(`>([^<]*)<`).FindStringSubmatch(button)[1]; len([]rune(words)) < 2 && !strings.Contains(button, "aria-label") {
			t.Errorf("a button has no name: %s", button)
		}
	}
}

// TestTasksOfAContext asks for those alone.
func TestTasksOfAContext(t *testing.T) {
	page := planned("phone").get(t, "/tasks?context=phone")
	if !strings.Contains(page, `<a href="/tasks?context=phone" aria-current="true">@phone</a>`) {
		t.Errorf("the page does not say which tasks it has:\n%s", page)
	}
	f := empty()
	f["/v1/tasks"] = api.Tasks{}
	if page := f.get(t, "/tasks?q=x"); !strings.Contains(page, "Nothing of that is to be done now") {
		t.Error("the page does not say that nothing was found")
	}
}

// TestTasksAreManyAndFewAreShown: the rest is a link away.
func TestTasksAreManyAndFewAreShown(t *testing.T) {
	f := empty()
	var all []api.Task
	for i := range mostOpen + 3 {
		all = append(all, api.Task{ID: fmt.Sprint("t", i), Title: "water the plants", Outcome: "open", Contexts: []string{"home"}})
	}
	f["/v1/tasks"] = api.Tasks{Tasks: all}
	page := f.get(t, "/tasks?parts=open-tasks&context=home")
	wellFormed(t, page)
	if n := strings.Count(page, `class="task open`); n != mostOpen || !strings.Contains(page, `<a href="/tasks?all=1&amp;context=home#open-tasks">Show 3 more tasks</a>`) {
		t.Errorf("%d tasks are shown, want %d and a way to the others", n, mostOpen)
	}
	page = f.get(t, "/tasks?parts=open-tasks&all=1")
	if n := strings.Count(page, `class="task open`); n != len(all) || strings.Contains(page, "more task") {
		t.Errorf("%d tasks are shown where all are asked for, want %d", n, len(all))
	}
}

func TestWall(t *testing.T) {
	g := goalsView{}
	for name, tt := range map[string]struct {
		goal            api.Goal
		laid, next, gap int
		each            string
	}{
		"half":            {api.Goal{Target: 12, Unit: "count", Did: 6}, 6, 1, 5, "1"},
		"nothing":         {api.Goal{Target: 300, Unit: "minutes"}, 0, 1, 29, "10 min"},
		"more than asked": {api.Goal{Target: 5, Unit: "count", Did: 9}, 5, 0, 0, "1"},
		"a direction":     {api.Goal{Minutes: 130, Count: 4}, 26, 1, 0, "5 min"},
		"times alone":     {api.Goal{Count: 3}, 3, 1, 0, "1"},
		"for years":       {api.Goal{Minutes: 1e7}, 32, 1, 0, "5120 h"},
		"not begun":       {api.Goal{}, 0, 1, 0, "1"},
	} {
		w := g.Wall(tt.goal)
		laid, next, gap := strings.Count(w.Laid, "M"), strings.Count(w.Next, "M"), strings.Count(w.Gap, "M")
		if laid != tt.laid || next != tt.next || gap != tt.gap || w.Each != tt.each || laid+next+gap > mostBricks || w.Height <= 0 {
			t.Errorf("%s: %d laid, %d next, %d to come, of %s each; want %+v", name, laid, next, gap, w.Each, tt)
		}
	}
}

func TestDaysWords(t *testing.T) {
	for days, want := range map[string]string{"": "every day", "daily": "every day", "mon,tue,wed,thu,fri": "on weekdays", "sat,sun": "Sat, Sun"} {
		if got := daysWords(days); got != want {
			t.Errorf("daysWords(%q) = %q, want %q", days, got, want)
		}
	}
}

// TestTasksOfNobody says what to do next where there is nothing yet.
func TestTasksOfNobody(t *testing.T) {
	f := empty()
	f["/v1/plan"], f["/v1/tasks"], f["/v1/templates"] = api.Plan{Load: api.Load{Capacity: 3600}}, api.Tasks{}, api.Templates{}
	f["/v1/time-blocks"], f["/v1/habits"], f["/v1/goals"], f["/v1/rewards"] = api.TimeBlocks{}, api.Habits{}, api.Goals{}, api.Rewards{}
	page := f.get(t, "/tasks")
	wellFormed(t, page)
	for _, want := range []string{"Write the first of them down", "What is on your mind?", "1 h can be done", "keep a finished task", "An amount of time for what matters", "Something small on many days", "What is all of it for?", "What is a small pleasure to you?"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
}

// TestStepsInOrder: an open step can change places with the open one beside it,
// whatever is done between them.
func TestStepsInOrder(t *testing.T) {
	step := func(id, outcome string) api.Task { return api.Task{ID: id, Outcome: outcome} }
	steps := openView{}.Ordered(api.Task{Steps: []api.Task{step("a", "open"), step("x", "done"), step("b", "open"), step("c", "open")}})
	var got []string
	for _, s := range steps {
		got = append(got, s.ID+" "+strings.Join(s.Up, "")+" "+strings.Join(s.Down, ""))
	}
	want := []string{"a  bac", "x  ", "b bac acb", "c acb "}
	if !slices.Equal(got, want) || steps[1].Movable() || !steps[3].Movable() {
		t.Errorf("the steps are %q, want %q", got, want)
	}
	if alone := (openView{}).Ordered(api.Task{Steps: []api.Task{step("a", "open"), step("x", "dropped")}}); alone[0].Movable() {
		t.Errorf("one that is alone can be moved: %+v", alone)
	}
}

// TestUndoIsOfWhatItSays: the button for it names the change that it would take back,
// so that none that was made since is.
func TestUndoIsOfWhatItSays(t *testing.T) {
	f := planned("write")
	for _, path := range []string{"/", "/tasks"} {
		undo := regexp.MustCompile(`data-body="{&#34;do&#34;:&#34;undo&#34;[^"]*"`).FindString(f.get(t, path))
		if !strings.Contains(undo, `&#34;known&#34;:&#34;write&#34;`) {
			t.Errorf("%s has a button for undo that sends %s, want the change that it is about", path, undo)
		}
	}
}

// TestKnownGoesWithEdits: what edits something of the agenda says which change the
// page shows, so that no later one is written over.
func TestKnownGoesWithEdits(t *testing.T) {
	f := planned("write")
	page := f.get(t, "/tasks")
	for _, form := range regexp.MustCompile(`<(?:form|button|ol)[^>]*(?:_edit|;edit&|;split&|;order&|data-steps)[^>]*>`).FindAllString(page, -1) {
		if !strings.Contains(form, `data-known="write"`) && !strings.Contains(form, "~") {
			t.Errorf("this does not say what was seen: %s", form)
		}
	}
	if n := strings.Count(page, `data-known="write"`); n < 8 {
		t.Errorf("%d say what was seen, want the forms and buttons of everything", n)
	}
	if known := empty().visit(t, "").Known(); known != "none" {
		t.Errorf("where nothing was changed it is %q, want none", known)
	}
}

func TestLoadOfADayThatIsOver(t *testing.T) {
	f := empty()
	f["/v1/plan"] = api.Plan{Load: api.Load{Tasks: 600, Level: "severe"}}
	if page := f.get(t, "/tasks?parts=load"); strings.Contains(page, "of 0 min") || !strings.Contains(page, "the day is over") {
		t.Errorf("a day without time left is told as\n%s", page)
	}
}
