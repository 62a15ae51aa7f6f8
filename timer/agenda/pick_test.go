package agenda

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func offered(offers []Offer) []string {
	var all []string
	for _, o := range offers {
		all = append(all, o.Title)
	}
	return all
}

// worked is the example of the method: six things to do, one of them a habit.
func worked(t testing.TB) (*desk, []Offer) {
	d := newDesk(t)
	d.Put(Goal{ID: "01KGOAL", Name: "Site"})
	d.add("call dentist ~4m !1 due:2026-11-23-05:30") // in 20 hours
	d.add("answer ad mail ~5m !3 due:tue-09:30")      // in two days
	d.add("find image ~6m !2 goal:site")
	d.add("keyword phrase ~8m !2 goal:site")
	d.add("tax form ~40m")
	return d, []Offer{{Of: Ref{KindHabit, "01KPLANTS"}, Title: "water plants", Cost: 3 * time.Minute}}
}

func TestPickWorkedExample(t *testing.T) {
	d, habits := worked(t)
	for _, c := range []struct {
		gap  time.Duration
		want []string
		cost time.Duration
	}{
		{time.Minute, nil, 0},
		{-time.Minute, nil, 0},
		{3 * time.Minute, nil, 0},
		{4 * time.Minute, []string{"water plants"}, 3 * time.Minute},
		{5 * time.Minute, []string{"call dentist"}, 4 * time.Minute},
		{10 * time.Minute, []string{"call dentist", "answer ad mail"}, 9 * time.Minute},
		{15 * time.Minute, []string{"call dentist", "answer ad mail", "water plants"}, 12 * time.Minute},
		{25 * time.Minute, []string{"call dentist", "answer ad mail", "find image"}, 15 * time.Minute},
	} {
		got := d.Pick(Gap{Length: c.gap, Habits: habits}, Factors{}, d.When)
		var cost time.Duration
		for _, o := range got {
			cost += o.Cost
		}
		if diff := cmp.Diff(c.want, offered(got)); diff != "" || cost != c.cost {
			t.Errorf("Pick of %v takes %v, want %v, -want +got:\n%s", c.gap, cost, c.cost, diff)
		}
	}
}

func TestValue(t *testing.T) {
	w := newDesk(t).When
	ago := func(days float64) time.Time { return w.Now.Add(-time.Duration(days * 24 * float64(time.Hour))) }
	for _, c := range []struct {
		name string
		task Task
		want float64
	}{
		{"neither", Task{Made: w.Now}, 3},
		{"urgent", Task{Made: w.Now, Urgent: true}, 6},
		{"important", Task{Made: w.Now, Important: true}, 7.5},
		{"both", Task{Made: w.Now, Urgent: true, Important: true}, 10},
		{"fifteen days old", Task{Made: ago(15)}, 4.5},
		{"a year old", Task{Made: ago(365)}, 6},
		{"from a clock that was ahead", Task{Made: ago(-3)}, 3},
		{"for a goal", Task{Made: w.Now, Goal: "g"}, 5},
		{"passed over twice", Task{Made: w.Now, Passed: 2}, 0},
		{"passed over three times", Task{Made: w.Now, Passed: 3}, -1.5},
		{"avoided", Task{Made: w.Now, Passed: 30}, -1.5},
		{"due in a month", Task{Made: w.Now, Due: day("2026-12-22"), DueAt: ago(-30)}, 4.2},
		{"due in two weeks", Task{Made: w.Now, Due: day("2026-12-06"), DueAt: ago(-14)}, 4.2},
		{"due in half a week", Task{Made: w.Now, Due: day("2026-11-25"), DueAt: ago(-3.5)}, 6.6},
		{"a week late", Task{Made: w.Now, Due: day("2026-11-15"), DueAt: ago(7)}, 9},
		{"a year late", Task{Made: w.Now, Due: day("2025-11-15"), DueAt: ago(365)}, 9},
	} {
		due, _ := w.Deadline(c.task)
		if got := c.task.value(w.Now, due).value(); got != c.want {
			t.Errorf("value of a task %s = %v, want %v", c.name, got, c.want)
		}
	}
}

