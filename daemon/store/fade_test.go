package store

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/oklog/ulid/v2"

	"focusd/daemon/engine"
	"focusd/tracker"
	"focusd/tracker/category"
	"focusd/tracker/privacy"
)

// noTitles takes the titles of everything that ended by then.
func noTitles(before time.Time) engine.Fading {
	return engine.Fading{Before: before, Window: func(s tracker.Span) tracker.Window { return tracker.Window{App: s.Window.App} }}
}

// withoutTitles are the UTC days of a store on which nothing has a title.
func withoutTitles(t testing.TB, s *Store) (days []string) {
	t.Helper()
	titles := map[string]bool{}
	for _, span := range allSpans(t, s) {
		day := dayOf(span.Start.UnixMilli()).String()
		titles[day] = titles[day] || span.Window.Title != ""
	}
	for day, has := range titles {
		if !has {
			days = append(days, day)
		}
	}
	slices.Sort(days)
	return days
}

func TestFade(t *testing.T) {
	dir, s, log := fullStore(t)
	from, to := monday, monday.AddDate(0, 0, 9)
	before, err := s.Totals(from, to, nil)
	if err != nil {
		t.Fatal(err)
	}
	if first, err := s.TitlesFrom(); err != nil || !first.Equal(monday.AddDate(0, 0, 1)) {
		t.Errorf("the first day with titles ends at %v (%v)", first, err)
	}
	f := noTitles(monday.AddDate(0, 0, 2).Add(23 * time.Hour)) // the third day is not over
	gone, err := s.Fade(f)
	if err != nil || gone.Spans == 0 || gone.Time == 0 {
		t.Fatalf("%+v went, %v", gone, err)
	}
	if got := withoutTitles(t, s); !slices.Equal(got, []string{"2025-03-03", "2025-03-04"}) {
		t.Errorf("the days without titles are %v of %d", got, len(log))
	}
	after, err := s.Totals(from, to, nil)
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "presence", after.Presences, before.Presences)
	equal(t, "apps", after.Apps, before.Apps)
	if first, err := s.TitlesFrom(); err != nil || !first.Equal(monday.AddDate(0, 0, 3)) {
		t.Errorf("then the first day with titles ends at %v (%v)", first, err)
	}

	copies, err := s.FadeCopies(f)
	if err != nil || len(copies.Rewritten) != 3 || len(copies.Removed)+len(copies.Left) > 0 {
		t.Errorf("copies: %+v, %v; want three, and that the damaged one stays a week", copies, err)
	}
	for _, day := range []string{"of day 0", "of day 1"} {
		for _, path := range copies.Rewritten {
			if strings.Contains(string(titlesIn(t, path)), day) {
				t.Errorf("a title %s is still in %s", day, path)
			}
			verifyDeep(t, path)
		}
	}
	if again, err := s.Fade(f); err != nil || again.Spans != 0 {
		t.Errorf("done again it takes %+v (%v)", again, err)
	}
	if again, err := s.FadeCopies(f); err != nil || len(again.Rewritten) > 0 {
		t.Errorf("done again it rewrites %v (%v)", again.Rewritten, err)
	}

	damaged := filepath.Join(dir, FileName+".damaged-20250303T000000Z")
	old := time.Now().Add(-keepDamaged - time.Hour)
	if err := os.Chtimes(damaged, old, old); err != nil {
		t.Fatal(err)
	}
	if copies, err := s.FadeCopies(f); err != nil || !slices.Equal(copies.Removed, []string{damaged}) {
		t.Errorf("a week later: %+v, %v", copies, err)
	}
	shut(t, s)
	if check := verifyDeep(t, s.path()); check.Sums != check.Days {
		t.Errorf("%d of %d days have a sum", check.Sums, check.Days)
	}
}

// No byte of what has faded is left, of sealed days and of rows alike; what is
// written on the file afterwards does not bring it back, and what came in later
// for an old day fades as well.
func TestFadeLeavesNoTrace(t *testing.T) {
	dir, s := t.TempDir(), open(t, t.TempDir())
	shut(t, s)
	s = open(t, dir)
	fillDays(t, s, withCanary(3))
	span := func(start time.Time, title string) tracker.Span {
		return tracker.Span{Start: start, End: start.Add(time.Hour), Window: tracker.Window{App: "editor", Title: title}}
	}
	open := monday.AddDate(0, 0, 5)
	commit(t, s, engine.Change{Spans: []tracker.Span{span(open, canary+" in a row")}})
	f := noTitles(open.AddDate(0, 0, 1))
	if _, err := s.Fade(f); err != nil {
		t.Fatal(err)
	}
	if got := traces(t, dir, canary); len(got) > 0 {
		t.Errorf("the canary is still in %q", got)
	}
	commit(t, s, engine.Change{Spans: []tracker.Span{span(open.Add(2*time.Hour), canary+" again")}})
	if got := traces(t, dir, canary); len(got) == 0 {
		t.Fatal("what was written later is not there: what follows proves nothing")
	}
	if _, err := s.Fade(f); err != nil {
		t.Fatal(err)
	}
	if got := traces(t, dir, canary); len(got) > 0 {
		t.Errorf("what was written later for a day that is over is still in %q", got)
	}
}

