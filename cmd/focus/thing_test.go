package main

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"focusd/daemon/api"
)

// answerHabits is the part of the fake daemon that knows time blocks, habits and
// goals. It tells whether the request was about them.
func answerHabits(w http.ResponseWriter, r *http.Request) bool {
	answer := func(v any) bool { _ = json.NewEncoder(w).Encode(v); return true }
	switch r.Method + " " + r.URL.Path {
	case "GET /v1/time-blocks":
		return answer(api.TimeBlocks{Day: "2026-11-22", TimeBlocks: someTimeBlocks()})
	case "GET /v1/habits":
		return answer(api.Habits{Day: "2026-11-22", Habits: someHabits(), Vacations: []api.Vacation{
			{ID: "v", From: "2026-12-24", To: "2027-01-02", Of: []string{"run"}, Reason: "\x1b[2Jsea"},
		}})
	case "GET /v1/goals":
		return answer(api.Goals{Day: "2026-11-22", Goals: someGoals()})
	}
	switch r.URL.Path {
	case "/v1/plan":
		return answer(somePlan())
	case "/v1/wins":
		return answer(api.Wins{Day: "2026-11-22", Wins: someWins()})
	case "/v1/review":
		return answer(someReview(r.URL.Query().Get("period")))
	case "/v1/exercise":
		return answer(someExercise())
	case "/v1/report":
		return answer(api.Report{Figures: someReview("week").Now, Text: "a sheet\n  focus <12 h>\n\x1b[2Jhostile\n"})
	case "/v1/rewards":
		return answer(api.Rewards{Rewards: []api.Reward{{ID: "01KAH4V3Z8QWERTZ012345678L", Text: "coffee", Taken: 2}, {ID: "b", Text: "\x1b[2Jnap"}}})
	}
	if r.Method == http.MethodGet && strings.HasPrefix(r.URL.Path, "/v1/habits/") {
		return answer(someStory())
	}
	return false
}

func someTimeBlocks() []api.TimeBlock {
	return []api.TimeBlock{
		{
			ID: "01KAH4V3Z8QWERTZ012345678A", Name: "writing", Minutes: 60, Days: "mon,tue,wed,thu,fri,sat,sun", Deep: true, Window: "09:00-11:00",
			Match: []string{"category:writing"}, Made: "2026-11-01", State: "done", Spent: 58, Planned: true, Week: &api.Done{Done: 5, Planned: 7},
			Ticks: []api.Tick{{At: *clockAt(10, 2), Amount: 58, By: "tracker", Evidence: []api.Evidence{{App: "editor", Category: "writing", Seconds: 3480}}}},
		},
		{
			ID: "01KAH4V3Z8QWERTZ012345678B", Name: "Spanish", Minutes: 30, Days: "sun", Area: "learning", Goal: "Spanish B2", Made: "2026-11-01",
			State: "open", Spent: 12, Planned: true, Fits: true, Next: true, Week: &api.Done{Planned: 1},
		},
		{
			ID: "01KAH4V3Z8QWERTZ012345678C", Name: "\x1b[2J a name that goes on and on and on", Minutes: 600, Days: "mon", Batch: true, Made: "2026-11-01",
			State: "partly", Spent: 20, Week: &api.Done{Done: 1, Planned: 2},
		},
	}
}

func someHabits() []api.Habit {
	return []api.Habit{
		{ID: "01KAH4V3Z8QWERTZ012345678D", Name: "stretch", Days: "daily", Measure: "once", Anchor: "lunch", Made: "2026-11-01", State: "done", Eligible: true, Strength: 0.516, Streak: 9, Best: 12, Freezes: 1},
		{
			ID: "01KAH4V3Z8QWERTZ012345678E", Name: "read", Days: "daily", Measure: "minutes", Target: 10, Made: "2026-11-20", State: "open", Eligible: true, Due: true, Did: 4, Streak: 2, AtRisk: true,
			Kick: &api.KickStart{Done: 2, Eligible: 2}, Change: &api.RampChange{Verdict: "raise", Done: 7, From: 10, To: 11},
		},
		{ID: "01KAH4V3Z8QWERTZ012345678F", Name: "run", PerWeek: 3, Measure: "once", Made: "2026-11-01", State: "excused", Quiet: true, Strength: 0.2},
		{ID: "01KAH4V3Z8QWERTZ012345678G", Name: "forums", Days: "daily", Measure: "minutes", AtMost: true, Target: 20, Did: 25, Made: "2026-11-01", State: "not_done"},
		{ID: "01KAH4V3Z8QWERTZ012345678H", Name: "\x1b]0;x\apages", Days: "sat", Measure: "count", Target: 10, Made: "2026-11-01"},
	}
}

