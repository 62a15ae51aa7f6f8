package person_test

import (
	"bytes"
	"log/slog"
	"reflect"
	"strings"
	"testing"
	"time"

	"focusd/contrib/person"
	"focusd/daemon/engine/enginetest"
	"focusd/daemon/replay"
	"focusd/timer"
	"focusd/tracker"
	"focusd/tracker/category"
)

// traveller is away over the end of summer time, which is not on the same day in
// both places.
func traveller(days int) person.Character {
	return person.Character{
		Seed: 7, Begin: tracker.Day{Year: 2026, Month: time.October, Day: 12}, Days: days, Zone: "Europe/Berlin",
		Abroad: "America/New_York", Leaves: tracker.Day{Year: 2026, Month: time.October, Day: 21}, TripDays: 12,
	}
}

func played(t *testing.T, life person.Life) (*enginetest.Memory, replay.Outcome) {
	t.Helper()
	var record bytes.Buffer
	if err := life.Record(&record); err != nil {
		t.Fatal(err)
	}
	st := enginetest.NewMemory()
	out, err := replay.Play(t.Context(), &record, st, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	return st, out
}

// length is how many days the tests live: a month where there is time for it.
func length() int {
	if testing.Short() {
		return 5
	}
	return 31
}

func TestTheDaemonSeesTheLifeAsItWas(t *testing.T) {
	life := person.Live(traveller(length()))
	st, out := played(t, life)
	t.Run("log", func(t *testing.T) { logIsTrue(t, life, st, out) })
	t.Run("timer", func(t *testing.T) { blocksAreTrue(t, life, st) })
}

func logIsTrue(t *testing.T, life person.Life, st *enginetest.Memory, out replay.Outcome) {
	if len(out.Refused) > 0 {
		t.Errorf("refused: %q", out.Refused)
	}
	if !out.From.Equal(life.From()) || !out.To.Equal(life.To()) {
		t.Errorf("the log is of %v to %v, the life of %v to %v", out.From, out.To, life.From(), life.To())
	}
	moments := life.Moments
	var wrong time.Duration
	for s, err := range st.Spans(life.From(), life.To()) {
		if err != nil {
			t.Fatal(err)
		}
		for len(moments) > 0 && !moments[0].To.After(s.Start) {
			moments = moments[1:]
		}
		for _, m := range moments {
			if !m.From.Before(s.End) {
				break
			}
			part, _ := s.Clip(m.From, m.To)
			if part.Presence != m.Presence || part.Window != (tracker.Window{App: m.App, Title: m.Title}) || part.Offset != m.Offset && m.App != "" {
				wrong += part.Duration()
				t.Logf("%v: %v in %q for %v, want %v in %q", part.Start, part.Presence, part.Window.App, part.Duration(), m.Presence, m.App)
			}
		}
	}
	if most := time.Duration(len(life.Days)) * time.Second; wrong > most {
		t.Errorf("the log is wrong for %v, want %v at most", wrong, most)
	}
}

func blocksAreTrue(t *testing.T, life person.Life, st *enginetest.Memory) {
	var blocks []timer.Block
	for b, err := range st.Blocks(life.From(), life.To()) {
		if err != nil {
			t.Fatal(err)
		}
		blocks = append(blocks, b)
	}
	if len(blocks) != len(life.Blocks) || len(blocks) == 0 {
		t.Fatalf("%d blocks, want %d", len(blocks), len(life.Blocks))
	}
	for i, b := range blocks {
		want := life.Blocks[i]
		if !b.Started.Equal(want.Start) || !b.Ended.Equal(want.End) || b.Label() != want.Label || len(b.Gaps) > 0 {
			t.Errorf("block %d is %v to %v with %d gaps, want %v to %v", i, b.Started, b.Ended, len(b.Gaps), want.Start, want.End)
		}
		if want.Finished && b.Outcome() != timer.Completed {
			t.Errorf("block %d is %v, and was finished", i, b.Outcome())
		}
	}
}

func TestALifeHasNoHoles(t *testing.T) {
	for seed := range uint64(20) {
		c := traveller(40)
		c.Seed = seed
		life := person.Live(c)
		for i, m := range life.Moments {
			if i > 0 && !m.From.Equal(life.Moments[i-1].To) || !m.From.Before(m.To) || m.From.Nanosecond() != 0 {
				t.Fatalf("seed %d: moment %d is %v to %v after %v", seed, i, m.From, m.To, life.Moments[i-1].To)
			}
			if (m.App == "") == (m.Presence == tracker.Active || m.Presence == tracker.Passive) {
				t.Errorf("seed %d: %v in %q", seed, m.Presence, m.App)
			}
		}
		for i, b := range life.Blocks {
			if !b.Start.Before(b.End) || i > 0 && b.Start.Before(life.Blocks[i-1].End) {
				t.Errorf("seed %d: block %d is %v to %v", seed, i, b.Start, b.End)
			}
		}
	}
}

func TestTheSameCharacterLivesTheSameLife(t *testing.T) {
	c := traveller(20)
	if a, b := person.Live(c), person.Live(c); !reflect.DeepEqual(a, b) {
		t.Error("two lives of one character differ")
	}
	other := c
	other.Seed++
	if reflect.DeepEqual(person.Live(c).Moments, person.Live(other).Moments) {
		t.Error("two characters live one life")
	}
}

func TestAMonthHasAllSortsOfDays(t *testing.T) {
	life := person.Live(traveller(60))
	kinds := make(map[person.Kind]int)
	for _, d := range life.Days {
		kinds[d.Kind]++
	}
	if kinds[person.Weekend] != 16 || kinds[person.Sick] == 0 || kinds[person.Workday] < 30 {
		t.Errorf("60 days from a Monday have %v", kinds)
	}
	presences := make(map[tracker.Presence]bool)
	zones := make(map[int]bool)
	for _, m := range life.Moments {
		presences[m.Presence] = true
		zones[m.Offset] = true
	}
	for _, p := range []tracker.Presence{tracker.Active, tracker.Passive, tracker.Idle, tracker.Locked, tracker.Asleep, tracker.Unobserved} {
		if !presences[p] {
			t.Errorf("nobody was ever %v", p)
		}
	}
	for _, minutes := range []int{120, 60, -240, -300} {
		if !zones[minutes] {
			t.Errorf("nobody was ever %d minutes from UTC: %v", minutes, zones)
		}
	}
	if len(life.Flights) != 2 {
		t.Errorf("%d flights, want there and back", len(life.Flights))
	}
}

func TestTheRulesKnowWhatThePersonDoes(t *testing.T) {
	rules, err := category.Parse(person.Rules)
	if err != nil {
		t.Fatal(err)
	}
	set, err := category.Compile(rules)
	if err != nil {
		t.Fatal(err)
	}
	seen := make(map[string]bool)
	for _, m := range person.Live(traveller(30)).Moments {
		if m.Doing == "" {
			continue
		}
		seen[m.Doing] = true
		if got := set.Classify(m.App, m.Title, m.From, "").Category; got != m.Doing {
			t.Fatalf("%q with %q is %q, want %q", m.App, m.Title, got, m.Doing)
		}
		if got := tracker.NormalizeTitle(m.App, m.Title); got != m.Title {
			t.Fatalf("the log keeps the title %q as %q", m.Title, got)
		}
		if !strings.Contains(m.Title, "made-up") {
			t.Fatalf("the title %q looks real", m.Title)
		}
	}
	if len(seen) != 8 {
		t.Errorf("the person does %v, want each of eight things", seen)
	}
}

func TestAZoneThatDoesNotExist(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("somebody lives on Mars")
		}
	}()
	person.Live(person.Character{Zone: "Mars/Olympus", Days: 1})
}

