package main

import (
	"strings"
	"testing"
	"time"

	"focusd/daemon/api"
	"focusd/tracker"
)

// The CLI and the tray count the same: a running block has a number, and
// between blocks it is those that are done.
func TestPlaceInTheCycle(t *testing.T) {
	for name, c := range map[string]struct {
		timer api.Timer
		want  string
	}{
		"the first block":               {api.Timer{State: work, Kind: "pomodoro", LongEvery: 4}, "block 1 of 4"},
		"paused":                        {api.Timer{State: paused, Kind: "pomodoro", LongEvery: 4, Credits: 1}, "block 2 of 4"},
		"overtime":                      {api.Timer{State: overtime, Kind: "pomodoro", LongEvery: 4, Credits: 2}, "block 3 of 4"},
		"a fraction of a credit":        {api.Timer{State: work, Kind: "pomodoro", LongEvery: 4, Credits: 1.5}, "block 2 of 4"},
		"more than the cycle has":       {api.Timer{State: work, Kind: "pomodoro", LongEvery: 4, Credits: 5}, "block 4 of 4"},
		"idle":                          {api.Timer{State: idle, Kind: "pomodoro", LongEvery: 4}, "0 of 4 done"},
		"in a break":                    {api.Timer{State: shortBreak, Kind: "pomodoro", LongEvery: 4, Credits: 1}, "1 of 4 done"},
		"a fraction, in a break":        {api.Timer{State: shortBreak, Kind: "pomodoro", LongEvery: 4, Credits: 1.5}, "1 of 4 done"},
		"flow has no cycle":             {api.Timer{State: work, Kind: "flow", LongEvery: 4}, ""},
		"a preset without a long break": {api.Timer{State: work, Kind: "pomodoro"}, ""},
	} {
		if got := cycle(c.timer); got != c.want {
			t.Errorf("%s: cycle(%+v) = %q, want %q", name, c.timer, got, c.want)
		}
	}
}

func TestNoBlocksAreNoSuccess(t *testing.T) {
	p := page{cells: 80, zone: time.UTC}
	s := idling()
	s.Today.Blocks = 0
	for what, text := range map[string]string{
		"status": statusText(p, s), "reply": reply(p, s, api.Command{}), "tip": newBarText(p, s).tip,
		"day": p.headline(totals{active: time.Hour}),
	} {
		if !strings.Contains(text, "0 blocks") || strings.Contains(text, "✓") {
			t.Errorf("%s: %q, want 0 blocks without a tick", what, text)
		}
	}
	if got, want := p.headline(totals{completed: 1}), "0 min active   0 min focus   1 block ✓"; got != want {
		t.Errorf("headline = %q, want %q", got, want)
	}
}

func TestHoursOfADayThatBeginsWithinOne(t *testing.T) {
	cal := tracker.Calendar{Location: time.UTC, Start: 4*time.Hour + 30*time.Minute}
	day := cal.Day(noonish)
	hours := []api.HourTotal{{Start: *clockAt(4, 0), Active: 600_000}, {Start: *clockAt(5, 0)}}
	for n := 6; n < 28; n++ {
		hours = append(hours, api.HourTotal{Start: clockAt(4, 0).Add(time.Duration(n-4) * time.Hour)})
	}
	over := append(hours[:24:24], api.HourTotal{Start: clockAt(4, 0).AddDate(0, 0, 1), Active: 60_000})
	for name, c := range map[string]struct {
		hours []api.HourTotal
		first int64
	}{
		"that is over":        {over, 660_000},
		"that is not over":    {hours[:10], 600_000},
		"that has just begun": {hours[:1], 600_000},
		"that began unseen":   {hours[7:9], 0},
		"with a gap":          {append(hours[:1:1], hours[9]), 600_000},
	} {
		got := wholeDay(c.hours, cal, day)
		if len(got) != 24 || got[0].Active != c.first {
			t.Errorf("%s: %d hours, the first %d ms, want 24 and %d", name, len(got), got[0].Active, c.first)
		}
		scale := strings.Fields(strings.Split(page{cells: 80, zone: time.UTC}.hours(got), "\n")[1])
		if len(scale) != 24 || scale[0] != "04" || scale[23] != "03" {
			t.Errorf("%s: the hours are %q, want 04 to 03", name, scale)
		}
	}
	if over[0].Active != 600_000 {
		t.Errorf("the first hour of the summary is %d ms now, want 600000", over[0].Active)
	}
}

// Minutes of the offset are none of the day.
func TestHoursWhereTheOffsetHasMinutes(t *testing.T) {
	cal := tracker.Calendar{Location: zone(t, "Asia/Kathmandu"), Start: 4 * time.Hour}
	day := cal.Day(noonish)
	from, to := cal.Bounds(day)
	got := wholeDay([]api.HourTotal{{Start: to.Add(-time.Hour).UTC(), Active: 1000}}, cal, day)
	if len(got) != 24 || !got[0].Start.Equal(from) || got[23].Active != 1000 {
		t.Errorf("%d hours from %v, want 24 from %v with the last as it was", len(got), got[0].Start, from)
	}
}