func someGoals() []api.Goal {
	return []api.Goal{
		{
			ID: "01KAH4V3Z8QWERTZ012345678I", Name: "Spanish B2", Area: "learning", Target: 300, Unit: "minutes", Period: "weekly", Until: "2027-06-30", Made: "2026-09-01",
			Minutes: 1840, Count: 31, Did: 210, Parts: []api.GoalPart{{Name: "listening", Minutes: 410}}, Match: []string{"app:anki"},
			Feasible: &api.Feasible{Verdict: "tight", Need: 18000, Usual: 19200, Weeks: 4},
		},
		{ID: "01KAH4V3Z8QWERTZ012345678J", Name: "first \x1b[2Jnovel", Dream: "Spanish B2", Target: 1, Unit: "count", Period: "whole", Made: "2026-09-01", Untouched: 9, Mention: true},
		{ID: "01KAH4V3Z8QWERTZ012345678K", Name: "less news", Target: 30, Unit: "minutes", Period: "daily", AtMost: true, Did: 12, Reached: true, Made: "2026-09-01"},
	}
}

// someStory is a habit of seven weeks.
func someStory() api.HabitStory {
	codes := strings.Repeat("DDDMDSR", 6) + "FDP"
	s := api.HabitStory{Habit: someHabits()[0], First: "2026-10-10", Codes: codes, Days: []api.HabitDay{{Day: "2026-10-10", Code: "D"}}}
	for range codes {
		s.Strength = append(s.Strength, 0.5)
	}
	return s
}

func somePlan() api.Plan {
	goals := someGoals()
	return api.Plan{
		Day: "2026-11-22", Load: api.Load{Tasks: 12600, TimeBlocks: 5400, Capacity: 14400, Ratio: 1.25, Level: "over"},
		Proposals: []api.LoadProposal{{ID: "a", Title: "tidy \x1b[2Jdesk", Remedy: "someday", Saves: 600}, {ID: "b", Title: "write report", Remedy: "split", Saves: 1800}},
		BestHours: []int{9, 23}, Measured: true, Six: someTasks()[:2], One: &someTasks()[1], TimeBlocks: someTimeBlocks(), Habits: someHabits(),
		Goals: goals[:2], Week: &api.Feasible{Verdict: "tight", Need: 66000, Usual: 72000, Weeks: 4}, Exercise: "day 2 of 3, 91 % accounted for",
	}
}

func someWins() []api.Win {
	return []api.Win{{Kind: "blocks", Text: "3 blocks completed, 1 h 15 of focus"}, {Kind: "said", Text: "\x1b[2Jnap, 20 min"}}
}

func someReview(period string) api.Review {
	share, before := 0.914, 0.8
	r := api.Review{
		Period: period, Perfect: 11, Kept: []api.Kept{{Kind: "habits", Done: 11, Planned: 14}, {Kind: "tasks", Done: 5, Planned: 3}},
		Now: api.Figures{
			First: "2026-11-22", Last: "2026-11-28", Days: 1, Known: 1, Covered: 88, Classes: map[string]int64{"earns": 61200, "wastes": 9000}, Focus: 43200,
			Blocks: api.BlockOutcomes{Completed: 26, Partial: 2, Abandoned: 1}, OnTask: &share, Breaks: api.BreakOutcomes{Taken: 20, Natural: 3, Skipped: 1}, Switches: 14.26,
		},
		Before: api.Figures{First: "2026-11-21", Last: "2026-11-21", Days: 1, Known: 1, Classes: map[string]int64{"earns": 7200}, Focus: 3600, OnTask: &before},
		Shift:  []api.Shift{{Class: "earns", Before: 7200, After: 9000}, {Class: "wastes", Before: 4200, After: 2400}, {Class: "rest", Before: 60, After: 61}},
		Wins:   someWins(),
	}
	if period == "week" {
		r.Lines = []api.Advice{
			{Kind: "habit", Name: "pages", Advice: "raise", Unit: "count", Target: 10, To: 12, Done: 7, Of: 7},
			{Kind: "habit", Name: "run \x1b[2J", Advice: "keep", Unit: "once", Done: 5, Of: 7, Excused: 11},
			{Kind: "goal", Name: "Spanish B2", Advice: "lower", Unit: "minutes", Target: 300, To: 240, Done: 2, Of: 7, Did: 120, Asked: 300},
		}
		r.Findings = someFindings()
	}
	return r
}

