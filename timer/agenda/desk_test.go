package agenda

import (
	"fmt"
	"testing"
	"time"

	"focusd/tracker"
)

// desk is an agenda and somebody who gives it commands.
type desk struct {
	*Agenda
	When
	t testing.TB
}

// newDesk is empty, on Sunday the 22nd of November 2026 at half past nine in
// Berlin, where days begin at four.
func newDesk(t testing.TB) *desk {
	t.Helper()
	loc, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	newID := func() string {
		n++
		return fmt.Sprintf("01K%023d", n)
	}
	return &desk{
		Agenda: &Agenda{NewID: newID},
		When:   When{time.Date(2026, 11, 22, 9, 30, 0, 0, loc), tracker.Calendar{Location: loc, Start: 4 * time.Hour}},
		t:      t,
	}
}

// pass lets time go by.
func (d *desk) pass(by time.Duration) { d.Now = d.Now.Add(by) }

// do applies a change that must not be refused.
func (d *desk) do(c Change, err error) {
	d.t.Helper()
	if err != nil {
		d.t.Fatalf("%s: %v", c.Verb, err)
	}
	d.Apply(c)
}

// add is the task that a line makes.
func (d *desk) add(line string) Task {
	d.t.Helper()
	c, err := d.Add(line, d.When)
	d.do(c, err)
	return c.Put[0].(Task)
}

// id is that of the open task of a title.
func (d *desk) id(title string) string {
	d.t.Helper()
	for _, t := range d.Tasks {
		if t.Title == title {
			return t.ID
		}
	}
	d.t.Fatalf("no open task is called %q", title)
	return ""
}

func (d *desk) begin(title string) {
	d.t.Helper()
	d.do(d.Do(d.id(title), d.When))
}

func (d *desk) done(title string) {
	d.t.Helper()
	d.do(d.Done(d.id(title), d.When))
}

func titles(tasks []Task) []string {
	var all []string
	for _, t := range tasks {
		all = append(all, t.Title)
	}
	return all
}

func day(s string) tracker.Day {
	d, err := tracker.ParseDay(s)
	if err != nil {
		panic(err)
	}
	return d
}