func TestPickTakesOnlyWhatCanBeDone(t *testing.T) {
	d := newDesk(t)
	for _, line := range []string{
		"anywhere ~2m", "by phone ~2m @phone !3", "at the computer ~2m @computer !3", "out or by phone ~2m @errand @phone %low", "waits ~2m !1 wait:Anna",
		"put off ~2m !1 later:mon", "being done ~2m !1", "long ~20m !1", "folding ~2m %low",
	} {
		d.add(line)
	}
	d.begin("being done")
	for _, c := range []struct {
		name string
		gap  Gap
		want []string
	}{
		{"anywhere", Gap{}, []string{"at the computer", "by phone", "anywhere"}},
		{"with a phone", Gap{Contexts: []string{"phone"}}, []string{"by phone", "anywhere", "out or by phone"}},
		{"on an errand or at home", Gap{Contexts: []string{"errand", "home"}}, []string{"anywhere", "out or by phone", "folding"}},
		{"in the background", Gap{Background: true}, []string{"out or by phone", "folding"}},
		{"in the background at the computer", Gap{Background: true, Contexts: []string{"computer"}}, []string{"folding"}},
	} {
		c.gap.Length = 10 * time.Minute
		got := offered(d.Pick(c.gap, Factors{}, d.When))
		if slices.Sort(got); !slices.Equal(got, slices.Sorted(slices.Values(c.want))) {
			t.Errorf("Pick %s = %v, want %v", c.name, got, c.want)
		}
	}
}

func TestPickOffersTheCurrentStepWithWhatItHasFromItsTask(t *testing.T) {
	d := newDesk(t)
	d.add("report !1 @computer due:mon > outline ~5m > draft ~5m")
	d.add("hidden wait:Anna > step ~5m")
	d.add("mail ~5m !2 @computer")
	got := d.Pick(Gap{Length: 20 * time.Minute, Contexts: []string{"computer"}}, Factors{}, d.When)
	if want := []string{"outline", "mail"}; !slices.Equal(offered(got), want) {
		t.Fatalf("Pick = %v, want %v", offered(got), want)
	}
	if got[0].Task != "report" || !slices.Equal(got[0].Contexts, []string{"computer"}) || got[0].Value < 10 {
		t.Errorf("the step is offered as %+v, want the task's name, context and worth", got[0])
	}
	if got := d.Pick(Gap{Length: 20 * time.Minute, Contexts: []string{"phone"}}, Factors{}, d.When); len(got) != 0 {
		t.Errorf("Pick with a phone = %v, want nothing", offered(got))
	}
}

func TestPickHasTheSixFirst(t *testing.T) {
	d, habits := worked(t)
	plain := d.add("plain ~2m").ID
	d.do(d.SetSix([]string{d.id("tax form"), plain, d.id("find image")}, DefaultSix, d.When))
	for gap, want := range map[time.Duration][]string{
		5 * time.Minute:  {"plain"},
		10 * time.Minute: {"plain", "find image"},
		14 * time.Minute: {"plain", "find image", "call dentist"},
		60 * time.Minute: {"tax form", "plain", "find image"},
	} {
		got := d.Pick(Gap{Length: gap, Habits: habits}, Factors{}, d.When)
		if diff := cmp.Diff(want, offered(got)); diff != "" {
			t.Errorf("Pick of %v, -want +got:\n%s", gap, diff)
		}
		for _, o := range got {
			if want := slices.Index([]string{"tax form", "plain", "find image"}, o.Title) + 1; o.Number != want {
				t.Errorf("%q is number %d, want %d", o.Title, o.Number, want)
			}
		}
	}
}

