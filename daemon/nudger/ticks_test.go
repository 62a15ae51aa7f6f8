package nudger_test

import (
	"flag"
	"math"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"focusd/contrib/person"
	"focusd/daemon/nudger"
	"focusd/daemon/report"
	"focusd/timer/agenda"
	"focusd/timer/agenda/streak"
	"focusd/tracker"
	"focusd/tracker/category"
)

var update = flag.Bool("update", false, "write the golden files anew")

// kept is the agenda as a later daemon would read it.
func (m *month) kept() *agenda.Agenda {
	m.Helper()
	a := &agenda.Agenda{}
	for _, kind := range []agenda.Kind{agenda.KindTimeBlock, agenda.KindHabit, agenda.KindDiary, agenda.KindExercise} {
		documents, err := m.store.Documents(string(kind))
		if err != nil {
			m.Fatal(err)
		}
		for _, d := range documents {
			item, err := agenda.Decode(kind, d.ID, d.Data)
			if err != nil {
				m.Fatal(err)
			}
			a.Put(item)
		}
	}
	return a
}

// ledger is minutes by the day and what they went to, added up without any of
// the program but the log: a category, or the label of a block.
type ledger map[tracker.Day]map[string]float64

func (l ledger) add(at time.Time, offset int, what string, length time.Duration) {
	local := at.UTC().Add(time.Duration(offset)*time.Minute - 4*time.Hour)
	day := tracker.Day{Year: local.Year(), Month: local.Month(), Day: local.Day()}
	if l[day] == nil {
		l[day] = make(map[string]float64)
	}
	l[day][what] += length.Minutes()
}

func (m *month) ledger() ledger {
	m.Helper()
	set := rulesOf(m.T)
	l := make(ledger)
	for s, err := range m.store.Spans(m.life.From(), m.life.To()) {
		if err != nil {
			m.Fatal(err)
		}
		if s.Presence == tracker.Active || s.Presence == tracker.Passive {
			l.add(s.Start, s.Offset, set.Classify(s.Window.App, s.Window.Title, s.Start, "").Category, s.Duration())
		}
	}
	for b, err := range m.store.Blocks(m.life.From(), m.life.To()) {
		if err != nil {
			m.Fatal(err)
		}
		_, offset := b.Started.In(m.zoneAt(b.Started)).Zone()
		l.add(b.Started, offset/60, b.Label(), b.Focus(b.Ended))
	}
	return l
}

func rulesOf(t *testing.T) *category.Set {
	t.Helper()
	rules, err := category.Parse(person.Rules)
	if err != nil {
		t.Fatal(err)
	}
	set, err := category.Compile(rules, category.Defaults())
	if err != nil {
		t.Fatal(err)
	}
	return set
}

// minutes are those of a category and what is under it, or of a label.
func (l ledger) minutes(day tracker.Day, what string) (sum float64) {
	for name, minutes := range l[day] {
		if name == what || category.Within(name, what) {
			sum += minutes
		}
	}
	return sum
}

// wanted is what a thing counts, and how much of it is asked for.
type wanted struct {
	of    agenda.Ref
	name  string
	what  string
	asked float64
}

func (m *month) wanted(a *agenda.Agenda) (all []wanted) {
	first := m.life.Days[0].Date
	for _, b := range a.TimeBlocks {
		w := wanted{b.Ref(), b.Name, b.Name, b.Minutes(first)}
		if len(b.Match) > 0 {
			w.what = b.Match[0].Pattern
		}
		all = append(all, w)
	}
	for _, h := range a.Habits {
		all = append(all, wanted{h.Ref(), h.Name, h.Match[0].Pattern, h.Target(first)})
	}
	return all
}

// over are the days whose end the daemon has seen.
func (m *month) over() (all []tracker.Day) {
	for _, d := range m.life.Days[:len(m.life.Days)-1] {
		all = append(all, d.Date)
	}
	return all
}

