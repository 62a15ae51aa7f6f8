package category

import (
	"errors"
	"iter"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"focusd/tracker"
)

func usesOf(uses ...Use) iter.Seq2[Use, error] {
	return func(yield func(Use, error) bool) {
		for _, u := range uses {
			if !yield(u, nil) {
				return
			}
		}
	}
}

func TestCompare(t *testing.T) {
	before := compile(t, ruleset(t, "app=editor -> code\napp=player -> rest\ncategory play"))
	after := compile(t, ruleset(t, "app=editor -> code\napp=player title~lecture -> study\napp=player hours=18:00-20:00 -> play\ncategory rest"))
	preview, err := Compare(before, after, usesOf(
		Use{"editor", "", "h", noon, 10 * time.Minute},
		Use{"player", "A lecture", "h", noon, 30 * time.Minute},
		Use{"player", "A lecture", "h", noon, 5 * time.Minute},
		Use{"player", "A film", "h", noon.Add(6 * time.Hour), time.Minute},
		Use{"player", "A film", "h", noon, 2 * time.Minute},
		Use{"other", "", "h", noon, 3 * time.Minute},
	))
	if err != nil {
		t.Fatal(err)
	}
	want := Preview{
		Total: 51 * time.Minute,
		Moved: 38 * time.Minute,
		Totals: []Shift{
			{"rest", 38 * time.Minute, 0, 0, 38 * time.Minute},
			{"study", 0, 35 * time.Minute, 35 * time.Minute, 0},
			{"", 3 * time.Minute, 5 * time.Minute, 2 * time.Minute, 0},
			{"play", 0, time.Minute, time.Minute, 0},
			{"code", 10 * time.Minute, 10 * time.Minute, 0, 0},
		},
		Moves: []Move{
			{"rest", "study", "app=player title~lecture", 35 * time.Minute, 2},
			{"rest", "", "", 2 * time.Minute, 1},
			{"rest", "play", "app=player hours=18:00-20:00", time.Minute, 1},
		},
	}
	if diff := cmp.Diff(want, preview); diff != "" {
		t.Errorf("Compare (-want +got):\n%s", diff)
	}
}

func TestCompareHeedsHosts(t *testing.T) {
	before := compile(t, ruleset(t, "app=editor -> code"))
	after := compile(t, ruleset(t, "app=editor -> code\nhost=work app=editor -> job"))
	preview, err := Compare(before, after, usesOf(Use{"editor", "", "work", noon, 2}, Use{"editor", "", "home", noon, 3}))
	if err != nil || preview.Moved != 2 || preview.Total != 5 {
		t.Errorf("Compare = %+v, %v, want that 2 of 5 moved", preview, err)
	}
}

// What one category gains others lose, and no time comes or goes.
func TestCompareKeepsTime(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		before, err := Compile(drawRuleset(t))
		if err != nil {
			t.Fatal(err)
		}
		after, err := Compile(drawRuleset(t))
		if err != nil {
			t.Fatal(err)
		}
		var uses []Use
		var total time.Duration
		for range rapid.IntRange(0, 10).Draw(t, "uses") {
			u := Use{
				App:   rapid.SampledFrom([]string{"a", "b"}).Draw(t, "app"),
				Title: rapid.SampledFrom([]string{"a", "b - a"}).Draw(t, "title"),
				Host:  rapid.SampledFrom([]string{"g", "h"}).Draw(t, "host"),
				Start: noon.Add(time.Duration(rapid.IntRange(0, 168).Draw(t, "hour")) * time.Hour),
				Time:  time.Duration(rapid.IntRange(1, 100).Draw(t, "time")),
			}
			uses = append(uses, u)
			total += u.Time
		}
		p, err := Compare(before, after, usesOf(uses...))
		if err != nil {
			t.Fatal(err)
		}
		var was, is, gained, lost, moved time.Duration
		for _, s := range p.Totals {
			was, is, gained, lost = was+s.Before, is+s.After, gained+s.Gained, lost+s.Lost
			if s.Before+s.Gained-s.Lost != s.After {
				t.Errorf("%+v does not add up", s)
			}
		}
		for _, m := range p.Moves {
			moved += m.Time
		}
		if was != total || is != total || p.Total != total || gained != lost || gained != p.Moved || moved != p.Moved {
			t.Errorf("of %d were %d, are %d; gained %d, lost %d, moved %d, said to be moved %d", total, was, is, gained, lost, moved, p.Moved)
		}
		same, err := Compare(before, before, usesOf(uses...))
		if err != nil || same.Moved != 0 || len(same.Moves) != 0 {
			t.Errorf("a set compared with itself moves %v, %v", same.Moves, err)
		}
	})
}

