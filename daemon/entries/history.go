package entries

import (
	"context"
	"errors"
	"iter"
	"slices"
	"time"

	"focusd/tracker/entry"
)

// ChangedError is returned for an edit that cannot be undone because of another
// one, or because what it wrote is gone.
type ChangedError struct {
	Edit entry.Edit  // that was to be undone
	By   *entry.Edit // the last one that touched the same time; nil: none did
}

func (e *ChangedError) Error() string { return "undo " + e.Edit.ID + ": " + entry.ErrChanged.Error() }

func (e *ChangedError) Unwrap() error { return entry.ErrChanged }

// Undo takes back the edit with the ID, or the last one that still stands if the
// ID is empty. It returns the edit, Undone.
func (s *Entries) Undo(ctx context.Context, id string) (entry.Edit, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	ed, err := s.standing(id)
	if err != nil {
		return ed, err
	}
	b := ed.Bounds()
	there, err := s.Between(b.Start, b.End)
	if err != nil {
		return ed, err
	}
	switch err := ed.CanUndo(there); {
	case errors.Is(err, entry.ErrChanged):
		return ed, s.changed(ed)
	case err != nil:
		return ed, err
	}
	ed.Undone = present()
	return ed, s.keep(ctx, ed.Reversed(), ed)
}

// standing is the edit with the ID, or the last that was not undone.
func (s *Entries) standing(id string) (entry.Edit, error) {
	if id != "" {
		documents, err := s.store.DocumentsBetween(KindEdit, id, id+"\x00")
		if err != nil {
			return entry.Edit{}, err
		}
		if len(documents) == 0 {
			return entry.Edit{}, ErrNoEntry
		}
		return readEdit(documents[0])
	}
	for ed, err := range s.back() {
		if err != nil || ed.Undone.IsZero() {
			return ed, err
		}
	}
	return entry.Edit{}, ErrNoUndo
}

// changed says what keeps ed from being undone.
func (s *Entries) changed(ed entry.Edit) error {
	b := ed.Bounds()
	for later, err := range s.back() {
		switch {
		case err != nil:
			return err
		case later.ID <= ed.ID:
			return &ChangedError{Edit: ed}
		}
		if later.Undone.IsZero() && later.Touches(b.Start, b.End) {
			return &ChangedError{Edit: ed, By: &later}
		}
	}
	return &ChangedError{Edit: ed}
}

// History are the last so many edits, the last first.
func (s *Entries) History(most int) ([]entry.Edit, error) {
	var all []entry.Edit
	for ed, err := range s.back() {
		if err != nil {
			return nil, err
		}
		if len(all) == most {
			break
		}
		all = append(all, ed)
	}
	return all, nil
}

// back yields the edits, the last first. It reads days, then weeks, then years:
// nearly always the last is near.
func (s *Entries) back() iter.Seq2[entry.Edit, error] {
	return func(yield func(entry.Edit, error) bool) {
		to := ceiling
		for reach := 24 * time.Hour; to > floor(time.Time{}); reach *= 4 {
			from := floor(time.Time{})
			if reach < 100*365*24*time.Hour {
				from = floor(present().Add(-reach))
			}
			documents, err := s.store.DocumentsBetween(KindEdit, from, to)
			if err != nil {
				yield(entry.Edit{}, err)
				return
			}
			for _, d := range slices.Backward(documents) {
				ed, err := readEdit(d)
				if !yield(ed, err) || err != nil {
					return
				}
			}
			to = from
		}
	}
}
