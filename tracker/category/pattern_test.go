package category

import (
	"encoding/json"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestPatternMatches(t *testing.T) {
	tests := []struct {
		name, pattern, text string
		want                bool
	}{
		{"exact", `=inbox`, "Inbox", true},
		{"exact, more behind", `=inbox`, "Inbox - Mail", false},
		{"exact, empty", `=""`, "", true},
		{"exact, empty, of something", `=""`, "x", false},
		{"prefix", `^="draft "`, "Draft of a letter", true},
		{"prefix, in the middle", `^=draft`, "A draft", false},
		{"substring", `~tube`, "YouTube", true},
		{"substring that is not there", `~tube`, "Tub", false},
		{"substring of another alphabet", `~ПЛАН`, "мой план", true},
		{"sharp s is not ss", `~STRASSE`, "Straße", false},
		{"long s is s", `~mouſe`, "MOUSE", true},
		{"kelvin is k", `~kilo`, "\u212Ailo", true},
		{"sigma at the end", `~ΟΔΟΣ`, "οδος", true},
		{"glob, whole text", `*=a*c`, "ABC", true},
		{"glob, more behind", `*=a*c`, "abcd", false},
		{"glob, one character", `*=a?c`, "aéc", true},
		{"glob, one character is not none", `*=a?c`, "ac", false},
		{"glob, star is none", `*=a*c`, "ac", true},
		{"glob, back to the star", `*=*ab`, "aab", true},
		{"glob, over a slash", `*="/home/*.go"`, "/home/me/x.go", true},
		{"glob, class", `*=[a-c]x`, "Bx", true},
		{"glob, class does not have it", `*=[a-c]x`, "dx", false},
		{"glob, class of what not", `*=[!a-c]x`, "dx", true},
		{"glob, class of what not, in capitals", `*=[!a-c]x`, "Bx", false},
		{"glob, dash in a class", `*=[a-]x`, "-x", true},
		{"glob, bracket escaped", `*="\\[a\\]*"`, "[A] b", true},
		{"glob, star escaped", `*="a\\*"`, "ab", false},
		{"regex", `/^pr #\d+/`, "PR #12 fix", true},
		{"regex, no digits", `/^pr #\d+/`, "PR #x", false},
		{"regex, alternatives", `/(foo|bar)baz/`, "a BarBaz", true},
		{"regex, alternatives, none", `/(foo|bar)baz/`, "a qux", false},
		{"regex, may be absent", `/colou?r/`, "Color", true},
		{"regex, slash", `/a\/b/`, "x a/b", true},
		{"regex of long s", `/ſet/`, "SET", true},
		{"part, all of it", `|=YouTube`, "youtube", true},
		{"part, first", `|=YouTube`, "YouTube — Browser", true},
		{"part, in the middle", `|=YouTube`, "A talk - YouTube — Browser", true},
		{"part, last", `|=YouTube`, "A talk | YouTube", true},
		{"part, of two words", `|="Stack Overflow"`, "How? - Stack Overflow - Browser", true},
		{"part, a word of it", `|=YouTube`, "Why YouTube - Browser", false},
		{"part, the beginning of it", `|=YouTube`, "YouTube is slow - Browser", false},
		{"part, within a word", `|=tube`, "youtube - Browser", false},
		{"part, found at the second place", `|=go`, "why go - go - Browser", true},
		{"part, dash without spaces", `|=tube`, "you-tube", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			rule, err := ParseRule("title" + tt.pattern + " -> x")
			if err != nil {
				t.Fatal(err)
			}
			if got := matches(t, rule, tt.text); got != tt.want {
				t.Errorf("%v on %q = %v, want %v", rule, tt.text, got, tt.want)
			}
		})
	}
}

// matches asks a set of that rule alone.
func matches(tb testing.TB, rule Rule, title string) bool {
	tb.Helper()
	set := compile(tb, Ruleset{Categories: []Category{{Name: "x"}}, Rules: []Rule{rule}})
	return set.Decide("app", title, "").final != 0
}

