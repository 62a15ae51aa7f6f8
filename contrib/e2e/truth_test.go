//go:build linux

package e2e

import (
	"context"
	"encoding/json"
	"maps"
	"slices"
	"testing"
	"time"

	"focusd/contrib/e2e/rig"
	"focusd/daemon/api"
)

// tolerance is how much a switch of the focus may be off: ten times what the
// slowest was when it was measured.
const tolerance = 100 * time.Millisecond

// nowhere and away are what a person can be instead of in an app.
const (
	nowhere = "nothing focused"
	away    = "no input"
)

// script is what a person did, by the test's own clock.
type script struct {
	screen  *rig.Screen
	windows map[string]rig.Window

	parts []part
}

// part is a stretch of the script that lasts until the next one begins.
type part struct {
	where string
	since time.Time
}

func (s *script) begin(where string, at time.Time) {
	s.parts = append(s.parts, part{where, at})
}

// to moves the focus to an app, or to nothing.
func (s *script) to(ctx context.Context, t *testing.T, where string) {
	t.Helper()
	asked := time.Now()
	var err error
	if where == nowhere {
		err = s.screen.ShowDesktop(ctx)
	} else {
		err = s.screen.Activate(ctx, s.windows[where])
	}
	if err != nil {
		t.Fatal(err)
	}
	// It happened between being asked for and being seen.
	s.begin(where, asked.Add(time.Since(asked)/2))
}

// stay lets time pass, in which somebody is at the keyboard.
func (s *script) stay(t *testing.T, d time.Duration) {
	t.Helper()
	for end := time.Now().Add(d); time.Now().Before(end); time.Sleep(min(time.Second, time.Until(end))) {
		if err := s.screen.Press(); err != nil {
			t.Fatal(err)
		}
	}
}

// leave lets time pass in which nobody is there.
func (s *script) leave(t *testing.T, d time.Duration) {
	t.Helper()
	if err := s.screen.Press(); err != nil {
		t.Fatal(err)
	}
	where := s.parts[len(s.parts)-1].where
	s.begin(away, time.Now())
	time.Sleep(d)
	if err := s.screen.Press(); err != nil {
		t.Fatal(err)
	}
	s.begin(where, time.Now())
}

// totals is how long the person was where, and how many switches that took.
func (s *script) totals(end time.Time) (times map[string]time.Duration, switches map[string]int) {
	times, switches = map[string]time.Duration{}, map[string]int{}
	for i, p := range s.parts {
		until := end
		if i+1 < len(s.parts) {
			until = s.parts[i+1].since
		}
		times[p.where] += until.Sub(p.since)
		switches[p.where] += 2 // there and away again
	}
	return times, switches
}

// TestTheLogIsTrue holds the log of a minute against what really happened in it.
func TestTheLogIsTrue(t *testing.T) {
	t.Parallel()
	ctx, m, screen := newDesktop(t, 3*time.Minute, "xterm", "zenity", "xmessage")
	if err := m.Configure("[presence]\nidle_after = \"5s\"\n"); err != nil {
		t.Fatal(err)
	}
	s := script{screen: screen, windows: openApps(ctx, t, m)}
	startDaemon(ctx, t, m)
	until(ctx, t, 10*time.Second, "the daemon watches the display", func() bool {
		status, err := m.Client().Status(ctx)
		return err == nil && status.Source.Watching
	})

	began := time.Now()
	order := []string{"sleep", "zenity", "xmessage"}
	for i, d := range []time.Duration{
		3100, 400, 1700, 250, 2600, 900, 150, 4200, 1300, 600,
		2900, 350, 1100, 5200, 800, 200, 3300, 1900, 500, 2300, 2100, 450,
	} {
		s.to(ctx, t, order[i%3])
		s.stay(t, d*time.Millisecond)
	}
	s.to(ctx, t, nowhere)
	s.stay(t, 6*time.Second)
	s.to(ctx, t, "zenity")
	s.stay(t, 2*time.Second)
	s.leave(t, 12*time.Second)
	s.stay(t, 3*time.Second)
	s.to(ctx, t, "sleep")
	s.stay(t, 2*time.Second)
	// The last input: what comes after it will be idle.
	if err := screen.Press(); err != nil {
		t.Fatal(err)
	}
	end := time.Now()
	if lasted := end.Sub(began); lasted < time.Minute {
		t.Fatalf("the script took %v, want at least a minute", lasted)
	}

	want, switches := s.totals(end)
	var log []api.Span
	// What is shown may be as old as the last commit.
	until(ctx, t, time.Minute, "the log reaches the end of the script", func() bool {
		log = readLog(ctx, t, m)
		return !log[len(log)-1].End.Before(end)
	})
	got := whereabouts(log, s.parts[0].since, end)
	for where, total := range want {
		allowed := time.Duration(switches[where]) * tolerance
		if off := (got[where] - total).Abs(); off > allowed {
			t.Errorf("%s: the log has %v, it was %v: off by %v in %d switches, allowed are %v",
				where, got[where], total, off, switches[where], allowed)
		} else {
			t.Logf("%s: %v, off by %v in %d switches", where, total, off, switches[where])
		}
	}
	for where := range got {
		if _, ok := want[where]; !ok {
			t.Errorf("the log has %v of %q, where nobody was", got[where], where)
		}
	}
	checkPartition(t, log)
	checkSums(ctx, t, m, log)
}