// Without their titles days are in the categories that they were in, whatever
// becomes of the rules, where the title decided; the app goes on deciding the
// rest.
func TestFadeKeepsCategories(t *testing.T) {
	s := open(t, t.TempDir())
	fillDays(t, s, days(8, 4))
	from, to := monday, monday.AddDate(0, 0, 9)
	rules, err := category.Parse("category code earns\ncategory web rest\ncategory mail supports\napp*=app-0* -> web\ntitle~ka -> code\ntitle~sho hours=09:00-13:00 -> mail")
	if err != nil {
		t.Fatal(err)
	}
	set, err := category.Compile(rules)
	if err != nil {
		t.Fatal(err)
	}
	before, err := s.Categories(from, to, set, "")
	if err != nil {
		t.Fatal(err)
	}
	c := category.NewClassifier(set, "")
	kept := map[string]bool{}
	f := engine.Fading{Before: to, Window: func(s tracker.Span) tracker.Window {
		w := tracker.Window{App: s.Window.App, Title: c.Fade(s.Window.App, s.Window.Title, s.Start.Add(time.Duration(s.Offset)*time.Minute))}
		if name, ok := category.Decided(w.App, w.Title); ok {
			kept[name] = true
		}
		return w
	}}
	if _, err := s.Fade(f); err != nil {
		t.Fatal(err)
	}
	after, err := s.Categories(from, to, set, "")
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "categories", after, before)
	if !kept["code"] || !kept["mail"] {
		t.Fatalf("the titles that decided are of %v: this proves too little", kept)
	}
	none, err := s.Categories(from, to, new(category.Set), "")
	if err != nil {
		t.Fatal(err)
	}
	for _, total := range none {
		if total.Name != "" && !kept[total.Name] {
			t.Errorf("without rules %q has %v", total.Name, total.Active)
		}
	}
	if first, err := s.TitlesFrom(); err != nil || !first.IsZero() {
		t.Errorf("there are titles to fade on %v (%v): what stands for one is none", first, err)
	}
}

// What a change of rules could be undone by goes with the titles of its time.
func TestFadeTakesOldNotes(t *testing.T) {
	s := open(t, t.TempDir())
	fillDays(t, s, withCanary(3))
	at := func(day int) string {
		return ulid.MustNew(ulid.Timestamp(monday.AddDate(0, 0, day)), bytes.NewReader(make([]byte, 10))).String()
	}
	commit(t, s, engine.Change{Documents: []engine.Document{
		{Kind: kindNote, ID: at(0), Data: []byte("{}")}, {Kind: kindNote, ID: at(5), Data: []byte("{}")}, {Kind: kindRule, ID: at(0), Data: []byte("{}")},
	}})
	gone, err := s.Fade(noTitles(monday.AddDate(0, 0, 2)))
	if err != nil || gone.Notes != 1 {
		t.Fatalf("%+v went, %v", gone, err)
	}
	if got := kept(t, s, kindNote); !slices.Equal(got, []string{at(5)}) {
		t.Errorf("the notes that are left are %v", got)
	}
	if len(kept(t, s, kindRule)) != 1 {
		t.Error("a rule is gone")
	}
}

func TestFadeThatFailsChangesNothing(t *testing.T) {
	dir, s, _ := fullStore(t)
	before := allSpans(t, s)
	s.opts.Verify = func(string) error { return errors.New("a bad disk") }
	if _, err := s.Fade(noTitles(monday.AddDate(1, 0, 0))); err == nil || !strings.Contains(err.Error(), "nothing was changed") {
		t.Errorf("Fade: %v, want an error that says that nothing was changed", err)
	}
	equal(t, "log", allSpans(t, s), before)
	commit(t, s, engine.Change{Values: map[string]string{"a": "b"}})
	if left, err := filepath.Glob(filepath.Join(dir, "*"+unfinished)); err != nil || len(left) > 0 {
		t.Errorf("it left %v (%v)", left, err)
	}
}

// A day that has faded and of which something is forgotten has faded still.
func TestWhatIsForgottenOfAFadedDay(t *testing.T) {
	s := open(t, t.TempDir())
	fillDays(t, s, withCanary(3))
	f := noTitles(monday.AddDate(0, 0, 2))
	f.Window = func(s tracker.Span) tracker.Window {
		return tracker.Window{App: s.Window.App, Title: category.AsTitle("code")}
	}
	if _, err := s.Fade(f); err != nil {
		t.Fatal(err)
	}
	first, err := s.TitlesFrom()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Forget(engine.Forgetting{Erasure: privacy.Erasure{App: "browser"}}); err != nil {
		t.Fatal(err)
	}
	if then, err := s.TitlesFrom(); err != nil || !then.Equal(first) {
		t.Errorf("the first day to fade ended at %v and ends at %v (%v)", first, then, err)
	}
}

// BenchmarkFade lets a day of ten years go, of which ninety days have titles,
// as every night.
func BenchmarkFade(b *testing.B) {
	s := openDecade(b)
	s.opts.Verify = func(path string) error { _, err := Verify(path); return err }
	day := tenYears - 90
	start := time.Now()
	if _, err := s.Fade(noTitles(monday.AddDate(0, 0, day))); err != nil {
		b.Fatal(err)
	}
	first := time.Since(start)
	for b.Loop() {
		day++
		if _, err := s.Fade(noTitles(monday.AddDate(0, 0, day))); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(first.Seconds(), "s/first")
	stats, err := s.Stats()
	if err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(float64(stats.Size)/1e6, "MB")
}

// BenchmarkTitlesFrom looks in ten years whether there is anything to do.
func BenchmarkTitlesFrom(b *testing.B) {
	s := openDecade(b)
	for b.Loop() {
		if _, err := s.TitlesFrom(); err != nil {
			b.Fatal(err)
		}
	}
}
