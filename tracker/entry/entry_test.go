package entry

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"focusd/tracker"
)

// span is one of so many minutes after noon.
func span(from, to int, p tracker.Presence, app string) tracker.Span {
	return tracker.Span{Start: minute(from), End: minute(to), Presence: p, Window: tracker.Window{App: app}}
}

// office is an hour and a half: work, an absence with a lock, work in two
// titles, a pause, and a time without a daemon at 80.
func office() []tracker.Span {
	second := span(45, 60, tracker.Active, "editor")
	second.Window.Title = "another title"
	return []tracker.Span{
		span(0, 10, tracker.Active, "editor"),
		span(10, 13, tracker.Idle, ""),
		span(13, 40, tracker.Locked, ""),
		span(40, 45, tracker.Active, "editor"),
		second,
		span(60, 70, tracker.Passive, "player"),
		span(70, 80, tracker.Paused, ""),
		span(90, 100, tracker.Active, "browser"),
	}
}

func at(now int, entries ...Entry) Around {
	return Around{Entries: entries, Spans: office(), Now: minute(now), NewID: func(t time.Time) string { return "id of " + t.Format(time.TimeOnly) }}
}

func said(from, to int, text string) Entry {
	return Entry{ID: text, Start: minute(from), End: minute(to), Text: text}
}

func TestCheck(t *testing.T) {
	now := minute(100)
	for name, c := range map[string]struct {
		change func(*Entry)
		want   string // in the error; "" for none
	}{
		"fine":                        {func(*Entry) {}, ""},
		"a category alone":            {func(e *Entry) { e.Text, e.Category = "", "health" }, ""},
		"the longest":                 {func(e *Entry) { e.Start = e.End.Add(-Longest) }, ""},
		"too long":                    {func(e *Entry) { e.Start = e.End.Add(-Longest - 1) }, "7 days"},
		"backwards":                   {func(e *Entry) { e.Start, e.End = e.End, e.Start }, "ends after"},
		"of no length":                {func(e *Entry) { e.End = e.Start }, "ends after"},
		"up to now":                   {func(e *Entry) { e.End = now }, ""},
		"in the future":               {func(e *Entry) { e.End = now.Add(1) }, "not over"},
		"about nothing":               {func(e *Entry) { e.Text = "" }, "needs a text"},
		"hiding needs no text":        {func(e *Entry) { e.Text, e.Kind = "", Hidden }, ""},
		"a text of two lines":         {func(e *Entry) { e.Text = "one\ntwo" }, "text has characters"},
		"a text that is none":         {func(e *Entry) { e.Text = "\xff" }, "text has characters"},
		"a category with an escape":   {func(e *Entry) { e.Category = "a\x1b[2J" }, "category has characters"},
		"a text as long as can be":    {func(e *Entry) { e.Text = strings.Repeat("語", LongText) }, ""},
		"a text that is too long":     {func(e *Entry) { e.Text = strings.Repeat("語", LongText+1) }, "longer than 200"},
		"a category that is too long": {func(e *Entry) { e.Category = strings.Repeat("x", LongName+1) }, "longer than 80"},
	} {
		e := said(0, 35, "nap")
		c.change(&e)
		err := e.Check(now)
		if c.want == "" && err != nil || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
			t.Errorf("%s: Check = %v, want %q", name, err, c.want)
		}
		var r *RangeError
		if err != nil && (!errors.As(err, &r) || r.Hint == "") {
			t.Errorf("%s: %#v has no hint", name, err)
		}
	}
}

func TestWords(t *testing.T) {
	for _, k := range []Kind{Added, Edited, Hidden} {
		if got, err := ParseKind(k.String()); err != nil || got != k {
			t.Errorf("ParseKind(%q) = %v, %v", k, got, err)
		}
	}
	for _, o := range []Origin{Command, Fill, Question} {
		if got, err := ParseOrigin(o.String()); err != nil || got != o {
			t.Errorf("ParseOrigin(%q) = %v, %v", o, got, err)
		}
	}
	for _, v := range []Verb{Add, Change, Split, Delete} {
		if got, err := ParseVerb(v.String()); err != nil || got != v {
			t.Errorf("ParseVerb(%q) = %v, %v", v, got, err)
		}
	}
	if _, err := ParseKind("gone"); err == nil || !strings.Contains(err.Error(), "added, edited, hidden") {
		t.Errorf("ParseKind(gone): %v, want the words there are", err)
	}
	if got := Kind(9).String(); got != "Kind(9)" {
		t.Errorf("Kind(9) is %q", got)
	}
}

