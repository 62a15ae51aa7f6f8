package category

import (
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestParseRule(t *testing.T) {
	tests := []struct {
		in   string
		want Rule
		text string // how it is printed; "": as it was
	}{
		{`app=firefox title~youtube -> media/video`, Rule{App: Pattern{Exact, "firefox"}, Title: Pattern{Substring, "youtube"}, Category: "media/video"}, ""},
		{`title|="Stack Overflow" -> reference`, Rule{Title: Pattern{Part, "Stack Overflow"}, Category: "reference"}, ""},
		{`title~you app=firefox -> x`, Rule{App: Pattern{Exact, "firefox"}, Title: Pattern{Substring, "you"}, Category: "x"}, `app=firefox title~you -> x`},
		{`app@web -> x`, Rule{App: Pattern{Of, "web"}, Category: "x"}, ""},
		{`app="" -> rest`, Rule{App: Pattern{Exact, ""}, Category: "rest"}, ""},
		{`app^=steam_app_ -> games`, Rule{App: Pattern{Prefix, "steam_app_"}, Category: "games"}, ""},
		{`app*="org.*" -> x`, Rule{App: Pattern{Glob, "org.*"}, Category: "x"}, ""},
		{`app*=org.* -> x`, Rule{App: Pattern{Glob, "org.*"}, Category: "x"}, `app*="org.*" -> x`},
		{`title/^\[?pr #[0-9]+\/x/ -> x`, Rule{Title: Pattern{Regex, `^\[?pr #[0-9]+/x`}, Category: "x"}, ""},
		{`title/a\\\/b\\/ -> x`, Rule{Title: Pattern{Regex, `a\\/b\\`}, Category: "x"}, ""},
		{`title="say \"hi\" \\o/" -> x`, Rule{Title: Pattern{Exact, `say "hi" \o/`}, Category: "x"}, ""},
		{`title~c# -> x # not C`, Rule{Title: Pattern{Substring, "c#"}, Category: "x"}, `title~"c#" -> x`},
		{`title~-> -> x`, Rule{Title: Pattern{Substring, "->"}, Category: "x"}, `title~"->" -> x`},
		{`title~TODO case -> x`, Rule{Title: Pattern{Substring, "TODO"}, Case: true, Category: "x"}, ""},
		{
			`host=laptop hours="mon-fri 9:00-17:00" order=-3 -> "my work"`,
			Rule{Host: Pattern{Exact, "laptop"}, Hours: Hours{62, 540, 1020}, Order: -3, Category: "my work"},
			`host=laptop hours="mon-fri 09:00-17:00" order=-3 -> "my work"`,
		},
		{`hours=22:00-02:00 -> rest`, Rule{Hours: Hours{0, 1320, 120}, Category: "rest"}, ""},
		{`hours=sat,sun -> rest`, Rule{Hours: Hours{Days: 65}, Category: "rest"}, ""},
		{"* -> misc", Rule{All: true, Category: "misc"}, ""},
		{"\t app=é\t->\u00a0büro/täglich ", Rule{App: Pattern{Exact, "é"}, Category: "büro/täglich"}, `app=é -> büro/täglich`},
	}
	for _, tt := range tests {
		t.Run(tt.in, func(t *testing.T) {
			got, err := ParseRule(tt.in)
			if err != nil || got != tt.want {
				t.Fatalf("ParseRule(%q) = %+v, %v, want %+v", tt.in, got, err, tt.want)
			}
			if tt.text == "" {
				tt.text = tt.in
			}
			if got.String() != tt.text {
				t.Errorf("String = %q, want %q", got, tt.text)
			}
		})
	}
}

func TestParseRuleSaysWhatIsWrong(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"nothing", ``, `line 1, column 1: there is no category; end the rule with "-> category"`},
		{"no arrow", `app=x`, `line 1, column 6: there is no category; end the rule with "-> category"`},
		{"arrow without spaces", `app=x->y`, `line 1, column 9: there is no category; end the rule with "-> category"`},
		{"no category", `app=x ->`, `line 1, column 9: category: it is missing; write it at the end of the line`},
		{"nothing asked", `-> x`, `line 1, column 1: it asks for nothing; say what to match, or write * for a rule that matches everything`},
		{"only an order", `order=5 -> x`, `line 1, column 1: it asks for nothing; say what to match, or write * for a rule that matches everything`},
		{"all and something", `* app=x -> y`, `line 1, column 1: it asks for everything and for something; leave out the *, or all the rest`},
		{"text without a field", `"youtube" -> x`, `line 1, column 1: there is no field ""; write app, title, host, hours, order or case, and text with spaces in quotes`},
		{"second word", `title~two words -> x`, `line 1, column 11: there is no field "words"; write app, title, host, hours, order or case, and text with spaces in quotes`},
		{"column in characters", `title~é tïtle=x -> y`, `line 1, column 9: there is no field "tïtle"; write app, title, host, hours, order or case, and text with spaces in quotes`},
		{"no operator", `app firefox -> x`, `line 1, column 4: app: there is no operator; write = |= ^= *= ~ or /…/ and, for an app, @`},
		{"no text", `app= -> x`, `line 1, column 5: app: there is no text; write it right behind the operator; "" for an empty one`},
		{"twice", `app=x app=y -> z`, `line 1, column 7: app: it is there twice; write one rule for each`},
		{"open quotes", `title~"two words -> x`, `line 1, column 7: title: the quotes are not closed; put a " behind the text`},
		{"quote in a word", `title~two"words -> x`, `line 1, column 10: title: there is a quote inside of a word; put the whole text in quotes, and a \ before a quote in it`},
		{"glued", `title~"a"app=x -> y`, `line 1, column 10: title: something is glued to the end of the text; put a space between`},
		{"bad escape", `title~"a\n" -> x`, `line 1, column 9: title: a \ stands before neither a quote nor another \; write \\ for one \`},
		{"open regex", `title/a -> x`, `line 1, column 6: title: the regular expression is not closed; put a / behind it, and write \/ for a slash in it`},
		{"bad regex", `app=x title/a(/ -> x`, "line 1, column 7: title: bad regular expression: missing closing ): `a(`; write \\( or \\[ or the like for the character itself"},
		{"looking ahead", `title/a(?=b)/ -> x`, "line 1, column 1: title: bad regular expression: invalid or unsupported Perl syntax: `(?=`; write \\( or \\[ or the like for the character itself"},
		{"bad glob", `title*=[a -> x`, `line 1, column 1: title: bad glob "[a": a [ is not closed; write \[ or \\ for the character itself`},
		{"glob of an empty class", `title*=[] -> x`, `line 1, column 1: title: bad glob "[]": [] holds no character; write \[ or \\ for the character itself`},
		{"glob of a backward range", `title*=[z-a] -> x`, `line 1, column 1: title: bad glob "[z-a]": a range in [] goes backward; write \[ or \\ for the character itself`},
		{"glob that ends early", `title*=a\ -> x`, `line 1, column 1: title: bad glob "a\\": a \ at the end stands before nothing; write \[ or \\ for the character itself`},
		{"glob of everything", `app*=** -> x`, `line 1, column 1: app: "**" matches everything; leave it out`},
		{"empty substring", `app=x title~"" -> x`, `line 1, column 7: title: an empty text matches everything; leave it out, or give it a text`},
		{"invisible", "title~\"a\u00a0b\" -> x", `line 1, column 1: title: the text "a\u00a0b" has an invisible character; take it out: titles come without them`},
		{"too long", `title~` + strings.Repeat("x", 513) + ` -> x`, `line 1, column 1: title: the text has 513 bytes; write at most 512`},
		{"category of a title", `title@web -> x`, `line 1, column 1: title: only an app belongs to a category; write app@category`},
		{"case of nothing", `app=x case -> y`, `line 1, column 7: case: there is no title whose case could matter; leave it out, or add a title`},
		{"bad hours", `hours=9-17 -> x`, `line 1, column 1: hours: "9" is not a weekday; write as in hours="mon-fri 09:00-17:00"`},
		{"hours of two words", `hours=mon 9:00-17:00 -> x`, `line 1, column 11: there is no field ""; write app, title, host, hours, order or case, and text with spaces in quotes`},
		{"hours without =", `hours~mon -> x`, `line 1, column 6: hours: there is no =; write it right behind the word`},
		{"bad order", `app=x order=first -> y`, `line 1, column 7: order: "first" is not a whole number; write one, such as 10 or -5`},
		{"two categories", `app=x -> y z`, `line 1, column 12: category: something follows that does not belong here; put text with spaces in quotes, and a comment behind a #`},
		{"capitals", `app=x -> Work/Code`, `line 1, column 7: category: the name "Work/Code" has capitals or needless spaces; write "work/code"`},
		{"half a name", `app=x -> work/`, `line 1, column 7: category: the name "work/" has nothing on one side of a /; put a name on both sides of every /`},
		{"taken name", `app=x -> unclassified`, `line 1, column 7: category: "unclassified" is what time without a category is called; choose another name`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := ParseRule(tt.in)
			if err == nil || err.Error() != tt.want {
				t.Errorf("ParseRule(%q):\n got %v\nwant %s", tt.in, err, tt.want)
			}
			var problems Problems
			if !errors.As(err, &problems) || len(problems) != 1 {
				t.Errorf("ParseRule(%q) gives %#v, want one problem", tt.in, err)
			}
		})
	}
}

func TestParseTakesTheGoodLines(t *testing.T) {
	rs, err := Parse("# mine\ncategory work earns hue=12\r\n\n app=x -> work\napp=y work\ncategory rest restful\noff \"default:app=steam\"\noff\ncategory books reading # hm\ncategory Books\ncategory\ncategory a hue=red\ncategory a hue=999\napp=z -> Work")
	want := Ruleset{
		Categories: []Category{{Name: "work", Class: Earns, Hue: 12}, {Name: "books", Reading: true}},
		Rules:      []Rule{{App: Pattern{Exact, "x"}, Category: "work"}},
		Off:        []string{"default:app=steam"},
	}
	if !reflect.DeepEqual(rs, want) {
		t.Errorf("Parse = %+v, want %+v", rs, want)
	}
	wantErr := strings.TrimSpace(`
line 5, column 7: there is no field "work"; write app, title, host, hours, order or case, and text with spaces in quotes
line 6, column 15: class: "restful" is not known; write earns, supports, personal, rest, wastes or unclassified, and reading or hue=210 if you wish
line 8, column 4: id: it is missing; write it at the end of the line
line 10, column 1: category: the name "Books" has capitals or needless spaces; write "books"
line 11, column 9: category: it has no name; write as in "category work/code supports"
line 12, column 12: hue: "red" is not on the colour circle; write 1 to 360
line 13, column 12: hue: 999 is not on the colour circle; write 1 to 360
line 14, column 7: category: the name "Work" has capitals or needless spaces; write "work"`)
	if err == nil || err.Error() != wantErr {
		t.Errorf("Parse:\n got %v\nwant %s", err, wantErr)
	}
}

var (
	anyText = rapid.StringOfN(rapid.RuneFrom([]rune(`abAB09 "\/#->*?~^|=@[]().é€Я`)), 1, 12, -1)
	anyName = rapid.SampledFrom([]string{"x", "work", "work/code", "my work/été", "a-b_c/d", "->", "#x", "case", "*"})
)

func drawPattern(t *rapid.T, label string, kinds ...Kind) Pattern {
	kind := rapid.SampledFrom(kinds).Draw(t, label)
	switch kind {
	case Absent:
		return Pattern{}
	case Of:
		return Pattern{kind, anyName.Draw(t, label+" category")}
	case Regex:
		return Pattern{kind, rapid.SampledFrom([]string{"a", "^a/b$", `\\`, `[/\]"]+`, `a\.b`, "a b", "x|y"}).Draw(t, label+" regex")}
	case Glob:
		return Pattern{kind, rapid.SampledFrom([]string{"a*", "*b", "a?", `\*x`, "[a-c]*", `["\\]x`}).Draw(t, label+" glob")}
	}
	return Pattern{kind, anyText.Draw(t, label+" text")}
}

func drawRule(t *rapid.T) Rule {
	r := Rule{
		Order:    rapid.IntRange(-2, 2).Draw(t, "order"),
		App:      drawPattern(t, "app", Absent, Exact, Part, Prefix, Substring, Glob, Regex, Of),
		Title:    drawPattern(t, "title", Absent, Exact, Part, Prefix, Substring, Glob, Regex),
		Host:     drawPattern(t, "host", Absent, Absent, Absent, Exact, Prefix, Substring, Glob, Regex),
		Category: anyName.Draw(t, "category"),
	}
	if rapid.IntRange(0, 3).Draw(t, "hours?") == 0 {
		r.Hours = drawHours(t)
	}
	r.Case = r.Title.Kind != Absent && rapid.Bool().Draw(t, "case")
	r.All = !r.asks()
	return r
}

func TestRulesRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := drawRule(t)
		back, err := ParseRule(r.String())
		if err != nil || back != r {
			t.Fatalf("ParseRule(%q) = %+v, %v, want %+v", r, back, err, r)
		}
		r.ID = "some id"
		text, err := json.Marshal(r)
		if err != nil {
			t.Fatal(err)
		}
		var read Rule
		if err := json.Unmarshal(text, &read); err != nil || read != r {
			t.Errorf("%s read is %+v, %v, want %+v", text, read, err, r)
		}
	})
}

func TestRulesetsRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var rs Ruleset
		for range rapid.IntRange(0, 3).Draw(t, "categories") {
			rs.Categories = append(rs.Categories, Category{
				Name: anyName.Draw(t, "name"), Class: Class(rapid.IntRange(0, int(Wastes)).Draw(t, "class")),
				Reading: rapid.Bool().Draw(t, "reading"), Hue: rapid.IntRange(0, maxHue).Draw(t, "hue"),
			})
		}
		for range rapid.IntRange(0, 3).Draw(t, "rules") {
			rs.Rules = append(rs.Rules, drawRule(t))
		}
		rs.Off = rapid.SliceOfN(anyText, 0, 3).Draw(t, "off")
		if len(rs.Off) == 0 {
			rs.Off = nil
		}
		back, err := Parse(rs.String())
		if err != nil || !reflect.DeepEqual(back, rs) {
			t.Fatalf("Parse(%q) = %+v, %v, want %+v", rs, back, err, rs)
		}
		text, err := json.Marshal(rs)
		if err != nil {
			t.Fatal(err)
		}
		var read Ruleset
		if err := json.Unmarshal(text, &read); err != nil || !reflect.DeepEqual(read, rs) {
			t.Errorf("%s read is %+v, %v, want %+v", text, read, err, rs)
		}
	})
}

func FuzzParse(f *testing.F) {
	for _, text := range []string{
		"category work/code earns reading hue=210\noff x\napp=firefox title~\"you tube\" -> work/code # y",
		`title/a\/b[/]\\/ case order=-1 -> x`, `* -> "my work"`, `hours="fri-mon 22:00-02:00" host*=[!a-c]? -> x`,
		"app@web title|=\"\\\"\\\\\" -> x", "app=\xff -> x", "title~\"", "->", "category \"", "off \"\\", "*=",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		rs, err := Parse(text)
		var problems Problems
		if err != nil && (!errors.As(err, &problems) || problems[0].Line < 1 || problems[0].Column < 1) {
			t.Fatalf("Parse(%q) = %#v, want problems with a place", text, err)
		}
		again, err := Parse(rs.String())
		if err != nil || again.String() != rs.String() {
			t.Fatalf("Parse(%q), printed %q, is printed again %q, %v", text, rs, again, err)
		}
	})
}
