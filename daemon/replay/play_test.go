package replay

import (
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"strings"
	"testing"
	"time"

	"focusd/daemon/api"
	"focusd/daemon/engine/enginetest"
	"focusd/tracker"
)

// sheet is a record in the making.
type sheet struct {
	strings.Builder
	day  float64 // seconds since the record began, at which this day did
	want [tracker.Unobserved + 1]time.Duration
}

func newSheet(t *testing.T, begin time.Time, zone string) *sheet {
	t.Helper()
	s := &sheet{}
	s.line(t, Head{Record: 1, Begin: begin, Zone: zone})
	return s
}

func (s *sheet) line(t *testing.T, v any) {
	t.Helper()
	line, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	s.Write(append(line, '\n'))
}

// at adds a happening of the day.
func (s *sheet) at(t *testing.T, second float64, h Happening) {
	t.Helper()
	h.T = s.day + second
	s.line(t, h)
}

// expect says what the day is to have of a presence.
func (s *sheet) expect(p tracker.Presence, seconds float64) {
	s.want[p] += time.Duration(seconds) * time.Second
}

func editing() Happening {
	return Happening{Sees: &Sight{Source: "x11", App: "editor", Title: "t1", Input: true}}
}

// ordinary adds a day of 24 hours that begins at the desk, with an absence, a
// call, a lock, a pause, a lost display and a night in which the machine slept.
func (s *sheet) ordinary(t *testing.T) {
	t.Helper()
	s.at(t, 0, editing())
	s.at(t, 60, Happening{Timer: &api.Command{Do: "start", Preset: "25/5"}})
	s.at(t, 90, Happening{Timer: &api.Command{Do: "start"}}) // is refused
	s.at(t, 7380, Happening{Sees: &Sight{Source: "x11", App: "editor", Title: "t1", Input: true, Idle: 180}})
	s.at(t, 8400, editing())
	s.expect(tracker.Idle, 1200)
	s.at(t, 10800, Happening{Sees: &Sight{Source: "x11", App: "browser", Title: "t2", Input: true, Meeting: true}})
	s.at(t, 12780, Happening{Sees: &Sight{Source: "x11", App: "browser", Title: "t2", Input: true, Meeting: true, Idle: 180}})
	s.at(t, 16200, editing())
	s.expect(tracker.Passive, 3600)
	s.at(t, 18000, Happening{Sees: &Sight{Source: "x11", Input: true, Locked: true}})
	s.at(t, 19800, editing())
	s.expect(tracker.Locked, 1800)
	s.at(t, 21600, Happening{Tracking: &api.TrackingCommand{Do: "pause", Seconds: 900}})
	s.expect(tracker.Paused, 900)
}

// evening is the rest of the day.
func (s *sheet) evening(t *testing.T) {
	t.Helper()
	s.at(t, 25200, Happening{Lost: "the display is gone"})
	s.at(t, 25260, editing())
	s.expect(tracker.Unobserved, 60)
	s.at(t, 28800, Happening{Announced: true})
	s.at(t, 28801, Happening{Sleep: 57000})
	s.at(t, 85801, Happening{Woke: true})
	s.expect(tracker.Asleep, 57001)
	s.expect(tracker.Active, 86400-1200-3600-1800-900-60-57001)
	s.day += 86400
}

// week is a record of seven days over the end of summer time, with a restart, a
// clock that is set both ways, and a flight.
func week(t *testing.T) *sheet {
	s := newSheet(t, time.Date(2026, 10, 19, 6, 0, 0, 0, time.UTC), "Europe/Berlin")
	for day := range 7 {
		s.ordinary(t)
		switch day {
		case 1:
			s.at(t, 23000, Happening{Restart: 30})
			s.at(t, 23030, editing())
			s.expect(tracker.Unobserved, 30)
			s.expect(tracker.Active, -30)
		case 2:
			s.at(t, 23000, Happening{Zone: "America/New_York"})
		case 3:
			s.at(t, 23000, Happening{Clock: 600})
			s.expect(tracker.Unobserved, 600)
		case 4:
			s.at(t, 23000, Happening{Clock: -600}) // the log stands still meanwhile
			s.expect(tracker.Active, -600)
		case 5:
			s.at(t, 23000, Happening{Zone: "Europe/Berlin"})
		}
		s.evening(t)
	}
	s.at(t, 0, Happening{End: true})
	return s
}

func quiet() *slog.Logger { return slog.New(slog.DiscardHandler) }

func TestAWeekPassesInSecondsAndAddsUp(t *testing.T) {
	s, st := week(t), enginetest.NewMemory()
	began := time.Now()
	out, err := Play(t.Context(), strings.NewReader(s.String()), st, quiet())
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("a week took %v", time.Since(began))
	end := out.From
	for sp, err := range st.Spans(out.From.Add(-time.Hour), out.To.Add(time.Hour)) {
		if err != nil {
			t.Fatal(err)
		}
		if !sp.Start.Equal(end) {
			t.Errorf("a span begins at %v, the one before ended at %v", sp.Start, end)
		}
		end = sp.End
	}
	if !end.Equal(out.To) {
		t.Errorf("the log ends at %v, want %v", end, out.To)
	}
	sum, err := st.Totals(out.From, out.To, nil)
	if err != nil {
		t.Fatal(err)
	}
	var whole time.Duration
	for p, want := range s.want {
		whole += want
		if got := sum.Presences[p]; got != want {
			t.Errorf("%v for %v, want %v", tracker.Presence(p), got, want)
		}
	}
	if got := out.To.Sub(out.From); got != whole || got != 7*24*time.Hour {
		t.Errorf("%v by the wall clock, %v in all, want seven days", got, whole)
	}
	if len(out.Refused) != 7 {
		t.Errorf("refused: %q, want the second start of each day", out.Refused)
	}
}

