package agenda

import (
	"fmt"
	"maps"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"focusd/tracker"
)

// library keeps what a desk changes, as a store would.
type library struct {
	*desk
	diaries map[tracker.Day]Diary
	done    []done
}

// done is a change that was made, and what takes it back.
type done struct{ change, inverse Change }

func newLibrary(t testing.TB) *library {
	l := &library{desk: newDesk(t), diaries: make(map[tracker.Day]Diary)}
	l.Recall = func(day tracker.Day) (Diary, bool) {
		d, ok := l.diaries[day]
		return d, ok
	}
	return l
}

// keep makes a change durable, then applies it.
func (l *library) keep(c Change, err error) {
	if err != nil {
		return // refused: it changes nothing
	}
	l.done = append(l.done, done{c, l.Inverse(c)})
	l.note(c)
}

// note is keep for what nobody takes back.
func (l *library) note(c Change) {
	for _, ref := range c.Remove {
		if ref.Kind == KindDiary {
			delete(l.diaries, day(ref.ID))
		}
	}
	for _, item := range c.Put {
		if d, ok := item.(Diary); ok {
			l.diaries[d.Day] = d
		}
	}
	l.Apply(c)
}

// takeBack undoes the last change, as it was noted: without the months that were
// folded since. It is not taken back if something else came of its diaries.
func (l *library) takeBack() {
	n := len(l.done)
	if n == 0 {
		return
	}
	last := l.done[n-1]
	l.done = l.done[:n-1]
	for _, item := range last.change.Put {
		if d, ok := item.(Diary); ok && !cmp.Equal(l.diaries[d.Day], d) {
			return
		}
	}
	l.note(l.Complete(last.inverse))
}

// unfolded is the same agenda with all its diaries and no memory.
func (l *library) unfolded() *Agenda {
	return &Agenda{
		Tasks: l.Tasks, TimeBlocks: l.TimeBlocks, Habits: l.Habits, Goals: l.Goals, Vacations: l.Vacations, Diaries: l.diaries,
		NewID: l.NewID,
	}
}

func TestFoldingChangesNothingThatIsSeen(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		l := newLibrary(t)
		goal := l.goal(Goal{Name: "goal", Target: 100, Unit: Minutes, Period: Weekly, Match: app("a"), Parts: []Part{{"part", app("part")}}})
		things := []Ref{
			l.habit(Habit{Name: "once", Goal: goal}, 0),
			l.habit(Habit{Name: "minutes", Measure: Minutes, Match: app("b"), Goal: goal}, 10),
			l.habit(Habit{Name: "week", PerWeek: 3}, 0),
			l.habit(Habit{Name: "limit", Measure: Count, AtMost: true}, 2),
			l.block(TimeBlock{Name: "block", Match: app("a"), Goal: goal}, 30),
			l.block(TimeBlock{Name: "plain"}, 30),
		}
		r.Repeat(map[string]func(*rapid.T){
			"tick": func(r *rapid.T) {
				of := rapid.SampledFrom(things).Draw(r, "of")
				amount := float64(rapid.IntRange(0, 20).Draw(r, "amount")) / 2
				l.keep(l.Tick(of, amount, l.someDay(r), l.When))
			},
			"untick": func(r *rapid.T) {
				l.keep(l.Untick(rapid.SampledFrom(things).Draw(r, "of"), l.someDay(r), l.When))
			},
			"excuse": func(r *rapid.T) {
				l.keep(l.Excuse(rapid.SampledFrom(append(things, Ref{})).Draw(r, "of"), "", l.someDay(r), l.When))
			},
			"vacation": func(r *rapid.T) {
				from := l.someDay(r)
				l.keep(l.AddVacation(Vacation{From: from, To: from.Add(rapid.IntRange(0, 9).Draw(r, "days")), Of: things[:rapid.IntRange(0, 2).Draw(r, "of")]}, 0, l.When))
			},
			"edit": func(r *rapid.T) {
				c, err := l.EditHabit(l.Habits[things[1].ID], float64(rapid.IntRange(1, 20).Draw(r, "target")), 0, l.When)
				if err != nil {
					r.Fatal(err)
				}
				l.note(c) // taken back after a month it would change what that was folded with
			},
			"days": func(r *rapid.T) {
				facts := Facts{
					Activities: []Activity{spent("a", float64(rapid.IntRange(0, 60).Draw(r, "a"))), spent("b", 9.5), spent("part", 7)},
					Seen:       rapid.Bool().Draw(r, "seen"), Short: rapid.IntRange(0, 9).Draw(r, "short") == 0,
				}
				l.note(l.BeginDay(l.Now, l.When))
				l.note(l.Track(facts, l.When))
				l.note(l.EndDay(l.When.Today(), facts, l.When))
				l.Now = l.Now.AddDate(0, 0, rapid.IntRange(1, 40).Draw(r, "days"))
				l.note(l.Fold(l.When))
			},
			"undo": func(*rapid.T) { l.takeBack() },
			"look": func(r *rapid.T) {
				facts := Facts{Activities: []Activity{spent("a", 12), spent("b", 3)}}
				l.compare(r, l.When.Today(), facts)
				l.compare(r, l.When.Today().Add(-3), Facts{})
			},
		})
	})
}

// someDay is one that has come, often lately.
func (l *library) someDay(r *rapid.T) tracker.Day {
	return l.When.Today().Add(-rapid.SampledFrom([]int{0, 0, 1, 2, 7, 30, 60, 100}).Draw(r, "days ago"))
}

