package main

import (
	"strings"
	"testing"
	"time"

	"focusd/daemon/api"
)

// statuses are the ones that are shown in every form.
func statuses() map[string]api.Status {
	return map[string]api.Status{
		"work": working(), "flow": flowing(), "paused": pausing(), "overtime": overrunning(),
		"short_break": resting(), "break_over": rested(), "idle": idling(),
		"troubled": troubled(), "hostile": hostile(),
	}
}

func TestStatusText(t *testing.T) {
	for name, s := range statuses() {
		t.Run(name, func(t *testing.T) {
			var all string
			for _, n := range []int{40, 80, 120} {
				text := statusText(page{cells: n, zone: time.UTC}, s)
				widest(t, text, n)
				harmless(t, text)
				all += strings.Repeat("=", n) + "\n" + text
			}
			golden(t, "testdata/status/"+name+".txt", all)
		})
	}
}

func TestStatusInColour(t *testing.T) {
	var all string
	for _, name := range []string{"work", "overtime", "paused", "short_break", "break_over", "idle"} {
		all += statusText(page{cells: 80, colour: true, zone: time.UTC}, statuses()[name])
	}
	golden(t, "testdata/status/colour.txt", strings.ReplaceAll(all, "\x1b", "␛"))
}

func TestBarFormats(t *testing.T) {
	for name, s := range statuses() {
		t.Run(name, func(t *testing.T) {
			text := newBarText(page{cells: 80, zone: time.UTC}, s)
			golden(t, "testdata/bar/"+name+".txt", inEveryBar(t, text))
		})
	}
	t.Run("off", func(t *testing.T) { golden(t, "testdata/bar/off.txt", inEveryBar(t, offText())) })
}

func inEveryBar(t *testing.T, text barText) (all string) {
	t.Helper()
	for _, b := range bars() {
		one := b.show(text, once)
		harmless(t, one)
		all += "# " + b.name + "\n" + one + "\n"
		if line := b.show(text, follow); line != one {
			harmless(t, line)
			all += "# " + b.name + ", following\n" + line + "\n"
		}
	}
	return all
}

func TestDayText(t *testing.T) {
	m := momentAt(noonish)
	for name, sum := range map[string]api.Summary{"full": fullDay(), "empty": emptyDay()} {
		t.Run(name, func(t *testing.T) {
			var all string
			for _, n := range []int{80, 120} {
				text := dayText(page{cells: n, zone: time.UTC}, m.cal.Day(m.now), sum, m, "")
				widest(t, text, n)
				all += strings.Repeat("=", n) + "\n" + text
			}
			golden(t, "testdata/day/"+name+".txt", all)
		})
	}
}

func TestDayInColour(t *testing.T) {
	m := momentAt(noonish)
	p := page{cells: 80, colour: true, zone: time.UTC}
	text := dayText(p, m.cal.Day(m.now), fullDay(), m, "last rest 1 h ago")
	p.colour = false
	if got, want := uncoloured(text), dayText(p, m.cal.Day(m.now), fullDay(), m, "last rest 1 h ago"); got != want {
		t.Errorf("without its colours it is\n%s, want\n%s", got, want)
	}
	golden(t, "testdata/day/colour.txt", strings.ReplaceAll(text, "\x1b", "␛"))
}

func TestDoctorText(t *testing.T) {
	d := healthy()
	d.Checks = append(d.Checks, api.Check{Name: "display", State: "failed", Text: "there is neither an X server nor a Wayland compositor to be asked", Hint: "start it in a session with a desktop, or live without the log: the timer does not need it"})
	text := doctorText(page{cells: 80, zone: time.UTC}, d, d.Checks, false)
	widest(t, text, 80)
	golden(t, "testdata/doctor.txt", text)
}

// widest fails for lines that are wider than n cells.
func widest(t *testing.T, text string, n int) {
	t.Helper()
	for line := range strings.Lines(text) {
		if line = strings.TrimSuffix(line, "\n"); cells(line) > n {
			t.Errorf("%q has %d cells, more than %d", line, cells(line), n)
		}
	}
}

// harmless fails for what a terminal would obey.
func harmless(t *testing.T, text string) {
	t.Helper()
	if i := strings.IndexFunc(text, func(r rune) bool { return r != '\n' && clean(string(r)) != string(r) }); i >= 0 {
		t.Errorf("%q has a control character at %d", text, i)
	}
}

