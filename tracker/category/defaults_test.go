package category

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"focusd/tracker"
)

func TestDefaultsAreGood(t *testing.T) {
	rs, err := Parse(defaults) // which checks, as Defaults does not
	if err != nil {
		t.Fatal(err)
	}
	set := compile(t, Defaults())
	if got, want := len(set.Rules()), len(rs.Rules); got != want {
		t.Errorf("the set has %d rules, the file %d", got, want)
	}
	seen := make(map[string]string)
	for _, r := range rs.Rules {
		if other, ok := seen[fold(r.Condition())]; ok {
			t.Errorf("%s is there twice: for %s and for %s", r.Condition(), other, r.Category)
		}
		seen[fold(r.Condition())] = r.Category
	}
	if len(rs.Off) > 0 {
		t.Error("there is nothing below the defaults that could be off")
	}
}

// A default must not scold, and must not say what is of worth to a person.
func TestDefaultsAreNeutral(t *testing.T) {
	set := compile(t, Defaults())
	used := map[string]bool{"family": true, "health": true, "home": true, "rest": true} // by people, of time away from the screen
	for _, r := range set.Rules() {
		for _, name := range append(Above(r.Category), r.Category) {
			used[name] = true
		}
		if r.TimeDependent() || r.Host.Kind != Absent || r.Title.Kind == Regex || r.Order != 0 {
			t.Errorf("%v is more than a default should ask for", r)
		}
	}
	for _, c := range set.Categories() {
		if c.Class == Earns || c.Class == Wastes {
			t.Errorf("%s is said to be %v", c.Name, c.Class)
		}
		if c.Class == Unclassified && !Within(c.Name, "web") {
			t.Errorf("%s has no class", c.Name)
		}
		if !used[c.Name] {
			t.Errorf("no rule is for %s or what is below it", c.Name)
		}
	}
}

func TestDefaultAppsAreSpelledAsTheLogSpellsThem(t *testing.T) {
	apps := 0
	for _, r := range Defaults().Rules {
		if r.App.Kind != Exact {
			continue
		}
		if r.ofApp() {
			apps++
		}
		if got := tracker.CanonicalApp(r.App.Text, ""); got != r.App.Text {
			t.Errorf("%q is called %q in the log", r.App.Text, got)
		}
	}
	if apps < 300 {
		t.Errorf("there are %d apps, want at least 300", apps)
	}
}

// Lines of a kind are in the order of the categories, and then of their text:
// so there is one place for each, and who adds one sees whether it is there.
func TestDefaultsAreSorted(t *testing.T) {
	rs := Defaults()
	place := make(map[string]int)
	for i, c := range rs.Categories {
		place[c.Name] = i
	}
	var apps, families, sites []Rule
	for _, r := range rs.Rules {
		switch {
		case r.ofApp() && r.App.Kind == Exact:
			apps = append(apps, r)
		case r.ofApp():
			r.Category = "code" // families are in one block
			families = append(families, r)
		case r.App.Kind == Of && r.Title.Kind == Part:
			sites = append(sites, r)
		}
	}
	sorted := func(rules []Rule, text func(Rule) string) {
		t.Helper()
		for i, r := range rules[1:] {
			before := rules[i]
			if place[before.Category] > place[r.Category] || before.Category == r.Category && text(before) >= text(r) {
				t.Errorf("%v stands before %v", before, r)
			}
		}
	}
	sorted(apps, func(r Rule) string { return r.App.Text })
	sorted(families, func(r Rule) string { return r.App.Text })
	sorted(sites, func(r Rule) string { return r.Title.Text })
}

// The file is written as rules are printed, but for comments and space.
func TestDefaultsAreWrittenAsTheyArePrinted(t *testing.T) {
	var lines []string
	for line := range strings.Lines(defaults) {
		line, _, _ = strings.Cut(line, " # ")
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			lines = append(lines, line)
		}
		if len(line) > 100 {
			t.Errorf("%q is too long a line", line)
		}
	}
	printed := strings.Split(strings.TrimSpace(Defaults().String()), "\n")
	if !slices.Equal(lines, printed) {
		t.Error("a line of the file is not as it would be printed")
		for i := range min(len(lines), len(printed)) {
			if lines[i] != printed[i] {
				t.Fatalf("%q is printed %q", lines[i], printed[i])
			}
		}
	}
}

