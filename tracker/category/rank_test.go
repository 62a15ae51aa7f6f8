package category

import (
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// ruleset reads text and defines whatever categories it names.
func ruleset(tb testing.TB, text string) Ruleset {
	tb.Helper()
	rs, err := Parse(text)
	if err != nil {
		tb.Fatal(err)
	}
	defined := make(map[string]bool)
	for _, c := range rs.Categories {
		defined[c.Name] = true
	}
	for _, r := range rs.Rules {
		for _, name := range []string{r.Category, r.App.Text} {
			if (name == r.Category || r.App.Kind == Of) && !defined[name] {
				defined[name] = true
				rs.Categories = append(rs.Categories, Category{Name: name})
			}
		}
	}
	return rs
}

// Each row is rules that match the same window, the one that wins first.
func TestMostSpecificWins(t *testing.T) {
	tests := []struct{ name, rules string }{
		{"kinds of a title", `
			title="A plan - Draft" -> x
			title|=Draft -> x
			title^=A -> x
			title*=*Draft -> x
			title~"A plan - Draft" -> x
			title/^A plan - Draft$/ -> x`},
		{"kinds of an app", `
			app=firefox -> web
			app|=firefox -> web
			app^=firefo -> web
			app*=fire* -> web
			app~firefox -> web
			app/firefox/ -> web
			app@web -> x`},
		{"asking for more, then for the title", `
			app/fire/ title/plan/ -> x
			title="A plan - Draft" -> x
			app=firefox -> x
			* -> x`},
		{"the title before the app", `
			app/fire/ title="A plan - Draft" -> x
			app=firefox title/plan/ -> x`},
		{"conditions", `
			app=firefox host=laptop hours=10:00-14:00 -> x
			app=firefox hours="mon 09:00-17:00" -> x
			app=firefox hours=10:00-14:00 -> x
			app=firefox hours=09:00-17:00 -> x
			app=firefox host~laptop -> x
			app=firefox -> x`},
		{"case", `
			title~plan case -> x
			title~draft -> x`},
		{"hosts", `
			host=laptop -> x
			host~laptop -> x
			host/laptop/ -> x`},
		{"length", `
			app~fire title~"plan - " -> x
			app~firefox title~plan -> x
			app~fire title~plan -> x
			title~"A plan" -> x
			title~"plan" -> x`},
		{"length of globs and expressions", `
			title*=*pl?n*t -> x
			title*=*pl*t -> x
			title/pla?n/ -> x
			title/pla?n?/ -> x`},
		{"order goes before all that", `
			* order=2 -> x
			app/f/ order=1 -> x
			app=firefox title="A plan - Draft" -> x
			title="A plan - Draft" order=-1 -> x`},
		{"the greater id, which is the condition here", `
			app=firefox title^=a -> x
			app=firefox title^=A -> x`},
	}
	monday := time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			rs := ruleset(t, tt.rules)
			for i := range rs.Rules[1:] {
				left := Ruleset{Categories: rs.Categories, Rules: slices.Clone(rs.Rules[i:])}
				slices.Reverse(left.Rules)
				set := compile(t, left)
				want := rs.Rules[i].Condition()
				if got := set.Classify("firefox", "A plan - Draft", monday, "laptop").Rule; got != want {
					t.Errorf("of %d rules, %q wins, want %q", len(left.Rules), got, want)
				}
			}
		})
	}
}

// Ids of the store sort by age.
func TestNewerRuleWinsWhereAllElseIsTheSame(t *testing.T) {
	rule := Rule{ID: "01B", App: Pattern{Exact, "firefox"}, Category: "new"}
	older := Rule{ID: "01A", App: Pattern{Exact, "firefox"}, Category: "old"}
	names := []Category{{Name: "new"}, {Name: "old"}}
	for _, rules := range [][]Rule{{rule, older}, {older, rule}} {
		set := compile(t, Ruleset{Categories: names, Rules: rules})
		if got := set.Classify("firefox", "", time.Time{}, ""); got != (Verdict{"new", "01B"}) {
			t.Errorf("of %v wins %v, want the newer", rules, got)
		}
	}
}

// The order of definition never matters, not even where everything ties: then
// the ids decide, and no two are the same.
func TestOrderOfDefinitionDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rs := drawRuleset(t)
		shuffled := rs
		shuffled.Rules = rapid.Permutation(rs.Rules).Draw(t, "rules")
		shuffled.Categories = rapid.Permutation(rs.Categories).Draw(t, "categories")
		set, err := Compile(rs)
		other, otherErr := Compile(shuffled)
		if err != nil || otherErr != nil {
			t.Fatal(err, otherErr)
		}
		if set.Hash() != other.Hash() {
			t.Errorf("the hashes are %x and %x", set.Hash(), other.Hash())
		}
		if !slices.Equal(set.Rules(), other.Rules()) {
			t.Errorf("the rules are %v and %v", set.Rules(), other.Rules())
		}
	})
}

// A total order: any two rules compare one way, and in a circle nowhere.
func TestRankIsATotalOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var rules []*compiled
		for i := range 3 {
			r := drawRule(t)
			r.ID = string(rune('a' + i))
			c, problems := r.compile()
			if len(problems) > 0 {
				t.Fatal(problems)
			}
			rules = append(rules, &c)
		}
		a, b, c := rules[0], rules[1], rules[2]
		if a.compare(b) == 0 || a.compare(b) != -b.compare(a) || a.compare(a) != 0 {
			t.Errorf("%v and %v compare as %d and %d", a, b, a.compare(b), b.compare(a))
		}
		if a.compare(b) < 0 && b.compare(c) < 0 && a.compare(c) >= 0 {
			t.Errorf("%v before %v before %v before %v", a, b, c, a)
		}
	})
}

// drawRuleset has rules that match the small texts of drawSubject.
func drawRuleset(t *rapid.T) Ruleset {
	rs := Ruleset{Categories: []Category{{Name: "x"}, {Name: "x/y"}, {Name: "z"}}}
	seen := make(map[string]bool)
	lines := rapid.SliceOfN(rapid.Custom(drawLine), 0, 12).Draw(t, "rules")
	for _, line := range lines {
		r, err := ParseRule(line)
		if err != nil {
			t.Fatal(err)
		}
		if !seen[r.Condition()] {
			seen[r.Condition()] = true
			rs.Rules = append(rs.Rules, r)
		}
	}
	return rs
}

func drawLine(t *rapid.T) string {
	one := func(label string, of ...string) string { return rapid.SampledFrom(of).Draw(t, label) }
	words := []string{
		one("app", "", "", "app=a", "app=b", "app~a", "app*=?", "app/[ab]/", "app@x", "app@x/y", "app@z"),
		one("title", "", "", "title=a", "title|=a", "title~b", "title^=a", "title*=*b*", "title/a|b/", "title~A case"),
		one("host", "", "", "", "host=h", "host~g"),
		one("hours", "", "", "", "hours=09:00-17:00", "hours=sat,sun", "hours=22:00-02:00"),
		one("order", "", "", "", "order=1", "order=-1"),
	}
	line := strings.Join(strings.Fields(strings.Join(words, " ")), " ")
	if line == "" || strings.HasPrefix(line, "order") {
		line = "* " + line
	}
	return line + " -> " + one("category", "x", "x/y", "z")
}