func TestGaps(t *testing.T) {
	set := compile(t, ruleset(t, `
		category web
		category code supports
		category video rest
		app=browser -> web
		app=editor -> code
		app@web title|=Films -> video`))
	gaps, err := Gaps(set, usesOf(
		Use{"editor", "", "", noon, 100 * time.Minute},
		Use{"browser", "A film - Films - Browser", "", noon, 50 * time.Minute},
		Use{"browser", "One - Shop - Browser", "", noon, 9 * time.Minute},
		Use{"browser", "Two - Shop - Browser", "", noon, 8 * time.Minute},
		Use{"browser", "Two - Shop - Browser", "", noon, time.Minute},
		Use{"browser", "Alone", "", noon, 2 * time.Minute},
		Use{"org.example.editor", "x.txt", "", noon, 10 * time.Minute},
		Use{"", "", "", noon, time.Minute},
	))
	if err != nil {
		t.Fatal(err)
	}
	part := func(app Pattern, text string, length time.Duration, uses int) GapPart {
		return GapPart{text, length * time.Minute, uses, Rule{App: app, Title: Pattern{Part, text}}}
	}
	web := Pattern{Of, "web"}
	want := []Gap{
		{
			"browser", "web", 20 * time.Minute, 4,
			Rule{App: Pattern{Exact, "browser"}},
			[]GapPart{part(web, "Shop", 18, 3), part(web, "Alone", 2, 1)},
		},
		{
			"org.example.editor", "", 10 * time.Minute, 1,
			Rule{App: Pattern{Exact, "org.example.editor"}, Category: "code"},
			[]GapPart{part(Pattern{Exact, "org.example.editor"}, "x.txt", 10, 1)},
		},
		{"", "", time.Minute, 1, Rule{App: Pattern{Exact, ""}}, nil},
	}
	if diff := cmp.Diff(want, gaps); diff != "" {
		t.Errorf("Gaps (-want +got):\n%s", diff)
	}
}