func TestDefaultsKnowWhatPeopleSee(t *testing.T) {
	set := compile(t, Defaults())
	tests := []struct{ app, title, want string }{
		{"code", "main.go - project - Visual Studio Code", "code"},
		{"jetbrains-idea-ce", "project – Main.java", "code"},
		{"jetbrains-something-new", "", "code"},
		{"org.gnome.terminal", "me@machine: ~", "terminal"},
		{"firefox", "Mozilla Firefox", "web"},
		{"firefox", "A page — Mozilla Firefox", "web"},
		{"firefox", "A talk - YouTube — Mozilla Firefox", "media/video"},
		{"org.gnome.epiphany", "YouTube", "media/video"},
		{"google-chrome", "A talk - YouTube - Google Chrome", "media/video"},
		{"msedge", "A talk - YouTube - Profile 1 - Microsoft Edge", "media/video"},
		{"chromium", "Why YouTube is slow - A blog - Chromium", "web"},
		{"mpv", "A talk - YouTube - mpv", "media/video"},
		{"code", "YouTube", "code"},
		{"firefox", "How do I? - Stack Overflow — Mozilla Firefox", "reference"},
		{"firefox", "Gopher - Wikipedia — Mozilla Firefox", "reference"},
		{"firefox", "A thing is broken · Issue #12 · owner/name · GitHub — Mozilla Firefox", "code/review"},
		{"firefox", "A fix by someone · Pull Request #13 · owner/name — Mozilla Firefox", "code/review"},
		{"firefox", "owner/name: a thing - Codeberg.org — Mozilla Firefox", "code/review"},
		{"chromium", "Inbox - me@example.org - Gmail - Chromium", "mail"},
		{"chromium", "Meet - abc-defg-hij - Chromium", "meeting"},
		{"chromium", "Week 9 - Google Calendar - Chromium", "planning"},
		{"chromium", "Draft - Google Docs - Chromium", "documents"},
		{"chromium", "gopher - Google Search - Chromium", "web/search"},
		{"chromium", "Home / X - Chromium", "social"},
		{"chromium", "Why gophers dig : r/golang - Chromium", "social"},
		{"chromium", "Gophers | Hacker News - Chromium", "news"},
		{"chrome-www.youtube.com__-default", "A talk - YouTube", "media/video"},
		{"crx_abcdefghijklmnopabcdefghijklmnop", "Draft - Google Docs", "documents"},
		{"thunderbird", "Inbox - Mozilla Thunderbird", "mail"},
		{"slack", "general - A team - Slack", "chat"},
		{"slack", "Huddle: general - Slack", "meeting"},
		{"org.telegram.desktop", "A friend", "chat/private"},
		{"zoom", "Zoom Meeting", "meeting"},
		{"libreoffice-calc", "Budget.ods — LibreOffice Calc", "documents"},
		{"winword", "Letter.docx - Word", "documents"},
		{"org.pwmt.zathura", "paper.pdf", "reading"},
		{"steam_app_570", "", "games"},
		{"obsidian", "Ideas - Vault - Obsidian v1", "notes"},
		{"gnucash", "Accounts - GnuCash", "finance"},
		{"unheard-of", "YouTube", ""},
		{"", "", ""},
	}
	for _, tt := range tests {
		if got := set.Classify(tt.app, tt.title, noon, ""); got.Category != tt.want {
			t.Errorf("%q, %q is %q by %q, want %q", tt.app, tt.title, got.Category, got.Rule, tt.want)
		}
	}
	for name, want := range map[string]bool{"reading": true, "code/review": true, "reference": true, "code": false, "mail": false} {
		if got := set.Category(name).Reading; got != want {
			t.Errorf("the reading mark of %s is %v", name, got)
		}
	}
}

// How much there is, so that a slip of the hand does not take half of it away.
func TestDefaultsInNumbers(t *testing.T) {
	set := compile(t, Defaults())
	counts := make(map[string][3]int)
	for _, r := range set.Rules() {
		n := counts[r.Category]
		switch {
		case !r.ofApp():
			n[2]++
		case r.App.Kind == Exact:
			n[0]++
		default:
			n[1]++
		}
		counts[r.Category] = n
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%-17s %-12s %5s %9s %6s\n", "category", "class", "apps", "families", "titles")
	var sum [3]int
	for _, name := range slices.Sorted(maps.Keys(counts)) {
		n := counts[name]
		fmt.Fprintf(&b, "%-17s %-12v %5d %9d %6d\n", name, set.Category(name).Class, n[0], n[1], n[2])
		for i := range sum {
			sum[i] += n[i]
		}
	}
	fmt.Fprintf(&b, "%-17s %-12s %5d %9d %6d\n", "all", "", sum[0], sum[1], sum[2])
	golden := filepath.Join("testdata", "defaults.golden")
	want, err := os.ReadFile(golden)
	if err != nil || b.String() != string(want) {
		t.Errorf("defaults.txt has now:\n%s\n%s says otherwise (%v); if that is meant, put this there", b.String(), golden, err)
	}
}