// openApps opens three windows of different programs, by the name that the log
// has for them: of a terminal it is what runs inside.
func openApps(ctx context.Context, t *testing.T, m *rig.Machine) map[string]rig.Window {
	t.Helper()
	windows := map[string]rig.Window{}
	for app, command := range map[string][]string{
		"sleep":    {"xterm", "-e", "sleep", "600"},
		"zenity":   {"zenity", "--info", "--text=An example"},
		"xmessage": {"xmessage", "An example"},
	} {
		w, err := m.Open(ctx, command[0], command[1:]...)
		if err != nil {
			t.Fatal(err)
		}
		windows[app] = w
	}
	return windows
}

// readLog is the log of the day, as the command line prints it for programs.
func readLog(ctx context.Context, t *testing.T, m *rig.Machine) []api.Span {
	t.Helper()
	var log api.Log
	text := focus(ctx, t, m, "log", "--since", "1h", "--json")
	if err := json.Unmarshal([]byte(text), &log); err != nil {
		t.Fatalf("focus log --json: %v in %.300s", err, text)
	}
	if len(log.Spans) == 0 {
		t.Fatalf("focus log --json has no rows: %s", text)
	}
	return log.Spans
}

// whereabouts adds up the log between two instants.
func whereabouts(log []api.Span, from, to time.Time) map[string]time.Duration {
	total := map[string]time.Duration{}
	for _, row := range log {
		start, end := row.Start, row.End
		if start.Before(from) {
			start = from
		}
		if end.After(to) {
			end = to
		}
		if !end.After(start) {
			continue
		}
		where := row.App
		switch {
		case row.Presence == "idle":
			where = away
		case row.Presence != "active":
			where = row.Presence
		case row.App == "":
			where = nowhere
		}
		total[where] += end.Sub(start)
	}
	return total
}

// checkPartition checks that every instant is in exactly one row.
func checkPartition(t *testing.T, log []api.Span) {
	t.Helper()
	for i, row := range log {
		if !row.Start.Before(row.End) {
			t.Errorf("row %d: starts %v, ends %v", i, row.Start, row.End)
		}
		if i > 0 && !row.Start.Equal(log[i-1].End) {
			t.Errorf("row %d starts at %v, the one before ends at %v", i, row.Start, log[i-1].End)
		}
		if row.App != "" && row.Presence != "active" && row.Presence != "passive" {
			t.Errorf("row %d: nobody was there (%s), but it is in app %s", i, row.Presence, row.App)
		}
	}
}

// checkSums checks that the presences of a range sum to its length, to the
// millisecond, and are those of the rows.
func checkSums(ctx context.Context, t *testing.T, m *rig.Machine, log []api.Span) {
	t.Helper()
	from, to := log[0].Start, log[len(log)-1].Start
	summary, err := m.Client().Summary(ctx, from, to)
	if err != nil {
		t.Fatal(err)
	}
	var sum int64
	for _, ms := range summary.Presences {
		sum += ms
	}
	if want := to.Sub(from).Milliseconds(); sum != want {
		t.Errorf("presences of %v to %v sum to %d ms, want %d: %v", from, to, sum, want, summary.Presences)
	}
	rows := map[string]int64{}
	for _, row := range log[:len(log)-1] {
		rows[row.Presence] += row.End.Sub(row.Start).Milliseconds()
	}
	for _, presence := range slices.Sorted(maps.Keys(rows)) {
		if rows[presence] != summary.Presences[presence] {
			t.Errorf("%s: the rows have %d ms, the summary %d", presence, rows[presence], summary.Presences[presence])
		}
	}
}
