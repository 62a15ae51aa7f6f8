package report

import (
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"focusd/timer"
	"focusd/tracker"
	"focusd/tracker/category"
)

// times repeats a day.
func times(n int, d Day) (days []Day) {
	for i := range n {
		d.Date = monday.Add(i)
		days = append(days, d)
	}
	return days
}

func spent(c Classes) Day { return Day{First: clock(8, 0), Classes: c} }

func TestNewTimeComesFromSomewhere(t *testing.T) {
	before := times(3, spent(Classes{category.Earns: 4 * time.Hour, category.Wastes: 2 * time.Hour}))
	after := times(5, spent(Classes{category.Earns: 4 * time.Hour, category.Personal: 3 * time.Hour, category.Wastes: time.Hour}))
	s, ok := Compare(before, after)
	if !ok {
		t.Fatalf("%+v is not known", s)
	}
	// Of a day, six hours of each are compared: those of after are six eighths.
	want := []Change{
		{category.Personal, 0, minutes(135), minutes(135)},
		{category.Wastes, minutes(120), minutes(45), -minutes(75)},
		{category.Earns, minutes(240), minutes(180), -minutes(60)},
	}
	if !slices.Equal(s.Classes, want) || s.Equal != 6*time.Hour {
		t.Errorf("over %v: %v, want %v", s.Equal, s.Classes, want)
	}
	if s.Before != (Side{3, 6 * time.Hour}) || s.After != (Side{5, 8 * time.Hour}) {
		t.Errorf("compared %+v with %+v", s.Before, s.After)
	}
}

func TestChangesAddUpToNothing(t *testing.T) {
	for odd := time.Duration(1); odd < 400; odd += 7 {
		a := times(3, spent(Classes{odd * time.Second, odd * odd * time.Millisecond, 3*time.Hour + odd, 7, odd * time.Minute, 1}))
		b := times(4, spent(Classes{time.Hour, odd * time.Second, odd * odd * time.Second, 0, 11 * time.Minute, odd}))
		s, ok := Compare(a, b)
		var sum time.Duration
		for _, c := range s.Classes {
			sum += c.By
		}
		if !ok || sum != 0 {
			t.Fatalf("with %d the changes %v add up to %v", odd, s.Classes, sum)
		}
	}
}

func TestTwoDaysAreNoPeriod(t *testing.T) {
	known := spent(Classes{category.Earns: time.Hour})
	if s, ok := Compare(append(times(2, known), times(5, Day{})...), times(9, known)); ok || s.Before.Days != 2 {
		t.Errorf("two known days make %+v", s)
	}
}

// helped is days of which the even ones have something, and so much focus.
func helped(n int, with, without func(i int) int) (days []Day) {
	for i := range n {
		d := Day{Date: monday.Add(i), First: clock(8, 0), Focus: minutes(without(i / 2))}
		if i%2 == 0 {
			d.Switches, d.Focus = 1, minutes(with(i/2))
		}
		days = append(days, d)
	}
	return days
}

func even(d Day) (bool, bool) { return d.Switches > 0, true }

func TestDoesItHelp(t *testing.T) {
	same := func(i int) int { return 100 + i }
	more := func(i int) int { return 150 + i }
	always := func(int) int { return 60 }
	tests := []struct {
		name   string
		days   []Day
		ok     bool
		higher float64
		clear  bool
	}{
		{"nine days on a side are not enough", helped(18, more, same), false, 0, false},
		{"nor nine on one", helped(19, more, same), false, 0, false},
		{"it goes with it", helped(20, more, same), true, 1, true},
		{"it goes against it", helped(20, same, more), true, 0, true},
		{"no difference", helped(20, same, same), true, 0.5, false},
		{"all days alike", helped(20, always, always), true, 0.5, false},
		{"a little", helped(20, func(i int) int { return 102 + i }, same), true, 0.68, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			h, ok := Helps(tt.days, even, FocusFigure)
			if ok != tt.ok || math.Abs(h.Higher-tt.higher) > 1e-9 || h.Clear != tt.clear {
				t.Errorf("Helps = %+v %v, want %v higher %v, clear %v", h, ok, tt.ok, tt.higher, tt.clear)
			}
		})
	}
}