// Twenty-five hours are right when the clock is set back.
func TestHoursOfADayOfTwentyFive(t *testing.T) {
	cal := tracker.Calendar{Location: zone(t, "Europe/Berlin"), Start: 2 * time.Hour}
	day := cal.Day(time.Date(2026, 10, 25, 12, 0, 0, 0, cal.Location))
	from, _ := cal.Bounds(day)
	for seen := range 24 {
		if got := wholeDay([]api.HourTotal{{Start: from.Add(time.Duration(seen) * time.Hour)}}, cal, day); len(got) != 25 {
			t.Errorf("seen from hour %d on: %d hours, want 25", seen, len(got))
		}
	}
}

func TestBriefStretchesAreForPrograms(t *testing.T) {
	d := startFake(t)
	instant := func(presence string) api.Span {
		return api.Span{Start: *clockAt(9, 0), End: clockAt(9, 0).Add(7 * time.Millisecond), Presence: presence, App: "editor"}
	}
	d.Rows = []api.Span{instant("unobserved"), instant("active"), instant("idle"), morning()[4]}
	if got, want := d.run(t, "log").out, 2; strings.Count(got, "09:00–09:00")+strings.Count(got, "10:04–10:20") != want || strings.Contains(got, "unobserved") {
		t.Errorf("focus log printed\n%s, want what was active, and the long idle", got)
	}
	for _, form := range []string{"--json", "--csv"} {
		if got := d.run(t, "log", form).out; !strings.Contains(got, "unobserved") || strings.Count(got, "idle") != 2 {
			t.Errorf("focus log %s printed\n%s, want every row", form, got)
		}
	}
	d.Rows = []api.Span{instant("unobserved")}
	if got := d.run(t, "log").out; !strings.Contains(got, "nothing logged yet") {
		t.Errorf("focus log printed\n%s, want that there is nothing", got)
	}
}

func TestBriefTotalsAreForPrograms(t *testing.T) {
	p := page{cells: 80}
	got := p.presences(map[string]int64{"active": 3_600_000, "idle": 36_000_000, "unobserved": 9, "locked": 1000})
	strip, legend, _ := strings.Cut(got, "\n")
	if strings.Contains(got, "unobserved") || !strings.Contains(legend, "locked 1 s") {
		t.Errorf("the legend is %q, want all from a second on", legend)
	}
	if strings.Contains(strip, presenceSign("locked")) || cells(strip) != 2+76 {
		t.Errorf("the bar is %q, want 76 cells and none for a second of eleven hours", strip)
	}
	if got := p.presences(map[string]int64{"unobserved": 9}); got != "" {
		t.Errorf("nine milliseconds are\n%s, want nothing", got)
	}
	apps := []api.AppTotal{{App: "editor", Millis: 60_000}, {App: "panel", Millis: 999}}
	if got := p.apps(apps, time.Minute, mostApps); strings.Contains(got, "panel") || !strings.Contains(got, "editor") {
		t.Errorf("the apps are\n%s, want the editor alone", got)
	}
	if got := p.apps(apps[1:], 999*time.Millisecond, mostApps); got != "" {
		t.Errorf("the apps are\n%s, want none", got)
	}
}

// The label is what people look for in a list of blocks.
func TestBlocksOnANarrowTerminal(t *testing.T) {
	for n := 40; n <= 120; n++ {
		text := page{cells: n, zone: time.UTC}.blocks(fullDay(), noonish)
		widest(t, text, n)
		if !strings.Contains(text, "the report") {
			t.Errorf("on %d cells the blocks are\n%s, want the label", n, text)
		}
		if got, want := strings.Contains(text, "25/5") && strings.Contains(text, "partial"), n >= roomy; got != want {
			t.Errorf("on %d cells the preset and the outcome are shown: %v, want %v\n%s", n, got, want, text)
		}
	}
}

func TestRightToLeftIsIsolated(t *testing.T) {
	const hebrew, arabic = "דוח", "تقرير"
	for s, want := range map[string]string{
		"the report":        "the report",
		hebrew:              "\u2068" + hebrew + "\u2069",
		"a " + arabic + "!": "\u2068a " + arabic + "!\u2069",
		"\u2069" + hebrew:   "\u2068" + hebrew + "\u2069",
		"日本 é":              "日本 é",
	} {
		if got := say(s); got != want {
			t.Errorf("say(%q) = %q, want %q", s, got, want)
		}
	}
	for n, want := range map[int]string{3: say(hebrew), 2: "\u2068ד…\u2069"} {
		if got := fit(say(hebrew), n); got != want || cells(got) > n {
			t.Errorf("fit(%q, %d) = %q, want %q", say(hebrew), n, got, want)
		}
	}
	d := startFake(t)
	d.Status.Timer.Label, d.Status.Presence.App, d.Status.Presence.Title = hebrew, hebrew, arabic
	d.Rows = morning()[1:2]
	d.Rows[0].Title = arabic
	d.Summary.Blocks[0].Label, d.Summary.Apps[0].App = hebrew, hebrew
	for line, want := range map[string]int{"status": 3, "start": 1, "log": 1, "today": 2} {
		if got := d.run(t, line).out; strings.Count(got, "\u2068") != want || strings.Count(got, "\u2069") != want {
			t.Errorf("focus %s printed %q, want %d isolates", line, got, want)
		}
		if got := d.run(t, line, "--json").out; strings.ContainsAny(got, "\u2068\u2069") {
			t.Errorf("focus %s --json printed %q, want it as it is", line, got)
		}
	}
	if got := d.run(t, "log", "--csv").out; strings.ContainsAny(got, "\u2068\u2069") {
		t.Errorf("focus log --csv printed %q, want it as it is", got)
	}
}
