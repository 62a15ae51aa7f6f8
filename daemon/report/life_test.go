package report_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"log/slog"
	"os"
	"path/filepath"
	"reflect"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"focusd/contrib/person"
	"focusd/daemon/engine/enginetest"
	"focusd/daemon/replay"
	"focusd/daemon/report"
	"focusd/timer"
	"focusd/tracker"
	"focusd/tracker/category"
	"focusd/tracker/entry"
)

var update = flag.Bool("update", false, "write the golden files anew")

// golden compares a text with a file of testdata.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s is not as it was; if it is better, go test -update (-want +got):\n%s", path, diff)
	}
}

func judge(t testing.TB) *report.Judge {
	t.Helper()
	rules, err := category.Parse(person.Rules)
	if err != nil {
		t.Fatal(err)
	}
	set, err := category.Compile(rules)
	if err != nil {
		t.Fatal(err)
	}
	return report.NewJudge(set, "")
}

// someone lives in Berlin, from a Monday on.
func someone(days int) person.Life {
	return person.Live(person.Character{Seed: 11, Begin: tracker.Day{Year: 2026, Month: time.March, Day: 16}, Days: days + 1, Zone: "Europe/Berlin"})
}

// facts are those of a day of a life.
func facts(t testing.TB, life person.Life, date tracker.Day) report.Facts {
	t.Helper()
	zone, err := time.LoadLocation(life.Zone)
	if err != nil {
		t.Fatal(err)
	}
	from, to := tracker.Calendar{Location: zone, Start: 4 * time.Hour}.Bounds(date)
	f := report.Facts{Date: date, From: from, To: to, Now: life.To()}
	first, last := report.Reach(from, to)
	for _, s := range life.Spans() {
		if s.Overlaps(first, last) {
			f.Spans = append(f.Spans, s)
		}
	}
	for i, b := range life.Blocks {
		if b.Start.Before(to) && b.End.After(from) {
			f.Blocks = append(f.Blocks, work(t, i, b))
		}
	}
	return f
}

func work(t testing.TB, i int, b person.Block) report.Work {
	t.Helper()
	preset, err := timer.ParsePreset(b.Preset)
	if err != nil {
		t.Fatal(err)
	}
	by := timer.EndedStop
	if b.Finished {
		by = timer.EndedFinish
	}
	return report.Work{Own: report.OwnCategory("work"), Block: timer.Block{
		Seq: timer.Seq(i), Kind: preset.Kind, Preset: preset, Planned: preset.Work, Started: b.Start, Ended: b.End, EndedBy: by,
		Segments: []timer.Segment{{Start: b.Start, Label: b.Label}},
	}}
}

// days are the first days of a life.
func days(t testing.TB, life person.Life, n int) (all []report.Day) {
	t.Helper()
	j := judge(t)
	for _, d := range life.Days[:n] {
		all = append(all, j.Sum(facts(t, life, d.Date)))
	}
	return all
}

func TestADayIsTheTruthAboutALife(t *testing.T) {
	life := someone(21)
	var classes report.Classes
	var focus time.Duration
	all := days(t, life, 21)
	for _, d := range all {
		for class, length := range d.Classes {
			classes[class] += length
		}
		focus += d.Focus
	}
	from := facts(t, life, life.Days[0].Date).From
	to := facts(t, life, life.Days[20].Date).To
	var want report.Classes
	of := map[string]category.Class{
		"work/code": category.Earns, "work/review": category.Earns, "office/mail": category.Supports, "office/chat": category.Supports,
		"office/meeting": category.Supports, "study": category.Supports, "home": category.Personal, "distraction": category.Wastes,
	}
	for _, m := range life.Moments {
		if m.Doing != "" && m.From.Before(to) && m.To.After(from) {
			want[of[m.Doing]] += m.Duration()
		}
	}
	var wantFocus time.Duration
	for _, b := range life.Blocks {
		if b.Start.Before(to) {
			wantFocus += b.End.Sub(b.Start)
		}
	}
	if classes != want {
		t.Errorf("three weeks are %v, the truth is %v", classes, want)
	}
	if focus != wantFocus {
		t.Errorf("three weeks have %v of focus, the truth is %v", focus, wantFocus)
	}
}

