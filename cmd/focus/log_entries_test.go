package main

import (
	"strings"
	"testing"
	"time"

	"focusd/daemon/api"
	"focusd/tracker"
)

// nap is what was said of an absence, and a stretch that was hidden.
func napAndHidden() []api.Entry {
	made := *clockAt(10, 25)
	return []api.Entry{
		{ID: "01KAN6TQR0ZK2E8YB4M5VTW9HC", Start: *clockAt(9, 10), End: *clockAt(9, 20), Kind: "hidden", Made: made, Origin: "command"},
		{ID: "01KAN6TQR0ZK2E8YB4M5VTW9HD", Start: *clockAt(10, 4), End: *clockAt(10, 15), Text: "nap \x1b[2J", Category: "health", Kind: "added", Made: made, Origin: "fill"},
	}
}

func TestCorrectionRequests(t *testing.T) {
	for line, want := range map[string]string{
		"log add 35m nap":                                `{"do":"add","seconds":2100,"text":"nap"}`,
		"log add 35m nap @health --trim":                 `{"do":"add","seconds":2100,"text":"nap","category":"health","taken":"trim"}`,
		"log add 14:10-14:20 errand":                     `{"do":"add","start":"2026-11-22T14:10:00Z","end":"2026-11-22T14:20:00Z","text":"errand"}`,
		"log add 14:10..14:20 @errands":                  `{"do":"add","start":"2026-11-22T14:10:00Z","end":"2026-11-22T14:20:00Z","category":"errands"}`,
		"log add yesterday 23:30-01:10 call the bank":    `{"do":"add","start":"2026-11-21T23:30:00Z","end":"2026-11-22T01:10:00Z","text":"call the bank"}`,
		"log add 2026-11-20 14:10-15:00 errand --over":   `{"do":"add","start":"2026-11-20T14:10:00Z","end":"2026-11-20T15:00:00Z","text":"errand","taken":"over"}`,
		"log add 15:10-15:20 errand":                     `{"do":"add","start":"2026-11-21T15:10:00Z","end":"2026-11-21T15:20:00Z","text":"errand"}`,
		"log edit 10:10 --text reading":                  `{"do":"edit","at":"2026-11-22T10:10:59.999Z","text":"reading"}`,
		"log edit 10:10 --from 10:00 --to 10:30":         `{"do":"edit","at":"2026-11-22T10:10:59.999Z","start":"2026-11-22T10:00:00Z","end":"2026-11-22T10:30:00Z"}`,
		"log edit yesterday 10:10 --category @work":      `{"do":"edit","at":"2026-11-21T10:10:59.999Z","category":"work"}`,
		"log edit 01KAN6TQR0ZK2E8YB4M5VTW9HD --text tea": `{"do":"edit","id":"01KAN6TQR0ZK2E8YB4M5VTW9HD","text":"tea"}`,
		"log split 10:10":                                `{"do":"split","at":"2026-11-22T10:10:00Z"}`,
		"log split 10:10 --text tea":                     `{"do":"split","at":"2026-11-22T10:10:00Z","text":"tea"}`,
		"log delete 10:10-10:20":                         `{"do":"delete","start":"2026-11-22T10:10:00Z","end":"2026-11-22T10:20:00Z"}`,
		"log delete 10:10":                               `{"do":"delete","at":"2026-11-22T10:10:59.999Z"}`,
		"log delete 01KAN6TQR0ZK2E8YB4M5VTW9HD":          `{"do":"delete","id":"01KAN6TQR0ZK2E8YB4M5VTW9HD"}`,
		"log undo":                                       `{"do":"undo"}`,
		"log undo 01KAN6TQR0ZK2E8YB4M5VTW9HD":            `{"do":"undo","id":"01KAN6TQR0ZK2E8YB4M5VTW9HD"}`,
	} {
		t.Run(line, func(t *testing.T) {
			d := startFake(t)
			if r := d.run(t, strings.Fields(line)...); r.code != done || r.out == "" || r.err != "" {
				t.Fatalf("focus %s: exit %d\n%s%s", line, r.code, r.out, r.err)
			}
			if got := d.lastAsked(t); got != "POST /v1/entries "+want {
				t.Errorf("focus %s asked\n%s, want\nPOST /v1/entries %s", line, got, want)
			}
		})
	}
}

// A row that the log shows at 10:04 may have begun some seconds later.
func TestAMinuteMeansTheEntryThatBeginsInIt(t *testing.T) {
	d := startFake(t)
	d.Entries.Entries = napAndHidden()
	if r := d.run(t, "log", "edit", "10:04", "--text", "tea"); r.code != done {
		t.Fatalf("exit %d: %s", r.code, r.err)
	}
	if got, want := d.lastAsked(t), `POST /v1/entries {"do":"edit","id":"01KAN6TQR0ZK2E8YB4M5VTW9HD","text":"tea"}`; got != want {
		t.Errorf("asked %s, want %s", got, want)
	}
}

