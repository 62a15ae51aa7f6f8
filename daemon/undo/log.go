package undo

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/oklog/ulid/v2"

	"focusd/daemon/engine"
)

var (
	// ErrNothing is returned when there is no change to take back.
	ErrNothing = errors.New("there is nothing to undo")
	// ErrChanged is returned when what the change did to a document is not any
	// more as the change left it.
	ErrChanged = errors.New("it was changed again since")
	// ErrOther is returned when the last change is not the one that is meant.
	ErrOther = errors.New("something else was changed since")
	// ErrNewer is returned when a newer focusd has noted the change.
	ErrNewer = errors.New("a newer focusd made the last change: install it again to take it back")
)

const version = 1

// Log is the notes of one kind of changes. Who uses it makes one change at a
// time.
type Log struct {
	Kind  string // of the documents that the notes are
	Most  int    // how many changes can be taken back
	Store Store
	Own   Own // nil: nothing changes by itself
}

// Own is what a field becomes that was changed, and has changed by itself since,
// when the change is taken back; nil: there is none. ok is false for a field that
// does not change by itself: then nobody knows.
type Own func(kind, field string, was, became, now []byte) (value []byte, ok bool)

// Store is where the notes are read from.
type Store interface {
	Documents(kind string) ([]engine.Document, error)
}

// Now is the data of a document as it is; nil: there is none.
type Now func(kind, id string) []byte

// Note is a change that can be taken back.
type Note struct {
	ID   string
	At   time.Time
	Verb string
	What string // for people

	swaps []swap
}

// noted is a Note as it is kept.
type noted struct {
	V    int    `json:"v"`
	Verb string `json:"verb,omitzero"`
	What string `json:"what"`
	Docs []swap `json:"documents"`
}

// swap is a document before a change and after it; nil: there was none.
type swap struct {
	Kind   string  `json:"kind"`
	ID     string  `json:"id"`
	Before *string `json:"before"`
	After  *string `json:"after"`
}

// Note adds to the documents of a change what it takes to take it back. The
// oldest notes are forgotten.
func (l Log) Note(at time.Time, verb, what string, documents []engine.Document, now Now) ([]engine.Document, error) {
	past, err := l.Store.Documents(l.Kind)
	if err != nil {
		return nil, fmt.Errorf("read what was changed: %w", err)
	}
	note := noted{V: version, Verb: verb, What: what}
	for _, d := range documents {
		note.Docs = append(note.Docs, swap{d.Kind, d.ID, text(now(d.Kind, d.ID)), text(d.Data)})
	}
	data, err := json.Marshal(note)
	if err != nil {
		return nil, fmt.Errorf("note the change: %w", err)
	}
	all := append(documents[:len(documents):len(documents)], engine.Document{Kind: l.Kind, ID: next(past, at), Data: data})
	for i := 0; i+l.Most <= len(past); i++ {
		all = append(all, engine.Document{Kind: l.Kind, ID: past[i].ID})
	}
	return all, nil
}

func text(data []byte) *string {
	if data == nil {
		return nil
	}
	s := string(data)
	return &s
}

// next is an ID of that time, greater than those there are.
func next(past []engine.Document, at time.Time) string {
	id := ulid.MustNew(ulid.Timestamp(at), ulid.DefaultEntropy())
	if n := len(past); n > 0 {
		if last, err := ulid.Parse(past[n-1].ID); err == nil && id.Compare(last) <= 0 {
			_ = id.SetTime(last.Time() + 1) // fails in the year 10889
		}
	}
	return id.String()
}

// Notes are the changes that can be taken back, the last one first. Those that
// cannot be read are left out.
func (l Log) Notes() ([]Note, error) {
	past, err := l.Store.Documents(l.Kind)
	if err != nil {
		return nil, fmt.Errorf("read what was changed: %w", err)
	}
	var notes []Note
	for i := len(past) - 1; i >= 0; i-- {
		if n, err := read(past[i]); err == nil {
			notes = append(notes, n)
		}
	}
	return notes, nil
}

func read(d engine.Document) (Note, error) {
	var n noted
	if err := json.Unmarshal(d.Data, &n); err != nil || n.V > version {
		return Note{}, ErrNewer
	}
	note := Note{ID: d.ID, Verb: n.Verb, What: n.What, swaps: n.Docs}
	if id, err := ulid.Parse(d.ID); err == nil {
		note.At = ulid.Time(id.Time()).UTC()
	}
	return note, nil
}

// Meant returns the last change, and an error of ErrOther if it is not the one of
// that ID, or of ErrNothing if there is none; of "" it says nothing.
func (l Log) Meant(id string) (Note, error) {
	if id == "" {
		return Note{}, nil
	}
	notes, err := l.Notes()
	switch {
	case err != nil:
		return Note{}, err
	case len(notes) == 0:
		return Note{}, ErrNothing
	case notes[0].ID != id:
		return notes[0], ErrOther
	}
	return notes[0], nil
}

// Noted is the ID of the change that documents of [Log.Note] are.
func (l Log) Noted(documents []engine.Document) string {
	for _, d := range documents {
		if d.Kind == l.Kind && d.Data != nil {
			return d.ID
		}
	}
	return ""
}

// Last is the change to take back next, and the documents that do it: those of
// the change as they were, and its note removed.
func (l Log) Last(now Now) (Note, []engine.Document, error) {
	past, err := l.Store.Documents(l.Kind)
	if err != nil {
		return Note{}, nil, fmt.Errorf("read what was changed: %w", err)
	}
	if len(past) == 0 {
		return Note{}, nil, ErrNothing
	}
	note, err := read(past[len(past)-1])
	if err != nil {
		return Note{}, nil, err
	}
	documents := []engine.Document{{Kind: l.Kind, ID: note.ID}}
	for _, s := range note.swaps {
		before, ok := s.back(text(now(s.Kind, s.ID)), l.Own)
		if !ok {
			return note, nil, ErrChanged
		}
		d := engine.Document{Kind: s.Kind, ID: s.ID}
		if before != nil {
			d.Data = []byte(*before)
		}
		documents = append(documents, d)
	}
	return note, documents, nil
}