func someFindings() []api.Finding {
	return []api.Finding{
		{Kind: "best_hours", Known: true, Text: "9 to 11: 84 % of that time earned or was in a block, on 5 days", Days: 5, Hours: []int{9, 10}},
		{Kind: "length", Known: true, Text: "50 min: distraction set in within 52 min in half of 31 blocks", Length: 3000},
		{Kind: "first_things", Text: "not known yet: 2 more days with a block completed on the one task", More: 2, Of: "days"},
		{Kind: "shift", Known: true, Text: "more of a day for earns 30 min; it came from wastes 30 min", Days: 6},
		{
			Kind: "breaks_help", Known: true, Days: 24, With: &api.Group{Days: 12, Median: 152}, Without: &api.Group{Days: 12, Median: 96},
			Text: "days with half of the breaks taken had a median of 152 min of focus (12 days), the others 96 (12 days): they go together, which one leads to the other it does not say",
		},
		{Kind: "hours_help", Text: "not known yet: 3 more days with deep work in the best hours, 9 without", More: 12, Of: "days", With: &api.Group{Days: 7}, Without: &api.Group{Days: 1}},
		{Kind: "switching", Text: "not known yet: 1 more day with a block", More: 1, Of: "days"},
		{
			Kind: "interruptions", Known: true, Text: "\x1b[2Jchat 42 min in 7 times, the empty desktop 14 min in 7 times, until you were back",
			Apps: []api.Culprit{{App: "\x1b[2Jchat", Times: 7, Cost: 2520, Median: 360}, {Times: 7, Cost: 840, Median: 120}},
		},
		{Kind: "moon_phase", Text: "a newer daemon found it"},
	}
}

func someExercise() api.Exercise {
	return api.Exercise{
		Running: true, From: "2026-11-21", Day: 2, Days: 3, Progress: "day 2 of 3, 79 % accounted for",
		Coverage: []api.ExerciseDay{{Day: "2026-11-21", Percent: 91, Counts: true}, {Day: "2026-11-22", Percent: 67}},
		Text:     "Where 2 days went\n\x1b[2Jhostile\n",
	}
}

func dayWithThings() api.Agenda {
	a := someAgenda()
	a.TimeBlocks, a.Habits = someTimeBlocks(), someHabits()
	a.Score = api.Score{TimeBlocks: api.Done{Done: 1, Planned: 2}, Habits: api.Done{Done: 1, Planned: 2}, Six: api.Done{Planned: 3}, PerfectDays: 11}
	return a
}

