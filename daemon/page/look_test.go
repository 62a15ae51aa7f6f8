package page

import (
	"regexp"
	"strings"
	"testing"

	"focusd/daemon/api"
)

// lived is a daemon with days to look back at; what has a name is called name.
func lived(name string) fake {
	f := empty()
	share := .9
	figures := api.Figures{
		First: "2026-11-16", Last: "2026-11-22", Days: 7, Known: 6, Covered: 88, Classes: map[string]int64{"earns": 7200, "wastes": 1800, name: 60}, Focus: 5400,
		Blocks: api.BlockOutcomes{Completed: 4}, OnTask: &share, Breaks: api.BreakOutcomes{Taken: 3, Skipped: 1}, Switches: 6.44,
	}
	part := api.ReportPart{Figures: figures}
	part.Days, part.Known = 1, 1
	part.Classes = map[string]int64{"earns": 1500, "wastes": 300, name: 60}
	part.Hours.Seen[10], part.Hours.Good[10] = 45*60, 30*60
	report := api.Report{Figures: figures, Text: name}
	for _, day := range []string{"2026-11-16", "2026-11-17"} {
		part.First, part.Last = day, day
		report.Parts = append(report.Parts, part)
	}
	f["/v1/report"] = report
	f["/v1/review"] = api.Review{
		Now: figures, Before: figures, Shift: []api.Shift{{Class: name, Before: 60, After: 120}}, Wins: []api.Win{{Kind: name, Text: name}}, Kept: []api.Kept{{Kind: name, Done: 1, Planned: 2}},
		Decided:  []api.Decision{{Day: "2026-11-17", Kind: "habit", ID: name, Name: name, Unit: "minutes", From: 30, To: 20}},
		Findings: []api.Finding{{Kind: "interruptions", Known: true, Text: name, Apps: []api.Culprit{{App: name, Times: 3, Cost: 600}, {}}}, {Kind: name, Text: name}, {Kind: "length", Text: "50 min"}},
		Lines:    []api.Advice{{Kind: "habit", ID: name, Name: name, Advice: "raise", Target: 10, To: 12, Done: 7, Of: 7}, {Kind: "goal", ID: name, Name: name, Advice: "keep"}, {Kind: name, ID: name, Name: name, Advice: name, To: 3}},
	}
	f["/v1/tasks"] = api.Tasks{Tasks: []api.Task{{ID: name, Title: name, Outcome: "done", Estimate: 600, Spent: 900}, {Title: "no estimate", Spent: 60}}}
	f["/v1/exercise"] = api.Exercise{
		Running: true, From: "2026-11-21", Progress: name, Another: true, Coverage: []api.ExerciseDay{{Day: name, Percent: 40}},
		Suggestions: []api.Idea{{Kind: name, Finding: name, Advice: name}}, Text: name,
	}
	return f
}

func TestLookBack(t *testing.T) {
	page := lived("mail").get(t, "/look?day=2026-11-19")
	wellFormed(t, page)
	for _, want := range []string{
		"<h1>16 to 22 November 2026</h1>", "1 h 30 min", "90 %", "6.4", `aria-label="50 min earns, 10 min wastes"`, `<polyline class="mean"`, "Attention span", "Interruptions by app", "raise to 12",
		`<td class="shade-2"><span class="unseen">30 of 45</span></td>`, `href="/look?day=2026-11-15&amp;period=week"`, "10 min", "15 min", "End it now",
		"lowered from 30 min to 20 min", "1.5</strong> times the estimate", `href="/log?first=2026-11-16&amp;last=2026-11-22"`,
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	if strings.Contains(page, "no estimate") || strings.Contains(page, ">Later<") {
		t.Error("the page has a task without an estimate, or days to come")
	}
}

// TestLookBackAtAYear shows its focus by week: 365 bars have no room.
func TestLookBackAtAYear(t *testing.T) {
	f := lived("mail")
	report := f["/v1/report"].(api.Report)
	report.Parts[0].First, report.Parts[0].Last = "2026-01-01", "2026-01-04"
	report.Parts[1].First, report.Parts[1].Last = "2026-01-05", "2026-01-11"
	report.Parts[0].Focus, report.Parts[1].Focus = 4*3600, 7*600
	page := f.get(t, "/look?period=year")
	wellFormed(t, page)
	for _, want := range []string{
		"on average of each week", `aria-label="5 h 10 min of focus in 2026, 28 min a day"`, "Mean of a day", "5 January to 11 January",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	row := `href="/look?day=2026-01-01&amp;period=week">1 January to 4 January</a></th><td class="number">4 h</td><td class="number">1 h</td>`
	if !strings.Contains(page, row) {
		t.Errorf("the table lacks %q", row)
	}
}

// TestLookBackAtAnyDays has the days of the address; what is no day is today.
func TestLookBackAtAnyDays(t *testing.T) {
	for query, want := range map[string]string{
		"":                             "16 to 22 November 2026",
		"period=day":                   "Sunday, 22 November 2026",
		"period=month&day=2024-02-10":  "February 2024",
		"period=year&day=2025-02-10":   "2025",
		"period=week&day=2026-11-01":   "26 October to 1 November 2026",
		"period=week&day=2026-01-01":   "29 December 2025 to 4 January 2026",
		"period=nosuch&day=tomorrow":   "16 to 22 November 2026",
		"period=day&day=2030-01-01":    "Sunday, 22 November 2026",
		"period=day&day=0001-01-01":    "Sunday, 22 November 2026",
		"period=%3Cscript%3E&day=%22x": "16 to 22 November 2026",
	} {
		page := lived("mail").get(t, "/look?"+query)
		wellFormed(t, page)
		if !strings.Contains(page, "<h1>"+want+"</h1>") || strings.Contains(page, "could not be read") {
			t.Errorf("%s: want %s in\n%.1500s", query, want, page)
		}
	}
}

// TestLookBackNothingBecomesMarkup: what was written or seen stays text.
func TestLookBackNothingBecomesMarkup(t *testing.T) {
	for _, period := range []string{"day", "week", "month", "year"} {
		page := lived(nasty).get(t, "/look?period="+period)
		wellFormed(t, page)
		if n := strings.Count(page, "<script"); n != 1 {
			t.Errorf("%s: %d scripts, want the page's own", period, n)
		}
		if strings.Contains(page, "<img") || regexp.MustCompile(`<[^>"]*("[^"]*"[^>"]*)* on[a-z]+=`).MatchString(page) {
			t.Errorf("%s: something of the store is an element, or hears events", period)
		}
		if !strings.Contains(page, "alert(1)") {
			t.Errorf("%s shows nothing nasty: the test looks for nothing", period)
		}
	}
}

// TestLookBackAtNothing says so, and what to do.
func TestLookBackAtNothing(t *testing.T) {
	f := empty()
	f["/v1/report"], f["/v1/review"], f["/v1/exercise"], f["/v1/tasks"] = api.Report{}, api.Review{}, api.Exercise{}, api.Tasks{}
	page := f.get(t, "/look")
	wellFormed(t, page)
	for _, want := range []string{"Nothing was recorded then", "No block was run then", "It comes with the days", "No task with an estimate", "Begin today"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
}

func TestLinesAcrossAreEasyToCountBy(t *testing.T) {
	for least, want := range map[int64]int64{0: 1, 1: 1, 3: 3, 7: 8, 31: 40, 50: 50, 51: 100, 186: 200} {
		if got := evenHours(least); got != want {
			t.Errorf("evenHours(%d) = %d, want %d", least, got, want)
		}
	}
}
