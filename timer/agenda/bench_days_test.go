package agenda

import (
	"fmt"
	"runtime"
	"testing"
	"time"

	"focusd/timer/agenda/streak"
	"focusd/tracker"
)

// decade is an agenda with ten years of ten habits, three time blocks and two
// goals, and the diaries of them, which Recall has; days are folded as they would
// have been.
func decade(tb testing.TB) (*desk, map[tracker.Day]Diary) {
	d := newDesk(tb)
	d.Now = d.Now.AddDate(-10, 0, 0)
	goal := d.goal(Goal{Name: "health", Target: 150, Unit: Minutes, Period: Weekly})
	d.goal(Goal{Name: "books", Target: 500, Unit: Minutes, Period: Weekly, Match: app("reader")})
	var refs []Ref
	for i := range 10 {
		h := Habit{Name: fmt.Sprint("habit ", i), Measure: Measure(i % 3), Goal: goal}
		if i == 9 {
			h.PerWeek = 3
		}
		refs = append(refs, d.habit(h, float64(min(i%3, 1)*10)))
	}
	for i := range 3 {
		refs = append(refs, d.block(TimeBlock{Name: fmt.Sprint("block ", i), Match: app(fmt.Sprint("app", i))}, 60))
	}
	diaries := make(map[tracker.Day]Diary)
	d.Recall = func(day tracker.Day) (Diary, bool) {
		diary, ok := diaries[day]
		return diary, ok
	}
	for n := range 3652 {
		diary := Diary{Day: d.When.Today(), First: d.Now.UTC(), Planned: refs, Ended: true, Seen: true, Sums: []Sum{{Goal: goal, Minutes: 33.5, Count: 2}}}
		for i, ref := range refs[:10] {
			if (n*7+i*3)%11 > 0 {
				diary.Ticks = append(diary.Ticks, Tick{Of: ref, At: d.Now.UTC(), Amount: float64(i%3) * float64(5+n%7)})
			}
		}
		d.Put(diary)
		diaries[diary.Day] = diary
		d.Apply(d.Fold(d.When))
		d.sleep()
	}
	return d, diaries
}

func BenchmarkTodayAfterTenYears(b *testing.B) {
	d, _ := decade(b)
	facts := Facts{Activities: []Activity{spent("reader", 30), spent("app1", 40)}}
	b.ReportAllocs()
	for b.Loop() {
		d.see(facts)
	}
}

func BenchmarkFirstLookAfterTenYears(b *testing.B) {
	d, _ := decade(b)
	b.ReportAllocs()
	for b.Loop() {
		d.memory = memory{}
		d.see(Facts{})
	}
}

func BenchmarkTrackAfterTenYears(b *testing.B) {
	d, _ := decade(b)
	facts := Facts{Activities: []Activity{spent("reader", 30), spent("app1", 40)}}
	b.ReportAllocs()
	for b.Loop() {
		d.Track(facts, d.When)
	}
}

func BenchmarkTickAnOldDay(b *testing.B) {
	d, _ := decade(b)
	ref := Ref{KindHabit, ""}
	for id := range d.Habits {
		ref.ID = max(ref.ID, id)
	}
	day := d.When.Today().Add(-2000)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := d.Tick(ref, 0, day, d.When); err != nil {
			b.Fatal(err)
		}
	}
}

func TestTenYearsAreSmall(t *testing.T) {
	heap := func() uint64 {
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	d, diaries := decade(t)
	size := 0
	if n := len(d.Diaries); n > 67 {
		t.Errorf("%d diaries are in memory, want those of two months", n)
	}
	// As a program has them that has read them.
	back := &Agenda{}
	before := heap()
	for _, m := range d.Months {
		data, err := Encode(m)
		if err != nil {
			t.Fatal(err)
		}
		size += len(data)
		item, err := Decode(KindMonth, m.Ref().ID, data)
		if err != nil {
			t.Fatal(err)
		}
		back.Put(item)
	}
	after := heap()
	const most = 640 << 10
	t.Logf("%d months of %d diaries are %d kB in documents of %d kB", len(back.Months), len(diaries), (after-before)>>10, size>>10)
	if after > before+most {
		t.Errorf("ten years are %d bytes in memory, want at most %d", after-before, most)
	}
	runtime.KeepAlive(back)
	start := time.Now()
	today := d.see(Facts{})
	t.Logf("today takes %v", time.Since(start))
	if len(today.Habits) != 10 || today.Habits[0].Best == 0 || today.Habits[0].Code != streak.Pending {
		t.Errorf("after ten years today has %+v", today.Habits)
	}
}

// A goal with hundreds of tasks, and a day with many activities.
func BenchmarkTodayOfManyTasks(b *testing.B) {
	d := newDesk(b)
	goal := d.goal(Goal{Name: "goal"})
	for i := range 5000 {
		task := Task{ID: d.NewID(), Title: fmt.Sprint("task number ", i), Made: d.Now}
		if i%10 == 0 {
			task.Goal = goal
		}
		d.Put(task)
	}
	var facts Facts
	for i := range 100 {
		facts.Activities = append(facts.Activities, Activity{App: fmt.Sprint("app", i), Label: fmt.Sprint("task number ", i), Time: time.Minute})
	}
	b.ReportAllocs()
	for b.Loop() {
		d.see(facts)
	}
}

func BenchmarkReadTenYears(b *testing.B) {
	d, _ := decade(b)
	var documents [][]byte
	var ids []string
	for id, m := range d.Months {
		data, err := Encode(m)
		if err != nil {
			b.Fatal(err)
		}
		documents, ids = append(documents, data), append(ids, id)
	}
	b.ReportAllocs()
	for b.Loop() {
		for i, data := range documents {
			if _, err := Decode(KindMonth, ids[i], data); err != nil {
				b.Fatal(err)
			}
		}
	}
}

// BenchmarkOpenTasks lists thousands of tasks, a fifth of them due some day.
func BenchmarkOpenTasks(b *testing.B) {
	d := newDesk(b)
	for i := range 5000 {
		task := Task{ID: d.NewID(), Title: fmt.Sprint("task number ", i), Made: d.Now, Urgent: i%4 < 2, Important: i%2 == 0}
		if i%5 == 0 {
			task.Due = d.Today().Add(i % 60)
		}
		d.Put(task)
	}
	b.ReportAllocs()
	for b.Loop() {
		n := 0
		for range d.OpenTasks(d.When) {
			n++
		}
		if n != 5000 {
			b.Fatal(n)
		}
	}
}