func TestThingTexts(t *testing.T) {
	perfect := dayWithThings()
	perfect.Score = api.Score{TimeBlocks: api.Done{Done: 3, Planned: 3}, Perfect: true, PerfectDays: 1}
	lists := map[string]bool{"blocks": true, "blocks-perfect": true} // sentences are left to the terminal
	for name, show := range map[string]func(p page) string{
		"blocks":      func(p page) string { return p.timeBlocks(dayWithThings()) },
		"plan":        func(p page) string { return p.plan(somePlan(), noonish) },
		"review-day":  func(p page) string { return p.review(someReview("day")) },
		"review-week": func(p page) string { return p.review(someReview("week")) },
		"review-nothing": func(p page) string {
			return p.review(api.Review{Period: "day", Now: api.Figures{First: "2026-11-22"}}) + winsText(nil)
		},
		"exercise": func(p page) string {
			over := someExercise()
			over.Running, over.Another = false, true
			return p.exercise(someExercise()) + p.exercise(over) + p.exercise(api.Exercise{})
		},
		"rewards": func(p page) string {
			return p.rewards([]api.Reward{{ID: "a", Text: "coffee", Taken: 2}}) + p.rewards(nil)
		},
		"blocks-perfect": func(p page) string { return p.timeBlocks(perfect) },
		"blocks-none":    func(p page) string { return p.timeBlocks(api.Agenda{}) + p.timeBlocks(api.Agenda{Off: true}) },
		"blocks-all":     func(p page) string { return p.plannedTimeBlocks(someTimeBlocks()) + p.plannedTimeBlocks(nil) },
		"habits":         func(p page) string { return p.habitList(someHabits()) + p.habitList(nil) },
		"story":          func(p page) string { return p.story(someStory()) },
		"goals":          func(p page) string { return p.goals(someGoals()) + p.goals(nil) },
		"goal":           func(p page) string { return p.goalDetails(someGoals()) },
		"done": func(p page) string {
			b, h, g := someTimeBlocks()[1], someHabits()[1], someGoals()[0]
			return p.agendaDone(api.AgendaDone{Verb: "tick", What: "Spanish", TimeBlock: &b}, noonish) +
				p.agendaDone(api.AgendaDone{Verb: "habit add", What: "read", Habit: &h}, noonish) +
				p.agendaDone(api.AgendaDone{Verb: "goal edit", What: "Spanish B2", Goal: &g}, noonish) +
				p.agendaDone(api.AgendaDone{Verb: "vacation", What: "2026-12-24 to 2027-01-02"}, noonish) +
				p.agendaDone(api.AgendaDone{Verb: "block end", What: "writing"}, noonish)
		},
	} {
		t.Run(name, func(t *testing.T) {
			var all string
			for _, n := range []int{40, 80, 120} {
				text := show(page{cells: n, zone: time.UTC})
				if lists[name] {
					widest(t, text, n)
				}
				harmless(t, text)
				all += strings.Repeat("=", n) + "\n" + text
			}
			golden(t, "testdata/thing/"+name+".txt", all)
			p := page{cells: 80, zone: time.UTC}
			plain := show(p)
			p.colour = true
			if got := uncoloured(show(p)); got != plain {
				t.Errorf("without its colours it is\n%s, want\n%s", got, plain)
			}
		})
	}
}