func (m *month) whatWasTrackedIsTicked() {
	a, l := m.kept(), m.ledger()
	ticked := 0
	for _, day := range m.over() {
		diary, ok := a.Diaries[day]
		if !ok || !diary.Ended {
			m.Errorf("%v has not been ended: %+v", day, diary)
			continue
		}
		for _, w := range m.wanted(a) {
			got := 0.0
			for _, tick := range diary.Ticks {
				if tick.Of == w.of && tick.By == agenda.ByTracker {
					got = tick.Amount
				}
			}
			want := l.minutes(day, w.what)
			if math.Abs(got-want) > 0.1 {
				m.Errorf("%v: %.2f min of %s are ticked, the log has %.2f", day, got, w.name, want)
			}
			if want >= 0.9*w.asked {
				ticked++
			}
		}
	}
	if ticked < len(m.over()) {
		m.Errorf("in %d days only %d things were done: that tests little", len(m.over()), ticked)
	}
}

func (m *month) streaksAreThoseOfTheDays() {
	a, l := m.kept(), m.ledger()
	end := m.life.To()
	when := agenda.When{Now: end, Calendar: tracker.Calendar{Location: m.zoneAt(end), Start: 4 * time.Hour}}
	for _, w := range m.wanted(a) {
		h, ok := a.Habits[w.of.ID]
		if !ok {
			continue
		}
		story, err := a.Story(h.ID, agenda.Facts{}, when)
		if err != nil {
			m.Fatal(err)
		}
		var codes []streak.Code
		last := m.over()[len(m.over())-1]
		for day := story.First; !last.Before(day); day = day.Add(1) { // the life begins at a midnight: four hours of the day before
			asked := h.Days.Has(day.Weekday())
			switch minutes := l.minutes(day, w.what); {
			case minutes >= 0.9*w.asked, !asked && minutes > 0:
				codes = append(codes, streak.Done)
			case !asked:
				codes = append(codes, streak.Rest)
			default:
				codes = append(codes, streak.Missed)
			}
		}
		want := streak.Daily(codes)
		// The day on which the month ends has nothing, and has not ended.
		got := streak.Daily(codesOf(story)[:len(codes)])
		if diff := cmp.Diff(want, got); diff != "" {
			m.Errorf("%s (-want +got):\n%s", h.Name, diff)
		}
		if story.Standing.Best != want.Best || want.Best < 2 {
			m.Errorf("the best streak of %s is %d, want %d, and a few days", h.Name, story.Standing.Best, want.Best)
		}
	}
}

// codesOf are the codes of the days, as they are before a freeze bridges any.
func codesOf(s agenda.Story) (codes []streak.Code) {
	for _, d := range s.Days {
		if d.Code == streak.Frozen {
			d.Code = streak.Missed
		}
		codes = append(codes, d.Code)
	}
	return codes
}

// theReportOfTheExercise is what the person gets for three days of seeing where
// the time goes, made of what the daemon has kept of them.
func (m *month) theReportOfTheExercise() {
	judge := report.NewJudge(rulesOf(m.T), "")
	var days []report.Day
	for _, day := range m.exercise {
		from, to := tracker.Calendar{Location: zone(m.T, m.life.Zone), Start: 4 * time.Hour}.Bounds(day)
		f := report.Facts{Date: day, From: from, To: to, Now: m.life.To()}
		first, last := report.Reach(from, to)
		for s, err := range m.store.Spans(first, last) {
			if err != nil {
				m.Fatal(err)
			}
			f.Spans = append(f.Spans, s)
		}
		for b := range m.store.Blocks(from, to) {
			f.Blocks = append(f.Blocks, report.Work{Block: b})
		}
		for b := range m.store.Breaks(from, to) {
			f.Breaks = append(f.Breaks, b)
		}
		var err error
		if f.Entries, err = m.entries.Between(first, last); err != nil {
			m.Fatal(err)
		}
		said, ok, err := nudger.Day(m.store, day)
		if err != nil || !ok {
			m.Fatalf("what was said on %v: %v, %v", day, ok, err)
		}
		f.Questions = said.Questions
		days = append(days, judge.Sum(f))
	}
	for _, e := range m.kept().Exercises {
		if e.From != m.exercise[0] || e.Days != len(m.exercise) {
			m.Errorf("the exercise is of %d days from %v, want those of %v", e.Days, e.From, m.exercise)
		}
		days[0].Overhead += e.Cost
	}
	whole := report.ExerciseOf(days)
	if whole.Counting != len(days) {
		m.Errorf("%d days of %d count: the person has said what every gap was", whole.Counting, len(days))
	}
	golden(m.T, "exercise.golden", whole.Text())
}

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
