package agenda

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func minutes(n float64) time.Duration { return time.Duration(n * float64(time.Minute)) }

func TestLoadWorkedExamples(t *testing.T) {
	for _, c := range []struct {
		name                  string
		tasks                 int // minutes
		factor                float64
		timeBlocks, habits    float64
		ratio                 float64
		level                 Level
		tasksTake, everything float64
	}{
		{"fits", 55, 1, 90, 10, 0.65, LoadFits, 55, 155},
		{"full", 120, 1, 90, 10, 0.92, LoadFull, 120, 220},
		{"over by what things really take", 120, 1.5, 90, 10, 1.17, LoadOver, 180, 280},
		{"severe", 180, 1.5, 120, 20, 1.71, LoadSevere, 270, 410},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := newDesk(t)
			d.add(fmt.Sprintf("one @desk due:today ~%dm", c.tasks-20))
			d.add("two @desk due:today > three ~15m > four ~5m")
			f := Factors{ByTag: map[string]float64{"desk": c.factor}}
			l := d.Load(minutes(c.timeBlocks), minutes(c.habits), Capacity(nil, 1), f, LoadFits, d.When)
			if got := float64(int(l.Ratio*100+.5)) / 100; got != c.ratio || l.Level != c.level || l.Tasks != minutes(c.tasksTake) {
				t.Errorf("Load = %+v, want %v of tasks, a ratio of %v, which %v", l, minutes(c.tasksTake), c.ratio, c.level)
			}
			if all := l.Tasks + l.TimeBlocks + l.Habits; all != minutes(c.everything) {
				t.Errorf("all of it takes %v, want %v", all, minutes(c.everything))
			}
		})
	}
}

func TestLevelDoesNotFlap(t *testing.T) {
	for _, c := range []struct {
		ratio        float64
		before, want Level
	}{
		{0.85, LoadFits, LoadFits},
		{0.86, LoadFits, LoadFull},
		{0.80, LoadFull, LoadFull},
		{0.75, LoadFull, LoadFits},
		{1.00, LoadFull, LoadFull},
		{1.01, LoadFull, LoadOver},
		{0.95, LoadOver, LoadOver},
		{0.89, LoadOver, LoadFull},
		{0.70, LoadOver, LoadFits},
		{1.26, LoadFits, LoadSevere},
		{1.20, LoadSevere, LoadSevere},
		{1.10, LoadSevere, LoadOver},
		{0, LoadSevere, LoadFits},
	} {
		if got := level(c.ratio, c.before); got != c.want {
			t.Errorf("level of %v after %v = %v, want %v", c.ratio, c.before, got, c.want)
		}
	}
}

func TestCapacity(t *testing.T) {
	four := []time.Duration{minutes(100), minutes(100), minutes(100), minutes(100)}
	many := append(slices.Repeat([]time.Duration{minutes(1)}, 30), slices.Repeat([]time.Duration{minutes(100), minutes(200)}, 7)...)
	for _, c := range []struct {
		name string
		days []time.Duration
		left float64
		want time.Duration
	}{
		{"nothing known", nil, 1, minutes(240)},
		{"four days", four, 1, minutes(240)},
		{"five days", append(four, minutes(500)), 1, minutes(100)},
		{"half of the day is over", append(four, minutes(500)), 0.5, minutes(50)},
		{"more than fourteen days", many, 1, minutes(150)},
		{"in the night", four, -0.2, 0},
		{"before the day", four, 1.5, minutes(240)},
	} {
		if got := Capacity(c.days, c.left); got != c.want {
			t.Errorf("Capacity, %s: %v, want %v", c.name, got, c.want)
		}
	}
}

func TestLoadInTheEvening(t *testing.T) {
	d := newDesk(t)
	if l := d.Load(0, 0, 0, Factors{}, LoadFits, d.When); l.Ratio != 0 || l.Level != LoadFits {
		t.Errorf("nothing to do and no time = %+v, want that it fits", l)
	}
	d.add("one due:today ~5m")
	if l := d.Load(0, 0, 0, Factors{}, LoadFits, d.When); l.Ratio != 5 || l.Level != LoadSevere {
		t.Errorf("five minutes to do and no time = %+v, want it severe, and a number", l)
	}
}