// A suggestion that the person takes up, with a category of any class, closes
// the gap it was made for.
func TestSuggestionsCloseGaps(t *testing.T) {
	words := rapid.SampledFrom([]string{"Plan", "Shop", "Browser", "-", "—", "|", `"`, `\`, "a"})
	rapid.Check(t, func(t *rapid.T) {
		below := Ruleset{Categories: []Category{{Name: "web"}}, Rules: []Rule{{App: Pattern{Exact, "browser"}, Category: "web"}}}
		set, err := Compile(below)
		if err != nil {
			t.Fatal(err)
		}
		var uses []Use
		for i := range rapid.IntRange(1, 8).Draw(t, "uses") {
			title := ""
			for j, w := range rapid.SliceOfN(words, 0, 6).Draw(t, "title") {
				if j > 0 {
					title += " "
				}
				title += w
			}
			app := rapid.SampledFrom([]string{"browser", "other", "odd \"name"}).Draw(t, "app")
			uses = append(uses, Use{app, title, "", noon, time.Duration(i + 1)})
		}
		gaps, err := Gaps(set, usesOf(uses...))
		if err != nil {
			t.Fatal(err)
		}
		own := Ruleset{Categories: []Category{{Name: "known", Class: Personal}}}
		for _, g := range gaps {
			accept := func(r Rule) {
				r.Category = "known"
				if parsed, err := ParseRule(r.String()); err != nil || parsed != r {
					t.Fatalf("the suggestion %v is read as %v, %v", r, parsed, err)
				}
				if r.ID = r.Condition(); !slices.ContainsFunc(own.Rules, func(o Rule) bool { return o.ID == r.ID }) {
					own.Rules = append(own.Rules, r)
				}
			}
			for _, p := range g.Parts {
				accept(p.Suggest)
			}
			only, err := Compile(own, below)
			if err != nil {
				t.Fatal(err)
			}
			left, err := Gaps(only, usesOf(uses...))
			if err != nil {
				t.Fatal(err)
			}
			for _, l := range left {
				if l.App == g.App && len(l.Parts) > 0 {
					t.Errorf("%q still has the parts %+v", l.App, l.Parts)
				}
			}
			accept(g.Suggest)
		}
		full, err := Compile(own, below)
		if err != nil {
			t.Fatal(err)
		}
		if left, err := Gaps(full, usesOf(uses...)); err != nil || len(left) > 0 {
			t.Errorf("with all suggestions taken up there is still %+v, %v", left, err)
		}
	})
}

func TestLikeNames(t *testing.T) {
	set := compile(t, Defaults())
	for app, want := range map[string]string{
		"firefox-trunk-nightly":   "",
		"io.example.firefox":      "web",
		"krita-git":               "design",
		"code-insiders-bin":       "code",
		"obs-beta":                "design/film",
		"org.example.thunderbird": "mail",
		"inkscape1.5":             "design",
		"winword16":               "documents",
		"quite-unknown":           "",
		"64":                      "",
		"-git":                    "",
	} {
		if home := set.Home(app); home != "" {
			t.Errorf("%q is known, as %q: it needs no suggestion", app, home)
		}
		if got := set.suggestApp(app, ""); got.Category != want {
			t.Errorf("%q is taken for %q, want %q", app, got.Category, want)
		}
	}
}

func TestUsesOfSpans(t *testing.T) {
	start := time.Date(2026, 3, 2, 22, 30, 0, 0, time.UTC)
	at := func(minute int) time.Time { return start.Add(time.Duration(minute) * time.Minute) }
	spans := []tracker.Span{
		{Start: at(0), End: at(1), Presence: tracker.Active, Window: tracker.Window{App: "editor", Title: "t"}, Offset: 120},
		{Start: at(1), End: at(3), Presence: tracker.Idle},
		{Start: at(3), End: at(7), Presence: tracker.Passive, Window: tracker.Window{App: "player"}, Offset: -60},
	}
	var got []Use
	for use, err := range Uses("h", func(yield func(tracker.Span, error) bool) {
		for _, s := range spans {
			if !yield(s, nil) {
				return
			}
		}
	}) {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, use)
	}
	want := []Use{
		{"editor", "t", "h", time.Date(2026, 3, 3, 0, 30, 0, 0, time.UTC), time.Minute},
		{"player", "", "h", time.Date(2026, 3, 2, 21, 33, 0, 0, time.UTC), 4 * time.Minute},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("Uses (-want +got):\n%s", diff)
	}
}

func TestErrorsOfSpansEndWhatReadsThem(t *testing.T) {
	broken := errors.New("broken")
	spans := func(yield func(tracker.Span, error) bool) {
		t.Helper()
		if yield(tracker.Span{}, broken) {
			t.Error("an error does not end the sequence")
		}
	}
	set := compile(t, ruleset(t, "app=a -> x"))
	if _, err := Compare(set, set, Uses("h", spans)); !errors.Is(err, broken) {
		t.Errorf("Compare gives %v, want the error", err)
	}
	if _, err := Gaps(set, Uses("h", spans)); !errors.Is(err, broken) {
		t.Errorf("Gaps gives %v, want the error", err)
	}
	yielded := 0
	for range Uses("h", func(yield func(tracker.Span, error) bool) {
		for yield(tracker.Span{Presence: tracker.Active}, nil) {
			yielded++
		}
	}) {
		break
	}
	if yielded > 0 {
		t.Errorf("a reader that has enough gets %d more", yielded)
	}
}
