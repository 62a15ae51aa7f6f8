package main

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"focusd/daemon/api"
)

// idleMinute is why it was idle at 14:20.
func idleMinute() api.Why {
	noted := clockAt(14, 14).Add(10 * time.Second)
	input := "no input from 14:11:10 on, told by x11 at 14:14:10"
	return api.Why{
		At: *clockAt(14, 20), Presence: "idle", From: noted.Add(-3 * time.Minute), To: clockAt(14, 22).Add(2 * time.Second),
		Span:    &api.Span{Start: noted.Add(-3 * time.Minute), End: clockAt(14, 22).Add(2 * time.Second), Presence: "idle"},
		Because: input + "; without input somebody is there for 3 min; there was no evidence of somebody",
		Journal: true,
		Witnesses: []api.Witness{
			{Kind: "daemon", Since: *clockAt(8, 0), Text: "focusd is running since 08:00:00"},
			{Kind: "window", Since: *clockAt(8, 1), By: "x11", Text: "the window in front is told by x11 since 08:01:00"},
			{Kind: "input", Since: noted.Add(-3 * time.Minute), Noted: &noted, By: "x11", Text: input},
		},
	}
}

// whys are answers of every sort.
func whys() map[string]api.Why {
	in := idleMinute()
	in.Presence, in.From, in.To = "active", *clockAt(14, 2), *clockAt(14, 26)
	in.Span = &api.Span{Start: *clockAt(14, 13), End: *clockAt(14, 26), Presence: "active", App: "editor", Title: "\x1b[2Jreport\u202e.md"}
	in.Rules = []api.Rule{{ID: "r1", Text: "app=editor -> writing", Category: "writing", Class: "earns"}}
	in.Because = "there is input since 14:02:00, told by x11, and it never stopped for 3 min"
	long := api.Why{
		At: *clockAt(3, 0), Presence: "unobserved", From: clockAt(18, 0).AddDate(0, 0, -1), To: *clockAt(8, 0), Journal: true,
		Because:   "focusd was not running from 2026-11-21 18:00:00 to 08:00:00: it had been stopped",
		Witnesses: []api.Witness{{Kind: "daemon", Text: "focusd was not running from 2026-11-21 18:00:00 to 08:00:00: it had been stopped"}},
	}
	nap := idleMinute()
	nap.Entry = &api.Entry{Text: "nap", Category: "health", Kind: "added"}
	hidden := idleMinute()
	hidden.Entry = &api.Entry{Kind: "hidden"}
	return map[string]api.Why{
		"idle": idleMinute(), "nap": nap, "hidden": hidden, "active": in, "unobserved": long,
		"empty": {At: *clockAt(3, 0), From: *clockAt(3, 0), To: *clockAt(3, 0), Presence: "unobserved", Because: "the journal of witnesses has nothing of that time"},
	}
}

func TestWhyText(t *testing.T) {
	for name, w := range whys() {
		t.Run(name, func(t *testing.T) {
			var all string
			for _, n := range []int{40, 80, 120} {
				text := page{cells: n, zone: time.UTC}.whyText(w)
				widest(t, text, n)
				harmless(t, text)
				all += strings.Repeat("=", n) + "\n" + text
			}
			golden(t, "testdata/why/"+name+".txt", all)
		})
	}
}

func TestWhyAsksAboutTheInstant(t *testing.T) {
	for line, want := range map[string]string{
		"why":                  "2026-11-22T14%3A26%3A00Z",
		"why 14:20":            "2026-11-22T14%3A20%3A00Z",
		"why 14:32":            "2026-11-21T14%3A32%3A00Z", // the last time it was that late
		"why yesterday 01:30":  "2026-11-22T01%3A30%3A00Z", // the day begins at four
		"why 2026-11-20 14:32": "2026-11-20T14%3A32%3A00Z",
		"why 2026-11-20T14:32": "2026-11-20T14%3A32%3A00Z",
		"why mon 14:32":        "2026-11-16T14%3A32%3A00Z",
	} {
		t.Run(line, func(t *testing.T) {
			d := startFake(t)
			if r := d.run(t, strings.Fields(line)...); r.code != done || r.err != "" || !strings.Contains(r.out, "no input from 14:11:10") {
				t.Fatalf("focus %s: exit %d\n%s%s", line, r.code, r.out, r.err)
			}
			if got := d.lastAsked(t); got != "GET /v1/why at="+want {
				t.Errorf("focus %s asked %s, want at=%s", line, got, want)
			}
		})
	}
}

func TestWhyIsRefused(t *testing.T) {
	for line, want := range map[string]string{
		"why someday":         "yesterday 14:32",
		"why 25:00":           "write a time",
		"why yesterday":       "which minute of it",
		"why today 23:00":     "a time that has passed",
		"why 2027-01-01 0:00": "a time that has passed",
		"why a b c":           "one word too many",
	} {
		t.Run(line, func(t *testing.T) {
			if r := startFake(t).run(t, strings.Fields(line)...); r.code != usage || !strings.Contains(r.err, want) || r.out != "" {
				t.Errorf("focus %s: exit %d, %q, want %d and %q", line, r.code, r.err, usage, want)
			}
		})
	}
}

func TestWhyInJSONIsWhatTheDaemonSaid(t *testing.T) {
	var got api.Why
	if err := json.Unmarshal([]byte(startFake(t).run(t, "why", "--json").out), &got); err != nil {
		t.Fatal(err)
	}
	if want := idleMinute(); got.Because != want.Because || len(got.Witnesses) != len(want.Witnesses) || !got.From.Equal(want.From) {
		t.Errorf("printed %+v, want %+v", got, want)
	}
}