func TestRequestsOfHabits(t *testing.T) {
	for line, want := range map[string]string{
		"block add 1h writing": `{"do":"block_add","time_block":{"name":"writing","minutes":60}}`,

		"block add 90m deep work --days mon-fri --deep --force":  `{"do":"block_add","force":true,"time_block":{"name":"deep work","minutes":90,"days":"mon-fri","deep":true}}`,
		"block add 30m x --match app:a --match label:b --rank 2": `{"do":"block_add","time_block":{"name":"x","minutes":30,"match":["app:a","label:b"],"rank":2}}`,
		"block edit writing --length 2h --goal=":                 `{"do":"block_edit","query":"writing","time_block":{"minutes":120,"goal":""}}`,
		"block tick deep work --amount 40m":                      `{"do":"tick","query":"deep work","kind":"time_block","amount":40}`,
		"block untick writing":                                   `{"do":"untick","query":"writing","kind":"time_block"}`,
		"block skip writing --day tomorrow":                      `{"do":"excuse","query":"writing","day":"tomorrow","kind":"time_block"}`,
		"block end writing":                                      `{"do":"block_end","query":"writing"}`,
		"habit add stretch --anchor lunch --quiet":               `{"do":"habit_add","habit":{"name":"stretch","anchor":"lunch","quiet":true}}`,
		"habit add read --minutes 10m --ramp 10%..30":            `{"do":"habit_add","habit":{"name":"read","measure":"minutes","target":10,"ramp":{"start":10,"step":10,"percent":true,"ceiling":30}}}`,
		"habit add run --per-week 3":                             `{"do":"habit_add","habit":{"name":"run","per_week":3}}`,
		"habit add sweets --count 2 --at-most":                   `{"do":"habit_add","habit":{"name":"sweets","measure":"count","at_most":true,"target":2}}`,
		"habit edit read --minutes 15m --ramp none":              `{"do":"habit_edit","query":"read","habit":{"measure":"minutes","target":15,"ramp":{"start":0,"step":0}}}`,
		"habit tick pages --amount 12":                           `{"do":"tick","query":"pages","kind":"habit","amount":12}`,
		"habit tick stretch --day yesterday":                     `{"do":"tick","query":"stretch","day":"2026-11-21","kind":"habit"}`,
		"habit skip stretch --reason flu":                        `{"do":"excuse","query":"stretch","kind":"habit","reason":"flu"}`,
		"habit vacation today +2d --of run --reason sea":         `{"do":"vacation","reason":"sea","from":"today","to":"+2d","of":["run"]}`,
		"habit edit read --minutes 5m --horizon 3":               `{"do":"habit_edit","query":"read","horizon":3,"habit":{"measure":"minutes","target":5}}`,
		"habit vacation sat --horizon 2":                         `{"do":"vacation","from":"sat","horizon":2}`,
		"habit vacation end":                                     `{"do":"vacation_end"}`,
		"habit ramp read yes":                                    `{"do":"ramp","query":"read","accept":true}`,
		"habit ramp read no":                                     `{"do":"ramp","query":"read"}`,
		"habit restart stretch":                                  `{"do":"habit_kick","query":"stretch"}`,
		"habit end stretch":                                      `{"do":"habit_end","query":"stretch"}`,
		"goal add Spanish B2 --target 5h --every week":           `{"do":"goal_add","goal":{"name":"Spanish B2","target":300,"unit":"minutes","period":"weekly"}}`,
		"goal add words --part a=app:b --part c --target 12":     `{"do":"goal_add","goal":{"name":"words","target":12,"unit":"count","parts":[{"name":"a","match":["app:b"]},{"name":"c"}]}}`,
		"goal edit Spanish --dream= --idle 9":                    `{"do":"goal_edit","query":"Spanish","goal":{"dream":"","idle_days":9}}`,
		"exercise start":                                         `{"do":"exercise_start"}`,
		"exercise extend":                                        `{"do":"exercise_extend"}`,
		"exercise end":                                           `{"do":"exercise_end"}`,
		"reward add coffee on the balcony":                       `{"do":"reward_add","text":"coffee on the balcony"}`,
		"reward take coffee":                                     `{"do":"reward_take","query":"coffee"}`,
		"reward rm coffee":                                       `{"do":"reward_rm","query":"coffee"}`,
		"goal end Spanish":                                       `{"do":"goal_end","query":"Spanish"}`,
	} {
		t.Run(line, func(t *testing.T) {
			d := startFake(t)
			if r := d.run(t, strings.Fields(line)...); r.code != done {
				t.Fatalf("exit %d, %s", r.code, r.err)
			}
			if got := d.lastAsked(t); got != "POST /v1/agenda "+want {
				t.Errorf("focus %s asked\n%s, want\n%s", line, got, want)
			}
		})
	}
}

func TestWrongUsageOfHabits(t *testing.T) {
	for line, want := range map[string]string{
		"block add":                            "how long, and what for?",
		"block add soon writing":               `"soon" is not a length`,
		"block tick":                           "which time block?",
		"block tick writing --amount much":     `"much" is no amount`,
		"block tick writing --day someday":     `"someday" is no day`,
		"block dance":                          `there is no command "focus block dance"`,
		"habit add":                            "which habit?",
		"habit add x --minutes 5m --count 2":   "not both",
		"habit add x --minutes 5m --ramp much": `"much" is no step`,
		"habit vacation":                       "from when to when?",
		"habit ramp read maybe":                "yes or no?",
		"review moon":                          `"moon" is no day, week, month or year`,
		"report":                               "say that you mean to share it",
		"reward add":                           "which reward?",
		"goal add x --target much":             `"much" is no amount`,
		"goal add x --target 2 --every moon":   `"moon" is none of`,
	} {
		r := startFake(t).run(t, strings.Fields(line)...)
		if r.code != usage || !strings.Contains(r.err, want) {
			t.Errorf("focus %s: exit %d, %q, want %d and %q", line, r.code, r.err, usage, want)
		}
	}
}