func TestDaysOfWhichNothingIsKnownDoNotSpeak(t *testing.T) {
	days := append(helped(20, func(int) int { return 9 }, func(int) int { return 9 }), Day{}, Day{First: clock(8, 0), Off: true})
	h, _ := Helps(days, even, FocusFigure)
	if h.With.Days != 10 || h.Without.Days != 10 {
		t.Errorf("%d and %d days, want 10 and 10", h.With.Days, h.Without.Days)
	}
}

// TestTheRankSumIsThatOfTheBook has the numbers of Mann and Whitney's test by
// hand: of 10 and 10 without ties the spread is sqrt(10·10·21/12) = 13.23, so a
// sum of wins of 76 or more, or 24 or less, is clear.
func TestTheRankSumIsThatOfTheBook(t *testing.T) {
	var low []float64
	for i := range 10 {
		low = append(low, float64(10*i))
	}
	above := func(wins int) (high []float64) {
		for i := range 10 {
			n := wins / 10
			if i < wins%10 {
				n++
			}
			high = append(high, float64(10*n)-5)
		}
		return high
	}
	for wins, want := range map[int]bool{50: false, 74: false, 75: false, 24: true, 26: false} {
		// Equal values on one side are ties, which make the spread a little less.
		if higher, clear := rankSum(above(wins), low); math.Abs(higher-float64(wins)/100) > 1e-9 || clear != (want || wins >= 76) {
			t.Errorf("%d wins: %v, clear %v", wins, higher, clear)
		}
	}
	if higher, clear := rankSum(above(77), low); !clear || higher != 0.77 {
		t.Errorf("77 wins: %v, clear %v", higher, clear)
	}
}

func TestHelpIsWordedAsAssociation(t *testing.T) {
	h := Help{With: Group{12, 92.4}, Without: Group{10, 61}, Clear: true}
	want := "days with the morning block done had a median of 92 min of focus (12 days), the others 61 (10 days): they go together, which one leads to the other it does not say"
	if got := h.Sentence("the morning block done", "min of focus"); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	h.Clear = false
	if got := h.Sentence("x", "y"); !strings.HasSuffix(got, "no more than chance would do") {
		t.Errorf("what is not clear is told as %q", got)
	}
	for _, word := range []string{"because", "cause", "improve", "makes"} {
		if strings.Contains(want, word) {
			t.Errorf("%q claims a cause", want)
		}
	}
}

func TestFiguresOfADay(t *testing.T) {
	if _, ok := PurityFigure(Day{}); ok {
		t.Error("a day without blocks has a purity")
	}
	d := Day{Blocks: []Block{{Purity: Purity{OnTask: 3}}, {Purity: Purity{Drift: 1}}}}
	if got, ok := PurityFigure(d); got != 75 || !ok {
		t.Errorf("purity %v %v, want 75", got, ok)
	}
	for _, tt := range []struct {
		breaks      Breaks
		kept, known bool
	}{{Breaks{}, false, false}, {Breaks{Taken: 1, Skipped: 1}, true, true}, {Breaks{Natural: 1, CutShort: 2}, false, true}} {
		if kept, known := BreaksKept(Day{Breaks: tt.breaks}); kept != tt.kept || known != tt.known {
			t.Errorf("%+v: kept %v %v", tt.breaks, kept, known)
		}
	}
}

