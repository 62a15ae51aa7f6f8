package agenda

import (
	"errors"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"focusd/timer/agenda/recur"
)

func TestCapture(t *testing.T) {
	d := newDesk(t)
	d.Put(Goal{ID: "01KGOAL", Name: "Learn Spanish"})
	at := func(s string) time.Time {
		got, err := time.ParseInLocation("2006-01-02 15:04", s, d.Calendar.Location)
		if err != nil {
			t.Fatal(err)
		}
		return got.UTC()
	}
	daily := recur.Rule{Interval: 1}
	for _, c := range []struct {
		line string
		want Task
	}{
		{"call", Task{Title: "call"}},
		{"  call \t dentist ", Task{Title: "call dentist"}},
		{"call dentist ~4m @phone !1 +health due:fri", Task{
			Title: "call dentist", Estimate: 4 * time.Minute, Contexts: []string{"phone"}, Urgent: true, Important: true, Area: "health", Due: day("2026-11-27"),
		}},
		{"~5 read", Task{Title: "read", Estimate: 5 * time.Minute}},
		{"read ~1h30m this", Task{Title: "read this", Estimate: 90 * time.Minute}},
		{"read ~90s", Task{Title: "read", Estimate: 90 * time.Second}},
		{"a @Phone @computer @phone", Task{Title: "a", Contexts: []string{"computer", "phone"}}},
		{"a !2", Task{Title: "a", Important: true}},
		{"a !3", Task{Title: "a", Urgent: true}},
		{"a !4", Task{Title: "a"}},
		{"a due:14:00", Task{Title: "a", Due: day("2026-11-22"), DueAt: at("2026-11-22 14:00")}},
		{"a due:9:30", Task{Title: "a", Due: day("2026-11-23"), DueAt: at("2026-11-23 09:30")}},
		{"a due:fri-14:00", Task{Title: "a", Due: day("2026-11-27"), DueAt: at("2026-11-27 14:00")}},
		{"a due:today-02:00", Task{Title: "a", Due: day("2026-11-22"), DueAt: at("2026-11-23 02:00")}},
		{"a due:2026-03-29-02:30", Task{Title: "a", Due: day("2026-03-29"), DueAt: at("2026-03-30 02:30")}},
		{"a later:mon", Task{Title: "a", Later: day("2026-11-23")}},
		{"a goal:spanish", Task{Title: "a", Goal: "01KGOAL"}},
		{`a goal:"learn spanish"`, Task{Title: "a", Goal: "01KGOAL"}},
		{"a wait:Anna", Task{Title: "a", Waiting: "Anna"}},
		{`a wait:"the \"new\" one \\ more"`, Task{Title: "a", Waiting: `the "new" one \ more`}},
		{"a match:app:editor match:category:work/writing", Task{Title: "a", Match: []Match{{"app", "editor"}, {"category", "work/writing"}}}},
		{`a match:"label:the report"`, Task{Title: "a", Match: []Match{{"label", "the report"}}}},
		{`a wait:"none"`, Task{Title: "a", Waiting: "none"}},
		{"a wait:none due:none @none +none every:none later:none goal:none match:none %high ~0", Task{Title: "a"}},
		{"a %low", Task{Title: "a", LowBrain: true}},
		{"a every:daily", Task{Title: "a", Due: day("2026-11-22"), Repeat: &Repeat{Series: recur.Series{Rule: daily, Start: day("2026-11-22")}}}},
		{"a every:1d due:fri", Task{Title: "a", Due: day("2026-11-27"), Repeat: &Repeat{Series: recur.Series{Rule: daily, Start: day("2026-11-27")}}}},
		{"a every!:3d", Task{Title: "a", Due: day("2026-11-22"), Repeat: &Repeat{Series: recur.Series{
			Rule: recur.Rule{Interval: 3, FromCompletion: true}, Start: day("2026-11-22"),
		}}}},
		{"a every:2_weeks_on_tue", Task{Title: "a", Due: day("2026-11-24"), Repeat: &Repeat{Series: recur.Series{
			Rule: recur.Rule{Freq: recur.Weekly, Interval: 2, Weekdays: []recur.Weekday{{Day: time.Tuesday}}}, Start: day("2026-11-24"),
		}}}},
		{`a every:"2 weeks on tue"`, Task{Title: "a", Due: day("2026-11-24"), Repeat: &Repeat{Series: recur.Series{
			Rule: recur.Rule{Freq: recur.Weekly, Interval: 2, Weekdays: []recur.Weekday{{Day: time.Tuesday}}}, Start: day("2026-11-24"),
		}}}},

		{`ask \@anna \due:x \~4m \> \\`, Task{Title: `ask @anna due:x ~4m > \`}},
		{"ls ~/bin ~ @ + ! +1 !! %lower a>b 5>3 me@example.org", Task{Title: "ls ~/bin ~ @ + ! +1 !! %lower a>b 5>3 me@example.org"}},
		{"לקנות חלב @בית", Task{Title: "לקנות חלב", Contexts: []string{"בית"}}},
		{"\u200f\ufeffשלום\u200f ~4m", Task{Title: "שלום", Estimate: 4 * time.Minute}},
	} {
		t.Run(c.line, func(t *testing.T) {
			got, err := d.Capture(c.line, d.When)
			if err != nil {
				t.Fatalf("Capture(%q): %v", c.line, err)
			}
			if diff := cmp.Diff([]Task{c.want}, got); diff != "" {
				t.Errorf("Capture(%q), -want +got:\n%s", c.line, diff)
			}
		})
	}
}

func TestCaptureSteps(t *testing.T) {
	d := newDesk(t)
	line := "write report +work > outline ~5m > draft ~10m @computer due:fri > send wait:Anna %low !1"
	got, err := d.Capture(line, d.When)
	want := []Task{
		{Title: "write report", Area: "work"},
		{Title: "outline", Rank: 1, Estimate: 5 * time.Minute},
		{Title: "draft", Rank: 2, Estimate: 10 * time.Minute, Contexts: []string{"computer"}, Due: day("2026-11-27")},
		{Title: "send", Rank: 3, Waiting: "Anna", LowBrain: true, Urgent: true, Important: true},
	}
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Errorf("Capture(%q): %v, -want +got:\n%s", line, err, diff)
	}
}

func TestCaptureRefuses(t *testing.T) {
	d := newDesk(t)
	d.Put(Goal{ID: "01KA", Name: "Run far"})
	d.Put(Goal{ID: "01KB", Name: "Run fast"})
	for _, c := range []struct {
		name, line string
		at         int
		says       string
	}{
		{"nothing", "", 0, "say what is to be done"},
		{"spaces", " \t ", 0, "say what is to be done"},
		{"marks alone", "~4m @phone", 0, "beside the marks"},
		{"no task before steps", "> outline", 0, "beside the marks"},
		{"no step", "write > outline > ", 0, "step without text"},
		{"a length in no unit", "write ~4x", 7, `"~4x" is no length of time; write ~4m`},
		{"a length over a day", "write ~25h", 7, "several tasks"},
		{"a length under a second", "write ~4ms", 7, "is no length"},
		{"a fifth priority", "ünser !5", 7, "!4 neither"},
		{"a day that is none", "write due:someday", 7, "2026-12-01"},
		{"a date that does not exist", "write due:2026-02-30", 7, "is no day"},
		{"a time that does not exist", "write due:fri-25:00", 7, "is no day"},
		{"a time for later", "write later:fri-14:00", 7, "is no day"},
		{"an empty value", "write due:", 7, "due:none"},
		{"a rule that is none", "write every:blue_moon", 7, "every:mon-fri"},
		{"a rule that is over", "write every:daily_until_2020-01-01", 0, "a later end"},
		{"no such goal", "write goal:fly", 7, "names no goal"},
		{"two goals", "write goal:run", 7, `"Run far" (01KA), "Run fast" (01KB)`},
		{"a mark twice", "write ~4m ~5m", 11, "is said twice"},
		{"a comma after a context", "call @phone, then eat", 6, `\@phone,`},
		{"an area of a step", "write > outline +work", 17, "before the first >"},
		{"no field to match", "write match:editor", 7, "names nothing that is tracked"},
		{"an open quote", `write wait:"Anna and`, 7, "no closing quote"},
		{"a quote too early", `write wait:"Anna"and`, 7, "after its closing quote"},
		{"a line end", "write\nthis", 6, "cannot be seen"},
		{"a bell", "write\a", 6, "leave it out"},
		{"an override of direction", "write \u202egpj.exe", 7, "cannot be seen"},
		{"no UTF-8", "write \xff", 0, "not UTF-8"},
		{"ten kilobytes", strings.Repeat("long ", 2000), 1001, "several tasks"},
		{"a title that is too long", strings.Repeat("x", 201), 201, "too long"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := d.Capture(c.line, d.When)
			var text *TextError
			if !errors.Is(err, ErrText) || !errors.As(err, &text) {
				t.Fatalf("Capture(%q) = %v, %v, want a TextError", c.line, got, err)
			}
			if text.At != c.at || !strings.Contains(err.Error(), c.says) {
				t.Errorf("Capture(%q) fails at %d with %q, want %d and %q", c.line, text.At, err, c.at, c.says)
			}
			if n := utf8.RuneCountInString(err.Error()); n > 400 {
				t.Errorf("Capture(%q) fails with %d characters, which fill the screen", c.name, n)
			}
		})
	}
}

func TestPrintIsReadBack(t *testing.T) {
	d := newDesk(t)
	d.Put(Goal{ID: "01KA", Name: "Run far"})
	d.Put(Goal{ID: "01KB", Name: "run far"})
	for line, want := range map[string]string{
		"call due:fri ~4m dentist !1 +health @phone": "call dentist ~4m @phone !1 +health due:2026-11-27",
		"a ~60m":                        "a ~1h",
		"a ~90s":                        "a ~1m30s",
		"a ~3600s":                      "a ~1h",
		"a due:14:00 later:+1w":         "a due:2026-11-22-14:00 later:2026-11-29",
		"a every:3d":                    "a due:2026-11-22 every:3_days",
		"a every!:2w":                   "a due:2026-11-22 every!:2_weeks",
		`a wait:"x y" %low`:             `a wait:"x y" %low`,
		"a goal:01KA":                   "a goal:01KA",
		`\~4m \> \\x > b ~5m > c @home`: `\~4m \> \\x > b ~5m > c @home`,
	} {
		tasks, err := d.Capture(line, d.When)
		if err != nil {
			t.Fatalf("Capture(%q): %v", line, err)
		}
		if got := d.Print(d.When, tasks[0], tasks[1:]...); got != want {
			t.Errorf("Print of %q = %q, want %q", line, got, want)
		}
	}
}

// lines has many that are nearly marks.
func lines() *rapid.Generator[string] {
	words := rapid.OneOf(
		rapid.StringOfN(rapid.RuneFrom([]rune(`~@+!%\>:"-_ 0123abcä√due`)), 1, 8, -1),
		rapid.SampledFrom([]string{
			"~4m", "~1h30m", "@phone", "@home", "+work", "!1", "!2", "!3", "!4", "%low", "%high", ">", "due:fri", "due:14:00", "due:eom-03:00",
			"due:2027-03-28-02:30", "later:+1m", "every:mon-fri", "every!:3d", "every:monthly_on_-1", `every:"2 weeks on tue"`, "goal:spanish",
			`wait:"a \" b"`, "wait:x", "match:app:x", `match:"label:a b"`, `\due:x`, "none", `\\`, "due:none",
		}),
		rapid.String(),
	)
	return rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(words, 1, 8).Draw(t, "words"), " ")
	})
}