func TestRoundingOfTimes(t *testing.T) {
	for _, c := range []struct {
		d           time.Duration
		spent, left string
	}{
		{-time.Minute, "0 min", "0 min"},
		{0, "0 min", "0 min"},
		{time.Second, "0 min", "1 min"},
		{time.Minute, "1 min", "1 min"},
		{time.Minute + time.Nanosecond, "1 min", "2 min"},
		{time.Hour - time.Second, "59 min", "1 h"},
		{25*time.Hour + 5*time.Minute, "25 h 05", "25 h 05"},
	} {
		if got := spent(c.d); got != c.spent {
			t.Errorf("spent(%v) = %q, want %q", c.d, got, c.spent)
		}
		if got := left(c.d); got != c.left {
			t.Errorf("left(%v) = %q, want %q", c.d, got, c.left)
		}
	}
}

func TestSizes(t *testing.T) {
	for n, want := range map[int64]string{
		0: "0 KiB", 1: "1 KiB", 28 << 10: "28 KiB", 28<<10 + 1: "29 KiB", 1023 << 10: "1023 KiB", 1<<20 - 1: "1.0 MiB", 1 << 20: "1.0 MiB",
		13_002_342: "12.4 MiB", 1 << 30: "1.0 GiB",
	} {
		if got := size(n); got != want {
			t.Errorf("size(%d) = %q, want %q", n, got, want)
		}
	}
}

func TestBarNeverLies(t *testing.T) {
	p := page{}
	for _, c := range []struct {
		part, whole time.Duration
		want        string
	}{
		{0, time.Hour, "──────────"},
		{time.Second, time.Hour, "━─────────"},
		{30 * time.Minute, time.Hour, "━━━━━─────"},
		{time.Hour - time.Second, time.Hour, "━━━━━━━━━─"},
		{time.Hour, time.Hour, "━━━━━━━━━━"},
		{2 * time.Hour, time.Hour, "━━━━━━━━━━"},
		{time.Hour, 0, "━─────────"},
		{-time.Hour, time.Hour, "──────────"},
	} {
		if got := p.bar(plain, 10, c.part, c.whole); got != c.want {
			t.Errorf("bar(%v of %v) = %q, want %q", c.part, c.whole, got, c.want)
		}
	}
}

func TestStatusRunsOnBetweenEvents(t *testing.T) {
	minute := time.Minute
	for name, c := range map[string]struct {
		s             api.Status
		after         time.Duration
		left, elapsed int64
	}{
		"work counts down":         {working(), minute, 660, 840},
		"to the end itself":        {working(), 1500 * time.Millisecond, 719, 781},
		"into overtime":            {overrunning(), minute, -5*60 - 0, 1500 + 5*60 + 30},
		"flow only counts up":      {flowing(), minute, 0, 85*60 + 59},
		"a pause stands still":     {pausing(), minute, 720, 780},
		"idle stands still":        {idling(), minute, 0, 0},
		"a break counts down":      {resting(), minute, 120, 180},
		"never back":               {working(), -minute, 720, 780},
		"a break that is over":     {rested(), minute, -240, 540},
		"a minute of nothing much": {working(), 0, 720, 780},
	} {
		t.Run(name, func(t *testing.T) {
			got := at(c.s, c.s.At.Add(c.after)).Timer
			if got.Left != c.left || got.Elapsed != c.elapsed {
				t.Errorf("after %v: left %d, elapsed %d, want %d and %d", c.after, got.Left, got.Elapsed, c.left, c.elapsed)
			}
		})
	}
}

func TestTodaySaysWhenTheLastRestWas(t *testing.T) {
	d := startFake(t)
	rested := d.Status.At.Add(-70 * time.Minute)
	d.Status.Today.Rested = &rested
	if text := d.run(t, "today").out; !strings.Contains(text, "\nlast rest 1 h 10 ago, "+rested.UTC().Format("15:04")+"\n") {
		t.Errorf("focus today printed\n%s", text)
	}
	if text := d.run(t, "today", "yesterday").out; strings.Contains(text, "last rest") {
		t.Errorf("yesterday has a rest of today:\n%s", text)
	}
}
