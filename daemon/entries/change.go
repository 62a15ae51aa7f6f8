package entries

import (
	"context"
	"time"

	"focusd/tracker/entry"
)

// Place says which entry is meant: the one with the ID, or if there is none the
// one that covers At, or if there is none the stretch of the log around At.
type Place struct {
	ID string
	At time.Time
}

// Words are what changes in an entry. What is nil or zero stays.
type Words struct {
	Text, Category *string
	Start, End     time.Time
}

func (w Words) apply(e entry.Entry) entry.Entry {
	if w.Text != nil {
		e.Text = *w.Text
	}
	if w.Category != nil {
		e.Category = *w.Category
	}
	if !w.Start.IsZero() {
		e.Start = w.Start
	}
	if !w.End.IsZero() {
		e.End = w.End
	}
	return e
}

// Add says e, which has no ID yet. Refusals are *entry.ConflictError and
// *entry.RangeError, as those of the other changes.
func (s *Entries) Add(ctx context.Context, e entry.Entry, m entry.Mode) (entry.Edit, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := e.Check(present()); err != nil { // before the log of a year is read
		return entry.Edit{}, err
	}
	a, err := s.around(ctx, e.Start, e.End)
	if err != nil {
		return entry.Edit{}, err
	}
	return s.add(ctx, a, e, m)
}

// AddLast says e of the last stretch of that length: up to now, or up to the
// return of a person who has just come back.
func (s *Entries) AddLast(ctx context.Context, length time.Duration, e entry.Entry, m entry.Mode) (entry.Edit, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := present()
	e.Start, e.End = now.Add(-length), now
	if err := e.Check(now); err != nil {
		return entry.Edit{}, err
	}
	a, err := s.around(ctx, now.Add(-length-entry.JustBack), now)
	if err != nil {
		return entry.Edit{}, err
	}
	a.Now = now
	last := a.Last(length)
	e.Start, e.End = last.Start, last.End
	return s.add(ctx, a, e, m)
}

func (s *Entries) add(ctx context.Context, a entry.Around, e entry.Entry, m entry.Mode) (entry.Edit, error) {
	e.Offset = s.offset(e.Start)
	ed, err := a.Add(e, m)
	if err != nil {
		return ed, err
	}
	return s.commit(ctx, ed)
}

// Change says something else of an entry, or of a stretch of the log what it was
// spent on.
func (s *Entries) Change(ctx context.Context, p Place, w Words, m entry.Mode) (entry.Edit, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	old, found, err := s.find(ctx, p)
	if err != nil {
		return entry.Edit{}, err
	}
	next := w.apply(old)
	next.Offset = s.offset(next.Start)
	if err := next.Check(present()); err != nil {
		return entry.Edit{}, err
	}
	if !found && m == entry.Refuse && w.Start.IsZero() && w.End.IsZero() {
		m = entry.Over // whoever names a stretch of the log means to cover it
	}
	a, err := s.around(ctx, earliest(old.Start, next.Start), latest(old.End, next.End))
	if err != nil {
		return entry.Edit{}, err
	}
	var ed entry.Edit
	if found {
		ed, err = a.Change(old, next, m)
	} else {
		ed, err = a.Add(next, m)
		ed.Verb = entry.Change
	}
	if err != nil {
		return ed, err
	}
	return s.commit(ctx, ed)
}

// Split makes two of the entry that covers the instant, the second about text, or
// the same.
func (s *Entries) Split(ctx context.Context, at time.Time, text string) (entry.Edit, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	old, found, err := s.find(ctx, Place{At: at})
	if err != nil {
		return entry.Edit{}, err
	}
	if !found {
		return entry.Edit{}, ErrNoEntry
	}
	a, err := s.around(ctx, old.Start, old.End)
	if err != nil {
		return entry.Edit{}, err
	}
	ed, err := a.Split(old, at, text)
	if err != nil {
		return ed, err
	}
	return s.commit(ctx, ed)
}

// Delete takes an entry away, or hides a stretch of the log.
func (s *Entries) Delete(ctx context.Context, p Place) (entry.Edit, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	old, found, err := s.find(ctx, p)
	if err != nil {
		return entry.Edit{}, err
	}
	if found {
		return s.commit(ctx, entry.Around{}.Remove(old))
	}
	return s.hide(ctx, old.Start, old.End)
}

// Hide takes all entries of [from, to) away, and what was recorded from view.
func (s *Entries) Hide(ctx context.Context, from, to time.Time) (entry.Edit, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if to.Sub(from) > entry.Longest {
		return entry.Edit{}, &entry.RangeError{What: "that is longer than 7 days", Hint: "delete it in parts"}
	}
	return s.hide(ctx, from, to)
}

func (s *Entries) hide(ctx context.Context, from, to time.Time) (entry.Edit, error) {
	if now := present(); to.After(now) {
		to = now
	}
	a, err := s.around(ctx, from, to)
	if err != nil {
		return entry.Edit{}, err
	}
	ed, err := a.Hide(from, to, s.offset(from))
	if err != nil {
		return ed, err
	}
	return s.commit(ctx, ed)
}

// within is how far around an instant the stretch of the log is looked for that
// covers it.
const within = 24 * time.Hour

// find is the entry that is meant; found is false for one that has yet to be
// made of the stretch of the log.
func (s *Entries) find(ctx context.Context, p Place) (e entry.Entry, found bool, err error) {
	if p.ID != "" {
		return s.byID(p.ID)
	}
	now := present()
	if p.At.After(now) {
		return e, false, ErrNoEntry
	}
	a, err := s.around(ctx, p.At, p.At.Add(time.Millisecond))
	if err != nil {
		return e, false, err
	}
	if e, found = a.At(p.At); found {
		return e, true, nil
	}
	if a, err = s.around(ctx, p.At.Add(-within), earliest(p.At.Add(within), now)); err != nil {
		return e, false, err
	}
	from, to := a.Free(p.At, p.At.Add(-within), earliest(p.At.Add(within), now))
	run, ok := a.Whole(p.At, from, to)
	if !ok {
		return e, false, ErrNoEntry
	}
	return entry.Entry{Start: run.Start, End: run.End}, false, nil
}

func (s *Entries) byID(id string) (e entry.Entry, found bool, err error) {
	documents, err := s.store.DocumentsBetween(KindEntry, id, id+"\x00")
	if err != nil {
		return e, false, err
	}
	if len(documents) == 0 {
		return e, false, ErrNoEntry
	}
	e, err = readEntry(documents[0])
	return e, err == nil, err
}

func earliest(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}

func latest(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}