// TestTheLogOfTheDaemonSaysTheSame plays a life through the real engine. What its
// log comes to is what the truth comes to.
func TestTheLogOfTheDaemonSaysTheSame(t *testing.T) {
	life := someone(5)
	var record bytes.Buffer
	if err := life.Record(&record); err != nil {
		t.Fatal(err)
	}
	st := enginetest.NewMemory()
	if _, err := replay.Play(t.Context(), &record, st, slog.New(slog.DiscardHandler)); err != nil {
		t.Fatal(err)
	}
	j := judge(t)
	for _, d := range life.Days[:5] {
		truth := facts(t, life, d.Date)
		logged := truth
		logged.Spans, logged.Blocks = nil, nil
		from, to := report.Reach(truth.From, truth.To)
		for s := range st.Spans(from, to) {
			logged.Spans = append(logged.Spans, s)
		}
		for b := range st.Blocks(truth.From, truth.To) {
			logged.Blocks = append(logged.Blocks, report.Work{Block: b, Own: report.OwnCategory("work")})
		}
		want, got := j.Sum(truth), j.Sum(logged)
		if len(want.Blocks) == 0 && d.Kind == person.Workday {
			t.Errorf("%v has no blocks: it proves little", d.Date)
		}
		for _, blocks := range [][]report.Block{want.Blocks, got.Blocks} {
			for i := range blocks {
				blocks[i].Seq = 0 // a timer counts its transitions
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%v (-truth +log):\n%s", d.Date, diff)
		}
	}
}

// exercised is three days of the exercise: on the second, nobody said what the
// evening was.
func exercised(t *testing.T) []report.Day {
	t.Helper()
	life := someone(3)
	j := judge(t)
	var all []report.Day
	for i, d := range life.Days[:3] {
		f := facts(t, life, d.Date)
		f.Questions, f.Overhead = 2-i/2, time.Duration(14+9*i)*time.Second
		for _, g := range j.Sum(f).Gaps {
			if local := g.Start.Hour(); i == 1 && local >= 15 {
				continue
			}
			text := "lunch with a sample friend"
			if g.Duration() > 2*time.Hour {
				text = "an evening of samples"
			}
			f.Entries = append(f.Entries, entry.Entry{Start: g.Start, End: g.End, Offset: g.Offset, Text: text, Category: "home"})
		}
		all = append(all, j.Sum(f))
	}
	return all
}

func TestTheReportOfTheExercise(t *testing.T) {
	golden(t, "exercise.golden", report.ExerciseOf(exercised(t)).Text())
}

func TestTheReportOfTheExerciseAsJSON(t *testing.T) {
	e := report.ExerciseOf(exercised(t))
	text, err := json.MarshalIndent(e, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	var again report.Exercise
	if err := json.Unmarshal(text, &again); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(again, e) {
		t.Errorf("read again\n got %+v\nwant %+v", again, e)
	}
}

func TestTheSheetOfAWeek(t *testing.T) {
	week := days(t, someone(7), 7)
	done := []report.Done{
		{
			Goals: []report.GoalTime{{Name: "private book", Area: "work", Time: 9 * time.Hour}, {Name: "private run", Area: "health", Time: 90 * time.Minute}},
			Plan:  []report.Promise{{Kind: "habits", Done: 2, Planned: 3}, {Kind: "time blocks", Done: 2, Planned: 2}},
		},
		{
			Tasks: []string{"private call"},
			Goals: []report.GoalTime{{Name: "private book", Area: "work", Time: 5 * time.Hour}, {Name: "private wish", Time: time.Hour}},
			Plan:  []report.Promise{{Kind: "habits", Done: 3, Planned: 3}, {Kind: "time blocks", Done: 1, Planned: 2}},
		},
	}
	golden(t, "sheet.golden", report.SheetOf(week, done).Text())
	golden(t, "sheet-named.golden", report.SheetOf(week, done).WithNames(week).Text())
}

// BenchmarkYear is what a year costs: to sum its days up, and to read the days.
func BenchmarkYear(b *testing.B) {
	life := someone(365)
	var all []report.Facts
	for _, d := range life.Days[:365] {
		all = append(all, facts(b, life, d.Date))
	}
	j := judge(b)
	var year []report.Day
	b.Run("sum", func(b *testing.B) {
		for b.Loop() {
			year = year[:0]
			for _, f := range all {
				year = append(year, j.Sum(f))
			}
		}
	})
	b.Run("read", func(b *testing.B) {
		for b.Loop() {
			report.ExerciseOf(year)
			report.ReviewOf(year)
			report.MultitaskingOf(year)
			report.Compare(year[:180], year[180:])
		}
	})
}
