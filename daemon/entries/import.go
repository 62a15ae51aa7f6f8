package entries

import (
	"context"
	"errors"
	"slices"
	"time"

	"focusd/tracker/entry"
)

// Imported is what came of an import.
type Imported struct {
	Edit    entry.Edit // without an ID when nothing was to be done, or nothing was to be written
	Known   int        // that were there already, or had been imported before
	LeftOut int        // of which nothing was free
}

// ImportError is returned when one of the entries cannot be imported: none is.
type ImportError struct {
	Index int // of the entry
	Err   error
}

func (e *ImportError) Error() string { return e.Err.Error() }
func (e *ImportError) Unwrap() error { return e.Err }

// draft is an entry to be imported, and which it was.
type draft struct {
	entry.Entry
	index int
}

// Import says all of what was written down elsewhere, or nothing: it is one
// edit. What an import that stands has read before is left out, also if it has
// been changed or deleted since. If it is not to be done really, nothing is
// written and the answer says what would be.
func (s *Entries) Import(ctx context.Context, all []entry.Entry, m entry.Mode, really bool) (Imported, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	drafts := make([]draft, len(all))
	for i, e := range all {
		if err := e.Check(present()); err != nil {
			return Imported{}, &ImportError{i, err}
		}
		drafts[i] = draft{e, i}
	}
	slices.SortStableFunc(drafts, func(a, b draft) int { return a.Start.Compare(b.Start) })
	news, err := s.news(drafts)
	if err != nil {
		return Imported{}, err
	}
	done := Imported{Edit: entry.Edit{Verb: entry.Bring}, Known: len(all) - len(news)}
	for len(news) > 0 {
		n := sameDay(news)
		if err := s.importDay(ctx, &done, news[:n], m); err != nil {
			return Imported{}, err
		}
		news = news[n:]
	}
	if !really || len(done.Edit.After) == 0 {
		return done, nil
	}
	done.Edit, err = s.commit(ctx, done.Edit)
	return done, err
}

// sameDay is how many of the drafts begin in the UTC day of the first: so much
// of the log is read at once.
func sameDay(drafts []draft) int {
	day := func(d draft) time.Time { return d.Start.UTC().Truncate(24 * time.Hour) }
	n := slices.IndexFunc(drafts, func(d draft) bool { return !day(d).Equal(day(drafts[0])) })
	if n < 0 {
		return len(drafts)
	}
	return n
}

// importDay adds what the drafts of a day do to the edit of done.
func (s *Entries) importDay(ctx context.Context, done *Imported, drafts []draft, m entry.Mode) error {
	from, to := drafts[0].Start, drafts[0].End
	for _, d := range drafts {
		to = latest(to, d.End)
	}
	a, err := s.around(ctx, from, to)
	if err != nil {
		return err
	}
	day := entry.Edit{}
	a.Entries = done.Edit.Within(from, to).Apply(a.Entries)
	for _, d := range drafts {
		ed, err := a.Add(d.Entry, m)
		switch {
		case err != nil && m == entry.Trim && errors.As(err, new(*entry.ConflictError)):
			done.LeftOut++
			continue
		case err != nil:
			return &ImportError{d.index, err}
		}
		a.Entries = ed.Apply(a.Entries)
		day = day.Then(ed)
		day.Read = append(day.Read, entry.Stretch{Start: d.Start, End: d.End})
	}
	read := append(done.Edit.Read, day.Read...)
	done.Edit = done.Edit.Then(day)
	done.Edit.Read = read
	return nil
}

// news are the drafts that are not there, were not imported before, and are not
// the same as another one.
func (s *Entries) news(drafts []draft) ([]draft, error) {
	if len(drafts) == 0 {
		return nil, nil
	}
	known, err := s.imported()
	if err != nil {
		return nil, err
	}
	last := slices.MaxFunc(drafts, func(a, b draft) int { return a.End.Compare(b.End) })
	there, err := s.Between(drafts[0].Start, last.End)
	if err != nil {
		return nil, err
	}
	said := make(map[entry.Said]bool, len(there)+len(drafts))
	for _, e := range there {
		said[e.Said()] = true
	}
	var news []draft
	for _, d := range drafts {
		if known[entry.Stretch{Start: d.Start, End: d.End}] || said[d.Said()] {
			continue
		}
		said[d.Said()] = true
		news = append(news, d)
	}
	return news, nil
}

// imported are the stretches that imports have read which stand.
func (s *Entries) imported() (map[entry.Stretch]bool, error) {
	known := make(map[entry.Stretch]bool)
	for ed, err := range s.back() {
		if err != nil {
			return nil, err
		}
		if ed.Verb == entry.Bring && ed.Undone.IsZero() {
			for _, read := range ed.Read {
				known[read] = true
			}
		}
	}
	return known, nil
}
