package report

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"focusd/tracker/category"
)

// covered is days of which so many percent are accounted for.
func covered(percent ...int) (days []Day) {
	for i, p := range percent {
		days = append(days, Day{Date: monday.Add(i), First: clock(8, 0), Coverage: Coverage{10 * time.Hour, time.Duration(p) * 6 * time.Minute}})
	}
	return days
}

func TestADayThatIsShortDoesNotCountInSilence(t *testing.T) {
	tests := []struct {
		name     string
		days     []Day
		counting int
		another  bool
		progress string
	}{
		{"not begun", nil, 0, false, "not begun"},
		{"the second day", covered(95, 87), 2, false, "day 2 of 3, 91 % accounted for"},
		{"a short one, so far", covered(79, 100), 1, false, "day 2 of 3, 89 % accounted for"},
		{"three", covered(80, 90, 100), 3, false, "day 3 of 3, 90 % accounted for"},
		{"three, and one is short", covered(80, 79, 100), 2, true, "day 3 of 3, 86 % accounted for"},
		{"a fourth made up for it", covered(80, 79, 100, 80), 3, false, "day 4 of 4, 84 % accounted for"},
		{"a fourth did not", covered(80, 79, 100, 0), 2, true, "day 4 of 4, 64 % accounted for"},
		{"nobody was awake", []Day{{Date: monday}}, 0, false, "day 1 of 3"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			e := ExerciseOf(tt.days)
			if e.Counting != tt.counting || e.Another != tt.another || e.Progress() != tt.progress {
				t.Errorf("%d count, another %v, %q, want %d, %v, %q", e.Counting, e.Another, e.Progress(), tt.counting, tt.another, tt.progress)
			}
			if said := strings.Contains(e.Text(), "One more day would"); said != tt.another {
				t.Errorf("the text offers another day: %v", said)
			}
		})
	}
}

func TestTheTopOfAClass(t *testing.T) {
	var a, b Day
	for i, name := range []string{"a", "b", "c", "d", "e", "f"} {
		a.Activities = append(a.Activities, Activity{Class: category.Earns, Category: name, Time: minutes(10 - i)})
		b.Activities = append(b.Activities, Activity{Class: category.Wastes, Category: name, Time: minutes(60)})
	}
	b.Activities = append(b.Activities, Activity{Class: category.Earns, Category: "f", Time: minutes(6)})
	var names []string
	for _, top := range ExerciseOf([]Day{a, b}).Earns {
		names = append(names, top.name()+" "+spell(top.Time))
	}
	if got := strings.Join(names, ", "); got != "f 11 min, a 10 min, b 9 min, c 8 min, d 7 min" {
		t.Errorf("the top of what earns is %s", got)
	}
}

func TestTheTextSaysWhatIsNotKnown(t *testing.T) {
	text := ExerciseOf([]Day{{Date: monday}}).Text()
	for _, want := range []string{"Where 1 day went\nMonday 5 January 2026\n", "nothing is known of this day", "nothing is known\n", "????????", "Which hours are best is not known.", "cost you no time"} {
		if !strings.Contains(text, want) {
			t.Errorf("of a day without anything the text does not say %q:\n%s", want, text)
		}
	}
	for _, no := range []string{"No gap", "what earned most", "what to try", "0 %"} {
		if strings.Contains(text, no) {
			t.Errorf("of a day without anything the text says %q:\n%s", no, text)
		}
	}
	if got := ExerciseOf(nil).Text(); !strings.Contains(got, "has not begun") {
		t.Errorf("of no days: %q", got)
	}
	if got := ExerciseOf(covered(90)).Text(); !strings.Contains(got, "good guess: 8 to 10 (1 day)") {
		t.Errorf("of one day: %s", got)
	}
}

func TestTheTextAsksWhatOnlyThePersonKnows(t *testing.T) {
	d := Day{Date: monday, First: clock(8, 0), Classes: Classes{category.Supports: 2 * time.Hour}, Activities: []Activity{
		{Class: category.Supports, Category: "code", App: "editor", Time: 2 * time.Hour},
	}}
	text := ExerciseOf([]Day{d}).Text()
	if !strings.Contains(text, "what took most\n  code · editor                              2 h 100 %\n  Which of it earns") {
		t.Errorf("nothing is said to earn or to waste, and the text says\n%s", text)
	}
	d.Classes[category.Wastes] = time.Minute
	if text := ExerciseOf([]Day{d}).Text(); strings.Contains(text, "only you can say") {
		t.Errorf("something is, and the text says\n%s", text)
	}
}

func TestNoLineIsTooLong(t *testing.T) {
	d := wasteful(minutes(70))[0]
	d.Activities[0].Category, d.Activities[0].App = strings.Repeat("long/", 20), "name"
	d.Coverage = Coverage{time.Hour, 0}
	d.Classes = Classes{category.Wastes: minutes(70)}
	d.Gaps = []Gap{{clock(9, 0), clock(12, 0), "idle", 60}}
	text := ExerciseOf(times(4, d)).Text()
	for line := range strings.Lines(text) {
		if n := utf8.RuneCountInString(strings.TrimSuffix(line, "\n")); n > textWidth && !strings.Contains(line, "long/long/") {
			t.Errorf("%d characters: %q", n, line)
		}
	}
	if !strings.Contains(strings.Join(strings.Fields(text), " "), "from 10:00 to 13:00.") {
		t.Errorf("the gap is not told by the clock of where the person was:\n%s", text)
	}
}

func TestLengthsInWords(t *testing.T) {
	for d, want := range map[time.Duration]string{
		-time.Second: "0 s", 0: "0 s", seconds(59): "59 s", seconds(60): "1 min", minutes(59) + seconds(59): "59 min", minutes(60): "1 h", minutes(125): "2 h 05",
	} {
		if got := spell(d); got != want {
			t.Errorf("spell(%v) = %q, want %q", d, got, want)
		}
	}
	for d, want := range map[time.Duration]string{seconds(69): "1 min 9 s", minutes(2): "2 min", minutes(61) + seconds(5): "1 h 01", seconds(9): "9 s"} {
		if got := exact(d); got != want {
			t.Errorf("exact(%v) = %q, want %q", d, got, want)
		}
	}
}

func TestHoursInWords(t *testing.T) {
	for _, tt := range []struct {
		hours []int
		want  string
	}{{[]int{9, 10}, "9 to 11"}, {[]int{9, 14}, "9 to 10 and 14 to 15"}, {[]int{23, 0}, "23 to 1"}, {[]int{23}, "23 to 0"}} {
		if got := clockHours(tt.hours); got != tt.want {
			t.Errorf("clockHours(%v) = %q, want %q", tt.hours, got, tt.want)
		}
	}
}
