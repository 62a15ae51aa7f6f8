package category

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

// slow is the definition of Classify: the first of the rules, in their order,
// all of whose demands are met.
func slow(s *Set, app, title string, start time.Time, host string) Verdict {
	home := ""
	for _, c := range s.rules {
		if c.ofApp() && c.app.match(app, fold(app)) {
			home = c.Category
			break
		}
	}
	for _, c := range s.rules {
		ok := c.app.match(app, fold(app))
		if c.app.kind == Of {
			ok = home == c.app.text || strings.HasPrefix(home, c.app.text+"/")
		}
		if ok && c.title.match(title, fold(title)) && c.host.match(host, fold(host)) && c.Hours.Contain(start) {
			return Verdict{c.Category, c.ID}
		}
	}
	return Verdict{}
}

func TestClassifyIsWhatItIsDefinedToBe(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		layers := []Ruleset{drawRuleset(t), drawRuleset(t)}
		for i := range layers[1].Rules {
			if i%2 == 0 { // the others are replaced where the first layer has them too
				layers[1].Rules[i].ID = "second:" + layers[1].Rules[i].Condition()
			}
		}
		set, err := Compile(layers...)
		if err != nil {
			t.Fatal(err)
		}
		host := rapid.SampledFrom([]string{"", "h", "G"}).Draw(t, "host")
		classifier := NewClassifier(set, host)
		for range 20 {
			app := rapid.SampledFrom([]string{"", "a", "b", "A", "ab"}).Draw(t, "app")
			title := rapid.SampledFrom([]string{"", "a", "A", "b - a", "ab", "c"}).Draw(t, "title")
			start := noon.Add(time.Duration(rapid.IntRange(0, 7*24).Draw(t, "hour")) * time.Hour)
			want := slow(set, app, title, start, host)
			if got := set.Classify(app, title, start, host); got != want {
				t.Fatalf("Classify(%q, %q, %v, %q) = %v, want %v", app, title, start, host, got, want)
			}
			if got := classifier.Classify(app, title, start); got != want {
				t.Fatalf("Classifier: (%q, %q, %v) on %q = %v, want %v", app, title, start, host, got, want)
			}
			matches := set.Matches(app, title, start, host)
			if len(matches) == 0 != (want == Verdict{}) || len(matches) > 0 && matches[0].ID != want.Rule {
				t.Fatalf("Matches(%q, %q, %v, %q) = %v, want %v first", app, title, start, host, matches, want)
			}
			decision := set.Decide(app, title, host)
			if !decision.TimeDependent() && decision.At(noon) != want {
				t.Fatalf("%q, %q does not depend on time, but is %v and %v", app, title, decision.At(noon), want)
			}
			if decision.TimeDependent() && !set.TimeDependent() {
				t.Fatal("a decision depends on time, the set does not")
			}
			if !set.HostDependent() && set.Classify(app, title, start, "other") != want {
				t.Fatal("the host decides in a set that does not depend on it")
			}
		}
	})
}

func TestMatchesSaysWhatElseWould(t *testing.T) {
	set := compile(t, ruleset(t, "* -> misc\napp=player -> rest\napp=player title~lecture -> study\napp=editor -> code\nhours=sat -> weekend"))
	var got []string
	for _, r := range set.Matches("player", "A lecture", noon, "") {
		got = append(got, r.Category)
	}
	if want := []string{"study", "rest", "misc"}; !slices.Equal(got, want) {
		t.Errorf("Matches = %v, want %v", got, want)
	}
}

