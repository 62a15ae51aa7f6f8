package main

import (
	"strings"
	"testing"
	"time"

	"focusd/daemon/api"
)

// trip is rows of a flight: from Berlin to New York, over midnight in Berlin,
// and on to Kolkata.
func trip() []api.Span {
	at := func(day, hour int) time.Time { return time.Date(2026, 11, day, hour, 0, 0, 0, time.UTC) }
	return []api.Span{
		{Start: at(19, 12), End: at(19, 13), Presence: "active", App: "editor", Title: "berlin", Offset: 60},
		{Start: at(20, 2), End: at(20, 4), Presence: "active", App: "editor", Title: "new york", Offset: -300},
		{Start: at(20, 22), End: at(20, 23), Presence: "active", App: "editor", Title: "kolkata", Offset: 330},
	}
}

func TestTheLogOfATrip(t *testing.T) {
	if _, err := time.LoadLocation("Europe/Berlin"); err != nil {
		t.Skip("no time zones here:", err)
	}
	for flags, want := range map[string][]string{
		"": {
			"Thursday 19 November 2026", "13:00–14:00      1 h  editor            berlin",
			"21:00–23:00      2 h  editor            new york", // still the same day there
			"Friday 20 November 2026", "03:30–04:30      1 h  editor            kolkata",
		},
		"--zone Europe/Berlin": {
			"Thursday 19 November 2026", "13:00–14:00      1 h  editor            berlin",
			"03:00–05:00      2 h  editor            new york",
			"Friday 20 November 2026", "23:00–00:00      1 h  editor            kolkata",
		},
		"--zone here": {
			"Thursday 19 November 2026", "12:00–13:00      1 h  editor            berlin",
			"02:00–04:00      2 h  editor            new york",
			"Friday 20 November 2026", "22:00–23:00      1 h  editor            kolkata",
		},
	} {
		t.Run(flags, func(t *testing.T) {
			d := startFake(t)
			d.Rows = trip()
			r := d.run(t, append([]string{"log", "2026-11-19..2026-11-20", "--by", "time"}, strings.Fields(flags)...)...)
			var got []string
			for line := range strings.Lines(r.out) {
				if line = strings.TrimSpace(line); line != "" {
					got = append(got, line)
				}
			}
			if r.code != done || strings.Join(got, "\n") != strings.Join(want, "\n") {
				t.Errorf("exit %d, %s, printed\n%s\nwant\n%s", r.code, r.err, strings.Join(got, "\n"), strings.Join(want, "\n"))
			}
		})
	}
	d := startFake(t)
	d.Rows = trip()
	if r := d.run(t, "log", "2026-11-19..2026-11-20", "--csv"); !strings.Contains(r.out, "2026-11-19T21:00:00-05:00,2026-11-19T23:00:00-05:00,7200,") {
		t.Errorf("focus log --csv printed\n%s, want the clock of New York", r.out)
	}
}

// TestDaysThatWereLived asks for a day that a flight made longer.
func TestDaysThatWereLived(t *testing.T) {
	for line, want := range map[string]string{
		"today 2026-11-19":                    "to=2026-11-20T10%3A00%3A00Z",
		"log 2026-11-19 --zone lived":         "to=2026-11-20T10%3A00%3A00Z",
		"log 2026-11-19 --by app":             "to=2026-11-20T10%3A00%3A00Z",
		"log 2026-11-19 --by app --zone here": "to=2026-11-20T04%3A00%3A00Z",
	} {
		d := startFake(t)
		d.Flight = 6 * time.Hour
		if r := d.run(t, strings.Fields(line)...); r.code != done || !strings.Contains(d.lastAsked(t), "from=2026-11-19T04%3A00%3A00Z&"+want) {
			t.Errorf("focus %s: exit %d, %s, asked %s, want %s", line, r.code, r.err, d.lastAsked(t), want)
		}
	}
}

// TestDaysOfAZone asks for the days of a clock that changes.
func TestDaysOfAZone(t *testing.T) {
	for line, want := range map[string]string{
		"today 2026-10-24 --zone Europe/Berlin":           "from=2026-10-24T02%3A00%3A00Z&to=2026-10-25T03%3A00%3A00Z", // 25 h
		"today 2026-03-28 --zone Europe/Berlin":           "from=2026-03-28T03%3A00%3A00Z&to=2026-03-29T02%3A00%3A00Z", // 23 h
		"log 2026-11-19 --by app --zone America/New_York": "from=2026-11-19T09%3A00%3A00Z&to=2026-11-20T09%3A00%3A00Z",
		"log 2026-11-19 --by app --zone Asia/Kolkata":     "from=2026-11-18T22%3A30%3A00Z&to=2026-11-19T22%3A30%3A00Z",
	} {
		d := startFake(t)
		if r := d.run(t, strings.Fields(line)...); r.code != done || !strings.Contains(d.lastAsked(t), want) {
			t.Errorf("focus %s: exit %d, %s, asked %s, want %s", line, r.code, r.err, d.lastAsked(t), want)
		}
	}
	if r := startFake(t).run(t, "today", "--zone", "Mars/Olympus"); r.code != usage || !strings.Contains(r.err, "Europe/Berlin") {
		t.Errorf("a zone that is none: exit %d, %s", r.code, r.err)
	}
}
