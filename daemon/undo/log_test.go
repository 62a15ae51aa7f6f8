package undo

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"focusd/daemon/engine"
)

// shelf is documents by kind and ID.
type shelf map[[2]string]string

func (s shelf) put(documents []engine.Document) {
	for _, d := range documents {
		if d.Data == nil {
			delete(s, [2]string{d.Kind, d.ID})
		} else {
			s[[2]string{d.Kind, d.ID}] = string(d.Data)
		}
	}
}

func (s shelf) Documents(kind string) (list []engine.Document, err error) {
	for at, data := range s {
		if at[0] == kind {
			list = append(list, engine.Document{Kind: kind, ID: at[1], Data: []byte(data)})
		}
	}
	slices.SortFunc(list, func(a, b engine.Document) int { return strings.Compare(a.ID, b.ID) })
	return list, nil
}

func (s shelf) now(kind, id string) []byte {
	if data, ok := s[[2]string{kind, id}]; ok {
		return []byte(data)
	}
	return nil
}

func doc(id, data string) engine.Document {
	d := engine.Document{Kind: "thing", ID: id}
	if data != "" {
		d.Data = []byte(data)
	}
	return d
}

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

// change makes a change and notes it.
func change(t *testing.T, l Log, s shelf, at time.Time, what string, documents ...engine.Document) {
	t.Helper()
	all, err := l.Note(at, "put", what, documents, s.now)
	if err != nil {
		t.Fatal(err)
	}
	s.put(all)
}

func TestChangesAreTakenBackTheLastFirst(t *testing.T) {
	s := shelf{}
	l := Log{Kind: "thing.change", Most: 10, Store: s}
	change(t, l, s, noon, "one", doc("a", "1"))
	change(t, l, s, noon, "two", doc("a", "2"), doc("b", "1"))
	change(t, l, s, noon.Add(-time.Hour), "three", doc("a", "")) // the clock was set back
	for _, want := range []struct{ what, a, b string }{{"three", "2", "1"}, {"two", "1", ""}, {"one", "", ""}} {
		note, documents, err := l.Last(s.now)
		if err != nil {
			t.Fatal(err)
		}
		s.put(documents)
		if note.What != want.what || note.Verb != "put" || string(s.now("thing", "a")) != want.a || string(s.now("thing", "b")) != want.b {
			t.Errorf("took back %q: a is %q, b is %q, want %+v", note.What, s.now("thing", "a"), s.now("thing", "b"), want)
		}
	}
	if _, _, err := l.Last(s.now); !errors.Is(err, ErrNothing) {
		t.Errorf("Last = %v, want %v", err, ErrNothing)
	}
	if len(s) != 0 {
		t.Errorf("%v is left", s)
	}
}

func TestWhatCameLaterIsNotLost(t *testing.T) {
	for name, later := range map[string]engine.Document{
		"changed": doc("a", "other"), "removed": doc("a", ""), "one that was removed is there again": doc("gone", "x"),
	} {
		t.Run(name, func(t *testing.T) {
			s := shelf{{"thing", "gone"}: "x"}
			l := Log{Kind: "thing.change", Most: 10, Store: s}
			change(t, l, s, noon, "both", doc("a", "1"), doc("gone", ""))
			s.put([]engine.Document{later})
			note, documents, err := l.Last(s.now)
			if !errors.Is(err, ErrChanged) || documents != nil || note.What != "both" {
				t.Errorf("Last = %+v, %v, %v, want %v", note, documents, err, ErrChanged)
			}
		})
	}
}

func TestTheOldestAreForgotten(t *testing.T) {
	s := shelf{}
	l := Log{Kind: "thing.change", Most: 3, Store: s}
	for i := range 7 {
		change(t, l, s, noon.Add(time.Duration(i)*time.Minute), fmt.Sprint(i), doc("a", fmt.Sprint(i)))
	}
	notes, err := l.Notes()
	if err != nil || len(notes) != 3 || notes[0].What != "6" || notes[2].What != "4" || !notes[0].At.Equal(noon.Add(6*time.Minute)) {
		t.Errorf("Notes = %+v, %v, want 6, 5 and 4", notes, err)
	}
}

func TestNotesOfANewerRelease(t *testing.T) {
	s := shelf{{"thing.change", "01"}: `{"v":2,"what":"new"}`}
	l := Log{Kind: "thing.change", Most: 3, Store: s}
	if _, _, err := l.Last(s.now); !errors.Is(err, ErrNewer) {
		t.Errorf("Last = %v, want %v", err, ErrNewer)
	}
	if notes, err := l.Notes(); err != nil || len(notes) != 0 {
		t.Errorf("Notes = %v, %v, want none", notes, err)
	}
}
