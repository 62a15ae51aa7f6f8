package page

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"focusd/daemon/api"
)

func TestPeriod(t *testing.T) {
	for query, want := range map[string]string{
		"":                                 "2026-11-22 2026-11-22",
		"day=2026-11-20":                   "2026-11-20 2026-11-20",
		"first=2026-11-01&last=2026-11-22": "2026-11-01 2026-11-22",
		"first=2026-11-22&last=2026-11-01": "2026-11-01 2026-11-22",
		"first=2020-01-01&last=2026-11-22": "2025-11-22 2026-11-22", // a year at most
		"at=2026-11-21T03:59:59Z":          "2026-11-20 2026-11-20",
		"at=2026-11-21T04:00:00Z":          "2026-11-21 2026-11-21",
		"at=sometime":                      "2026-11-22 2026-11-22",
		"day=someday":                      "2026-11-22 2026-11-22 that is no day: someday",
		"first=2026-13-01":                 "2026-11-22 2026-11-22 that is no day: 2026-13-01",
	} {
		p := empty().visit(t, query).period()
		got := p.First.String() + " " + p.Last.String()
		if p.err != nil {
			got += " " + p.err.Error()
		}
		if got != want {
			t.Errorf("%q is %s, want %s", query, got, want)
		}
	}
}

func TestPeriodInWords(t *testing.T) {
	for query, want := range map[string]string{
		"day=2026-11-20":                   "Friday, 20 November 2026",
		"first=2026-11-01&last=2026-11-22": "1 November to 22 November 2026",
		"first=2025-12-30&last=2026-01-02": "30 December 2025 to 2 January 2026",
	} {
		v := empty().visit(t, query)
		if got := v.period().Title(v); got != want {
			t.Errorf("%q is %q, want %q", query, got, want)
		}
	}
}

// TestWays: the same length before and after, nothing to come, and filters stay.
func TestWays(t *testing.T) {
	v := empty().visit(t, "first=2026-11-09&last=2026-11-15&app=editor")
	c := chooseView{visit: v, period: v.period()}
	got := make(map[string]string)
	for _, w := range c.Ways() {
		q, _ := url.ParseQuery(strings.TrimPrefix(w.Href, "/log?"))
		if q.Get("app") != "editor" {
			t.Errorf("%s leads to %s, without the filter", w.Name, w.Href)
		}
		got[w.Name] = q.Get("day") + q.Get("first") + " " + q.Get("last")
	}
	for name, want := range map[string]string{
		"‹": "2026-11-02 2026-11-08", "›": "2026-11-16 2026-11-22", "Today": "2026-11-22 ", "Day": "2026-11-15 ",
		"Week": "2026-11-09 2026-11-15", "Month": "2026-11-01 2026-11-30",
	} {
		if got[name] != want {
			t.Errorf("%s leads to %s, want %s", name, got[name], want)
		}
	}
	today := empty().visit(t, "")
	for _, w := range (chooseView{visit: today, period: today.period()}).Ways() {
		if w.Name == "›" {
			t.Errorf("after today there is %s", w.Href)
		}
	}
}

func TestWants(t *testing.T) {
	draft := api.Stretch{Presence: "active", App: "editor", Title: "The Draft", Category: "writing/book", Class: "earns"}
	away := api.Stretch{Presence: "idle"}
	unfiled := api.Stretch{Presence: "active", App: "browser", Class: "unclassified"}
	for query, want := range map[string]string{
		"":                       "draft away unfiled",
		"app=editor":             "draft",
		"category=writing":       "draft",
		"category=writing/book":  "draft",
		"category=writ":          "",
		"category=none":          "unfiled",
		"class=earns":            "draft",
		"class=unclassified":     "unfiled",
		"q=draft+EDITOR":         "draft",
		"q=draft+browser":        "",
		"q=%22%3E%3Cscript%3E":   "",
		"app=editor&class=earns": "draft",
		"app=editor&class=rest":  "",
	} {
		p := empty().visit(t, query).period()
		var got []string
		for _, s := range []struct {
			name string
			api.Stretch
		}{{"draft", draft}, {"away", away}, {"unfiled", unfiled}} {
			if p.wants(s.Stretch) {
				got = append(got, s.name)
			}
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%q wants %v, want %s", query, got, want)
		}
	}
}