func TestCorrectionsWronglyUsed(t *testing.T) {
	for line, hint := range map[string]string{
		"log add":                          "focus log add 35m nap",
		"log add nap":                      "14:10-15:00",
		"log add 35m":                      "nap",
		"log add 0m nap":                   "from 1s",
		"log add 35m nap @a @b":            "leave one of them out",
		"log add 35m nap @":                "@health",
		"log add 35m nap --trim --over":    "leave one of them out",
		"log add tomorrow 14:10-15:00 nap": "14:10-15:00",
		"log edit":                         "14:10",
		"log edit 14:10":                   "--text",
		"log edit yesterday --text x":      "yesterday 14:10",
		"log edit 10:10 --text x --from y": "14:10",
		"log edit 01KAN6TQR0ZK2E8YB4M5VTW9HD --from 10:10": "focus log edit 14:10",
		"log split":                 "14:10",
		"log delete":                "14:10",
		"log undo x y":              "focus log undo --help",
		"log undo x --list":         "leave one of them out",
		"log fill never":            "yesterday",
		"log delete 10:10-10:20 it": "14:10",
	} {
		t.Run(line, func(t *testing.T) {
			r := startFake(t).run(t, strings.Fields(line)...)
			if r.code != usage || r.out != "" || !strings.Contains(r.err, "focus: hint: ") || !strings.Contains(r.err, hint) {
				t.Errorf("focus %s: exit %d, %q, %s; want 2, nothing, and the hint %q", line, r.code, r.out, r.err, hint)
			}
		})
	}
}

func TestStretchesAcrossClockChanges(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Skip("no time zones here:", err)
	}
	m := moment{now: time.Date(2026, 10, 26, 12, 0, 0, 0, berlin), cal: tracker.Calendar{Location: berlin, Start: 4 * time.Hour}}
	for words, want := range map[string]time.Duration{
		"2026-10-24 23:00-04:00": 6 * time.Hour, // an hour twice
		"2026-03-28 23:00-04:00": 4 * time.Hour, // an hour less
		"yesterday 23:00-04:00":  5 * time.Hour,
		"11:00-11:30":            30 * time.Minute,
	} {
		from, to, rest, ok := m.stretch(strings.Fields(words))
		if !ok || len(rest) != 0 || to.Sub(from) != want {
			t.Errorf("%s is %v to %v, %v, want %v", words, from, to, ok, want)
		}
	}
}

func TestLogShowsWhatWasSaid(t *testing.T) {
	d := startFake(t)
	d.Entries.Entries = napAndHidden()
	text := d.run(t, "log").out
	harmless(t, text)
	for _, want := range []string{
		"  09:00–09:10   10 min  browser ", "  09:10–09:20   10 min  ✎ deleted from view · hidden 10:25\n", "  09:20–09:31   11 min  browser ",
		"  10:04–10:15   11 min  ✎ nap [2J         @health · filled 10:25\n", "  10:15–10:20    5 min  idle\n",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("focus log printed\n%s, want %q in it", text, want)
		}
	}
	csv := d.run(t, "log", "--csv").out
	for _, want := range []string{"2026-11-22T09:10:00Z,2026-11-22T09:20:00Z,600,hidden,,\n", "600,active,browser,", ",660,entry,,nap [2J @health\n"} {
		if !strings.Contains(csv, want) {
			t.Errorf("focus log --csv printed\n%s, want %q in it", csv, want)
		}
	}
	json := d.run(t, "log", "--json").out
	harmless(t, json)
	if !strings.Contains(json, `"entries":[{"id":"01KAN6TQR0ZK2E8YB4M5VTW9HC"`) || !strings.Contains(json, `"end":"2026-11-22T09:31:00Z"`) {
		t.Errorf("focus log --json printed\n%s, want what was recorded, and the entries", json)
	}
}

func TestTodayShowsWhatWasSaid(t *testing.T) {
	d := startFake(t)
	d.Summary.Entries = []api.EntryTotal{{Text: "nap", Category: "health", Millis: 2_100_000}, {Category: "errands", Millis: 60_000}}
	for _, line := range []string{"today", "log --by app"} {
		text := d.run(t, strings.Fields(line)...).out
		widest(t, text, 80)
		for _, want := range []string{"✎ nap @health", "35 min\n", "✎ @errands", "what you said"} {
			if !strings.Contains(text, want) {
				t.Errorf("focus %s printed\n%s, want %q in it", line, text, want)
			}
		}
	}
}

