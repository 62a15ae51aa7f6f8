package month

import (
	"bytes"
	"context"
	"os"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"focusd/contrib/person"
	"focusd/daemon/engine"
	"focusd/daemon/store"
	"focusd/timer/agenda"
	"focusd/timer/agenda/streak"
	"focusd/tracker"
)

const berlin = "Europe/Berlin"

// afternoon is a Sunday.
func afternoon() time.Time { return time.Date(2026, 11, 22, 15, 20, 0, 0, time.UTC) }

// laid is the store of a month that ends then.
func laid(t *testing.T, now time.Time) *store.Store {
	t.Helper()
	dir := fastDir(t)
	if err := Lay(t.Context(), dir, now, berlin); err != nil {
		t.Fatal(err)
	}
	st, _, err := store.Open(dir, store.Options{Verify: func(string) error { return nil }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := st.Close(); err != nil {
			t.Error(err)
		}
	})
	return st
}

// fastDir is a folder in memory where there is one: a month has a thousand
// commits, and what a disk makes of them is not asked here.
func fastDir(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("/dev/shm", "focusd-month")
	if err != nil {
		return t.TempDir()
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	return dir
}

// told is how long each presence and each app was.
func told(t *testing.T, st *store.Store, from, to time.Time) (presences, apps map[string]time.Duration) {
	t.Helper()
	presences, apps = make(map[string]time.Duration), make(map[string]time.Duration)
	for s, err := range st.Spans(from, to) {
		if err != nil {
			t.Fatal(err)
		}
		presences[s.Presence.String()] += s.Duration()
		apps[s.Window.App] += s.Duration()
	}
	return presences, apps
}

// TestLay looks for everything that a picture is to show.
func TestLay(t *testing.T) {
	now := afternoon()
	st := laid(t, now)
	presences, apps := told(t, st, now.AddDate(0, 0, -days-1), now)
	for _, p := range []tracker.Presence{tracker.Active, tracker.Passive, tracker.Idle, tracker.Locked, tracker.Asleep} {
		if presences[p.String()] < 5*time.Hour {
			t.Errorf("%v for %v in a month", p, presences[p.String()])
		}
	}
	for _, app := range []string{"quill", "lathe", "terminal", "palette", "abacus", "folio", "carrier", "parlour", "assembly", "reel", "wren", "gizmo"} {
		if apps[app] < 10*time.Minute {
			t.Errorf("%s for %v", app, apps[app])
		}
	}
	if _, today := told(t, st, now.Add(-12*time.Hour), now); len(today) < 8 {
		t.Errorf("today has %v: little to be seen", today)
	}
	outcomes := make(map[string]int)
	for b, err := range st.Blocks(now.AddDate(0, 0, -days-1), now) {
		if err != nil {
			t.Fatal(err)
		}
		outcomes[b.Outcome().String()]++
	}
	if outcomes["completed"] < 60 || outcomes["partial"]+outcomes["abandoned"] < 3 {
		t.Errorf("blocks %v", outcomes)
	}
	for kind, least := range map[string]int{
		"rule": len(rulesOf()), "entry": 10, string(agenda.KindHabit): 4, string(agenda.KindTimeBlock): 3, string(agenda.KindGoal): 4,
		string(agenda.KindVacation): 1, string(agenda.KindReward): 2, string(agenda.KindDiary): 20,
	} {
		if all, err := st.Documents(kind); err != nil || len(all) < least {
			t.Errorf("%d documents of kind %s, %v; want %d", len(all), kind, err, least)
		}
	}
}

// planned is a month of which the agenda was lived.
func planned(t *testing.T) (*month, *diary) {
	t.Helper()
	in, err := time.LoadLocation(berlin)
	if err != nil {
		t.Fatal(err)
	}
	m := &month{now: afternoon(), cal: tracker.Calendar{Location: in, Start: 4 * time.Hour}}
	m.life = live(m.now, in)
	d, err := m.plan()
	if err != nil {
		t.Fatal(err)
	}
	return m, d
}

// TestTheAgenda: a habit has a row and days that were missed, tasks are done and
// open, and one block runs.
func TestTheAgenda(t *testing.T) {
	m, d := planned(t)
	today := m.cal.Day(m.now)
	shown := d.Look(today, d.facts(today), d.when)
	if len(shown.Six) < 4 || shown.Active == nil || len(shown.Done) == 0 {
		t.Errorf("today has %d of the six, %v active, %d done", len(shown.Six), shown.Active, len(shown.Done))
	}
	best, missed := 0, 0
	for _, h := range d.Habits {
		story, err := d.Story(h.ID, d.facts(today), d.when)
		if err != nil {
			t.Fatal(err)
		}
		best = max(best, story.Standing.Best)
		for _, day := range story.Days {
			if day.Code == streak.Missed || day.Code == streak.Frozen {
				missed++
			}
		}
	}
	if best < 10 || missed == 0 {
		t.Errorf("the best row is %d and %d days were missed", best, missed)
	}
	last := m.life.Blocks[len(m.life.Blocks)-1]
	if !last.Start.Before(m.now) || !last.End.After(m.now) || last.Label == "" {
		t.Errorf("%+v does not run at %v", last, m.now)
	}
}

// TestTheSameAgain: pictures can be taken anew without being other pictures.
func TestTheSameAgain(t *testing.T) {
	sum := func() (bytes.Buffer, []engine.Document) {
		m, d := planned(t)
		titled(&m.life)
		var record bytes.Buffer
		if err := m.life.Record(&record); err != nil {
			t.Fatal(err)
		}
		return record, d.documents()
	}
	oneRecord, oneAgenda := sum()
	otherRecord, otherAgenda := sum()
	if !bytes.Equal(oneRecord.Bytes(), otherRecord.Bytes()) {
		t.Error("two lives of the same month differ")
	}
	if diff := cmp.Diff(oneAgenda, otherAgenda); diff != "" {
		t.Errorf("two agendas of the same month differ: %s", diff)
	}
}

// TestLayAnyDay: whichever day of the week it is, today has work in it.
func TestLayAnyDay(t *testing.T) {
	in, err := time.LoadLocation(berlin)
	if err != nil {
		t.Fatal(err)
	}
	for _, ahead := range []int{0, 3} { // a Sunday and a Wednesday
		now := afternoon().AddDate(0, 0, ahead)
		l := live(now, in)
		if !slices.IsSortedFunc(l.Blocks, func(a, b person.Block) int { return a.Start.Compare(b.Start) }) {
			t.Errorf("%v: blocks are out of order", now)
		}
		for i, m := range l.Moments[1:] {
			if before := l.Moments[i]; !m.From.Equal(before.To) && m.From.Before(before.To) {
				t.Errorf("%v: %v begins before %v ends", now, m, before)
			}
		}
		if !l.To().Equal(now) {
			t.Errorf("it ends at %v, want %v", l.To(), now)
		}
	}
}

func TestZone(t *testing.T) {
	for hour := range 24 {
		now := time.Date(2026, 7, 1, hour, 30, 0, 0, time.UTC)
		in, err := time.LoadLocation(Zone(now))
		if err != nil {
			t.Fatal(err)
		}
		if got := now.In(in).Hour(); got != 16 {
			t.Errorf("at %d UTC it is %d in %s, want 16", hour, got, Zone(now))
		}
	}
}

// TestLayRefuses says what is wrong, and leaves no store.
func TestLayRefuses(t *testing.T) {
	if err := Lay(t.Context(), t.TempDir(), afternoon(), "Nowhere/Atall"); err == nil {
		t.Error("a zone that there is not is taken")
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if err := Lay(ended, t.TempDir(), afternoon(), berlin); err == nil {
		t.Error("it is laid by somebody who has gone")
	}
}