// TestDuring cuts stretches to the time that blocks were on something.
func TestDuring(t *testing.T) {
	at := func(minute int) time.Time { return status().Today.From.Add(time.Duration(minute) * time.Minute) }
	end := at(30)
	line := api.Timeline{
		From: at(0), To: at(90),
		Stretches: []api.Stretch{{Start: at(0), End: at(20), App: "a"}, {Start: at(20), End: at(60), App: "b"}, {Start: at(60), End: at(90), App: "c"}},
		Blocks: []api.TimelineBlock{
			{Block: api.Block{Started: at(5), Ended: &end, Segments: []api.Segment{{Start: at(5), Label: "draft"}, {Start: at(25), Label: "mail"}}}},
			{Block: api.Block{Started: at(70), Segments: []api.Segment{{Start: at(70), Label: "draft"}}}}, // it runs
		},
	}
	for query, want := range map[string]string{
		"":            "a 0-20 b 20-60 c 60-90",
		"label=draft": "a 5-20 b 20-25 c 70-90",
		"label=mail":  "b 25-30",
		"label=nap":   "",
	} {
		var got []string
		for _, s := range empty().visit(t, query).period().during(line) {
			got = append(got, fmt.Sprintf("%s %g-%g", s.App, s.Start.Sub(at(0)).Minutes(), s.End.Sub(at(0)).Minutes()))
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%q: %v, want %s", query, got, want)
		}
	}
}

// TestEntriesAreAList: each says over what it lies, and has what can be done to it.
func TestEntriesAreAList(t *testing.T) {
	f := empty()
	at := status().Today.From
	f["/v1/entries"] = api.Entries{Entries: []api.Entry{
		{ID: "A", Start: at, End: at.Add(time.Hour), Text: "a walk", Kind: "added"},
		{ID: "B", Start: at.Add(time.Hour), End: at.Add(2 * time.Hour), Text: "a call", Category: "calls", Kind: "edited"},
		{ID: "C", Start: at.Add(2 * time.Hour), End: at.Add(3 * time.Hour), Kind: "hidden"},
	}}
	page := f.get(t, "/log?parts=said")
	wellFormed(t, page)
	for _, want := range []string{"instead of what was seen", "taken from view", `data-edit="B"`, `data-split="A"`, `data-seen="none"`} {
		if !strings.Contains(page, want) {
			t.Errorf("the list lacks %q", want)
		}
	}
}

// TestFilingSaysWhatWasThere: a rule that asks for the same is not written over by
// who has not seen it.
func TestFilingSaysWhatWasThere(t *testing.T) {
	f := empty()
	f["/v1/unclassified"] = api.Unclassified{Apps: []api.UnclassifiedApp{
		{App: "gizmo", Suggest: api.Suggestion{Condition: "app=gizmo"}},
		{App: "forum", Suggest: api.Suggestion{Condition: "app=forum"}},
	}}
	f["/v1/rules"] = api.Rules{Rules: []api.Rule{
		{Text: "app=forum -> odd", Source: "own"},
		{Text: "app=gizmo -> toys", Source: "default", Off: true},
	}}
	page := f.get(t, "/log?parts=unfiled")
	wellFormed(t, page)
	for _, want := range []string{`data-rule="app=gizmo" data-known="none"`, `data-rule="app=forum" data-known="app=forum -&gt; odd"`} {
		if !strings.Contains(page, want) {
			t.Errorf("the forms lack %q in\n%s", want, page)
		}
	}
}