func TestFill(t *testing.T) {
	gaps := api.Gaps{Gaps: []api.Gap{
		{Start: *clockAt(9, 0), End: *clockAt(9, 30), Presence: "locked"},
		{Start: *clockAt(11, 0), End: *clockAt(11, 10), Presence: "idle"},
		{Start: *clockAt(12, 0), End: *clockAt(13, 0), Presence: "unobserved"},
	}}
	listed := "  09:00–09:30   30 min  locked\n  11:00–11:10   10 min  idle\n  12:00–13:00      1 h  unobserved\n"
	d := startFake(t)
	d.Gaps = gaps
	if r := d.run(t, "log", "fill"); r.code != done || r.out != listed {
		t.Errorf("exit %d, listed\n%s, want\n%s", r.code, r.out, listed)
	}
	r := d.runIn(t, world{asks: true, in: strings.NewReader("\nlunch out @food\nq\n"), now: func() time.Time { return *clockAt(14, 0) }}, "log", "fill")
	want := `POST /v1/entries {"do":"add","start":"2026-11-22T11:00:00Z","end":"2026-11-22T11:10:00Z","text":"lunch out","category":"food","origin":"fill"}`
	if got := d.lastAsked(t); r.code != done || got != want || strings.Count(r.out, "?") != 3 {
		t.Errorf("exit %d, asked %s, printed\n%s; want %s and three questions", r.code, got, r.out, want)
	}
	if r := d.runIn(t, world{asks: true, in: strings.NewReader("")}, "log", "fill"); r.code != done || strings.Count(r.out, "?") != 1 {
		t.Errorf("at the end of the input: exit %d, printed\n%s", r.code, r.out)
	}
	clock := *clockAt(14, 0)
	slow := func() time.Time { clock = clock.Add(4 * time.Second); return clock }
	d.Gaps = api.Gaps{Gaps: gaps.Gaps[:1]}
	r = d.runIn(t, world{asks: true, in: strings.NewReader("until 09:10 a walk\nuntil 09:05 x\nuntil noon x\nmail @office\n"), now: slow}, "log", "fill")
	want = `POST /v1/entries {"do":"add","start":"2026-11-22T09:10:00Z","end":"2026-11-22T09:30:00Z","text":"mail","category":"office","origin":"fill","took_seconds":4}`
	if got := d.lastAsked(t); got != want || strings.Count(r.out, "09:10–09:30") != 3 {
		t.Errorf("asked %s, printed\n%s%s; want %s and three questions of the rest", got, r.out, r.err, want)
	}
	for _, wrong := range []string{"09:05 is not in this gap", `"noon" is not a time`} {
		if !strings.Contains(r.err, wrong) {
			t.Errorf("said %s, want %q", r.err, wrong)
		}
	}
	d.Gaps = api.Gaps{}
	if r := d.run(t, "log", "fill", "yesterday"); r.out != "no gaps\n" {
		t.Errorf("without gaps it printed %q", r.out)
	}
}

func TestCorrectionText(t *testing.T) {
	d := startFake(t)
	d.Edit = api.EntryEdit{ID: "01KAN70CJ0QW1D7N3X8RFSGT5E", At: *clockAt(10, 25), Verb: "delete", Before: napAndHidden()[1:]}
	if got, want := d.run(t, "log", "delete", "10:04").out, "delete\n  what was recorded shows again\n  focus log undo takes it back\n"; got != want {
		t.Errorf("deleting printed\n%s, want\n%s", got, want)
	}
	if got := d.run(t, "log", "undo").out; !strings.HasPrefix(got, "undone: delete\n  10:04–10:15   11 min  ✎ nap") || strings.Contains(got, "takes it back") {
		t.Errorf("undoing printed\n%s", got)
	}
	d.Edit.Undone = *clockAt(10, 26)
	d.History.Edits = []api.EntryEdit{d.Edit}
	got := d.run(t, "log", "undo", "--list").out
	harmless(t, got)
	if !strings.HasPrefix(got, "2026-11-22 10:25  delete 01KAN70CJ0QW1D7N3X8RFSGT5E  undone\n- 10:04–10:15") {
		t.Errorf("the list is\n%s", got)
	}
}

func TestCorrectionRefused(t *testing.T) {
	d := startFake(t)
	d.Refusal = &api.Error{Code: api.CodeTaken, Message: "14:10–14:25 is taken: active in editor", Hint: "trim it"}
	r := d.run(t, "log", "add", "35m", "nap")
	if r.code != refused || !strings.Contains(r.err, "14:10–14:25 is taken: active in editor\n") || !strings.Contains(r.err, "--trim") {
		t.Errorf("exit %d, %s; want 1, what is in the way, and --trim", r.code, r.err)
	}
}