// compare looks at a day as it is kept, and as it is without folding anything.
func (l *library) compare(r *rapid.T, day tracker.Day, facts Facts) {
	plain := l.unfolded()
	exact := cmpopts.EquateApprox(1e-9, 1e-9)
	if diff := cmp.Diff(plain.Look(day, facts, l.When), l.Look(day, facts, l.When), exact, cmpopts.EquateEmpty()); diff != "" {
		r.Fatalf("Look(%s) of diaries that are folded, -unfolded +folded:\n%s", day, diff)
	}
	for id, h := range l.Habits {
		want, _ := plain.Story(id, facts, l.When)
		got, _ := l.Story(id, facts, l.When)
		if codes(got) != codes(want) {
			r.Fatalf("days of %s are %s, want %s", h.Name, codes(got), codes(want))
		}
	}
	if diff := cmp.Diff(plain.Review(l.When), l.Review(l.When), exact); diff != "" {
		r.Fatalf("Review, -unfolded +folded:\n%s", diff)
	}
}

func TestAnOldDayIsEditedAndTakenBack(t *testing.T) {
	l := newLibrary(t)
	l.Now = l.Now.AddDate(0, -6, 0)
	ref := l.habit(Habit{Name: "read", Measure: Minutes}, 10)
	old := l.When.Today().Add(3)
	for range 180 {
		l.keep(l.Tick(ref, 12, l.When.Today(), l.When))
		l.note(l.Fold(l.When))
		l.sleep()
	}
	if _, raw := l.Diaries[old]; raw || len(l.Months) < 3 {
		t.Fatalf("after half a year %d months are folded, and the first days are in memory: %v", len(l.Months), raw)
	}
	code := func() string {
		s, err := l.Story(ref.ID, Facts{}, l.When)
		if err != nil {
			t.Fatal(err)
		}
		return s.Days[3].Code.String()
	}
	if got := l.Look(old, Facts{}, l.When).Habits[0]; len(got.Ticks) != 1 || got.Did != 12 {
		t.Errorf("the old day shows %+v, want its tick of 12 minutes", got.Ticks)
	}
	c, err := l.Untick(ref, old, l.When)
	l.keep(c, err)
	if len(c.Put) != 2 || code() != "M" && code() != "F" {
		t.Errorf("unticked, the old day is %s by a change of %d items, want a miss and its month", code(), len(c.Put))
	}
	l.takeBack()
	if code() != "D" || len(l.diaries[old].ticks(ref)) != 1 {
		t.Errorf("taken back, the old day is %s", code())
	}
}

func TestWhatIsReadAgainIsTheSame(t *testing.T) {
	l := newLibrary(t)
	l.Now = l.Now.AddDate(0, -6, 0)
	ref := l.habit(Habit{Name: "read", Measure: Minutes}, 10)
	for range 150 {
		l.keep(l.Tick(ref, 12.3, l.When.Today(), l.When))
		l.note(l.Fold(l.When))
		l.sleep()
	}
	back := &Agenda{Habits: l.Habits}
	read := func(item Item) {
		data, err := Encode(item)
		if err != nil {
			t.Fatal(err)
		}
		item, err = Decode(item.Ref().Kind, item.Ref().ID, data)
		if err != nil {
			t.Fatal(err)
		}
		back.Put(item)
	}
	for _, m := range l.Months {
		read(m)
	}
	for d := range maps.Values(l.diaries) {
		if !d.Day.Before(back.Unfolded()) {
			read(d)
		}
	}
	if back.Unfolded() != l.Unfolded() || len(back.Diaries) != len(l.Diaries) {
		t.Fatalf("%d diaries from %s on, want %d from %s", len(back.Diaries), back.Unfolded(), len(l.Diaries), l.Unfolded())
	}
	want, got := l.Look(l.When.Today(), Facts{}, l.When), back.Look(l.When.Today(), Facts{}, l.When)
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("Look, -kept +read:\n%s", diff)
	}
}

func TestMarksOfAMonth(t *testing.T) {
	days := []deed{{}, {done: true}, {amount: 2.5}, {done: true, amount: 1}, {excused: true}, {done: true, excused: true}, {amount: 7, excused: true}, {}}
	var m Marks
	for i, e := range days {
		m = m.with(i, len(days), e)
	}
	if m.Days != ".dabeDA." || m.Amounts != "2.5 1 7" {
		t.Errorf("marks are %q %v", m.Days, m.Amounts)
	}
	got := make([]deed, len(days))
	for i, e := range m.each {
		got[i] = e
	}
	if fmt.Sprint(got) != fmt.Sprint(days) {
		t.Errorf("each = %v, want %v", got, days)
	}
	for i := range days {
		m = m.with(i, len(days), deed{})
	}
	if !m.blank() || len(m.Amounts) != 0 {
		t.Errorf("emptied, marks are %q %v", m.Days, m.Amounts)
	}
}

func TestNumbersOfDays(t *testing.T) {
	for n := -800; n < 30000; n += 13 {
		d := numbered(n)
		if number(d) != n {
			t.Fatalf("number(%s) = %d, want %d", d, number(d), n)
		}
	}
	j := judge{h: Habit{Days: On(time.Sunday)}, ended: 1 << 40}
	if n := number(day("2026-11-22")); !j.asked(n) || j.asked(n+1) {
		t.Error("the 22nd of November 2026 is a Sunday")
	}
}