func TestCaseMatters(t *testing.T) {
	for _, text := range []string{`title~TODO case -> x`, `title/TODO/ case -> x`, `title*=*TODO* case -> x`, `title|=TODO case -> x`} {
		rule, err := ParseRule(text)
		if err != nil {
			t.Fatal(err)
		}
		if matches(t, rule, "my - todo") || !matches(t, rule, "my - TODO") {
			t.Errorf("%v does not heed the case", rule)
		}
	}
	app, err := ParseRule(`app=Google-Chrome title~TODO case -> x`)
	if err != nil {
		t.Fatal(err)
	}
	set := compile(t, Ruleset{Categories: []Category{{Name: "x"}}, Rules: []Rule{app}})
	if set.Decide("google-chrome", "TODO", "").final == 0 {
		t.Error("the word case concerns the app")
	}
}

func TestFoldIsThatOfRegularExpressions(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := rapid.String().Draw(t, "a"), rapid.String().Draw(t, "b")
		if (fold(a) == fold(b)) != strings.EqualFold(a, b) {
			t.Errorf("fold(%q) = %q, fold(%q) = %q, but EqualFold = %v", a, fold(a), b, fold(b), strings.EqualFold(a, b))
		}
		if fold(fold(a)) != fold(a) {
			t.Errorf("fold(fold(%q)) = %q, want %q", a, fold(fold(a)), fold(a))
		}
	})
	for r := range rune(0x20000) {
		if !utf8.ValidRune(r) {
			continue
		}
		if f := foldRune(r); !strings.EqualFold(string(r), string(f)) || f != foldRune(f) {
			t.Errorf("foldRune(%U) = %U", r, f)
		}
		for _, other := range []string{strings.ToUpper(string(r)), strings.ToLower(string(r))} {
			if strings.EqualFold(other, string(r)) && fold(other) != fold(string(r)) {
				t.Errorf("%q and %q fold to %q and %q", r, other, foldRune(r), fold(other))
			}
		}
	}
}

// few characters, so that texts and patterns meet.
var smallText = rapid.StringOfN(rapid.RuneFrom([]rune("aAbBkK\u212A -")), 0, 12, -1)

func TestGlobIsARegularExpression(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOfN(rapid.RuneFrom([]rune("abBk?*")), 1, 8, -1).Draw(t, "glob")
		title := smallText.Draw(t, "title")
		g, err := parseGlob(text)
		if err != nil {
			t.Fatal(err)
		}
		re := strings.NewReplacer(`\*`, ".*", `\?`, ".").Replace(regexp.QuoteMeta(text))
		want := regexp.MustCompile("(?is)^" + re + "$").MatchString(title)
		if got := g.match(title, fold(title), true); got != want {
			t.Errorf("glob %q on %q = %v, want %v", text, title, got, want)
		}
	})
}

// What is tried before a regular expression must never say no where the
// expression says yes.
func TestShortcutsOfPatternsAreRight(t *testing.T) {
	pieces := rapid.SampledFrom([]string{"a", "b", "k", "ab", "[ab]", ".", ".*", "a+", "b?", "(?:ab|k)", "(a|b|)", "b{2}", "^", "$", "(?-i:A)", "\\b", "A", " ", "-"})
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(pieces, 1, 5).Draw(t, "regex"), "")
		title := smallText.Draw(t, "title")
		anyCase := rapid.Bool().Draw(t, "any case")
		re, err := parseRegex(text, anyCase)
		if err != nil {
			t.Skip("not an expression")
		}
		want := re.MatchString(title)
		if got := re.match(title, fold(title), anyCase); got != want {
			t.Errorf("%q on %q = %v, want %v (needles %q)", text, title, got, want, re.needles)
		}
		own, has := re.grams(), gramsOf(fold(title))
		if want && !own.within(&has) {
			t.Errorf("the grams of %q are not within those of %q", text, title)
		}
		if want && utf8.RuneCountInString(title) < re.shortest {
			t.Errorf("%q matches %q, but its shortest match is said to be %d", text, title, re.shortest)
		}
	})
}

