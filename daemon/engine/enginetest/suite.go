package enginetest

import (
	"fmt"
	"iter"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"focusd/daemon/engine"
	"focusd/timer"
	"focusd/tracker"
)

// TestStore holds a store to what engine.Store promises. open returns an empty
// one and sees to its closing.
func TestStore(t *testing.T, open func(t *testing.T) engine.Store) {
	for _, test := range []struct {
		name string
		run  func(*testing.T, engine.Store)
	}{
		{"an empty store", testEmpty},
		{"clean only after a clean commit", testClean},
		{"every field of a span comes back", testSpanFields},
		{"spans are kept in milliseconds and cut at midnight", testSpanCut},
		{"the tail is replaced", testReplaceTail},
		{"past days can be replaced", testReplaceSealed},
		{"spans by range", testSpanRange},
		{"totals are what the spans add up to", testTotals},
		{"totals of nothing", testNoTotals},
		{"spans out of order are refused whole", testRefused},
		{"a heartbeat is for the next daemon", testHeartbeat},
		{"a reader does not block the writer", testReadAndCommit},
		{"timer state", testTimer},
		{"blocks", testBlocks},
		{"breaks", testBreaks},
		{"revoked", testRevoked},
		{"records", testRecords},
		{"ledger and values", testLedger},
		{"documents", testDocuments},
	} {
		t.Run(test.name, func(t *testing.T) { test.run(t, open(t)) })
	}
}

// noon is an instant of a day; all tests count from it.
var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

// minute returns the instant n minutes after noon.
func minute(n int) time.Time { return noon.Add(time.Duration(n) * time.Minute) }

// span is an active one in app, from and to in minutes after noon.
func span(from, to int, app string) tracker.Span {
	return tracker.Span{Start: minute(from), End: minute(to), Window: tracker.Window{App: app, Title: "a title of " + app}, Offset: 60}
}

func commit(t *testing.T, s engine.Store, c engine.Change) {
	t.Helper()
	if err := s.Commit(c); err != nil {
		t.Fatalf("Commit: %v", err)
	}
}

func load(t *testing.T, s engine.Store) engine.Stored {
	t.Helper()
	stored, err := s.Load()
	if err != nil {
		t.Fatalf("Load: %v", err)
	}
	return stored
}

// Collect reads a sequence to its end.
func Collect[T any](t *testing.T, seq iter.Seq2[T, error]) []T {
	t.Helper()
	var items []T
	for item, err := range seq {
		if err != nil {
			t.Fatalf("after %d items: %v", len(items), err)
		}
		items = append(items, item)
	}
	return items
}

// everything are bounds that no test goes beyond.
func everything() (from, to time.Time) { return noon.AddDate(-20, 0, 0), noon.AddDate(20, 0, 0) }

func wantSpans(t *testing.T, s engine.Store, want ...tracker.Span) {
	t.Helper()
	same(t, "spans", Collect(t, s.Spans(everything())), want)
	var end time.Time
	if len(want) > 0 {
		end = want[len(want)-1].End
	}
	if got := load(t, s).LogEnd; !got.Equal(end) {
		t.Errorf("LogEnd is %v, want %v", got, end)
	}
}