func TestTheSameRecordBecomesTheSameLog(t *testing.T) {
	record := week(t).String()
	var logs [2]string
	for i := range logs {
		st := enginetest.NewMemory()
		out, err := Play(t.Context(), strings.NewReader(record), st, quiet())
		if err != nil {
			t.Fatal(err)
		}
		var rows []tracker.Span
		for sp := range st.Spans(out.From, out.To) {
			rows = append(rows, sp)
		}
		text, err := json.Marshal(rows)
		if err != nil {
			t.Fatal(err)
		}
		logs[i] = string(text)
	}
	if logs[0] != logs[1] {
		t.Error("two runs of one record differ")
	}
}

func TestAKilledDaemonLosesHalfAMinuteAtMost(t *testing.T) {
	s := newSheet(t, time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC), "UTC")
	s.at(t, 0, editing())
	s.at(t, 615, Happening{Restart: 60, Killed: true})
	s.at(t, 675, editing())
	s.at(t, 900, Happening{End: true})
	st := enginetest.NewMemory()
	out, err := Play(t.Context(), strings.NewReader(s.String()), st, quiet())
	if err != nil {
		t.Fatal(err)
	}
	sum, err := st.Totals(out.From, out.To, nil)
	if err != nil {
		t.Fatal(err)
	}
	if got := sum.Presences[tracker.Unobserved]; got < 60*time.Second || got > 90*time.Second {
		t.Errorf("unobserved for %v, want the minute, and half of one at most", got)
	}
}

func TestRecordsThatCannotBePlayed(t *testing.T) {
	const head = `{"record": 1, "begin": "2026-11-22T08:00:00Z", "zone": "UTC"}` + "\n"
	tests := []struct{ name, record, want string }{
		{"nothing", "", "no record"},
		{"another form", `{"record": 2, "begin": "2026-11-22T08:00:00Z"}`, "no record"},
		{"no beginning", `{"record": 1}`, "no record"},
		{"no such zone", strings.ReplaceAll(head, "UTC", "Mars/Olympus"), "Mars/Olympus"},
		{"no JSON", head + "9:00 editor", "line 2 is not a happening"},
		{"another field", head + `{"t": 1, "seen": {}}`, `unknown field "seen"`},
		{"two on a line", head + `{"t": 1, "end": true} {"t": 2, "end": true}`, "follows it"},
		{"nothing happens", head + `{"t": 1}`, "line 2 says nothing"},
		{"two things at once", head + `{"t": 1, "end": true, "woke": true}`, "more than one thing"},
		{"killed without a restart", head + `{"t": 1, "end": true, "killed": true}`, "more than one thing"},
		{"backwards", head + `{"t": 9, "woke": true}` + "\n\n" + `{"t": 8, "end": true}`, "line 4 is before"},
		{"within a sleep", head + `{"t": 9, "sleep_seconds": 60}` + "\n" + `{"t": 20, "end": true}`, "line 3 is before"},
		{"for centuries", head + `{"t": 1e12, "end": true}`, "ten years"},
		{"a negative sleep", head + `{"t": 1, "sleep_seconds": -1}`, "negative"},
		{"a negative absence", head + `{"t": 1, "sees": {"idle_seconds": -1}}`, "negative"},
		{"no such place", head + `{"t": 1, "zone": "Mars/Olympus"}`, "Mars/Olympus"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Play(t.Context(), strings.NewReader(tt.record), enginetest.NewMemory(), quiet())
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("%q: %v, want %q", tt.record, err, tt.want)
			}
		})
	}
}

func TestARecordThatCannotBeRead(t *testing.T) {
	broken := errors.New("the disk is gone")
	r, w := io.Pipe()
	go func() {
		_, _ = io.WriteString(w, `{"record": 1, "begin": "2026-11-22T08:00:00Z", "zone": "UTC"}`+"\n")
		_ = w.CloseWithError(broken)
	}()
	if _, err := Play(t.Context(), r, enginetest.NewMemory(), quiet()); !errors.Is(err, broken) {
		t.Errorf("%v, want %v", err, broken)
	}
}

func FuzzOpen(f *testing.F) {
	f.Add(`{"record": 1, "begin": "2026-11-22T08:00:00Z", "zone": "UTC"}` + "\n" + `{"t": 1, "sees": {"app": "editor"}}`)
	f.Fuzz(func(t *testing.T, record string) {
		_, happenings, err := Open(strings.NewReader(record))
		if err != nil {
			return
		}
		last := 0.0
		for h, err := range happenings {
			if err != nil {
				return
			}
			if h.T < last || h.things() != 1 {
				t.Fatalf("%q has %+v after %v", record, h, last)
			}
			last = h.T
		}
	})
}