func FuzzShortcutsOfPatterns(f *testing.F) {
	for _, text := range []string{`(?i)K\x{212A}`, `[^a]b`, `(a|bc)+(?-i:D)`, `a{2,3}b`, `\Qa.b\E`, `(?s).x$`, `ſet|mouse`, `[Kk]elvin`, `a*?b`, "*[!a-c]?x"} {
		f.Add(text, "A kelvin mouse-SET abcd")
	}
	f.Fuzz(func(t *testing.T, text, title string) {
		if !utf8.ValidString(text) || !utf8.ValidString(title) || len(text) > maxText || len(title) > maxText {
			t.Skip("no rule and no title has that")
		}
		has := gramsOf(fold(title))
		for _, kind := range []Kind{Regex, Glob, Substring, Prefix, Part, Exact} {
			for _, anyCase := range []bool{false, true} {
				m, problem := Pattern{kind, text}.compile("title", anyCase)
				if problem != nil {
					continue
				}
				found := m.match(title, fold(title))
				if re, ok := m.program.(*regex); ok && found != re.MatchString(title) {
					t.Errorf("/%s/ on %q = %v", text, title, found)
				}
				if own := m.grams(); found && !own.within(&has) {
					t.Errorf("the grams of %v %q are not within those of %q", kind, text, title)
				}
				if found && utf8.RuneCountInString(title) < int(m.shortest) {
					t.Errorf("%v %q matches %q, but its shortest match is said to be %d", kind, text, title, m.shortest)
				}
			}
		}
	})
}

func TestNeedles(t *testing.T) {
	tests := []struct{ regex, want string }{
		{`youtube`, "youtube"},
		{`^You.*Tube Music$`, "tube music"},
		{`(foo|barbaz)`, "foo barbaz"},
		{`colou?r`, "colo"},
		{`(abc)+x`, "abc"},
		{`(abc){2,}x`, "abc"},
		{`(abc){0,2}`, ""},
		{`foo|`, ""},
		{`\d+`, ""},
		{`a|b|c|d|e|f|g|h|iii`, ""},
	}
	for _, tt := range tests {
		re, err := parseRegex(tt.regex, true)
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(re.needles, " "); got != tt.want {
			t.Errorf("needles of %q = %q, want %q", tt.regex, got, tt.want)
		}
	}
}

func TestPartIsOneOfSplit(t *testing.T) {
	words := rapid.SampledFrom([]string{"a", "b", "ab", "-", "—", "|", ":"})
	rapid.Check(t, func(t *rapid.T) {
		title := strings.Join(rapid.SliceOfN(words, 0, 8).Draw(t, "title"), " ")
		for _, part := range split(title) {
			if !hasPart(title, part) {
				t.Errorf("%q has no part %q", title, part)
			}
		}
		for _, part := range []string{"a", "b", "a b", "ab"} {
			in := false
			for _, p := range split(title) {
				in = in || p == part
			}
			if hasPart(title, part) != in {
				t.Errorf("hasPart(%q, %q) = %v, want %v", title, part, !in, in)
			}
		}
	})
}

func TestKindIsText(t *testing.T) {
	for kind := Absent; kind <= Exact; kind++ {
		text, err := kind.MarshalText()
		if err != nil {
			t.Fatal(err)
		}
		var back Kind
		if err := back.UnmarshalText(text); err != nil || back != kind {
			t.Errorf("%v written and read is %v, %v", kind, back, err)
		}
	}
	if _, err := json.Marshal(Pattern{Kind: Exact + 1}); err == nil {
		t.Error("a kind that does not exist is written")
	}
	var p Pattern
	err := json.Unmarshal([]byte(`{"kind":"fuzzy","text":"x"}`), &p)
	if err == nil || !strings.Contains(err.Error(), `"fuzzy" is not known; write one of`) {
		t.Errorf("reading an unknown kind: %v", err)
	}
}
