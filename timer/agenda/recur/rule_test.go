package recur

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"focusd/tracker"
)

func parse(t testing.TB, s string) Rule {
	t.Helper()
	r, err := Parse(s)
	if err != nil {
		t.Fatalf("rule in a test: %v", err)
	}
	return r
}

// Both spellings of a rule, as they are written.
func TestBothSpellingsAreTheSameRule(t *testing.T) {
	for _, tt := range []struct{ words, rule string }{
		{"daily", "FREQ=DAILY"},
		{"every 3 days", "FREQ=DAILY;INTERVAL=3"},
		{"every 3 days from completion", "FREQ=DAILY;INTERVAL=3;X-FROM=COMPLETION"},
		{"weekly", "FREQ=WEEKLY"},
		{"mon-fri", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"},
		{"mon,wed,fri", "FREQ=WEEKLY;BYDAY=MO,WE,FR"},
		{"mon,fri-sun", "FREQ=WEEKLY;BYDAY=MO,FR,SA,SU"},
		{"sat,sun", "FREQ=WEEKLY;BYDAY=SA,SU"},
		{"every 2 weeks", "FREQ=WEEKLY;INTERVAL=2"},
		{"every 2 weeks on tue", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"},
		{"every 2 weeks from completion", "FREQ=WEEKLY;INTERVAL=2;X-FROM=COMPLETION"},
		{"monthly", "FREQ=MONTHLY"},
		{"monthly on 1", "FREQ=MONTHLY;BYMONTHDAY=1"},
		{"monthly on 1,15,last day", "FREQ=MONTHLY;BYMONTHDAY=1,15,-1"},
		{"monthly on 2nd last day", "FREQ=MONTHLY;BYMONTHDAY=-2"},
		{"last day of month", "FREQ=MONTHLY;BYMONTHDAY=-1"},
		{"every 2 months on last day", "FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=-1"},
		{"monthly on 2nd tue", "FREQ=MONTHLY;BYDAY=2TU"},
		{"monthly on 1st mon,last fri", "FREQ=MONTHLY;BYDAY=1MO,-1FR"},
		{"every 3 months on 2nd last sun", "FREQ=MONTHLY;INTERVAL=3;BYDAY=-2SU"},
		{"every 12 months on 24 until 2030-12-31", "FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=24;UNTIL=20301231"},
		{"mon-fri 10 times", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;COUNT=10"},
		{"daily 1 time", "FREQ=DAILY;COUNT=1"},
		{"monthly until 2027-01-31 from completion", "FREQ=MONTHLY;UNTIL=20270131;X-FROM=COMPLETION"},
		// What has no words is written as a rule.
		{"FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13"},
		{"FREQ=MONTHLY;BYDAY=MO", "FREQ=MONTHLY;BYDAY=MO"},
		{"FREQ=DAILY;INTERVAL=2;BYDAY=MO", "FREQ=DAILY;INTERVAL=2;BYDAY=MO"},
	} {
		t.Run(tt.words, func(t *testing.T) {
			words, rule := parse(t, tt.words), parse(t, tt.rule)
			if diff := cmp.Diff(rule, words); diff != "" {
				t.Errorf("%q is not %q:\n%s", tt.words, tt.rule, diff)
			}
			if got := rule.Words(); got != tt.words {
				t.Errorf("Words of %q = %q, want %q", tt.rule, got, tt.words)
			}
			if got := words.String(); got != tt.rule {
				t.Errorf("String of %q = %q, want %q", tt.words, got, tt.rule)
			}
		})
	}
}

func TestParseUnderstandsMoreThanIsWritten(t *testing.T) {
	for _, tt := range []struct{ text, words string }{
		{"every day", "daily"},
		{"Every Week", "weekly"},
		{"every 1 month", "monthly"},
		{"  every  2  weeks  on  Tuesday ", "every 2 weeks on tue"},
		{"every tue", "tue"},
		{"every mon, wed and fri", "mon,wed,fri"},
		{"on fri,mon,mon", "mon,fri"},
		{"weekly on tue", "tue"},
		{"every week on tue,thu", "tue,thu"},
		{"every weekday", "mon-fri"},
		{"weekdays", "mon-fri"},
		{"weekends", "sat,sun"},
		{"fri-mon", "mon,fri-sun"},
		{"monthly on the 1st", "monthly on 1"},
		{"monthly on 15th and last day", "monthly on 15,last day"},
		{"monthly on -1", "last day of month"},
		{"last day of the month", "last day of month"},
		{"15th of every month", "monthly on 15"},
		{"last friday of month", "monthly on last fri"},
		{"monthly on last day", "last day of month"},
		{"monthly on last mon,1st fri", "monthly on 1st fri,last mon"},
		{"2nd tue of month 3 times", "monthly on 2nd tue 3 times"},
		{"rrule:freq=weekly;wkst=mo;byday=su,mo;", "mon,sun"},
		{"FREQ=DAILY;INTERVAL=1", "daily"},
		{"BYMONTHDAY=+5;FREQ=MONTHLY", "monthly on 5"},
		{"FREQ=MONTHLY;BYDAY=+1MO", "monthly on 1st mon"},
	} {
		t.Run(tt.text, func(t *testing.T) {
			if got := parse(t, tt.text).Words(); got != tt.words {
				t.Errorf("Parse(%q) = %q, want %q", tt.text, got, tt.words)
			}
		})
	}
}

func TestParseSaysWhatToWriteInstead(t *testing.T) {
	for _, tt := range []struct{ text, says string }{
		{"", "write daily"},
		{"sometimes", "write daily"},
		{"every", "write daily"},
		{"every other moon", "write daily"},
		{"every 2", "write daily"},
		{"mon-fry", "write daily"},
		{"daily on mon", "write daily"},
		{"every 0 days", "whole number from 1 on"},
		{"every 2 fortnights", "use days, weeks or months"},
		{"every 2 weeks on 1", "use mon, tue"},
		{"every 1001 days", "use 1 to 1000"},
		{"monthly on 32", "use 1 to 31"},
		{"monthly on 0", "use 1 to 31"},
		{"monthly on fri", "write 1st fri or last fri"},
		{"monthly on 6th fri", "no month has a 6th fri"},
		{"monthly on 1,2nd tue", "write two rules"},
		{"monthly on 2rd", "no day of a month"},
		{"monthly on -2 last day", "no day of a month"},
		{"monthly on last", "no day of a month"},
		{"monthly on 1,", "no day of a month"},
		{"daily until tomorrow", "such as 2026-11-22"},
		{"daily until 2026-02-30", "such as 2026-11-22"},
		{"daily 0 times", "whole number from 1 on"},
		{"daily 5 times until 2026-12-31", "leave one out"},
		{"daily 3 times 5 times", "leave one out"},
		{"daily until 2026-11-22 until 2026-11-23", "leave one out"},
		{"daily from completion from completion", "leave one out"},
		{"monthly on 2nd -1st day", "no day of a month"},
		{"mon from completion", "leave days and count out"},
		{"daily 5 times from completion", "leave days and count out"},
		{"FREQ=YEARLY", "write FREQ=MONTHLY;INTERVAL=12"},
		{"FREQ=HOURLY", "use DAILY, WEEKLY or MONTHLY"},
		{"INTERVAL=2", "add FREQ="},
		{"FREQ=DAILY;INTERVAL=0", "whole number from 1 on"},
		{"FREQ=DAILY;INTERVAL=two", "whole number from 1 on"},
		{"FREQ=DAILY;COUNT=-1", "whole number from 1 on"},
		{"FREQ=DAILY;COUNT=10001", "use 1 to 10000"},
		{"FREQ=DAILY;COUNT=3;UNTIL=20261231", "leave one out"},
		{"FREQ=DAILY;FREQ=DAILY", "leave one out"},
		{"FREQ=DAILY;BYMONTH=1", "not supported"},
		{"FREQ=DAILY;INTERVAL", "each part is NAME=value"},
		{"FREQ=DAILY;;COUNT=1", "each part is NAME=value"},
		{"FREQ=DAILY;UNTIL=19971224T000000Z", "such as UNTIL=19971224"},
		{"FREQ=DAILY;UNTIL=20260230", "date that exists"},
		{"FREQ=WEEKLY;WKST=SU", "leave it out"},
		{"FREQ=WEEKLY;BYDAY=2TU", "make the rule monthly"},
		{"FREQ=WEEKLY;BYMONTHDAY=1", "make it monthly"},
		{"FREQ=MONTHLY;BYDAY=6MO", "no month has a 6th mon"},
		{"FREQ=MONTHLY;BYDAY=0MO", "use MO, TU"},
		{"FREQ=MONTHLY;BYDAY=M", "use MO, TU"},
		{"FREQ=MONTHLY;BYMONTHDAY=0", "use 1 to 31"},
		{"FREQ=MONTHLY;BYMONTHDAY=-32", "use 1 to 31"},
		{"FREQ=MONTHLY;BYMONTHDAY=", "use 1 to 31"},
		{"FREQ=DAILY;X-FROM=START", "only value is COMPLETION"},
	} {
		t.Run(tt.text, func(t *testing.T) {
			r, err := Parse(tt.text)
			if !errors.Is(err, ErrRule) || !strings.Contains(err.Error(), tt.says) {
				t.Errorf("Parse(%q) = %v, %v, want an ErrRule that says %q", tt.text, r, err, tt.says)
			}
		})
	}
}

func TestValidateOfRulesThatNobodyWrote(t *testing.T) {
	for name, r := range map[string]Rule{
		"frequency": {Freq: 3},
		"interval":  {Interval: -1},
		"count":     {Count: -1},
		"weekday":   {Freq: Weekly, Weekdays: []Weekday{{Day: 7}}},
	} {
		t.Run(name, func(t *testing.T) {
			if err := r.Validate(); !errors.Is(err, ErrRule) {
				t.Errorf("Validate(%+v) = %v, want an ErrRule", r, err)
			}
		})
	}
	if err := (Rule{}).Validate(); err != nil {
		t.Errorf("Validate of the zero rule = %v, want none", err)
	}
	if got := (Rule{}).Words(); got != "daily" {
		t.Errorf("the zero rule is %q, want daily", got)
	}
}

// rules that are valid, of every kind.
func rules() *rapid.Generator[Rule] {
	return rapid.Custom(func(t *rapid.T) Rule {
		r := Rule{
			Freq:     Freq(rapid.IntRange(0, 2).Draw(t, "freq")),
			Interval: rapid.IntRange(0, 14).Draw(t, "interval"),
		}
		switch rapid.IntRange(0, 2).Draw(t, "end") {
		case 1:
			r.Count = rapid.IntRange(1, 40).Draw(t, "count")
		case 2:
			r.Until = dates().Draw(t, "until")
		}
		if r.Count == 0 && rapid.IntRange(0, 4).Draw(t, "from completion") == 0 {
			r.FromCompletion = true
			return r
		}
		r.Weekdays = rapid.SliceOfN(weekdays(r.Freq), 0, 4).Draw(t, "weekdays")
		if r.Freq != Weekly {
			day := rapid.OneOf(rapid.IntRange(1, 31), rapid.IntRange(-31, -1))
			r.MonthDays = rapid.SliceOfN(day, 0, 3).Draw(t, "days of the month")
		}
		return r
	})
}

func weekdays(f Freq) *rapid.Generator[Weekday] {
	return rapid.Custom(func(t *rapid.T) Weekday {
		w := Weekday{Day: days()[rapid.IntRange(0, 6).Draw(t, "day")]}
		if f == Monthly {
			w.Nth = rapid.IntRange(-5, 5).Draw(t, "nth")
		}
		return w
	})
}

func dates() *rapid.Generator[tracker.Day] {
	return rapid.Custom(func(t *rapid.T) tracker.Day {
		return tracker.Day{Year: 2024, Month: 1, Day: 1}.Add(rapid.IntRange(0, 3000).Draw(t, "date"))
	})
}

func TestRulesAreReadAsTheyAreWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := rules().Draw(t, "rule")
		if err := want.Validate(); err != nil {
			t.Fatalf("Validate(%+v) = %v", want, err)
		}
		for _, text := range []string{want.String(), want.Words()} {
			got, err := Parse(text)
			if diff := cmp.Diff(want.normal(), got); err != nil || diff != "" {
				t.Fatalf("Parse(%q): %v\n%s", text, err, diff)
			}
		}
	})
}

