package report

import (
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"

	"focusd/timer"
	"focusd/tracker"
	"focusd/tracker/category"
	"focusd/tracker/entry"
)

// office is a working day: a morning, lunch, a nap that was said to be one, and
// an afternoon of which an hour was wasted.
func office() Facts {
	f := facts(
		tracker.Span{Start: clock(-2, 0), End: clock(8, 0), Presence: tracker.Asleep},
		seen(clock(8, 0), clock(9, 0), "mail"),
		seen(clock(9, 0), clock(12, 0), "editor"),
		tracker.Span{Start: clock(12, 0), End: clock(13, 0), Presence: tracker.Locked},
		seen(clock(13, 0), clock(14, 0), "video"),
		seen(clock(14, 0), clock(14, 10), ""),
		seen(clock(14, 10), clock(16, 0), "editor"),
		tracker.Span{Start: clock(16, 0), End: clock(34, 0), Presence: tracker.Asleep},
	)
	f.Entries = []entry.Entry{said(clock(12, 20), clock(12, 50), "nap", "rest")}
	block := func(seq int, from, to time.Time) Work {
		return Work{Block: timer.Block{
			Seq: timer.Seq(seq), Planned: minutes(50), Started: from, Ended: to, EndedBy: timer.EndedStop,
			Segments: []timer.Segment{{Start: from}},
		}}
	}
	f.Blocks = []Work{block(1, clock(9, 0), clock(9, 50)), block(2, clock(12, 50), clock(13, 20)), block(3, clock(14, 30), clock(14, 30).Add(seconds(30)))}
	f.Breaks = []timer.Break{{Outcome: timer.Taken}, {Outcome: timer.Skipped}, {Outcome: timer.Natural}, {Outcome: timer.Open}}
	return f
}

func TestADayComesTo(t *testing.T) {
	d := judge(t).Sum(office())
	hour := time.Hour
	want := Classes{
		category.Earns: 4*hour + minutes(50), category.Supports: hour, category.Rest: minutes(30), category.Wastes: hour,
	}
	if d.Classes != want {
		t.Errorf("classes %v, want %v", d.Classes, want)
	}
	if !d.First.Equal(clock(8, 0)) || !d.Last.Equal(clock(16, 0)) {
		t.Errorf("from %v to %v, want 8 to 16", d.First, d.Last)
	}
	if d.Focus != minutes(50+30)+seconds(30) {
		t.Errorf("focus %v, want 80 min and the half of one that was discarded", d.Focus)
	}
	// The lunch in the second block is capacity, the nap is not.
	if want := 5*hour + minutes(50+30); d.Capacity != want {
		t.Errorf("capacity %v, want %v", d.Capacity, want)
	}
	if len(d.Blocks) != 2 || d.Blocks[0].Outcome != timer.Completed || d.Blocks[1].Outcome != timer.Abandoned || d.Blocks[0].Hour != 9 {
		t.Errorf("blocks %+v", d.Blocks)
	}
	if got := d.Blocks[1].Purity; got != (Purity{Away: minutes(10), Drift: minutes(20)}) {
		t.Errorf("the second block was %+v", got)
	}
	if want := (Breaks{Taken: 1, Natural: 1, Skipped: 1}); d.Breaks != want {
		t.Errorf("breaks %+v, want %+v", d.Breaks, want)
	}
	if want := (Stretch{clock(8, 0), clock(12, 0)}); d.LongestWork != want {
		t.Errorf("the longest work is %v, want %v", d.LongestWork, want)
	}
	if d.Presences[tracker.Asleep] != 16*hour || d.Presences[tracker.Locked] != hour || d.Presences[tracker.Idle] != minutes(10) {
		t.Errorf("presences %v", d.Presences)
	}
}

func TestActivitiesSayWhereAndWhatFor(t *testing.T) {
	f := office()
	f.Entries = append(f.Entries, said(clock(18, 0), clock(19, 0), "a walk", ""))
	d := judge(t).Sum(f)
	want := []Activity{
		{category.Earns, "work", "editor", "", 4*time.Hour + minutes(50)},
		{category.Unclassified, "", "", "a walk", time.Hour},
		{category.Supports, "mail", "mail", "", time.Hour},
		{category.Wastes, "play", "video", "", time.Hour},
		{category.Rest, "rest", "", "", minutes(30)},
	}
	if !reflect.DeepEqual(d.Activities, want) {
		t.Errorf("activities\n got %+v\nwant %+v", d.Activities, want)
	}
}