// checkRoundTrip says whether what Print makes of a line is read as the same,
// on another day too.
func checkRoundTrip(t interface {
	Helper()
	Fatalf(string, ...any)
}, d *desk, line string,
) {
	t.Helper()
	tasks, err := d.Capture(line, d.When)
	if err != nil {
		if !errors.Is(err, ErrText) {
			t.Fatalf("Capture(%q): %v, which is no ErrText", line, err)
		}
		return
	}
	printed := d.Print(d.When, tasks[0], tasks[1:]...)
	later := When{d.Now.AddDate(0, 0, 40), d.Calendar}
	again, err := d.Capture(printed, later)
	if err != nil {
		t.Fatalf("Capture(%q), printed of %q: %v", printed, line, err)
	}
	if diff := cmp.Diff(tasks, again); diff != "" {
		t.Fatalf("%q is printed as %q, -before +after:\n%s", line, printed, diff)
	}
	if twice := d.Print(later, again[0], again[1:]...); twice != printed {
		t.Fatalf("%q is printed as %q, and then as %q", line, printed, twice)
	}
}

func TestEveryLineIsReadBack(t *testing.T) {
	d := newDesk(t)
	d.Put(Goal{ID: "01KGOAL", Name: "Learn Spanish"})
	rapid.Check(t, func(t *rapid.T) { checkRoundTrip(t, d, lines().Draw(t, "line")) })
}

func FuzzCapture(f *testing.F) {
	d := newDesk(f)
	d.Put(Goal{ID: "01KGOAL", Name: "Learn Spanish"})
	for _, seed := range []string{
		"call dentist ~4m @phone !1 +health due:fri", "a > b ~5m > c", `a wait:"x \" y" every:2_weeks_on_tue`, "goal:spanish %low \\@x",
		"due:2026-10-25-02:30 x", "due:2026-03-29-02:30 x", "שלום \u200f", "a every:12_months_on_24 later:eoy",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, line string) { checkRoundTrip(t, d, line) })
}

func BenchmarkCapture(b *testing.B) {
	d := newDesk(b)
	for b.Loop() {
		if _, err := d.Capture("call dentist ~4m @phone !1 +health due:fri", d.When); err != nil {
			b.Fatal(err)
		}
	}
}
