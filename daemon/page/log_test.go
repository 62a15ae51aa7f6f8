package page

import (
	"fmt"
	"net/url"
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

// TestLogOfNoDay says so where the days are chosen, and shows nothing else.
func TestLogOfNoDay(t *testing.T) {
	page := empty().get(t, "/log?day=%3Cb%3E")
	if !strings.Contains(page, "that is no day: &lt;b&gt;") || strings.Contains(page, `class="lanes"`) {
		t.Error("a day that is none is shown")
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
