package agenda

import (
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestSplit(t *testing.T) {
	d := newDesk(t)
	id := d.add("tax form ~40m").ID
	d.begin("tax form")
	d.pass(3 * time.Minute)
	d.do(d.Split(id, "find papers ~8m\r\n\n  fill in ~10m @computer\nsend ~2m > file\n", d.When))
	want := []string{"find papers", "fill in", "send", "file"}
	if diff := cmp.Diff(want, titles(d.Steps(id))); diff != "" {
		t.Errorf("steps, -want +got:\n%s", diff)
	}
	if active, _ := d.Active(); active.Title != "find papers" || d.Tasks[id].Spent != 3*time.Minute || !d.Tasks[id].Noticed {
		t.Errorf("active is %q, the task %+v, want the first step, three minutes kept, and no further offer to split", active.Title, d.Tasks[id])
	}
	if left, known := d.Remaining(id); left != 20*time.Minute || known {
		t.Errorf("Remaining = %v, %v, want 20m and not all known", left, known)
	}
	d.do(d.Edit(d.id("file"), "~1m", d.When))
	d.done("find papers")
	if left, known := d.Remaining(id); left != 13*time.Minute || !known {
		t.Errorf("Remaining after the first = %v, %v, want 13m, all known", left, known)
	}
	d.do(d.Split(id, "celebrate", d.When))
	if got := titles(d.Steps(id)); got[len(got)-1] != "celebrate" {
		t.Errorf("steps after splitting again: %v, want the new one last", got)
	}
}

func TestSplitOfAStepTakesItsPlace(t *testing.T) {
	d := newDesk(t)
	d.add("report > outline > draft > send")
	d.begin("draft")
	d.pass(2 * time.Minute)
	d.do(d.Split(d.id("draft"), "first half\nsecond half", d.When))
	report := d.id("report")
	want := []string{"outline", "first half", "second half", "send"}
	if diff := cmp.Diff(want, titles(d.Steps(report))); diff != "" {
		t.Errorf("steps, -want +got:\n%s", diff)
	}
	d.pass(time.Minute)
	if active, _ := d.Active(); active.Title != "first half" {
		t.Errorf("active is %q, want the first half", active.Title)
	}
	for i, s := range d.Steps(report) {
		if s.Rank != i+1 || s.Parent != report {
			t.Errorf("%q has rank %d of %q, want %d of the report", s.Title, s.Rank, s.Parent, i+1)
		}
	}
	d.done("first half")
	if got := d.Ended[0].Spent; got != 3*time.Minute {
		t.Errorf("the first half took %v, want 3m with what was spent before the split", got)
	}
}

func TestSplitRefuses(t *testing.T) {
	d := newDesk(t)
	id := d.add("tax form").ID
	for _, c := range []struct {
		text     string
		line, at int
		says     string
	}{
		{"\n \n", 0, 0, "there are no steps"},
		{"a\nb ~4x", 2, 3, "line 2: character 3"},
		{"a\n\n~5m", 3, 0, "without text"},
		{"a +work", 1, 3, "belongs to the whole task"},
		{"a\tb\x00", 1, 4, "cannot be seen"},
	} {
		_, err := d.Split(id, c.text, d.When)
		var text *TextError
		if !errors.As(err, &text) || text.Line != c.line || text.At != c.at || !strings.Contains(err.Error(), c.says) {
			t.Errorf("Split into %q = %v, want line %d, character %d and %q", c.text, err, c.line, c.at, c.says)
		}
	}
}

func TestOrder(t *testing.T) {
	d := newDesk(t)
	report := d.add("report > a > b > c > e").ID
	d.done("a")
	b, c, e := d.id("b"), d.id("c"), d.id("e")
	d.do(d.Order(report, []string{e, c}, d.When))
	if diff := cmp.Diff([]string{"a", "e", "c", "b"}, titles(d.Steps(report))); diff != "" {
		t.Errorf("steps, -want +got:\n%s", diff)
	}
	for name, ids := range map[string][]string{"one twice": {b, b}, "an ended one": {d.Ended[0].ID}, "the task itself": {report}} {
		if _, err := d.Order(report, ids, d.When); !errors.Is(err, ErrOrder) {
			t.Errorf("Order with %s = %v, want ErrOrder", name, err)
		}
	}
}

func TestEdit(t *testing.T) {
	d := newDesk(t)
	id := d.add("call dentist ~4m @phone !1 +health due:fri-14:00 wait:Anna %low every:weekly").ID
	for _, c := range []struct{ line, want string }{
		{"~6m", "call dentist ~6m @phone !1 +health due:2026-11-27-14:00 every:weekly wait:Anna %low"},
		{"call the dentist", "call the dentist ~6m @phone !1 +health due:2026-11-27-14:00 every:weekly wait:Anna %low"},
		{"@home @car !3 due:mon", "call the dentist ~6m @car @home !3 +health due:2026-11-23 every:weekly wait:Anna %low"},
		{"@none +none wait:none %high !4 ~0", "call the dentist due:2026-11-23 every:weekly"},
		{"every:daily later:mon", "call the dentist due:2026-11-23 later:2026-11-23 every:daily"},
		{"every:none due:none later:none", "call the dentist"},
		{"every:mon-fri", "call the dentist due:2026-11-23 every:mon-fri"},
		{"due:fri later:fri", "call the dentist due:2026-11-27 later:2026-11-27 every:mon-fri"},
		{"~5m", "call the dentist ~5m due:2026-11-27 later:2026-11-27 every:mon-fri"},
		{"due:today", "call the dentist ~5m due:2026-11-22 every:mon-fri"},
		{"later:mon", "call the dentist ~5m due:2026-11-22 later:2026-11-23 every:mon-fri"},
		{"~6m", "call the dentist ~6m due:2026-11-22 later:2026-11-23 every:mon-fri"},
	} {
		d.do(d.Edit(id, c.line, d.When))
		if got := d.Print(d.When, d.Tasks[id]); got != c.want {
			t.Errorf("Edit(%q) makes it %q, want %q", c.line, got, c.want)
		}
	}
}

func TestEditRefuses(t *testing.T) {
	d := newDesk(t)
	d.add("report > outline")
	d.add("daily every:daily")
	for _, c := range []struct{ title, line, says string }{
		{"daily", "due:none", `"due:none" is not for a task that comes again; write every:none as well`},
		{"report", "", "nothing to change"},
		{"report", "report > draft", "split the task instead"},
		{"report", "due:never", "is no day"},
		{"outline", "+work", "edit the task that it is a step of"},
		{"outline", "every:daily", "whole task"},
	} {
		if _, err := d.Edit(d.id(c.title), c.line, d.When); !errors.Is(err, ErrText) || !strings.Contains(err.Error(), c.says) {
			t.Errorf("Edit(%q) of %q = %v, want %q", c.line, c.title, err, c.says)
		}
	}
}

func TestAStepIsReopenedWhereItWas(t *testing.T) {
	d := newDesk(t)
	task := d.add("steps > one > two > three")
	d.done("two")
	two := d.Steps(task.ID)[1]
	d.do(d.Split(d.id("one"), "first\nsecond", d.When)) // takes the place of two
	d.do(d.Reopen(two.ID, d.When))
	want := []string{"first", "two", "second", "three"}
	if got := titles(d.Steps(task.ID)); !slices.Equal(got, want) {
		t.Errorf("steps are %q, want %q", got, want)
	}
	ranks := make(map[int]bool)
	for _, s := range d.Steps(task.ID) {
		ranks[s.Rank] = true
	}
	if len(ranks) != 4 {
		t.Errorf("four steps have %d places", len(ranks))
	}
}

func TestWholeTasksAreThoseOfSteps(t *testing.T) {
	a := &Agenda{}
	a.Put(Task{ID: "1"})
	a.Put(Task{ID: "2"})
	a.Put(Task{ID: "3", Parent: "2"})
	a.Put(Task{ID: "4"})
	a.Put(Task{ID: "5", Parent: "4", Outcome: Done, Ended: time.Unix(1, 0)})
	got := a.Whole(Task{ID: "7", Parent: "6"})
	if want := map[string]bool{"2": true, "4": true, "6": true}; !maps.Equal(got, want) {
		t.Errorf("made of steps are %v, want %v", got, want)
	}
}

func TestMicro(t *testing.T) {
	for estimate, want := range map[time.Duration]bool{0: true, 10 * time.Minute: true, 11 * time.Minute: false} {
		if got := (Task{Estimate: estimate}).Micro(); got != want {
			t.Errorf("a task of %v is micro: %v, want %v", estimate, got, want)
		}
	}
}
