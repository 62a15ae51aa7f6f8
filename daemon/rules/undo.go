package rules

import (
	"context"
	"errors"
	"time"

	"focusd/daemon/engine"
	"focusd/daemon/undo"
)

// mostUndo is how many changes can be taken back, the last one first.
const mostUndo = 50

// notes are those of the changes.
func (b *Book) notes() undo.Log { return undo.Log{Kind: KindChange, Most: mostUndo, Store: b.store} }

// noting is the documents of a plan and what is needed to take it back.
func (b *Book) noting(before *Edition, p plan) ([]engine.Document, error) {
	return b.notes().Note(time.Now(), "", p.outcome.String(), p.documents, before.kept.data)
}

// data is that of a document; nil if there is none.
func (s shelf) data(kind, id string) []byte {
	if text, ok := s[place{kind, id}]; ok {
		return []byte(text)
	}
	return nil
}

// String says what was done.
func (o Outcome) String() string {
	if o.Rule.Category != "" {
		return o.Did + " " + o.Rule.String()
	}
	return o.Did + " category " + o.Category
}

// Undo takes the last change back that was not taken back yet. It refuses to
// when something else has changed the same rule since, or if known is the ID of
// another change; "": whichever it is.
func (b *Book) Undo(ctx context.Context, known string) (Outcome, error) {
	b.changing.Lock()
	defer b.changing.Unlock()
	before, err := b.read()
	if err != nil {
		return Outcome{}, err
	}
	note, err := b.notes().Meant(known)
	var documents []engine.Document
	if err == nil {
		note, documents, err = b.notes().Last(before.kept.data)
	}
	switch {
	case errors.Is(err, undo.ErrOther):
		return Outcome{}, &Refusal{ErrChanged, "something else was changed since: " + note.What, "see how it is now: focus rule list"}
	case errors.Is(err, undo.ErrNothing):
		return Outcome{}, &Refusal{ErrNoUndo, "there is no change of rules to undo", "the last 50 can be taken back, one after the other"}
	case errors.Is(err, undo.ErrNewer):
		return Outcome{}, &Refusal{ErrChanged, "the last change was written by a newer focusd", "install the newer release again to undo it"}
	case errors.Is(err, undo.ErrChanged):
		return Outcome{}, &Refusal{ErrChanged, "it was changed again since: " + note.What, "see how it is now: focus rule list"}
	case err != nil:
		return Outcome{}, err
	}
	// Problems that this brings back were there before the change.
	after := b.edition(before.kept.with(documents))
	if err := b.keep(ctx, documents...); err != nil {
		return Outcome{}, err
	}
	b.enforce(after)
	return Outcome{Did: "undone", Undone: note.What}, nil
}

// Last is the last change that can be undone; the zero Note: none can.
func (b *Book) Last() (undo.Note, error) {
	notes, err := b.notes().Notes()
	if err != nil || len(notes) == 0 {
		return undo.Note{}, err
	}
	return notes[0], nil
}