func TestHoursAreThoseOfTheClock(t *testing.T) {
	d := judge(t).Sum(office())
	for hour, want := range map[int]Hour{
		7:  {Observed: time.Hour},
		8:  {Observed: time.Hour, Seen: time.Hour},
		9:  {Observed: time.Hour, Seen: time.Hour, Good: time.Hour},
		12: {Observed: time.Hour, Seen: minutes(30), Good: minutes(10)},
		13: {Observed: time.Hour, Seen: time.Hour, Good: minutes(20), Wasted: time.Hour},
		14: {Observed: time.Hour, Seen: minutes(50), Good: minutes(50)},
	} {
		if d.Hours[hour] != want {
			t.Errorf("hour %d is %+v, want %+v", hour, d.Hours[hour], want)
		}
	}
}

func TestHoursAreWhereThePersonWas(t *testing.T) {
	west := seen(clock(23, 30), clock(24, 30), "editor")
	west.Offset = -5 * 60
	nepal := seen(clock(9, 0), clock(9, 30), "editor")
	nepal.Offset = 5*60 + 45
	d := judge(t).Sum(facts(nepal, west))
	for hour, want := range map[int]time.Duration{14: minutes(15), 15: minutes(15), 18: minutes(30), 19: minutes(30), 23: 0, 0: 0, 9: 0} {
		if got := d.Hours[hour].Good; got != want {
			t.Errorf("hour %d has %v, want %v", hour, got, want)
		}
	}
	if d.Offset != nepal.Offset {
		t.Errorf("the day began %d minutes from UTC, want %d", d.Offset, nepal.Offset)
	}
}

func TestAnHourThatComesTwiceHasTwoHours(t *testing.T) {
	summer, winter := seen(clock(0, 0).AddDate(0, 0, 1), clock(1, 0).AddDate(0, 0, 1), "editor"), seen(clock(25, 0), clock(26, 0), "editor")
	summer.Offset, winter.Offset = 120, 60
	if got := judge(t).Sum(facts(summer, winter)).Hours[2].Observed; got != 2*time.Hour {
		t.Errorf("the hour from 2 to 3 has %v, want both", got)
	}
}

func TestWhatIsHiddenCountsAsNothing(t *testing.T) {
	f := facts(seen(clock(9, 0), clock(10, 0), "video"))
	f.Entries = []entry.Entry{{Start: clock(9, 0), End: clock(10, 0), Kind: entry.Hidden}}
	d := judge(t).Sum(f)
	if d.Classes.Sum() != 0 || len(d.Activities) != 0 || d.Hours[9] != (Hour{}) || !d.First.IsZero() {
		t.Errorf("a hidden hour makes %+v", d)
	}
	if d.Presences[tracker.Active] != time.Hour {
		t.Errorf("presence is what was recorded; it is %v", d.Presences)
	}
}

func TestOnlyTheDayItselfCounts(t *testing.T) {
	f := facts(seen(clock(2, 0), clock(6, 0), "editor"), seen(clock(27, 0), clock(30, 0), "video"))
	f.Entries = []entry.Entry{said(clock(3, 0), clock(5, 0), "walk", "home")}
	late := runOf(0)
	late.Started, late.Ended = clock(27, 0), clock(29, 0)
	before := runOf(0)
	before.Started, before.Ended = clock(3, 0), clock(4, 30)
	f.Blocks = []Work{before, late}
	d := judge(t).Sum(f)
	want := Classes{category.Personal: time.Hour, category.Earns: time.Hour, category.Wastes: time.Hour}
	if d.Classes != want {
		t.Errorf("classes %v, want %v", d.Classes, want)
	}
	if d.Focus != minutes(30+60) {
		t.Errorf("focus %v, want what is within the day of both blocks", d.Focus)
	}
	// A block counts for the day on which it began, and there as a whole.
	if len(d.Blocks) != 1 || d.Blocks[0].Focus != 2*time.Hour || d.Blocks[0].Purity.Drift != 2*time.Hour {
		t.Errorf("blocks %+v, want the one that began in it", d.Blocks)
	}
}