func TestDeepWorkInTheBestHours(t *testing.T) {
	best := Best{Hours: []int{9, 10}}
	for _, tt := range []struct {
		name      string
		blocks    []Block
		in, known bool
	}{
		{"one of two", []Block{{Depth: Deep, Hour: 15}, {Depth: Deep, Hour: 10}}, true, true},
		{"elsewhere", []Block{{Depth: Deep, Hour: 11}}, false, true},
		{"only shallow ones", []Block{{Depth: Shallow, Hour: 9}, {Hour: 9}}, false, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if in, known := best.InBest(Day{Blocks: tt.blocks}); in != tt.in || known != tt.known {
				t.Errorf("InBest = %v %v, want %v %v", in, known, tt.in, tt.known)
			}
		})
	}
}

// busy is a day of two hours with so many switches, and a block.
func busy(n, switches int, onTask time.Duration, o timer.Outcome) Day {
	d := Day{Date: monday.Add(n), Switches: switches, Blocks: []Block{{
		End: at(1), Outcome: o, Purity: Purity{OnTask: onTask, Drift: minutes(20) - onTask},
	}}}
	d.Presences[tracker.Active], d.Presences[tracker.Passive] = minutes(90), minutes(30)
	return d
}

func TestMultitasking(t *testing.T) {
	var days []Day
	for i := range 5 {
		days = append(days, busy(i, 10, minutes(18), timer.Completed), busy(i+5, 40, minutes(10), timer.Abandoned))
	}
	days = append(days, Day{Switches: 1000}) // nobody was there
	m, ok := MultitaskingOf(days)
	want := Multitasking{12.5, Switched{5, 5, 90, 100, 5}, Switched{5, 20, 50, 0, 5}}
	if m != want || !ok {
		t.Errorf("MultitaskingOf = %+v %v, want %+v", m, ok, want)
	}
	if m, ok := MultitaskingOf(days[:9]); ok {
		t.Errorf("four days on a side say %+v", m)
	}
	if _, ok := MultitaskingOf(nil); ok {
		t.Error("no days say something")
	}
}

func TestFirstThingsFirst(t *testing.T) {
	block := func(hour int, first bool, o timer.Outcome) Block {
		return Block{Start: clock(hour, 0), End: clock(hour, 50), First: first, Outcome: o}
	}
	tests := []struct {
		name   string
		blocks []Block
		want   FirstThing
		ok     bool
	}{
		{"first of all", []Block{block(9, true, timer.Completed), block(10, false, timer.Completed)}, FirstThing{time.Hour, true}, true},
		{"after another", []Block{block(9, false, timer.Abandoned), block(10, true, timer.Completed)}, FirstThing{2 * time.Hour, false}, true},
		{"at the second try", []Block{block(9, true, timer.Abandoned), block(11, true, timer.Completed)}, FirstThing{3 * time.Hour, true}, true},
		{"not completed", []Block{block(9, true, timer.Partial)}, FirstThing{}, false},
		{"not at all", []Block{block(9, false, timer.Completed)}, FirstThing{}, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, ok := Day{First: clock(8, 0), Blocks: tt.blocks}.FirstThing()
			if got != tt.want || ok != tt.ok {
				t.Errorf("FirstThing = %+v %v, want %+v %v", got, ok, tt.want, tt.ok)
			}
		})
	}
}

func TestFirstThingsHaveATrend(t *testing.T) {
	var days []Day
	for _, hours := range []int{3, 3, 2, 0, 1, 1, 1} { // 0: not at all
		d := Day{First: clock(8, 0)}
		if hours > 0 {
			d.Blocks = []Block{{Start: clock(8+hours, 0), End: clock(23, 0), First: true, Outcome: timer.Completed}}
		}
		days = append(days, d)
	}
	days[0].Blocks = append([]Block{{Start: clock(8, 0), End: clock(9, 0)}}, days[0].Blocks...)
	want := FirstThings{Days: 6, Before: 5, Median: minutes(90), Sooner: 2 * time.Hour, Trend: true}
	if got, ok := FirstThingsOf(days); got != want || !ok {
		t.Errorf("FirstThingsOf = %+v %v, want %+v", got, ok, want)
	}
	if got, ok := FirstThingsOf(days[:3]); got.Trend || !ok {
		t.Errorf("of three days: %+v %v, want no trend", got, ok)
	}
	if got, ok := FirstThingsOf(days[:2]); ok {
		t.Errorf("of two days: %+v", got)
	}
}