func TestTimeDependentOnlyWhereHoursDecide(t *testing.T) {
	set := compile(t, ruleset(t, `
		app=editor -> code
		app=player hours=18:00-22:00 -> rest
		app=player title~lecture -> study
		hours=sat,sun order=-1 -> weekend`))
	for _, tt := range []struct {
		app, title string
		want       bool
	}{
		{"editor", "", false},
		{"player", "film", true},
		{"player", "a lecture", false}, // asks for more, so it wins at any hour
		{"other", "", true},
	} {
		if got := set.Decide(tt.app, tt.title, "").TimeDependent(); got != tt.want {
			t.Errorf("Decide(%q, %q).TimeDependent = %v, want %v", tt.app, tt.title, got, tt.want)
		}
	}
	saturday := noon.AddDate(0, 0, 5)
	for _, tt := range []struct {
		app  string
		at   time.Time
		want string
	}{
		{"player", noon.Add(7 * time.Hour), "rest"},
		{"player", noon, ""},
		{"player", saturday, "weekend"},
		{"editor", saturday, "code"},
		{"other", saturday, "weekend"},
		{"other", noon, ""},
	} {
		if got := set.Classify(tt.app, "", tt.at, "").Category; got != tt.want {
			t.Errorf("Classify(%q) on %v = %q, want %q", tt.app, tt.at, got, tt.want)
		}
	}
	hours, _ := set.Rule("app=player hours=18:00-22:00")
	always, _ := set.Rule("app=editor")
	if !set.TimeDependent() || !hours.TimeDependent() || always.TimeDependent() {
		t.Error("which rules depend on time is not said as it is")
	}
}

func TestZeroSetPutsNothingAnywhere(t *testing.T) {
	var set Set
	if got := set.Classify("app", "title", noon, "host"); got != (Verdict{}) {
		t.Errorf("Classify = %v, want nothing", got)
	}
	if got := set.Category("x"); got != (Category{Name: "x"}) {
		t.Errorf("Category = %+v, want an unclassified one", got)
	}
	if got := (Decision{}).At(noon); got != (Verdict{}) {
		t.Errorf("the zero Decision is %v, want nothing", got)
	}
}

func TestPersonGoesBeforeDefaults(t *testing.T) {
	own := ruleset(t, `
		app~fire -> mine
		category web personal`)
	below := ruleset(t, `
		category web rest
		app=firefox title="A film" order=100 -> film
		app=firefox -> web
		app=other -> web`)
	set := compile(t, own, below)
	if got := set.Classify("firefox", "A film", noon, "").Category; got != "mine" {
		t.Errorf("a default wins over a rule of the person: %q", got)
	}
	if got := set.Category("web").Class; got != Personal {
		t.Errorf("the class of web is %v, want what the person said", got)
	}
	if got := set.Classify("other", "", noon, "").Category; got != "web" {
		t.Errorf("a default that nothing goes before is not there: %q", got)
	}
}

func TestEarlierLayerReplacesTheRuleOfTheSameID(t *testing.T) {
	own, below := ruleset(t, "app=steam -> work"), ruleset(t, "app=steam -> games\napp=itch -> games")
	set := compile(t, own, below)
	if got := set.Rules(); len(got) != 2 || got[0].Category != "work" || got[1].ID != "app=itch" {
		t.Errorf("the rules are %v, want the first one replaced", got)
	}
}

func TestCategoryKeepsTheHueThatNobodyChanges(t *testing.T) {
	below := ruleset(t, "category web rest reading hue=200\ncategory code supports hue=100")
	set := compile(t, ruleset(t, "category web wastes\ncategory code earns hue=7"), below)
	want := []Category{{"code", Earns, false, 7}, {"web", Wastes, false, 200}}
	if got := set.Categories(); !slices.Equal(got, want) {
		t.Errorf("Categories = %+v, want %+v", got, want)
	}
}

func TestDefaultSwitchedOff(t *testing.T) {
	below := ruleset(t, "app=steam -> games\napp=steam title~news -> news")
	for i := range below.Rules {
		below.Rules[i].ID = defaultID + below.Rules[i].Condition()
	}
	own := Ruleset{Off: []string{"default:app=steam", "default:of an older release"}}
	set := compile(t, own, below)
	if got := set.Classify("steam", "", noon, ""); got != (Verdict{}) {
		t.Errorf("a rule that is off matches: %v", got)
	}
	if got := set.Classify("steam", "news", noon, "").Category; got != "news" {
		t.Errorf("a rule beside it is off too: %q", got)
	}
	if _, ok := set.Rule("default:app=steam"); ok {
		t.Error("a rule that is off is in the set")
	}
	// It is only rules of later layers that can be off.
	if got := compile(t, below, own).Classify("steam", "", noon, "").Category; got != "games" {
		t.Errorf("a later layer switches off an earlier one: %q", got)
	}
}