func TestAddNamesWhatIsInTheWay(t *testing.T) {
	for name, c := range map[string]struct {
		from, to int
		start    int // of the first conflict
		end      int
		what     string
	}{
		"recorded":               {5, 20, 5, 10, "editor"},
		"one app in two titles":  {30, 62, 40, 60, "editor"},
		"passive":                {65, 75, 65, 70, "player"},
		"an entry":               {12, 20, 15, 20, "nap"},
		"the earlier of the two": {8, 20, 8, 10, "editor"},
	} {
		a := at(100, said(15, 30, "nap"))
		_, err := a.Add(said(c.from, c.to, "errand"), Refuse)
		var conflict *ConflictError
		if !errors.As(err, &conflict) {
			t.Errorf("%s: %v, want a conflict", name, err)
			continue
		}
		what := conflict.Span.Window.App + conflict.Entry.Text
		if !conflict.Start.Equal(minute(c.start)) || !conflict.End.Equal(minute(c.end)) || what != c.what {
			t.Errorf("%s: %d to %d is taken by %q, want %d to %d by %q",
				name, minutesOf(conflict.Start), minutesOf(conflict.End), what, c.start, c.end, c.what)
		}
	}
}

func TestAddOverWhatIsFree(t *testing.T) {
	for name, c := range map[string][2]int{
		"idle and locked": {10, 40}, "paused": {70, 80}, "without a daemon": {80, 90}, "before the log": {-100, 0}, "paused and then nobody": {72, 88},
	} {
		ed, err := at(100).Add(Entry{Start: minute(c[0]), End: minute(c[1]), Text: "x"}, Refuse)
		if err != nil || len(ed.After) != 1 || ed.After[0].Kind != Added || !ed.After[0].Made.Equal(minute(100)) {
			t.Errorf("%s: %+v, %v, want one added entry", name, ed, err)
		}
	}
}

func TestTrimLeavesWhatIsFree(t *testing.T) {
	ed, err := at(100, said(15, 30, "nap")).Add(Entry{Start: minute(5), End: minute(95), Text: "errand"}, Trim)
	if err != nil {
		t.Fatal(err)
	}
	var got [][2]int
	for _, e := range ed.After {
		got = append(got, [2]int{minutesOf(e.Start), minutesOf(e.End)})
	}
	if want := [][2]int{{10, 15}, {30, 40}, {70, 90}}; !slices.Equal(got, want) || len(ed.Before) != 0 {
		t.Errorf("pieces %v, before %v, want %v and nothing", got, ed.Before, want)
	}
	var conflict *ConflictError
	if _, err := at(100).Add(said(0, 10, "errand"), Trim); !errors.As(err, &conflict) || conflict.Mode != Trim {
		t.Errorf("where nothing is free: %v, want a conflict", err)
	}
}

func TestOverReplaces(t *testing.T) {
	ed, err := at(100, said(15, 30, "nap")).Add(Entry{Start: minute(5), End: minute(20), Text: "errand"}, Over)
	if err != nil || len(ed.Before) != 1 || len(ed.After) != 2 {
		t.Fatalf("%+v, %v", ed, err)
	}
	if e := ed.After[0]; e.Text != "errand" || e.Kind != Edited {
		t.Errorf("first %+v, want the errand, edited", e)
	}
	if e := ed.After[1]; e.Text != "nap" || !e.Start.Equal(minute(20)) || e.ID == "nap" || e.Kind != Added {
		t.Errorf("second %+v, want the rest of the nap under a new ID", e)
	}
}

func TestGaps(t *testing.T) {
	for name, c := range map[string]struct {
		entries []Entry
		least   time.Duration
		want    []Gap
	}{
		"none too short": {nil, 5 * time.Minute, []Gap{
			{Stretch{minute(10), minute(40)}, tracker.Locked}, {Stretch{minute(80), minute(90)}, tracker.Unobserved}, {Stretch{minute(100), minute(110)}, tracker.Unobserved},
		}},
		"only long ones": {nil, 11 * time.Minute, []Gap{{Stretch{minute(10), minute(40)}, tracker.Locked}}},
		"around an entry": {[]Entry{said(12, 30, "nap")}, 5 * time.Minute, []Gap{
			{Stretch{minute(30), minute(40)}, tracker.Locked}, {Stretch{minute(80), minute(90)}, tracker.Unobserved}, {Stretch{minute(100), minute(110)}, tracker.Unobserved},
		}},
		"all said": {[]Entry{said(10, 40, "nap"), said(80, 90, "x"), said(95, 120, "y")}, 5 * time.Minute, nil},
	} {
		if got := at(110, c.entries...).Gaps(minute(0), minute(110), c.least); !slices.Equal(got, c.want) {
			t.Errorf("%s: gaps %v, want %v", name, got, c.want)
		}
	}
}