// TestThePersonKnowsWhereTheyWere: what is said of the absences lies in them, in
// order, and is of categories that there are; most of what is left is nights.
func TestThePersonKnowsWhereTheyWere(t *testing.T) {
	life := person.Live(traveller(40))
	rules, err := category.Parse(person.Rules)
	if err != nil {
		t.Fatal(err)
	}
	set, err := category.Compile(rules)
	if err != nil {
		t.Fatal(err)
	}
	texts := make(map[string]bool)
	for i, a := range life.Away {
		if !a.From.Before(a.To) || i > 0 && a.From.Before(life.Away[i-1].To) {
			t.Errorf("%q is from %v to %v", a.Text, a.From, a.To)
		}
		if class := set.Category(a.Category).Class; class == category.Unclassified {
			t.Errorf("%q is of %q, which is worth nothing", a.Text, a.Category)
		}
		texts[a.Text] = true
		for _, m := range life.Moments {
			if m.App != "" && m.From.Before(a.To) && m.To.After(a.From) {
				t.Errorf("%q from %v to %v, and they were in %s", a.Text, a.From, a.To, m.App)
			}
		}
	}
	if !texts["lunch"] || !texts["dinner"] || len(texts) < 6 {
		t.Errorf("all that ever happened is %v", texts)
	}
	for _, d := range life.Days[:len(life.Days)-1] {
		if evening := life.On(d.Date); d.Kind == person.Workday && len(evening) < 2 { // a flight makes it short
			t.Errorf("on %v, a workday, only %v", d.Date, evening)
		}
	}
}