func TestAppBelongsToACategory(t *testing.T) {
	set := compile(t, ruleset(t, `
		app=firefox -> web
		app=odd title~x -> web
		app=desk host=h -> web
		app=clock hours=10:00-14:00 -> web
		app@web title~film -> film
		app~engine -> web/tool`))
	for app, want := range map[string]string{
		"firefox": "film", "Firefox": "film", "engine-1": "film", // which is below web
		"odd": "", "desk": "web", "clock": "web", // a title, host or hours say nothing of the app
		"unheard-of": "",
	} {
		if got := set.Classify(app, "a film", noon, "h").Category; got != want {
			t.Errorf("%q with a film is %q, want %q", app, got, want)
		}
	}
	for app, want := range map[string]string{"firefox": "web", "engine": "web/tool", "odd": "", "desk": "", "clock": ""} {
		if got := set.Home(app); got != want {
			t.Errorf("Home(%q) = %q, want %q", app, got, want)
		}
	}
}

func TestHostIsOneOfMany(t *testing.T) {
	set := compile(t, ruleset(t, "host=Laptop -> away\nhost^=work- app=editor -> work"))
	for _, tt := range []struct{ app, host, want string }{
		{"editor", "laptop", "away"}, {"editor", "WORK-7", "work"}, {"player", "work-7", ""}, {"editor", "", ""},
	} {
		if got := set.Classify(tt.app, "", noon, tt.host).Category; got != tt.want {
			t.Errorf("%q on %q is %q, want %q", tt.app, tt.host, got, tt.want)
		}
	}
}

func TestHash(t *testing.T) {
	base := "app=a -> x\ntitle~b order=1 -> y\nhours=sat -> x"
	hash := func(text string) uint64 { return compile(t, ruleset(t, text)).Hash() }
	for name, text := range map[string]string{
		"another order of definition":  "hours=sat -> x\ntitle~b order=1 -> y\napp=a -> x",
		"another number, same order":   "app=a order=5 -> x\ntitle~b order=7 -> y\nhours=sat order=4 -> x",
		"a comment":                    base + "\n# more",
		"a category that nothing uses": base + "\ncategory z earns",
		"another class":                base + "\ncategory x wastes reading hue=7",
	} {
		if hash(text) != hash(base) {
			t.Errorf("%s changes the hash", name)
		}
	}
	for name, text := range map[string]string{
		"a rule more":           base + "\napp=c -> x",
		"a rule less":           "app=a -> x\ntitle~b order=1 -> y",
		"another category":      strings.Replace(base, "-> y", "-> x", 1),
		"another text":          strings.Replace(base, "~b", "~c", 1),
		"another operator":      strings.Replace(base, "~b", "=b", 1),
		"case":                  strings.Replace(base, "~b", "~b case", 1),
		"other hours":           strings.Replace(base, "sat", "sun", 1),
		"another one that wins": strings.Replace(base, "order=1", "order=-1", 1),
	} {
		if hash(text) == hash(base) {
			t.Errorf("%s does not change the hash", name)
		}
	}
	// Summaries of years are kept under it: it changes only with the semantics.
	if got := hash(base); got != 0x6102c1a8bdf08c3b {
		t.Errorf("Hash = %#x, want 0x6102c1a8bdf08c3b; if rules mean something else now, change semantics", got)
	}
	own := ruleset(t, base)
	for i := range own.Rules {
		own.Rules[i].ID = "renamed " + own.Rules[i].Condition()
	}
	if compile(t, own).Hash() != hash(base) {
		t.Error("other ids change the hash")
	}
}

