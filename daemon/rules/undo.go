package rules

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/oklog/ulid/v2"

	"focusd/daemon/engine"
)

// mostUndo is how many changes can be taken back, the last one first.
const mostUndo = 50

// noted is a change as it is kept, to be taken back.
type noted struct {
	V    int    `json:"v"`
	What string `json:"what"` // for people: "added app=editor -> code"
	Docs []swap `json:"documents"`
}

// swap is a document before a change and after it; nil: there was none.
type swap struct {
	Kind   string  `json:"kind"`
	ID     string  `json:"id"`
	Before *string `json:"before"`
	After  *string `json:"after"`
}

// noting is the documents of a plan and what is needed to take it back. The
// oldest changes are forgotten.
func (b *Book) noting(before *Edition, p plan) ([]engine.Document, error) {
	past, err := b.store.Documents(kindChange)
	if err != nil {
		return nil, fmt.Errorf("read changes of rules: %w", err)
	}
	note := noted{V: version, What: p.outcome.String()}
	for _, d := range p.documents {
		s := swap{Kind: d.Kind, ID: d.ID, Before: before.kept.at(d.Kind, d.ID)}
		if d.Data != nil {
			after := string(d.Data)
			s.After = &after
		}
		note.Docs = append(note.Docs, s)
	}
	data, err := json.Marshal(note)
	if err != nil {
		return nil, fmt.Errorf("note the change: %w", err)
	}
	documents := append(p.documents, engine.Document{Kind: kindChange, ID: nextChange(past), Data: data})
	for i := 0; i+mostUndo <= len(past); i++ {
		documents = append(documents, remove(kindChange, past[i].ID))
	}
	return documents, nil
}

// at is a document; nil if there is none.
func (s shelf) at(kind, id string) *string {
	data, ok := s[place{kind, id}]
	if !ok {
		return nil
	}
	return &data
}

// nextChange is an id greater than those of the changes there are.
func nextChange(past []engine.Document) string {
	id := ulid.Make()
	if n := len(past); n > 0 {
		if last, err := ulid.Parse(past[n-1].ID); err == nil && id.Compare(last) <= 0 {
			_ = id.SetTime(last.Time() + 1) // fails in the year 10889
		}
	}
	return id.String()
}

// String says what was done.
func (o Outcome) String() string {
	if o.Rule.Category != "" {
		return o.Did + " " + o.Rule.String()
	}
	return o.Did + " category " + o.Category
}

// Undo takes the last change back that was not taken back yet. It refuses to
// when something else has changed the same rule since.
func (b *Book) Undo(ctx context.Context) (Outcome, error) {
	b.changing.Lock()
	defer b.changing.Unlock()
	before, err := b.read()
	if err != nil {
		return Outcome{}, err
	}
	past, err := b.store.Documents(kindChange)
	if err != nil {
		return Outcome{}, fmt.Errorf("read changes of rules: %w", err)
	}
	if len(past) == 0 {
		return Outcome{}, &Refusal{ErrNoUndo, "there is no change of rules to undo", "the last 50 can be taken back, one after the other"}
	}
	last := past[len(past)-1]
	var note noted
	if err := json.Unmarshal(last.Data, &note); err != nil || note.V > version {
		return Outcome{}, &Refusal{ErrChanged, "the last change was written by a newer focusd", "install the newer release again to undo it"}
	}
	documents, err := note.reverse(before.kept)
	if err != nil {
		return Outcome{}, err
	}
	// Problems that this brings back were there before the change.
	after := b.edition(before.kept.with(documents))
	if err := b.keep(ctx, append(documents, remove(kindChange, last.ID))...); err != nil {
		return Outcome{}, err
	}
	b.enforce(after)
	return Outcome{Did: "undone", Undone: note.What}, nil
}

// reverse is the documents as they were.
func (n noted) reverse(now shelf) (documents []engine.Document, err error) {
	for _, s := range n.Docs {
		is := now.at(s.Kind, s.ID)
		if (is == nil) != (s.After == nil) || is != nil && *is != *s.After {
			return nil, &Refusal{ErrChanged, "it was changed again since: " + n.What, "see how it is now: focus rule list"}
		}
		d := engine.Document{Kind: s.Kind, ID: s.ID}
		if s.Before != nil {
			d.Data = []byte(*s.Before)
		}
		documents = append(documents, d)
	}
	return documents, nil
}

// Last says when a change was made that can be undone; the zero time: none can.
func (b *Book) Last() (at time.Time, what string, err error) {
	past, err := b.store.Documents(kindChange)
	if err != nil || len(past) == 0 {
		return time.Time{}, "", err
	}
	last := past[len(past)-1]
	var note noted
	if json.Unmarshal(last.Data, &note) != nil {
		return time.Time{}, "", nil
	}
	id, err := ulid.Parse(last.ID)
	if err != nil {
		return time.Time{}, "", nil
	}
	return ulid.Time(id.Time()).UTC(), note.What, nil
}