func TestPickBreaksTies(t *testing.T) {
	d := newDesk(t)
	d.add("older ~5m")
	d.add("younger ~5m")
	d.add("shorter ~4m")
	if got := offered(d.Pick(Gap{Length: 6 * time.Minute}, Factors{}, d.When)); !slices.Equal(got, []string{"shorter"}) {
		t.Errorf("Pick = %v, want the shorter one", got)
	}
	d.done("shorter")
	if got := offered(d.Pick(Gap{Length: 7 * time.Minute}, Factors{}, d.When)); !slices.Equal(got, []string{"older"}) {
		t.Errorf("Pick = %v, want the older one", got)
	}
	d = newDesk(t)
	one := d.add("worth little ~5m !2") // 7.5
	d.add("worth less ~1m")
	less := d.Tasks[d.id("worth less")]
	less.Passed, less.Made = 2, d.Now.Add(-10*24*time.Hour) // 1: as much as choosing it costs
	d.Put(less)
	if got := d.Pick(Gap{Length: 30 * time.Minute}, Factors{}, d.When); len(got) != 1 || got[0].Of.ID != one.ID {
		t.Errorf("Pick = %v, want one rather than two worth the same", offered(got))
	}
}

func TestPassedOver(t *testing.T) {
	d := newDesk(t)
	a, b, c := d.add("a ~2m"), d.add("b ~2m"), d.add("c ~2m")
	shown := []Ref{a.Ref(), b.Ref(), {KindHabit, "01KPLANTS"}}
	for range 2 {
		d.Apply(d.Pass(shown, a.Ref(), d.When))
	}
	if got, ok := d.JustFive(d.When); !ok || got.ID != b.ID {
		t.Errorf("JustFive = %q, want b", got.Title)
	}
	for _, o := range d.Pick(Gap{Length: time.Hour}, Factors{}, d.When) {
		if o.Avoided {
			t.Errorf("%q is avoided after being passed over twice", o.Title)
		}
	}
	d.Apply(d.Pass(shown, Ref{KindHabit, "01KPLANTS"}, d.When))
	for id, want := range map[string]int{a.ID: 1, b.ID: 3, c.ID: 0} {
		if got := d.Tasks[id].Passed; got != want {
			t.Errorf("%q was passed over %d times, want %d", d.Tasks[id].Title, got, want)
		}
	}
	for _, o := range d.Pick(Gap{Length: time.Hour}, Factors{}, d.When) {
		if want := o.Of == b.Ref(); o.Avoided != want {
			t.Errorf("%q is avoided: %v, want %v", o.Title, o.Avoided, want)
		}
	}
	d.begin("b")
	if got := d.Tasks[b.ID].Passed; got != 0 {
		t.Errorf("passed over %d times once it is begun, want 0", got)
	}
}

func TestJustFive(t *testing.T) {
	d := newDesk(t)
	if got, ok := d.JustFive(d.When); ok {
		t.Errorf("JustFive of nothing = %q", got.Title)
	}
	d.add("plain")
	d.add("long and important ~3h !2")
	if got, _ := d.JustFive(d.When); got.Title != "long and important" {
		t.Errorf("JustFive when nothing was passed over = %q, want what is worth most, whatever its length", got.Title)
	}
}

func TestBatchFillsItsTime(t *testing.T) {
	d := newDesk(t)
	for i := range 8 {
		d.add(fmt.Sprintf("mail %d ~4m", i))
	}
	d.add("short ~1m")
	got := d.Batch(Gap{Length: 30 * time.Minute}, Factors{}, d.When)
	var cost time.Duration
	seen := make(map[Ref]bool)
	for _, o := range got {
		cost += o.Cost
		seen[o.Of] = true
	}
	if cost > 27*time.Minute || cost < 23*time.Minute || len(seen) != len(got) {
		t.Errorf("Batch of 30m is %v, %v in all, want it nearly full, each once", offered(got), cost)
	}
}