func TestFactors(t *testing.T) {
	d := newDesk(t)
	did := func(line string, times int, took time.Duration) {
		for range times {
			d.add(line)
			title, _, _ := strings.Cut(line, " ")
			d.work(title, took)
		}
	}
	did("mail ~10m @computer", 30, 10*time.Minute) // no longer looked at
	did("mail ~10m @computer", 20, 15*time.Minute)
	did("call ~10m @phone", 4, 20*time.Minute)
	did("shop ~10m +home", 5, 100*time.Minute)
	did("sweep ~30m @flat", 5, time.Minute)
	did("plain ~4m", 5, 8*time.Minute)
	did("unknown @phone", 9, 20*time.Minute) // without an estimate it says nothing
	f := d.Factors()
	want := map[string]float64{"computer": 1.5, "home": 3, "flat": 0.5, "": 2}
	if diff := cmp.Diff(want, f.ByTag); diff != "" {
		t.Errorf("factors, -want +got:\n%s", diff)
	}
	if f.Unknown != 10*time.Minute {
		t.Errorf("a task of which nothing is known takes %v, want the median of the short ones, 10m", f.Unknown)
	}
	for _, c := range []struct {
		line string
		want time.Duration
	}{
		{"a ~10m @computer", 15 * time.Minute},
		{"a ~10m @computer +home", 30 * time.Minute},
		{"a ~10m @phone", 10 * time.Minute},
		{"a ~10m", 20 * time.Minute},
		{"a @computer", 10 * time.Minute},
	} {
		tasks, err := d.Capture(c.line, d.When)
		if got := f.Cost(tasks[0]); err != nil || got != c.want {
			t.Errorf("Cost of %q = %v, %v, want %v", c.line, got, err, c.want)
		}
	}
	if got := (Factors{}).Cost(Task{}); got != unknownTask {
		t.Errorf("Cost before anything is known = %v, want %v", got, unknownTask)
	}
}

func TestProposals(t *testing.T) {
	d := newDesk(t)
	for _, line := range []string{
		"both ~60m !1", "important ~60m !2", "urgent ~60m !3 due:+5d", "neither ~40m", "avoided ~20m", "long and due ~60m due:today", "short and due ~9m due:today",
		"in steps and due due:today > first ~20m",
	} {
		d.do(d.ForToday(d.add(line).ID, d.When))
	}
	avoided := d.Tasks[d.id("avoided")]
	avoided.Passed = 3
	d.Put(avoided)
	everything := d.Load(0, 0, minutes(1), Factors{}, LoadFits, d.When)
	got := make([]string, 0)
	for _, p := range d.Proposals(everything, Factors{}, d.When) {
		got = append(got, fmt.Sprintf("%s %s %v", p.Remedy, p.Title, p.Saves))
	}
	want := []string{
		"drop avoided 20m0s", "someday neither 40m0s", "split long and due 30m0s",
		"tomorrow urgent 1h0m0s", "tomorrow important 1h0m0s", "tomorrow both 1h0m0s",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("proposals when there is no time at all, -want +got:\n%s", diff)
	}
	fitting := d.Load(0, 0, everything.Tasks, Factors{}, LoadFits, d.When)
	if got := d.Proposals(fitting, Factors{}, d.When); len(got) != 0 {
		t.Errorf("proposals for what fits: %v, want none", got)
	}
	nearly := d.Load(0, 0, everything.Tasks-time.Minute, Factors{}, LoadFits, d.When)
	if got := d.Proposals(nearly, Factors{}, d.When); len(got) != 1 {
		t.Errorf("proposals for a minute too much: %v, want one", got)
	}
}

// notices are what is said now, and remembered.
func (d *desk) notices(planned int) (kinds []NoticeKind) {
	l := d.Load(0, 0, minutes(240), Factors{}, LoadFits, d.When)
	given, c := d.Notices(l, planned, d.When)
	d.Apply(c)
	for _, n := range given {
		kinds = append(kinds, n.Kind)
	}
	return kinds
}

func TestTheEleventhTaskIsNoticedOnce(t *testing.T) {
	d := newDesk(t)
	for i := range 10 {
		d.add(fmt.Sprintf("task %d ~1m due:today", i))
	}
	if got := d.notices(5); len(got) != 0 {
		t.Errorf("notices with ten tasks: %v, want none", got)
	}
	d.add("eleventh ~1m due:today")
	if got := d.notices(5); !slices.Equal(got, []NoticeKind{NoticeTasks}) {
		t.Errorf("notices with eleven: %v, want one of tasks", got)
	}
	d.add("twelfth ~1m due:today")
	if got := d.notices(5); len(got) != 0 {
		t.Errorf("notices with twelve: %v, want no second one", got)
	}
	d.pass(24 * time.Hour)
	if got := d.notices(5); !slices.Equal(got, []NoticeKind{NoticeTasks}) {
		t.Errorf("notices on the next day: %v, want one of tasks", got)
	}
}