func TestCompileLeavesOutWhatIsWrong(t *testing.T) {
	set, err := Compile(Ruleset{
		Categories: []Category{{Name: "work"}, {Name: "work/"}, {Name: "rest", Class: 9}, {Name: "work"}, {Name: "fun", Hue: 400}},
		Rules: []Rule{
			{ID: "1", App: Pattern{Exact, "a"}, Category: "work"},
			{ID: "2", App: Pattern{Regex, "("}, Category: "work"},
			{ID: "3", App: Pattern{Exact, "b"}, Category: "wrok"},
			{ID: "1", App: Pattern{Exact, "c"}, Category: "work"},
			{ID: "5", App: Pattern{Of, "far away"}, Category: ""},
			{ID: "6", App: Pattern{Text: "c"}, Category: "work"},
			{ID: "7", Title: Pattern{Exact + 1, "c"}, Category: "work"},
			{ID: "8", Hours: Hours{From: 7}, Category: "work"},
			{ID: "9", Title: Pattern{Exact, "\xff"}, Category: "work"},
		},
	})
	want := strings.TrimSpace(`
category: the name "work/" has nothing on one side of a /; put a name on both sides of every /
rest: class: Class(9) does not exist; use a class that does
work: category: it is defined twice; delete one of the two
fun: hue: 400 is not on the colour circle; write 1 to 360
rule "2": app: bad regular expression: missing closing ): ` + "`(`" + `; write \( or \[ or the like for the character itself
rule "3": category: there is no category "wrok"; did you mean "work"?
rule "1": there is another rule of this id; delete one of the two
rule "5": category: it has no name; give it one, such as code or work/code
rule "5": app: there is no category "far away"; define it first: "category "far away" supports"
rule "6": app: a text without an operator; give the pattern a kind, "substring" for one
rule "6": it asks for nothing; say what to match, or write * for a rule that matches everything
rule "7": title: Kind(8) does not exist; use a kind that does
rule "8": hours: the hours are not as ParseHours writes them; write them as in "mon-fri 09:00-17:00"
rule "9": title: the text is not UTF-8; write it in UTF-8`)
	var problems Problems
	if !errors.As(err, &problems) || err.Error() != want {
		t.Errorf("Compile:\n got %v\nwant %s", err, want)
	}
	if rules := set.Rules(); len(rules) != 1 || rules[0].ID != "1" || rules[0].App.Text != "a" {
		t.Errorf("the set has the rules %v, want the one that is good", rules)
	}
	if got := set.Classify("a", "", noon, "").Category; got != "work" {
		t.Errorf("the good rule gives %q", got)
	}
}

func TestBranchTakesFromAbove(t *testing.T) {
	set := compile(t, ruleset(t, `
		category a rest hue=100
		category a/b
		category a/b/c wastes reading
		category a/b/c/d hue=5
		category x/y/z
		category x supports reading`))
	want := []Category{
		{"a", Rest, false, 100},
		{"a/b", Rest, false, near(100, "a/b")},
		{"a/b/c", Wastes, true, near(100, "a/b/c")},
		{"a/b/c/d", Wastes, true, 5},
		{"x", Supports, true, deriveHue("x")},
		{"x/y/z", Supports, true, deriveHue("x/y/z")},
	}
	if got := set.Categories(); !slices.Equal(got, want) {
		t.Errorf("Categories = %+v, want %+v", got, want)
	}
	for _, c := range want {
		if got := set.Category(c.Name); got != c {
			t.Errorf("Category(%q) = %+v, want %+v", c.Name, got, c)
		}
	}
}

func TestHues(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		name := anyText.Draw(t, "name")
		hue := deriveHue(name)
		child := near(hue, name+"/below")
		if hue < 1 || hue > maxHue || child < 1 || child > maxHue {
			t.Errorf("the hues of %q are %d and %d", name, hue, child)
		}
		apart := (hue - child + maxHue) % maxHue
		if min(apart, maxHue-apart) > hueSpread {
			t.Errorf("%d of the branch is far from %d", child, hue)
		}
	})
	// They must be the same for ever: people learn colours.
	for name, want := range map[string]int{"code": 261, "work": 265, "work/code": 268, "büro": 222} {
		if got := deriveHue(name); got != want {
			t.Errorf("deriveHue(%q) = %d, want %d", name, got, want)
		}
	}
}