func TestAdherence(t *testing.T) {
	for _, tt := range []struct {
		name string
		plan []Planned
		want float64
		ok   bool
	}{
		{"half", []Planned{{minutes(60), minutes(30)}}, 0.5, true},
		{"all together", []Planned{{minutes(60), minutes(60)}, {minutes(60), 0}}, 0.5, true},
		{"no more than all", []Planned{{minutes(60), minutes(90)}}, 1, true},
		{"nothing was done", []Planned{{minutes(60), 0}}, 0, true},
		{"nothing was planned", nil, 0, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got, ok := Adherence(tt.plan); got != tt.want || ok != tt.ok {
				t.Errorf("Adherence(%v) = %v %v, want %v %v", tt.plan, got, ok, tt.want, tt.ok)
			}
		})
	}
}

// weekOf is seven days with so many hours of capacity in all, and so many off.
func weekOf(hours, off int) []Day {
	days := times(7, Day{First: clock(8, 0)})
	days[0].Capacity = time.Duration(hours) * time.Hour
	for i := range off {
		days[i].Off = true
	}
	return days
}

func TestFeasibility(t *testing.T) {
	usual := [][]Day{weekOf(100, 0), weekOf(18, 0), weekOf(20, 0), weekOf(20, 2), weekOf(22, 0)}
	tests := []struct {
		name  string
		need  int // hours
		weeks [][]Day
		want  Verdict
		usual int
		ok    bool
	}{
		{"fits", 17, usual, Fits, 20, true},
		{"tight", 18, usual, Tight, 20, true},
		{"just", 20, usual, Tight, 20, true},
		{"too much", 21, usual, Exceeds, 20, true},
		{"a holiday is not comparable", 10, [][]Day{weekOf(20, 0), weekOf(20, 0), weekOf(2, 3)}, Fits, 20, true},
		{"nor is half a week", 10, [][]Day{weekOf(20, 0), weekOf(20, 0), weekOf(2, 0)[:4]}, Fits, 20, true},
		{"nor one of which nothing is known", 10, [][]Day{weekOf(20, 0), weekOf(20, 0), times(7, Day{})}, Fits, 20, true},
		{"one week is not enough", 10, usual[:1], "", 100, false},
		{"none", 10, nil, "", 0, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f, ok := FeasibilityOf(time.Duration(tt.need)*time.Hour, tt.weeks)
			if f.Verdict != tt.want || f.Usual != time.Duration(tt.usual)*time.Hour || ok != tt.ok {
				t.Errorf("FeasibilityOf(%d h) = %+v %v, want %q of %d h", tt.need, f, ok, tt.want, tt.usual)
			}
		})
	}
	if f, _ := FeasibilityOf(time.Hour, usual); f.Weeks != FeasibleWeeks {
		t.Errorf("%d weeks are looked at, want the last %d", f.Weeks, FeasibleWeeks)
	}
}

func TestWeeksBeginOnAWeekday(t *testing.T) {
	days := times(16, Day{}) // from a Monday on
	missing := slices.Concat(days[:3], days[10:12])
	for _, tt := range []struct {
		name   string
		days   []Day
		begins time.Weekday
		want   []int
	}{
		{"Monday", days, time.Monday, []int{7, 7, 2}},
		{"Sunday", days, time.Sunday, []int{6, 7, 3}},
		{"with days missing", missing, time.Monday, []int{3, 2}},
		{"none", nil, time.Monday, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var got []int
			for _, w := range Weeks(tt.days, tt.begins) {
				got = append(got, len(w))
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("weeks of %v days, want %v", got, tt.want)
			}
		})
	}
}