func same[T any](t testing.TB, what string, got, want T) {
	t.Helper()
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

func testEmpty(t *testing.T, s engine.Store) {
	stored := load(t, s)
	if !stored.New {
		t.Error("New is false before the first commit")
	}
	if stored.Created.IsZero() {
		t.Error("Created is not set")
	}
	same(t, "timer", stored.Timer, timer.State{})
	wantSpans(t, s)
	if n := len(Collect(t, s.Blocks(everything()))); n != 0 {
		t.Errorf("%d blocks, want none", n)
	}
}

func testClean(t *testing.T, s engine.Store) {
	created := load(t, s).Created
	for i, step := range []struct {
		change engine.Change
		clean  bool
	}{
		{engine.Change{Values: map[string]string{"a": "1"}}, false},
		{engine.Change{Clean: true}, true},
		{engine.Change{Values: map[string]string{"a": "2"}}, false},
		{engine.Change{Spans: []tracker.Span{span(0, 1, "editor")}, Clean: true}, true},
	} {
		commit(t, s, step.change)
		stored := load(t, s)
		if stored.New || stored.Clean != step.clean || !stored.Created.Equal(created) {
			t.Errorf("after commit %d: New %v, Clean %v, Created %v; want false, %v, %v", i+1, stored.New, stored.Clean, stored.Created, step.clean, created)
		}
	}
}

func testSpanFields(t *testing.T, s engine.Store) {
	var want []tracker.Span
	for i := range 14 {
		sp := span(i, i+1, []string{"editor", "terminal", "", "браузер"}[i%4])
		sp.Presence = tracker.Presence(i % 7)
		sp.Flags = tracker.Flags(i % 4)
		sp.Offset = []int{60, -210, 0, 840, 345}[i%5]
		sp.Window.Title = []string{"", "naïve — 日本語", "plain", "invalid \xff\xfe", "a\x00b"}[i%5]
		want = append(want, sp)
	}
	commit(t, s, engine.Change{Spans: want})
	wantSpans(t, s, want...)
	// A day later everything has moved to wherever past days are kept.
	next := span(48*60, 48*60+1, "editor")
	commit(t, s, engine.Change{Spans: []tracker.Span{next}})
	wantSpans(t, s, append(want, next)...)
}

func testSpanCut(t *testing.T, s engine.Store) {
	ragged := span(0, 1, "editor")
	ragged.Start = ragged.Start.Add(1_600 * time.Microsecond)
	ragged.End = ragged.End.Add(300 * time.Microsecond)
	short := span(1, 1, "glimpse")
	short.End = short.End.Add(900 * time.Microsecond)
	long := span(2, 60*36+2, "")
	long.Presence, long.Window = tracker.Asleep, tracker.Window{}
	commit(t, s, engine.Change{Spans: []tracker.Span{ragged, short, long}})

	ragged.Start = minute(0).Add(time.Millisecond)
	ragged.End = minute(1)
	first, second := long, long
	first.End = minute(12 * 60)
	second.Start, second.End = minute(12*60), minute(36*60)
	second.Flags |= tracker.Continues
	third := second
	third.Start, third.End = minute(36*60), minute(36*60+2)
	wantSpans(t, s, ragged, first, second, third)
}

func testReplaceTail(t *testing.T, s engine.Store) {
	a, b, c := span(0, 10, "editor"), span(10, 20, "terminal"), span(20, 25, "browser")
	commit(t, s, engine.Change{Spans: []tracker.Span{a, b, c}})
	c.End = minute(30)
	commit(t, s, engine.Change{Spans: []tracker.Span{c}})
	wantSpans(t, s, a, b, c)

	commit(t, s, engine.Change{Values: map[string]string{"k": "v"}})
	wantSpans(t, s, a, b, c)

	// Counted back: part of b turns out to be idle.
	b.End = minute(15)
	idle := tracker.Span{Start: minute(15), End: minute(40), Presence: tracker.Idle, Offset: 60}
	commit(t, s, engine.Change{Spans: []tracker.Span{b, idle}})
	wantSpans(t, s, a, b, idle)

	// From inside a span: what lies before stays.
	d := span(5, 6, "mail")
	commit(t, s, engine.Change{Spans: []tracker.Span{d}})
	a.End = minute(5)
	wantSpans(t, s, a, d)
}

func testReplaceSealed(t *testing.T, s engine.Store) {
	const day = 24 * 60
	a, b := span(0, 10, "editor"), span(10, 20, "terminal")
	c, d := span(day, day+10, "editor"), span(3*day, 3*day+1, "mail")
	for _, sp := range []tracker.Span{a, b, c, d} {
		commit(t, s, engine.Change{Spans: []tracker.Span{sp}})
	}
	wantSpans(t, s, a, b, c, d)

	again := span(15, day+5, "browser")
	commit(t, s, engine.Change{Spans: []tracker.Span{again}})
	b.End = minute(15)
	first, second := again, again
	first.End = minute(12 * 60)
	second.Start = minute(12 * 60)
	second.Flags = tracker.Continues
	wantSpans(t, s, a, b, first, second)

	commit(t, s, engine.Change{Spans: []tracker.Span{d}})
	wantSpans(t, s, a, b, first, second, d)
}

func testSpanRange(t *testing.T, s engine.Store) {
	const day = 24 * 60
	log := []tracker.Span{span(0, 10, "a"), span(10, 20, "b"), span(30, 40, "c"), span(day, day+10, "d"), span(40*day, 40*day+1, "e")}
	for _, sp := range log {
		commit(t, s, engine.Change{Spans: []tracker.Span{sp}})
	}
	for _, test := range []struct{ from, to, first, last int }{
		{0, 10, 0, 1},
		{5, 15, 0, 2},
		{10, 10, 0, 0},
		{20, 30, 0, 0},
		{19, 31, 1, 3},
		{-9999, 0, 0, 0},
		{10, day, 1, 3},
		{39, day + 1, 2, 4},
		{day + 10, 40 * day, 0, 0},
		{day + 9, 99 * day, 3, 5},
		{20, 5, 0, 0},
	} {
		t.Run(fmt.Sprintf("minutes %d to %d", test.from, test.to), func(t *testing.T) {
			same(t, "spans", Collect(t, s.Spans(minute(test.from), minute(test.to))), log[test.first:test.last])
		})
	}
	for sp := range s.Spans(everything()) {
		same(t, "first span", sp, log[0])
		break
	}
}

func testRefused(t *testing.T, s engine.Store) {
	a := span(0, 10, "editor")
	commit(t, s, engine.Change{Spans: []tracker.Span{a}})
	for name, spans := range map[string][]tracker.Span{
		"backwards":   {span(30, 20, "b")},
		"overlapping": {span(20, 30, "b"), span(25, 35, "c")},
		"unsorted":    {span(40, 50, "b"), span(20, 30, "c")},
	} {
		err := s.Commit(engine.Change{Spans: spans, Values: map[string]string{name: "set"}, Blocks: []timer.Block{block(1, 0)}})
		if err == nil {
			t.Errorf("%s spans were committed", name)
		}
	}
	wantSpans(t, s, a)
	if got := load(t, s).Values; len(got) != 0 {
		t.Errorf("values of refused commits were kept: %v", got)
	}
	if got := Collect(t, s.Blocks(everything())); len(got) != 0 {
		t.Errorf("blocks of refused commits were kept: %v", got)
	}
}

func testHeartbeat(t *testing.T, s engine.Store) {
	a := span(0, 10, "editor")
	if err := s.Heartbeat([]tracker.Span{a}); err == nil {
		t.Error("a heartbeat was taken before the first commit")
	}
	commit(t, s, engine.Change{Spans: []tracker.Span{a}})
	longer, b := span(0, 12, "editor"), span(12, 20, "browser")
	if err := s.Heartbeat([]tracker.Span{b, longer}); err == nil {
		t.Error("a heartbeat out of order was taken")
	}
	if err := s.Heartbeat([]tracker.Span{longer, b}); err != nil {
		t.Fatal(err)
	}
	same(t, "log that a reader sees after a heartbeat", Collect(t, s.Spans(everything())), []tracker.Span{a})
	commit(t, s, engine.Change{Spans: []tracker.Span{longer, b}})
	wantSpans(t, s, longer, b)
}

func testReadAndCommit(t *testing.T, s engine.Store) {
	const day = 24 * 60
	for i := range 3 {
		commit(t, s, engine.Change{Spans: []tracker.Span{span(i*day, i*day+10, "editor")}, Blocks: []timer.Block{block(timer.Seq(i+1), i*day)}})
	}
	n := 0
	for _, err := range s.Spans(everything()) {
		if err != nil {
			t.Fatal(err)
		}
		n++
		commit(t, s, engine.Change{Values: map[string]string{"n": fmt.Sprint(n)}})
	}
	for _, err := range s.Blocks(everything()) {
		if err != nil {
			t.Fatal(err)
		}
		n++
		commit(t, s, engine.Change{Values: map[string]string{"n": fmt.Sprint(n)}})
	}
	if n != 6 {
		t.Errorf("read %d spans and blocks, want 6", n)
	}
}