// TestRowsAreAskedForInPieces has more than a page shows: the rest is a link away.
func TestRowsAreAskedForInPieces(t *testing.T) {
	f := empty()
	begin := status().Today.From
	line := api.Timeline{}
	for i := range mostRows + 5 {
		at := begin.Add(time.Duration(i) * time.Minute)
		line.Stretches = append(line.Stretches, api.Stretch{Start: at, End: at.Add(time.Minute), Presence: "active", App: fmt.Sprint("app", i)})
	}
	f["/v1/timeline"] = line
	page := f.get(t, "/log?parts=rows")
	wellFormed(t, page)
	if strings.Count(page, "data-correct") != mostRows || !strings.Contains(page, fmt.Sprint("app", mostRows+4, "<")) || strings.Contains(page, "app4<") {
		t.Errorf("%d rows, want the last %d", strings.Count(page, "data-correct"), mostRows)
	}
	want := "before=" + url.QueryEscape(begin.Add(5*time.Minute).Format(time.RFC3339Nano))
	if !strings.Contains(page, want) {
		t.Errorf("there is no way to the others: want %s in\n%s", want, page[len(page)-2000:])
	}
	if filtered := f.get(t, "/log?parts=rows&app=app7"); !strings.Contains(filtered, "1 stretch, 1 min 0 s") {
		t.Error("what was filtered is not counted")
	}
}

// TestLogOfNothing tells what to do.
func TestLogOfNothing(t *testing.T) {
	page := empty().get(t, "/log?day=2026-02-20&parts=rows,said")
	for _, want := range []string{`<a href="/doctor">`, "What you did away from the machine"} {
		if !strings.Contains(page, want) {
			t.Errorf("of a day without anything there is no %q in\n%s", want, page)
		}
	}
	page = empty().get(t, "/log?day=2026-02-20&app=editor&label=draft&parts=rows")
	for _, want := range []string{`href="/log?day=2026-02-20"`, `href="/log?app=editor&amp;first=2026-02-01&amp;label=draft&amp;last=2026-02-28"`} {
		if !strings.Contains(page, want) {
			t.Errorf("of filters that nothing passes there is no %s in\n%s", want, page)
		}
	}
}

// TestLogOfNoDay says so where the days are chosen, and shows nothing else.
func TestLogOfNoDay(t *testing.T) {
	page := empty().get(t, "/log?day=%3Cb%3E")
	if !strings.Contains(page, "that is no day: &lt;b&gt;") || strings.Contains(page, `class="lanes"`) {
		t.Error("a day that is none is shown")
	}
}

func TestStandingIsTheLastThatWasNotTakenBack(t *testing.T) {
	undone := api.EntryEdit{ID: "c", Undone: status().At}
	if got := (saidView{Edits: []api.EntryEdit{undone, {ID: "b"}, {ID: "a"}}}).Standing(); got == nil || got.ID != "b" {
		t.Errorf("it is %+v, want b", got)
	}
	if got := (saidView{Edits: []api.EntryEdit{undone}}).Standing(); got != nil {
		t.Errorf("where all was taken back it is %+v", got)
	}
}

func TestSeenIsTheLastCorrection(t *testing.T) {
	if got := (saidView{}).Seen(); got != "none" {
		t.Errorf("of none it is %q", got)
	}
	if got := (saidView{Edits: []api.EntryEdit{{ID: "b"}, {ID: "a"}}}).Seen(); got != "b" {
		t.Errorf("it is %q, want the last", got)
	}
}

func TestTheLongestGapsAreAskedAbout(t *testing.T) {
	at := func(minute int) time.Time { return status().At.Add(time.Duration(minute) * time.Minute) }
	gaps := []api.Gap{{Start: at(0), End: at(9)}, {Start: at(10), End: at(12)}, {Start: at(20), End: at(40)}, {Start: at(50), End: at(53)}}
	for most, want := range map[int][]api.Gap{2: {gaps[0], gaps[2]}, 3: {gaps[0], gaps[2], gaps[3]}, 4: gaps, 9: gaps} {
		if got := longestGaps(gaps, most); !slices.Equal(got, want) {
			t.Errorf("the longest %d are %v, want %v", most, got, want)
		}
	}
}
