package report

import (
	"slices"
	"strings"
	"testing"
	"time"

	"focusd/timer"
	"focusd/tracker"
	"focusd/tracker/category"
)

// steady are days of a person whose even days are the better ones: breaks are
// kept, and the one task comes first.
func steady(n int) (days []Day) {
	for i := range n {
		first := clock(8, 0).AddDate(0, 0, i)
		d := Day{
			Date: monday.Add(i), First: first, Focus: minutes(60), Switches: 20,
			Classes: Classes{category.Earns: 3 * time.Hour, category.Wastes: 2 * time.Hour}, Breaks: Breaks{Skipped: 2},
		}
		d.Presences[tracker.Active] = 2 * time.Hour
		d.Hours[9] = Hour{Observed: time.Hour, Seen: time.Hour, Good: minutes(45)}
		d.Hours[10] = Hour{Observed: time.Hour, Seen: time.Hour, Good: minutes(50)}
		d.Hours[15] = Hour{Observed: time.Hour, Seen: time.Hour, Good: minutes(5)}
		b := Block{
			Start: first.Add(time.Hour), End: first.Add(2 * time.Hour), Hour: 15, Outcome: timer.Partial, Focus: minutes(60), Depth: Deep,
			Purity: Purity{OnTask: minutes(30), Drift: minutes(30)}, Drifted: true, FirstDrift: minutes(27),
			Interruptions: []Interruption{{App: "chat", Back: minutes(6)}, {App: "", Cause: timer.Internal, Back: minutes(2)}},
		}
		if i%2 == 0 {
			d.Focus, d.Switches, d.Breaks = minutes(120), 6, Breaks{Taken: 2}
			b.Hour, b.Outcome, b.First, b.Purity = 9, timer.Completed, true, Purity{OnTask: minutes(55), Drift: minutes(5)}
		}
		d.Blocks = []Block{b}
		days = append(days, d)
	}
	return days
}

func found(t *testing.T, kind string, all []Finding) Finding {
	t.Helper()
	i := slices.IndexFunc(all, func(f Finding) bool { return f.Kind == kind })
	if i < 0 {
		t.Fatalf("%s is not among %+v", kind, all)
	}
	return all[i]
}

func TestFindingsOfFourWeeks(t *testing.T) {
	days := steady(28)
	week := slices.Clone(days[21:])
	for i := range week {
		week[i].Classes = Classes{category.Earns: 4 * time.Hour, category.Wastes: time.Hour}
	}
	all := Findings(days, days[14:21], week)
	for kind, want := range map[string]string{
		"best_hours":   "9 to 11: 79 % of that time earned or was in a block, on 28 days",
		"length":       "25 min: distraction set in within 27 min in half of 28 blocks",
		"first_things": "the one task came first on 14 of 14 days, in the middle 1 h after first activity",
		"shift":        "more of a day for earns 1 h; it came from wastes 1 h",
		"breaks_help": "days with half of the breaks taken had a median of 120 min of focus (14 days), the others 60 (14 days): " +
			"they go together, which one leads to the other it does not say",
		"hours_help": "days with deep work in the best hours had a median of 92 % on task (14 days), the others 50 (14 days): " +
			"they go together, which one leads to the other it does not say",
		"switching": "days of more than 6 switches an hour had 50 % on task and 0 % of blocks completed, the others 92 % and 100 %; " +
			"which one leads to the other it does not say",
		"interruptions": "chat 42 min in 7 times, the empty desktop 14 min in 7 times, until you were back",
	} {
		if got := found(t, kind, all); got.Text != want || !got.Known || got.More != 0 {
			t.Errorf("%s is %+v\nwant %s", kind, got, want)
		}
	}
	if f := found(t, "length", all); f.Length != minutes(25) {
		t.Errorf("the length is %v, want 25 min", f.Length)
	}
	if f := found(t, "interruptions", all); len(f.Culprits) != 2 || f.Culprits[0].Cost != minutes(42) {
		t.Errorf("the culprits are %+v, want the chat first", f.Culprits)
	}
}

func TestFindingsSayHowMuchIsLacking(t *testing.T) {
	for _, tt := range []struct {
		kind string
		days int // of them the last is all there is of the week
		text string
		more int
	}{
		{"best_hours", 0, "not known yet: 3 more days", 3},
		{"best_hours", 2, "not known yet: 1 more day", 1},
		{"length", 3, "not known yet: 2 more blocks", 2},
		{"first_things", 2, "not known yet: 2 more days with a block completed on the one task", 2},
		{"shift", 1, "not known: the time before has 0 days, and it takes 3", 0},
		{"shift", 8, "not known yet: 2 more days", 2},
		{"breaks_help", 19, "not known yet: 1 more day without half of the breaks taken", 1},
		{"breaks_help", 4, "not known yet: 8 more days with half of the breaks taken, 8 without", 16},
		{"hours_help", 0, "not known yet: 10 more days with deep work in the best hours, 10 without", 20},
		{"switching", 0, "not known yet: 10 more days with a block", 10},
		{"switching", 9, "not known yet: 1 more day with a block", 1},
		{"interruptions", 1, "not known yet: 4 more blocks", 4},
	} {
		days := steady(tt.days)
		now := days[max(len(days)-1, 0):]
		got := found(t, tt.kind, Findings(days, days[:len(days)-len(now)], now))
		if got.Known || got.Text != tt.text || got.More != tt.more {
			t.Errorf("%s of %d days is %+v, want %q", tt.kind, tt.days, got, tt.text)
		}
	}
}

func TestTimeThatDidNotShift(t *testing.T) {
	days := steady(6)
	if got := found(t, "shift", Findings(days, days[:3], days[3:])).Text; got != "a day is divided as before" {
		t.Errorf("weeks that are alike: %q", got)
	}
	quiet := steady(5)
	for i := range quiet {
		quiet[i].Blocks[0].Interruptions = nil
	}
	if got := found(t, "interruptions", Findings(quiet, nil, quiet)).Text; got != "none in 5 blocks" {
		t.Errorf("blocks that nothing interrupted: %q", got)
	}
}

// TestFindingsClaimNoCause holds every sentence to association.
func TestFindingsClaimNoCause(t *testing.T) {
	days := steady(28)
	for _, f := range Findings(days, days[14:21], days[21:]) {
		for _, word := range []string{"because", "cause", "improve", "makes"} {
			if strings.Contains(f.Text, word) {
				t.Errorf("%s claims a cause: %s", f.Kind, f.Text)
			}
		}
	}
}
