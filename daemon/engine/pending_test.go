package engine

import (
	"testing"
	"time"

	"focusd/tracker"
)

func row(second, length int) tracker.Span {
	start := time.Date(2026, 11, 22, 12, 0, second, 0, time.UTC)
	return tracker.Span{Start: start, End: start.Add(time.Duration(length) * time.Second)}
}

func TestPendingLogIsBoundedAndWithoutHoles(t *testing.T) {
	var p pending
	lost, n := 0, mostUnsaved+1000
	const tail = 100
	for i := 0; i < n; i += tail {
		var rows []tracker.Span
		for j := range tail {
			rows = append(rows, row(i+j, 1))
		}
		lost += p.replace(rows)
	}
	if len(p.spans) > mostUnsaved+tail {
		t.Errorf("%d rows are kept, want at most %d", len(p.spans), mostUnsaved+tail)
	}
	for i, sp := range p.spans[1:] {
		if !sp.Start.Equal(p.spans[i].End) {
			t.Fatalf("row %d starts at %v, the one before ends at %v", i+1, sp.Start, p.spans[i].End)
		}
	}
	if first, last := p.spans[0], p.spans[len(p.spans)-1]; first != row(0, 1) || last != row(n-1, 1) {
		t.Errorf("the log is from %v to %v", first.Start, last.End)
	}
	hole := p.spans[1]
	if hole.Presence != tracker.Unobserved || lost == 0 {
		t.Errorf("%d rows are lost, and in their place is %v", lost, hole.Presence)
	}
}

func TestPendingLogTakesALongTail(t *testing.T) {
	var tail []tracker.Span
	for i := range mostUnsaved + 1000 {
		tail = append(tail, row(i, 1))
	}
	var p pending
	p.replace([]tracker.Span{row(-2, 1), row(-1, 1)})
	for range 2 {
		if lost := p.replace(tail); lost != 0 {
			t.Errorf("%d rows are lost though the store works", lost)
		}
		if want := len(tail) + 2; len(p.spans) != want {
			t.Errorf("%d rows, want %d", len(p.spans), want)
		}
	}
}

func TestPendingLogIsReplacedFromTheTailOn(t *testing.T) {
	var p pending
	p.replace([]tracker.Span{row(0, 10), row(10, 10), row(20, 5)})
	p.replace([]tracker.Span{row(10, 4), row(14, 30)})
	want := []tracker.Span{row(0, 10), row(10, 4), row(14, 30)}
	if len(p.spans) != len(want) {
		t.Fatalf("%d rows, want %d", len(p.spans), len(want))
	}
	for i, sp := range p.spans {
		if sp != want[i] {
			t.Errorf("row %d is %v, want %v", i, sp, want[i])
		}
	}
	before := p.before(row(12, 1).Start)
	if len(before) != 2 || before[1] != row(10, 2) {
		t.Errorf("before 12 s: %v", before)
	}
}

func TestCounterLabels(t *testing.T) {
	c := Counter{Labels: labels("app", `say "hi", \o/`, "category", "\u00fc\n")}
	for name, want := range map[string]string{"app": `say "hi", \o/`, "category": "\u00fc\n", "none": ""} {
		if got := c.Label(name); got != want {
			t.Errorf("label %s of %s = %q, want %q", name, c.Labels, got, want)
		}
	}
	if got := (Counter{Labels: "app=unquoted"}).Label("app"); got != "" {
		t.Errorf("label of what is no label = %q", got)
	}
}