func TestLast(t *testing.T) {
	for name, c := range map[string]struct {
		now      int
		length   int
		from, to int
	}{
		"just back":                          {42, 30, 10, 40},
		"the absence was longer":             {42, 20, 20, 40},
		"the absence was a little shorter":   {42, 36, 10, 40},
		"the absence was much shorter":       {42, 60, -18, 42},
		"back for long":                      {55, 30, 25, 55},
		"still away":                         {35, 20, 15, 35},
		"a pause is no absence":              {82, 10, 72, 82},
		"the absence before the last is not": {100, 30, 70, 100},
	} {
		a := at(c.now)
		a.Spans = slices.DeleteFunc(a.Spans, func(s tracker.Span) bool { return !s.Start.Before(a.Now) })
		for i := range a.Spans {
			a.Spans[i], _ = a.Spans[i].Clip(a.Spans[i].Start, a.Now)
		}
		got := a.Last(time.Duration(c.length) * time.Minute)
		if minutesOf(got.Start) != c.from || minutesOf(got.End) != c.to {
			t.Errorf("%s: the last %d min at %d are %d to %d, want %d to %d",
				name, c.length, c.now, minutesOf(got.Start), minutesOf(got.End), c.from, c.to)
		}
	}
}

func TestWhole(t *testing.T) {
	for name, c := range map[string]struct {
		at       int
		from, to int // both 0: nothing
	}{
		"an app over its titles":   {50, 40, 60},
		"its beginning":            {40, 40, 60},
		"an absence":               {12, 10, 40},
		"where nothing is":         {85, 0, 0},
		"before everything":        {-5, 0, 0},
		"after everything":         {100, 0, 0},
		"the last, cut at the end": {92, 90, 95},
	} {
		got, ok := at(100).Whole(minute(c.at), minute(0), minute(95))
		if want := c.to != 0; ok != want || ok && (minutesOf(got.Start) != c.from || minutesOf(got.End) != c.to) {
			t.Errorf("%s: %v %v, want %d to %d", name, got, ok, c.from, c.to)
		}
	}
}

func TestSplit(t *testing.T) {
	nap := said(10, 40, "nap")
	ed, err := at(100, nap).Split(nap, minute(20), "reading")
	if err != nil || len(ed.After) != 2 || ed.After[0].Text != "nap" || ed.After[1].Text != "reading" || ed.After[0].ID != "nap" || ed.After[1].ID == "nap" {
		t.Errorf("%+v, %v, want nap and reading", ed.After, err)
	}
	for _, m := range []int{10, 40, 5} {
		if _, err := at(100, nap).Split(nap, minute(m), ""); err == nil {
			t.Errorf("split at %d, which is not inside of 10 to 40", m)
		}
	}
}

func TestCanUndoTwice(t *testing.T) {
	ed, err := at(100).Add(said(10, 40, "nap"), Refuse)
	if err != nil {
		t.Fatal(err)
	}
	if err := ed.CanUndo(ed.After); err != nil {
		t.Errorf("CanUndo = %v", err)
	}
	ed.Undone = minute(100)
	if err := ed.CanUndo(ed.After); !errors.Is(err, ErrUndone) {
		t.Errorf("CanUndo of what is undone = %v", err)
	}
}

func TestOverlayOutsideOfTheLog(t *testing.T) {
	entries := []Entry{said(-20, -10, "early"), said(-5, 5, "into it"), said(82, 88, "in a hole"), said(95, 120, "beyond"), said(130, 140, "late")}
	var got []string
	for row, err := range Overlay(sequence(office()), entries) {
		if err != nil {
			t.Fatal(err)
		}
		if row.Entry != nil {
			got = append(got, row.Entry.Text)
			continue
		}
		got = append(got, row.Span.Start.Format("15:04"))
	}
	want := []string{"early", "into it", "12:05", "12:10", "12:13", "12:40", "12:45", "13:00", "13:10", "in a hole", "13:30", "beyond", "late"}
	if !slices.Equal(got, want) {
		t.Errorf("rows %q, want %q", got, want)
	}
}

func TestOverlayEndsWithAnError(t *testing.T) {
	broken := errors.New("broken")
	spans := func(yield func(tracker.Span, error) bool) {
		_ = yield(office()[0], nil) && yield(tracker.Span{}, broken)
	}
	rows := 0
	var last error
	for _, err := range Overlay(spans, []Entry{said(20, 30, "late")}) {
		rows++
		last = err
	}
	if rows != 2 || !errors.Is(last, broken) {
		t.Errorf("%d rows, the last with %v, want 2 and %v", rows, last, broken)
	}
	for range Overlay(sequence(office()), []Entry{said(-20, -10, "early")}) {
		break // and nothing comes after it
	}
}