func TestARuleIsKeptAsText(t *testing.T) {
	want := map[string]Rule{"water": parse(t, "every 3 days from completion")}
	text, err := json.Marshal(want)
	if err != nil {
		t.Fatal(err)
	}
	if want := `{"water":"FREQ=DAILY;INTERVAL=3;X-FROM=COMPLETION"}`; string(text) != want {
		t.Errorf("as JSON %s, want %s", text, want)
	}
	var got map[string]Rule
	if err := json.Unmarshal(text, &got); err != nil || cmp.Diff(want, got) != "" {
		t.Errorf("read back from %s: %+v, %v", text, got, err)
	}
	if err := json.Unmarshal([]byte(`{"water":"now and then"}`), &got); !errors.Is(err, ErrRule) {
		t.Errorf("reading a rule that is none: %v, want an ErrRule", err)
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{
		"daily", "every 3 days", "mon-fri", "mon,wed,fri", "every 2 weeks on tue", "monthly on 1", "last day of month",
		"monthly on 2nd last fri", "every 3 days from completion", "daily until 2026-12-31", "weekly 10 times",
		"FREQ=MONTHLY;INTERVAL=2;BYDAY=1MO,-1FR;UNTIL=20261231", "FREQ=DAILY;BYMONTHDAY=13;BYDAY=FR;COUNT=5",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		r, err := Parse(s)
		if err != nil {
			if !errors.Is(err, ErrRule) {
				t.Fatalf("Parse(%q) = %v, want an ErrRule", s, err)
			}
			return
		}
		for _, text := range []string{r.String(), r.Words()} {
			again, err := Parse(text)
			if diff := cmp.Diff(r, again); err != nil || diff != "" {
				t.Fatalf("Parse(%q) is %q, which reads back as: %v\n%s", s, text, err, diff)
			}
		}
	})
}
