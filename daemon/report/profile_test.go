package report

import (
	"math"
	"reflect"
	"testing"
	"time"

	"focusd/tracker"
)

// dayOf is a day whose hours are full, of which so many minutes were good.
func dayOf(n int, good map[int]int) Day {
	d := Day{Date: monday.Add(n), First: clock(8, 20).AddDate(0, 0, n)}
	for hour, m := range good {
		d.Hours[hour] = Hour{Observed: time.Hour, Seen: time.Hour, Good: minutes(m)}
	}
	return d
}

func TestTheProfileDoesNotKnowWhatThreeDaysHaveNotShown(t *testing.T) {
	days := []Day{dayOf(0, map[int]int{9: 60, 10: 30, 11: 0}), dayOf(1, map[int]int{9: 30, 10: 30, 11: 0}), dayOf(2, map[int]int{9: 0, 11: 0})}
	short := dayOf(3, nil)
	short.Hours[10] = Hour{Observed: minutes(29), Good: minutes(29)} // says little of the hour
	days = append(days, short)
	p := ProfileOf(days)
	for _, tt := range []struct {
		hour, days int
		share      float64
		known      bool
	}{{9, 3, 0.5, true}, {10, 2, 0, false}, {11, 3, 0, true}, {12, 0, 0, false}} {
		share, ok := p[tt.hour].Share()
		if ok != tt.known || math.Abs(share-tt.share) > 1e-9 || p[tt.hour].Days != tt.days {
			t.Errorf("hour %d: %v known %v of %d days, want %v %v %d", tt.hour, share, ok, p[tt.hour].Days, tt.share, tt.known, tt.days)
		}
	}
}

func TestBestHours(t *testing.T) {
	three := func(good map[int]int) []Day { return []Day{dayOf(0, good), dayOf(1, good), dayOf(2, good)} }
	late := Day{Date: monday, First: clock(25, 10)}
	tests := []struct {
		name string
		days []Day
		want Best
	}{
		{"measured", three(map[int]int{8: 20, 9: 50, 10: 55, 15: 40}), Best{[]int{9, 10}, true, 3, 88}},
		{"not together", three(map[int]int{8: 20, 9: 50, 15: 52}), Best{[]int{9, 15}, true, 3, 85}},
		{"the earlier of equals", three(map[int]int{14: 30, 9: 30, 11: 30}), Best{[]int{9, 11}, true, 3, 50}},
		{"one hour is not enough", three(map[int]int{9: 50}), Best{[]int{8, 9}, false, 3, 0}},
		{"two days are not enough", three(map[int]int{9: 50, 10: 50})[:2], Best{[]int{8, 9}, false, 2, 0}},
		{"nothing was good", three(map[int]int{9: 0, 10: 0}), Best{[]int{8, 9}, false, 3, 0}},
		{"a day that began after midnight", []Day{late}, Best{[]int{1, 2}, false, 1, 0}},
		{"nothing is known", []Day{{Date: monday}}, Best{}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := BestOf(tt.days); !reflect.DeepEqual(got, tt.want) {
				t.Errorf("BestOf = %+v, want %+v", got, tt.want)
			}
		})
	}
}

func TestFirstActivityIsWhereThePersonWas(t *testing.T) {
	d := Day{Date: monday, First: clock(13, 30), Offset: -300}
	if got := BestOf([]Day{d}).Hours; !reflect.DeepEqual(got, []int{8, 9}) {
		t.Errorf("the first hours are %v, want those of New York", got)
	}
	eve := Day{Date: tracker.Day{Year: 2025, Month: time.December, Day: 31}, First: time.Date(2025, 12, 31, 23, 30, 0, 0, time.UTC)}
	if got := BestOf([]Day{eve}).Hours; !reflect.DeepEqual(got, []int{23, 0}) {
		t.Errorf("the first hours are %v, want 23 and 0", got)
	}
}

// tried is days with blocks that drifted after so many minutes; a negative
// number is a block that ended then without.
func tried(minute ...int) []Day {
	var d Day
	for _, m := range minute {
		b := Block{End: at(1), Focus: minutes(60), Drifted: m >= 0, FirstDrift: minutes(m), Hour: 9, Depth: Deep}
		if m < 0 {
			b.Focus, b.FirstDrift = minutes(-m), 0
		}
		d.Blocks = append(d.Blocks, b)
	}
	return []Day{d}
}

func TestTheLengthThatFits(t *testing.T) {
	tests := []struct {
		name   string
		days   []Day
		median int // minutes
		least  bool
		length int
		ok     bool
	}{
		{"four blocks say nothing", tried(10, 10, 10, 10), 0, false, 0, false},
		{"all drift", tried(10, 20, 24, 30, 40), 24, false, 25, true},
		{"early", tried(1, 2, 3, 4, 5), 3, false, 15, true},
		{"late", tried(50, 85, 90, 95, 99), 90, false, 90, true},
		{"a tenth of grace", tried(23, 23, 23, 23, 23), 23, false, 25, true},
		{"and no more", tried(22, 22, 22, 22, 22), 22, false, 15, true},
		{"nobody drifts", tried(-25, -25, -50, -50, -50), 50, true, 50, true},
		{"one long block proves little", tried(-25, -25, -25, -25, -90), 25, true, 25, true},
		// Ended blocks leave the number of those that could still drift: of five,
		// one drifts at 20 (4/5 left) and one at 40 of the two that are left (2/5).
		{"some end", tried(20, -25, -25, 40, -50), 40, false, 25, true},
		{"ended at the instant others drift", tried(-20, -20, 20, 20, 20), 20, false, 15, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f, ok := FitOf(tt.days, AnyDepth, -1)
			if ok != tt.ok || f.Median != minutes(tt.median) || f.AtLeast != tt.least || f.Length != minutes(tt.length) {
				t.Errorf("FitOf = %+v %v, want %d min, at least %v, length %d", f, ok, tt.median, tt.least, tt.length)
			}
		})
	}
}

func TestALengthIsOfADepthAndAnHour(t *testing.T) {
	days := append(tried(30, 30, 30, 30, 30), tried(10, 10, 10, 10, 10)...)
	for i := range days[1].Blocks {
		days[1].Blocks[i].Depth, days[1].Blocks[i].Hour = Shallow, 15
	}
	running := Day{Blocks: []Block{{Hour: 9, Depth: Deep}}}
	days = append(days, running)
	for _, tt := range []struct {
		depth  Depth
		hour   int
		blocks int
		length int
	}{{Deep, -1, 5, 25}, {Shallow, -1, 5, 15}, {AnyDepth, 15, 5, 15}, {AnyDepth, -1, 10, 15}, {Deep, 15, 0, 0}} {
		f, ok := FitOf(days, tt.depth, tt.hour)
		if f.Blocks != tt.blocks || ok != (tt.blocks > 0) || f.Length != minutes(tt.length) {
			t.Errorf("%v at %d: %+v %v, want %d blocks and %d min", tt.depth, tt.hour, f, ok, tt.blocks, tt.length)
		}
	}
}

func TestDepthIsWrittenAsAWord(t *testing.T) {
	for d, want := range map[Depth]string{AnyDepth: "any", Deep: "deep", Shallow: "shallow"} {
		text, _ := d.MarshalText()
		var again Depth
		if err := again.UnmarshalText(text); err != nil || string(text) != want || again != d {
			t.Errorf("%d is %q, and that is %d", d, text, again)
		}
	}
}