func TestCheckName(t *testing.T) {
	for _, good := range []string{"code", "work/code", "büro/täglich", "my work", "c++", "a/b/c/d", strings.Repeat("x", 40)} {
		if err := CheckName(good); err != nil {
			t.Errorf("CheckName(%q) = %v", good, err)
		}
	}
	for bad, want := range map[string]string{
		"": "it has no name", "a//b": "nothing on one side", "/a": "nothing on one side", "Work": `write "work"`, " a": `write "a"`,
		"a / b": `write "a/b"`, "a  b": `write "a b"`, "a\nb": "cannot have", "a\"b": "cannot have", "a\u200bb": "cannot have",
		"\xff": "not UTF-8", "unclassified": "choose another", "uncategorized": "choose another",
		strings.Repeat("x", 41): "has 41 bytes", strings.Repeat("x/", 40) + "x": "has 81 bytes",
	} {
		if err := CheckName(bad); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("CheckName(%q) = %v, want something of %s", bad, err, want)
		}
	}
}

func TestWithin(t *testing.T) {
	for _, tt := range []struct {
		name, branch string
		want         bool
	}{{"a", "a", true}, {"a/b", "a", true}, {"ab", "a", false}, {"a", "a/b", false}, {"", "a", false}} {
		if got := Within(tt.name, tt.branch); got != tt.want {
			t.Errorf("Within(%q, %q) = %v, want %v", tt.name, tt.branch, got, tt.want)
		}
	}
	if got := Above("a/b/c"); !slices.Equal(got, []string{"a/b", "a"}) || Above("a") != nil {
		t.Errorf("Above = %v, %v", got, Above("a"))
	}
}

func TestDistance(t *testing.T) {
	for _, tt := range []struct {
		a, b string
		want int
	}{{"work", "work", 0}, {"work", "wrok", 1}, {"work", "worx", 1}, {"work", "works", 1}, {"work", "ork", 1}, {"work", "wroks", 2}, {"work", "play", 3}, {"é", "e", 1}, {"a", "abcdef", 3}} {
		if got := distance(tt.a, tt.b, 3); got != tt.want {
			t.Errorf("distance(%q, %q) = %d, want %d", tt.a, tt.b, got, tt.want)
		}
	}
}

func TestClassIsText(t *testing.T) {
	for c := Unclassified; c <= Wastes; c++ {
		text, err := c.MarshalText()
		if err != nil {
			t.Fatal(err)
		}
		var back Class
		if err := back.UnmarshalText(text); err != nil || back != c {
			t.Errorf("%v written and read is %v, %v", c, back, err)
		}
	}
	if _, err := Class(9).MarshalText(); err == nil {
		t.Error("a class that does not exist is written")
	}
	want := `value class "bad" is not known; write one of unclassified, earns, supports, personal, rest, wastes`
	if _, err := ParseClass("bad"); err == nil || err.Error() != want {
		t.Errorf("ParseClass of an unknown class: %v, want %s", err, want)
	}
}

// A classifier forgets before it grows without end, and is right afterwards.
func TestClassifierForgets(t *testing.T) {
	set := compile(t, ruleset(t, "title~7 -> x"))
	c := NewClassifier(set, "")
	for i := range 2*maxRemembered + 10 {
		title := string(rune('0'+i%10)) + string(rune(0x4e00+i))
		want := ""
		if i%10 == 7 {
			want = "x"
		}
		if got := c.Classify("a", title, noon).Category; got != want {
			t.Fatalf("%q is %q, want %q", title, got, want)
		}
		if len(c.subjects) > maxRemembered {
			t.Fatalf("%d subjects are remembered", len(c.subjects))
		}
	}
}