func TestWhoDoesMoreIsNoticedLater(t *testing.T) {
	d := newDesk(t)
	for range 3 {
		for range 7 {
			d.add("x")
			d.done("x")
		}
		d.pass(24 * time.Hour)
	}
	for range 14 {
		d.add("x ~1m due:today")
	}
	if got := d.notices(0); len(got) != 0 {
		t.Errorf("notices with twice the usual seven: %v, want none", got)
	}
	d.add("x ~1m due:today")
	if got := d.notices(0); !slices.Equal(got, []NoticeKind{NoticeTasks}) {
		t.Errorf("notices with one more: %v, want one", got)
	}
}

func TestOtherNotices(t *testing.T) {
	d := newDesk(t)
	if got := d.notices(6); !slices.Equal(got, []NoticeKind{NoticeTimeBlocks}) {
		t.Errorf("notices with six time blocks: %v", got)
	}
	d.add("long ~3h due:today")
	d.add("longer ~4h due:today > first ~5h")
	d.add("not for today ~3h")
	if got := d.notices(6); !slices.Equal(got, []NoticeKind{NoticeLoad, NoticeSplit}) {
		t.Errorf("notices with too much: %v, want the load, and the one task that has no steps", got)
	}
	d.pass(24 * time.Hour)
	if got := d.notices(0); !slices.Equal(got, []NoticeKind{NoticeLoad}) {
		t.Errorf("notices on the next day: %v, want no task to split a second time", got)
	}
	d.do(d.Edit(d.id("long"), "~2h", d.When))
	if got := d.notices(0); !slices.Equal(got, []NoticeKind{NoticeSplit}) {
		t.Errorf("notices after another estimate: %v, want the task again", got)
	}
}

func TestBeginningOneTaskAfterAnotherIsNoticed(t *testing.T) {
	d := newDesk(t)
	d.add("one")
	d.add("two")
	begin := func(title string) {
		d.begin(title)
		d.pass(25 * time.Minute)
	}
	for _, title := range []string{"one", "two", "one", "two", "one"} {
		begin(title)
		if got := d.notices(0); len(got) != 0 {
			t.Errorf("notices with a change of task each 25 minutes: %v, want none", got)
		}
	}
	d.begin("two")
	d.begin("one")
	if got := d.notices(0); !slices.Equal(got, []NoticeKind{NoticeSwitched}) {
		t.Errorf("notices with three changes of task in 25 minutes: %v, want one", got)
	}
	d.begin("two")
	if got := d.notices(0); len(got) != 0 {
		t.Errorf("notices with one more: %v, want no second one", got)
	}
	d.do(d.Leave("", d.When))
	before := len(d.diaryToday().Switched)
	d.begin("one")
	if got := len(d.diaryToday().Switched); got != before || got != switchedEnough {
		t.Errorf("%d changes of task are kept, want the latest %d, and none after a rest", got, switchedEnough)
	}
}

func TestToSplit(t *testing.T) {
	d := newDesk(t)
	for _, line := range []string{"tax form ~40m", "report ~1h !1", "short ~10m", "in steps ~1h > first ~30m", "waits ~1h wait:Anna", "unknown"} {
		d.add(line)
	}
	if got, want := titles(d.ToSplit(d.When)), []string{"report", "tax form"}; !slices.Equal(got, want) {
		t.Errorf("ToSplit = %v, want %v", got, want)
	}
	d.Apply(d.SplitOffered([]string{d.id("report"), d.id("tax form"), "01KNOTHING"}, d.When))
	if got := titles(d.ToSplit(d.When)); len(got) != 0 {
		t.Errorf("ToSplit a second time = %v, want nothing", got)
	}
}

func BenchmarkLoad(b *testing.B) {
	d := crowd(b, 3000)
	f := d.Factors()
	for b.Loop() {
		if l := d.Load(0, 0, minutes(240), f, LoadFits, d.When); l.Tasks == 0 {
			b.Fatal(l)
		}
	}
}

func TestNoticesAreSentences(t *testing.T) {
	for want, n := range map[string]Notice{
		"today is too full (severe): put something off":                                    {Kind: NoticeLoad, Level: LoadSevere},
		"11 tasks are on today's list, and 10 are enough: put some off":                    {Kind: NoticeTasks, Count: 11, Most: 10},
		"6 time blocks are planned for today, and 5 are enough: leave one out":             {Kind: NoticeTimeBlocks, Count: 6, Most: 5},
		"another task was begun 3 times in an hour in the middle of one: finish one first": {Kind: NoticeSwitched, Count: 3},
		`"tax form" takes more than 10m: split it into steps`:                              {Kind: NoticeSplit, Title: "tax form"},
	} {
		if got := n.String(); got != want {
			t.Errorf("%+v says %q, want %q", n, got, want)
		}
	}
}