func TestHabitsPrintJSON(t *testing.T) {
	for _, line := range []string{"block", "block list yesterday", "block list --all", "habit", "habit list --all", "habit show stretch", "goal", "goal show Spanish", "habit tick x", "plan", "wins", "wins yesterday", "review", "review week", "exercise", "exercise report", "reward", "report --share"} {
		r := startFake(t).run(t, append(strings.Fields(line), "--json")...)
		var v map[string]any
		if err := json.Unmarshal([]byte(r.out), &v); r.code != done || err != nil || len(v) == 0 {
			t.Errorf("focus %s --json: exit %d, %q: %v", line, r.code, r.out, err)
		}
		harmless(t, r.out)
	}
}

func TestDaysThatAreAskedFor(t *testing.T) {
	for line, want := range map[string]string{
		"wins yesterday":                   "GET /v1/wins day=2026-11-21",
		"review week":                      "GET /v1/review period=week",
		"review day 2026-11-20":            "GET /v1/review day=2026-11-20&period=day",
		"report --share":                   "GET /v1/report",
		"report --share 2026-11-01 today":  "GET /v1/report first=2026-11-01&last=2026-11-22",
		"report --share yesterday --names": "GET /v1/report first=2026-11-21&last=2026-11-21&names=1",
		"block list yesterday":             "GET /v1/agenda day=2026-11-21",
		"habit show stretch and breathe":   "GET /v1/habits/stretch and breathe",
	} {
		d := startFake(t)
		if r := d.run(t, strings.Fields(line)...); r.code != done {
			t.Fatalf("focus %s: exit %d, %s", line, r.code, r.err)
		}
		if got := d.lastAsked(t); got != want {
			t.Errorf("focus %s asked %s, want %s", line, got, want)
		}
	}
}

// TestSharedPagesAreInert has what is shared neither move a cursor nor be markup.
func TestSharedPagesAreInert(t *testing.T) {
	page := startFake(t).run(t, "report", "--share", "--html")
	if page.code != done || !strings.Contains(page.out, "focus &lt;12 h&gt;") {
		t.Errorf("the page is\n%s", page.out)
	}
	for _, line := range []string{"report --share", "report --share --html", "exercise report"} {
		harmless(t, startFake(t).run(t, strings.Fields(line)...).out)
	}
}

func TestNamesAreCompleted(t *testing.T) {
	for line, want := range map[string]string{
		"block tick wr":              "writing\n",
		"habit tick ":                "stretch\nread\nrun\nforums\n]0;xpages\n",
		"reward take co":             "coffee\n",
		"review ":                    "day\nweek\nmonth\nyear\n",
		"goal end Spanish ":          "B2\n",
		"block add 1h x --goal less": "less news\n",
	} {
		words := strings.Split(line, " ")
		r := startFake(t).run(t, append([]string{"__complete"}, words...)...)
		if got, _, _ := strings.Cut(r.out, ":"); got != want {
			t.Errorf("focus %s is completed by %q, want %q", line, got, want)
		}
	}
}

// TestThePlanNumbersAllItsLines: a number means the line that shows it, in
// whichever list that is.
func TestThePlanNumbersAllItsLines(t *testing.T) {
	plan := somePlan()
	text := uncoloured(page{cells: 80, zone: time.UTC}.plan(plan, noonish))
	lines := len(plan.Six) + len(plan.TimeBlocks) + len(plan.Habits) + len(plan.Goals)
	if len(plan.Six) == 0 || len(plan.TimeBlocks) == 0 || len(plan.Habits) == 0 || len(plan.Goals) == 0 {
		t.Fatalf("the plan lacks something: %+v", plan)
	}
	for i := 1; i <= lines+1; i++ {
		n := 0
		for line := range strings.Lines(text) {
			if strings.HasPrefix(line, "  "+itoa(i)+" ") {
				n++
			}
		}
		if want := map[bool]int{true: 1, false: 0}[i <= lines]; n != want {
			t.Errorf("%d lines have the number %d, want %d:\n%s", n, i, want, text)
		}
	}
}
