package entries

import (
	"context"
	"errors"
	"sync"
	"time"

	"focusd/daemon/engine"
	"focusd/tracker"
	"focusd/tracker/entry"
)

// Entries are those of one store. Any goroutine may use them.
type Entries struct {
	engine   *engine.Engine
	store    engine.Store
	location func() *time.Location // where the person is

	mu  sync.Mutex // held over a change: each begins from what the one before left
	ids *ids
}

// New returns the entries of st, which e commits to. Location says where the
// person is.
func New(e *engine.Engine, st engine.Store, location func() *time.Location) *Entries {
	return &Entries{engine: e, store: st, location: location, ids: newIDs()}
}

var (
	// ErrNoEntry is returned when there is no such entry or edit.
	ErrNoEntry = errors.New("there is no such entry")
	// ErrNoUndo is returned when nothing is left to undo.
	ErrNoUndo = errors.New("there is no correction to undo")
)

// Between are the entries with a part in [from, to), in order, uncut.
func (s *Entries) Between(from, to time.Time) ([]entry.Entry, error) {
	documents, err := s.store.DocumentsBetween(KindEntry, floor(from.Add(-entry.Longest)), floor(to))
	if err != nil {
		return nil, err
	}
	var all []entry.Entry
	for _, d := range documents {
		e, err := readEntry(d)
		if err != nil {
			return nil, err
		}
		if e.Overlaps(from, to) {
			all = append(all, e)
		}
	}
	return all, nil
}

// Gaps are the stretches of [from, to) of at least that length of which nothing
// is known, since the log began, up to now.
func (s *Entries) Gaps(ctx context.Context, from, to time.Time, least time.Duration) ([]entry.Gap, error) {
	if now := present(); to.After(now) {
		to = now
	}
	a, err := s.around(ctx, from, to)
	if err != nil {
		return nil, err
	}
	if len(a.Spans) == 0 || a.Spans[0].Start.After(from) {
		began, err := s.began()
		if err != nil {
			return nil, err
		}
		from = latest(from, began)
	}
	return a.Gaps(from, to, least), nil
}

// began is when the log did: with its first span, or the first thing that the
// person said of their time, if that is earlier; now, if there is neither.
func (s *Entries) began() (time.Time, error) {
	began := present()
	for first, err := range s.store.Spans(time.UnixMilli(0), began) {
		if err != nil {
			return began, err
		}
		began = first.Start
		break
	}
	d, ok, err := s.store.FirstDocument(KindEntry)
	if err != nil || !ok {
		return began, err
	}
	first, err := readEntry(d)
	return earliest(began, first.Start), err
}

// Take takes the time that entries of [from, to) stand instead of out of apps,
// which are what Totals has for it.
func (s *Entries) Take(apps map[string]tracker.AppTotal, entries []entry.Entry, from, to time.Time) error {
	for _, c := range entry.Covered(entries, from, to) {
		under, err := s.store.Totals(c.Start, c.End, nil)
		if err != nil {
			return err
		}
		entry.Take(apps, under.Apps)
	}
	return nil
}

// around is what there is in [from, to), under the whole of the entries there,
// and until now.
func (s *Entries) around(ctx context.Context, from, to time.Time) (entry.Around, error) {
	if err := s.engine.SettleTo(ctx, to); err != nil {
		return entry.Around{}, err
	}
	a := entry.Around{NewID: entryID, Now: present()}
	var err error
	if a.Entries, err = s.Between(from, to); err != nil {
		return a, err
	}
	for _, e := range a.Entries {
		if e.Start.Before(from) {
			from = e.Start
		}
		if e.End.After(to) {
			to = e.End
		}
	}
	for span, err := range s.store.Spans(from, to) {
		if err != nil {
			return a, err
		}
		a.Spans = append(a.Spans, span)
	}
	return a, nil
}

// offset is that of the clocks around the person from UTC, in minutes.
func (s *Entries) offset(at time.Time) int {
	_, seconds := at.In(s.location()).Zone()
	return seconds / 60
}

// present is now as the log has its times.
func present() time.Time { return time.Now().UTC().Round(0).Truncate(time.Millisecond) }

// commit makes an edit and what it does durable, together.
func (s *Entries) commit(ctx context.Context, ed entry.Edit) (entry.Edit, error) {
	ed.At = present()
	ed.ID = s.ids.edit(ed.At)
	return ed, s.keep(ctx, ed, ed)
}

// keep writes what does, and record as its edit.
func (s *Entries) keep(ctx context.Context, does, record entry.Edit) error {
	documents, err := replacing(does)
	if err != nil {
		return err
	}
	d, err := editDocument(record)
	if err != nil {
		return err
	}
	return s.engine.KeepCounting(ctx, counted(does, record), append(documents, d)...)
}

// replacing are the entries that an edit takes away and puts there, as documents.
func replacing(ed entry.Edit) (documents []engine.Document, err error) {
	for _, e := range ed.Before {
		documents = append(documents, engine.Document{Kind: KindEntry, ID: e.ID})
	}
	for _, e := range ed.After { // after the removals: an ID may be in both
		d, err := entryDocument(e)
		if err != nil {
			return nil, err
		}
		documents = append(documents, d)
	}
	return documents, nil
}