func TestSwitches(t *testing.T) {
	tests := []struct {
		name  string
		spans []tracker.Span
		want  int
	}{
		{"none", apps("editor", 100), 0},
		{"there and back", apps("editor", 100, "mail", 100, "editor", 100), 2},
		{"a glance is none", apps("editor", 100, "mail", 9, "editor", 100), 0},
		{"ten seconds are", apps("editor", 100, "mail", 10, "editor", 100), 2},
		{"within a category", apps("video", 100, "forum", 100), 0},
		{"between what has none", apps("one", 100, "two", 100), 1},
		{"titles of one app together", apps("editor", 100, "mail", 5, "mail", 5, "editor", 100), 2},
		{"over an absence", apps("editor", 100, tracker.Idle, 600, "mail", 100), 1},
		{"back from an absence", apps("editor", 100, tracker.Idle, 600, "editor", 100), 0},
		{"from nowhere", apps("mail", 100), 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := judge(t).Sum(facts(tt.spans...)).Switches; got != tt.want {
				t.Errorf("%v has %d switches, want %d", tt.spans, got, tt.want)
			}
		})
	}
}

func TestADayIsKeptAsJSONWithoutTitles(t *testing.T) {
	f := office()
	for i := range f.Spans {
		if f.Spans[i].Window.App != "" {
			f.Spans[i].Window.Title = "private sample"
		}
	}
	f.Blocks[0].Depth, f.Blocks[0].First = Deep, true
	d := judge(t).Sum(f)
	text, err := json.Marshal(d)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(text), "private") {
		t.Errorf("there is a title in %s", text)
	}
	if len(text) > 8<<10 {
		t.Errorf("a day takes %d bytes", len(text))
	}
	var again Day
	if err := json.Unmarshal(text, &again); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(again, d) {
		t.Errorf("read again\n got %+v\nwant %+v", again, d)
	}
}

func TestAnErrorEndsTheDays(t *testing.T) {
	broken := errors.New("the disk is gone")
	days, err := judge(t).Days(func(yield func(Facts, error) bool) {
		_ = yield(office(), nil) && yield(Facts{}, broken) && yield(office(), nil)
	})
	if len(days) != 1 || !errors.Is(err, broken) {
		t.Errorf("%d days and %v, want one and %v", len(days), err, broken)
	}
	two := func(yield func(Facts, error) bool) {
		for range 2 {
			if !yield(office(), nil) {
				return
			}
		}
	}
	if days, err := judge(t).Days(two); len(days) != 2 || err != nil {
		t.Errorf("%d days and %v, want two", len(days), err)
	}
}

func TestClassesThatDoNotExistAreRefused(t *testing.T) {
	var c Classes
	if err := json.Unmarshal([]byte(`{"earns": 5, "loafs": 6}`), &c); err == nil {
		t.Errorf("%v was read", c)
	}
}

func TestABreakThatWasAnsweredIsARest(t *testing.T) {
	for name, test := range map[string]struct {
		entry entry.Entry
		want  category.Class
	}{
		"answered":                  {entry.Entry{Text: "break", Origin: entry.Question}, category.Rest},
		"answered, and it was work": {entry.Entry{Text: "offline work", Origin: entry.Question}, category.Unclassified},
		"written by the person":     {entry.Entry{Text: "break"}, category.Unclassified},
		"corrected since":           {entry.Entry{Text: "break", Category: "work", Origin: entry.Question}, category.Earns},
	} {
		t.Run(name, func(t *testing.T) {
			f := facts(seen(clock(8, 0), clock(9, 0), "editor"))
			test.entry.Start, test.entry.End = clock(9, 0), clock(10, 0)
			f.Entries = []entry.Entry{test.entry}
			d := judge(t).Sum(f)
			want := Classes{category.Earns: time.Hour}
			want[test.want] += time.Hour
			if d.Classes != want {
				t.Errorf("the day is %v, want %v", d.Classes, want)
			}
		})
	}
}

// TestNobodyAccountsForADayBeforeTheLog has days with and without the log.
func TestNobodyAccountsForADayBeforeTheLog(t *testing.T) {
	for _, tt := range []struct {
		name  string
		facts Facts
		began time.Time
		want  bool // there is something to account for
	}{
		{"an empty day before", facts(), clock(24+4, 0), false},
		{"the day on which it began", facts(), clock(12, 0), true},
		{"an empty day after", facts(), clock(-20, 0), true},
		{"a day before that has something", office(), clock(24+4, 0), true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			tt.facts.Began = tt.began
			d := judge(t).Sum(tt.facts)
			if _, got := d.Coverage.Percent(); got != tt.want || !got && len(d.Gaps) > 0 {
				t.Errorf("covered %+v with gaps %v, want something to account for: %v", d.Coverage, d.Gaps, tt.want)
			}
		})
	}
}
