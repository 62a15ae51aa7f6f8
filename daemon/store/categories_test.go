package store

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"focusd/daemon/engine"
	"focusd/daemon/engine/enginetest"
	"focusd/tracker"
	"focusd/tracker/category"
)

func compile(tb testing.TB, rules string, more ...category.Ruleset) *category.Set {
	tb.Helper()
	own, err := category.Parse(rules)
	if err != nil {
		tb.Fatal(err)
	}
	set, err := category.Compile(append([]category.Ruleset{own}, more...)...)
	if err != nil {
		tb.Fatal(err)
	}
	return set
}

// roughRules have something to say of what enginetest.Rough makes.
const roughRules = `
category write earns
category mail supports
category late wastes
category home supports
app=editor -> write
app=mail title=3 -> mail
app=mail hours="mon-wed 20:00-04:00" -> late
app=mail host=laptop title=5 -> home
app=браузер title/[0-4]/ hours="12:00-13:30" -> late
`

func TestCategoriesAreWhatTheSpansAddUpTo(t *testing.T) {
	s, log := rough(t)
	set := compile(t, roughRules)
	r := rand.New(rand.NewPCG(5, 6))
	at := func() time.Time {
		span := log[r.IntN(len(log))]
		return span[r.IntN(len(span))].Start.Add(time.Duration(r.IntN(10_000)-5000) * time.Millisecond)
	}
	seen := make(map[string]bool)
	for i := range 200 {
		from, to, host := at(), at(), []string{"laptop", "desk"}[i/100]
		if to.Before(from) {
			from, to = to, from
		}
		got, err := s.Categories(from, to, set, host)
		if err != nil {
			t.Fatal(err)
		}
		want, err := enginetest.Categorize(from, to, set, host, s.Spans(from, to))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("Categories(%v, %v) on %s (-want +got):\n%s", from, to, host, diff)
		}
		checkWhole(t, s, from, to, got)
		for _, total := range got {
			seen[total.Name] = true
		}
	}
	if len(seen) != 5 {
		t.Errorf("seen were only %v: the test says little", seen)
	}
}

// checkWhole holds totals to the presences of the same range.
func checkWhole(t *testing.T, s *Store, from, to time.Time, totals []engine.CategoryTotal) {
	t.Helper()
	sum, err := s.Totals(from, to, nil)
	if err != nil {
		t.Fatal(err)
	}
	var active, passive time.Duration
	for _, total := range totals {
		active, passive = active+total.Active, passive+total.Passive
	}
	if active != sum.Presences[tracker.Active] || passive != sum.Presences[tracker.Passive] {
		t.Errorf("%v to %v: the categories have %v active and %v passive, the presences %v and %v",
			from, to, active, passive, sum.Presences[tracker.Active], sum.Presences[tracker.Passive])
	}
}

func TestAnotherRuleChangesThePast(t *testing.T) {
	s, log := rough(t)
	from, to := log[0][0].Start, log[len(log)/2][0].Start
	totals := func(rules string) string {
		got, err := s.Categories(from, to, compile(t, rules), "")
		if err != nil {
			t.Fatal(err)
		}
		return fmt.Sprint(got)
	}
	one, other := "category a\napp=editor -> a", "category a\napp=mail -> a"
	first := totals(one)
	if again := totals(one); again != first {
		t.Errorf("the same rules: %v, then %v", first, again)
	}
	if second := totals(other); second == first {
		t.Errorf("other rules say the same: %v", second)
	}
	if again := totals(one); again != first {
		t.Errorf("the rules as they were: %v, then %v", first, again)
	}
}

func TestADayThatIsChangedIsJudgedAnew(t *testing.T) {
	s, log := rough(t)
	set := compile(t, roughRules)
	from, to := log[0][0].Start.AddDate(0, 0, -1), log[len(log)-1][0].Start
	if _, err := s.Categories(from, to, set, ""); err != nil {
		t.Fatal(err)
	}
	late := log[len(log)-8]
	commit(t, s, engine.Change{Spans: late[len(late)/2:]}) // the clock was set back
	got, err := s.Categories(from, to, set, "")
	if err != nil {
		t.Fatal(err)
	}
	want, err := enginetest.Categorize(from, to, set, "", s.Spans(from, to))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("after the change (-want +got):\n%s", diff)
	}
}

func TestJudgedDaysAreBounded(t *testing.T) {
	var j judged
	v := j.by(judge{rules: 1})
	var sums categorySums
	sums.of("a").Active = time.Second
	for day := range utcDay(mostJudged + 10) {
		v.put(dayPart{day: day}, 7, &sums)
	}
	if len(v.days) > mostJudged {
		t.Errorf("%d days are remembered, want at most %d", len(v.days), mostJudged)
	}
	var got categorySums
	last := dayPart{day: mostJudged + 9}
	if !v.add(last, 7, &got) || got.of("a").Active != time.Second {
		t.Errorf("the last day is %v, want it remembered", got.totals())
	}
	if v.add(last, 8, &got) {
		t.Error("a day of another chunk was taken for the same")
	}
	last.high = 5
	if v.add(last, 7, &got) {
		t.Error("another part of a day was taken for the same")
	}
	if j.by(judge{rules: 2}) == v {
		t.Error("other rules have the verdicts of these")
	}
}

// busyRules are 200 rules, 30 of them regular expressions, for the synthetic
// log; n makes one of them another.
func busyRules(n int) string {
	var b strings.Builder
	b.WriteString("category own supports\ncategory other\n")
	for i := range 30 {
		fmt.Fprintf(&b, "app=app-%02d -> other\n", i)
	}
	for i := range 120 {
		fmt.Fprintf(&b, "title~\"project %d\" -> own\n", i+n)
	}
	for i := range 20 {
		fmt.Fprintf(&b, "app=app-%02d hours=0%d:00-12:00 -> own\n", i, i%10)
	}
	for i := range 10 {
		fmt.Fprintf(&b, "title/(issue|bug|task) #?%d[0-9]+$/ -> own\n", i)
		fmt.Fprintf(&b, "title/\\bsprint[- ]%d\\b/ -> own\n", i)
		fmt.Fprintf(&b, "app=app-01 title/[a-z]+_%d\\.(go|py|rs)/ -> own\n", i)
	}
	return b.String()
}

// BenchmarkCategories adds up what a summary by category asks for: as the daemon
// is after a while, and just after the rules have changed.
func BenchmarkCategories(b *testing.B) {
	defaults := category.Defaults()
	for _, bench := range []struct {
		name string
		days int
	}{{"day", 1}, {"month", 31}, {"year", 365}, {"ten years", tenYears - 2}} {
		from := monday.AddDate(0, 0, 1).Add(3 * time.Hour)
		if bench.days < 3000 {
			from = from.AddDate(4, 0, 0)
		}
		to := from.AddDate(0, 0, bench.days)
		run := func(name string, next func() *category.Set) {
			b.Run(bench.name+"/"+name, func(b *testing.B) {
				s := openDecade(b)
				b.ReportAllocs()
				if _, err := s.Categories(from, to, next(), "laptop"); err != nil {
					b.Fatal(err)
				}
				for b.Loop() {
					b.StopTimer()
					set := next()
					b.StartTimer()
					if got, err := s.Categories(from, to, set, "laptop"); err != nil || len(got) < 3 {
						b.Fatal(got, err)
					}
				}
			})
		}
		set := compile(b, busyRules(0), defaults)
		run("again", func() *category.Set { return set })
		n := 0
		run("anew", func() *category.Set { n++; return compile(b, busyRules(n), defaults) })
	}
}
