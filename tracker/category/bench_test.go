package category

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"
	"time"
)

// yearOfSubjects are as many apps and titles as a person has in a year, in
// titles of the length that real ones have.
func yearOfSubjects(n int) []subject {
	random := rand.New(rand.NewPCG(1, 2))
	words := strings.Fields("report budget invoice draft meeting build review notes plan chapter table figure parser server " +
		"client schema index query cache commit branch release summary minutes agenda sketch layer module Überblick Ordnung план")
	apps := []string{"firefox", "code", "alacritty", "thunderbird", "libreoffice-writer", "org.gnome.nautilus", "unheard-of"}
	subjects := make([]subject, n)
	for i := range subjects {
		app := apps[random.IntN(len(apps))]
		if i%10 == 0 {
			app = fmt.Sprintf("app-%d", i%120)
		}
		var title []string
		for range 5 + random.IntN(6) {
			title = append(title, words[random.IntN(len(words))])
		}
		subjects[i] = subject{app, strings.Join(title, " ") + fmt.Sprintf(" %d - Site %d — Browser", i, i%90)}
	}
	return subjects
}

// personalRules are 200 rules as a busy person might have, 30 of them regular
// expressions, most of which apply to every app.
func personalRules(tb testing.TB) Ruleset {
	var b strings.Builder
	b.WriteString("category own supports\ncategory web\napp=firefox -> web\n")
	for i := range 60 {
		fmt.Fprintf(&b, "app=app-%d -> own\n", i)
	}
	for i := range 60 {
		fmt.Fprintf(&b, "title~\"project %d\" -> own\n", i)
	}
	for i := range 30 {
		fmt.Fprintf(&b, "app@web title|=\"Site %d\" -> own\n", i)
	}
	for i := range 10 {
		fmt.Fprintf(&b, "app=firefox title*=\"*ticket ?%d*\" -> own\n", i)
		fmt.Fprintf(&b, "app~office hours=0%d:00-12:00 -> own\n", i)
	}
	for i := range 10 {
		fmt.Fprintf(&b, "title/(issue|bug|task) #?%d[0-9]+$/ -> own\n", i)
		fmt.Fprintf(&b, "title/\\bsprint[- ]%d\\b/ -> own\n", i)
		fmt.Fprintf(&b, "app=code title/[a-z]+_%d\\.(go|py|rs)/ -> own\n", i)
	}
	rs, err := Parse(b.String())
	if err != nil {
		tb.Fatal(err)
	}
	return rs
}

func classifyAll(set *Set, subjects []subject, now time.Time) (unknown int) {
	classifier := NewClassifier(set, "laptop")
	for _, s := range subjects {
		if classifier.Classify(s.app, s.title, now).Category == "" {
			unknown++
		}
	}
	return unknown
}

func BenchmarkYearAnew(b *testing.B) {
	own := personalRules(b)
	subjects := yearOfSubjects(2400)
	now := time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)
	for _, bench := range []struct {
		name   string
		layers []Ruleset
	}{
		{"own", []Ruleset{own}},
		{"own and defaults", []Ruleset{own, Defaults()}},
	} {
		set := compile(b, bench.layers...)
		b.Run(bench.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				classifyAll(set, subjects, now)
			}
		})
	}
}

func BenchmarkClassifyOnce(b *testing.B) {
	set := compile(b, personalRules(b), Defaults())
	now := time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)
	b.ReportAllocs()
	for b.Loop() {
		set.Classify("firefox", "Something that no rule knows — Browser", now, "laptop")
	}
}

func BenchmarkDefaults(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		Defaults()
	}
}

func BenchmarkCompile(b *testing.B) {
	own, defaults := personalRules(b), Defaults()
	b.ReportAllocs()
	for b.Loop() {
		compile(b, own, defaults)
	}
}

// The target is 15 ms, which is for a benchmark to say: a test runs where others
// are busy, and with the race detector. So it compares, in the same run, with
// how long it takes only to try every regular expression on every title.
func TestYearAnewIsFarFasterThanTryingEveryExpression(t *testing.T) {
	if testing.Short() {
		t.Skip("a measurement")
	}
	own, subjects := personalRules(t), yearOfSubjects(2400)
	set := compile(t, own, Defaults())
	var expressions []*regexp.Regexp
	for _, r := range own.Rules {
		if r.Title.Kind == Regex {
			expressions = append(expressions, regexp.MustCompile("(?i)"+r.Title.Text))
		}
	}
	now := time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)
	ours, found := time.Hour, 0
	for range 3 {
		ours = min(ours, took(func() {
			if unknown := classifyAll(set, subjects, now); unknown == 0 || unknown == len(subjects) {
				t.Fatalf("%d of %d subjects have no category: the measurement says nothing", unknown, len(subjects))
			}
		}))
	}
	theirs := took(func() {
		for _, s := range subjects {
			for _, re := range expressions {
				found += count(re.MatchString(s.title))
			}
		}
	})
	t.Logf("%v, all expressions %v", ours, theirs)
	if len(expressions) != 30 || theirs < 3*ours {
		t.Errorf("2,400 subjects took %v, and %d expressions alone %v (%d found): want a third", ours, len(expressions), theirs, found)
	}
}

func took(f func()) time.Duration {
	start := time.Now()
	f()
	return time.Since(start)
}

func compile(tb testing.TB, layers ...Ruleset) *Set {
	tb.Helper()
	set, err := Compile(layers...)
	if err != nil {
		tb.Fatal(err)
	}
	return set
}