// slow looks at all sets of at most three, without any order.
func slow(candidates []candidate, usable time.Duration) (worth points) {
	var look func(from int, n int, cost time.Duration, value points)
	found := false
	look = func(from, n int, cost time.Duration, value points) {
		if less := value - onePoint*points(n-1); n > 0 && (!found || less > worth) {
			worth, found = less, true
		}
		for i := from; i < len(candidates) && n < 3; i++ {
			if cost+candidates[i].cost <= usable {
				look(i+1, n+1, cost+candidates[i].cost, value+candidates[i].value)
			}
		}
	}
	look(0, 0, 0, 0)
	return worth
}

// worth is what offers are worth together.
func worth(offers []Offer) (sum points) {
	for i, o := range offers {
		sum += pointsOf(o.Value) - onePoint*points(min(i, 1))
	}
	return sum
}

func TestPickIsTheBestSetAndAlwaysTheSame(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		d := newDesk(t)
		for i := range rapid.IntRange(0, 12).Draw(r, "tasks") {
			task := d.add(fmt.Sprintf("task %d !%d ~%dm", i, rapid.IntRange(1, 4).Draw(r, "quadrant"), rapid.IntRange(1, 20).Draw(r, "minutes")))
			task.Passed = rapid.IntRange(0, 4).Draw(r, "passed")
			d.Put(task)
		}
		gap := Gap{Length: time.Duration(rapid.IntRange(0, 40).Draw(r, "gap")) * time.Minute}
		got := d.Pick(gap, Factors{}, d.When)
		var cost time.Duration
		for _, o := range got {
			cost += o.Cost
		}
		if len(got) > 3 || cost > gap.usable() && len(got) > 0 {
			r.Fatalf("Pick of %v = %v, which take %v", gap.Length, offered(got), cost)
		}
		if want := slow(d.candidates(gap, Factors{}, d.When), gap.usable()); worth(got) != want {
			r.Fatalf("Pick of %v = %v, worth %v, and the best is worth %v", gap.Length, offered(got), worth(got), want)
		}
		if again := d.Pick(gap, Factors{}, d.When); !cmp.Equal(got, again) {
			r.Fatalf("Pick of %v = %v, and then %v", gap.Length, offered(got), offered(again))
		}
	})
}

// crowd has so many open tasks, a third of them with steps.
func crowd(t testing.TB, n int) *desk {
	d := newDesk(t)
	d.Put(Goal{ID: "01KGOAL", Name: "Site"})
	random := rand.New(rand.NewPCG(1, 2))
	for i := range n {
		line := fmt.Sprintf("task %d ~%dm !%d @c%d due:+%dd", i, 1+random.IntN(20), 1+random.IntN(4), random.IntN(5), random.IntN(40))
		if i%3 == 0 {
			line += " > first ~3m > second ~4m"
		}
		d.add(line)
		d.pass(time.Minute)
	}
	return d
}

func TestPickAmongManyLooksAtTheBest(t *testing.T) {
	d := crowd(t, 300)
	gap := Gap{Length: 25 * time.Minute}
	all := d.candidates(gap, Factors{}, d.When)
	want := slices.Clone(all)
	slices.SortFunc(want, byWorth)
	want = want[:mostCandidates]
	slices.SortFunc(want, byValue)
	got := best(all)
	if !slices.Equal(got, want) {
		t.Errorf("best of %d:\n%v, want\n%v", len(all), got, want)
	}
	if got, want := worth(d.Pick(gap, Factors{}, d.When)), slow(want, gap.usable()); got != want {
		t.Errorf("Pick is worth %v, and the best set is worth %v", got, want)
	}
}

func BenchmarkPick(b *testing.B) {
	d := crowd(b, 3000) // 5,000 with their steps
	f := d.Factors()
	b.ReportAllocs()
	for b.Loop() {
		if got := d.Pick(Gap{Length: 25 * time.Minute}, f, d.When); len(got) != 3 {
			b.Fatal(offered(got))
		}
	}
}
