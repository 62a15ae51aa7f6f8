package server

import (
	"time"

	"focusd/daemon/api"
	"focusd/daemon/engine"
	"focusd/tracker/witness"
)

// How far around a range the journal is read: what was in force at its begin
// may have been noted days before, and why no daemon ran is noted by the next.
const (
	notedBefore = 8 * 24 * time.Hour
	notedAfter  = 31 * 24 * time.Hour
)

// coverage is all the time of a range by presence and cause.
func (s *Server) coverage(sp span) ([]api.Share, error) {
	if sp.to.Sub(sp.from) > maxHours {
		return nil, badRequest("coverage is told for 8 days at most", "ask for a shorter range")
	}
	notes, err := s.notes(sp.from.Add(-notedBefore), sp.to.Add(notedAfter))
	if err != nil {
		return nil, err
	}
	// Past the last commit nothing is known yet. A daemon that could not write
	// ever has none.
	now := s.engine.Snapshot().Store.LastCommit
	if now.IsZero() {
		now = whole(time.Now())
	}
	shares, err := witness.Cover(notes, s.store.Spans(sp.from, sp.to), sp.from, sp.to, whole(now))
	if err != nil {
		return nil, err
	}
	all := make([]api.Share, 0, len(shares))
	for _, share := range shares {
		all = append(all, api.Share{Presence: share.Presence.String(), Cause: string(share.Cause), By: share.By, Millis: share.Time.Milliseconds()})
	}
	return all, nil
}

// notes are what the journal has of the UTC days from that of from to that of
// to.
func (s *Server) notes(from, to time.Time) ([]witness.Note, error) {
	first, after := witness.Between(from, to)
	documents, err := s.store.DocumentsBetween(engine.KindWitness, first, after)
	if err != nil {
		return nil, err
	}
	var notes []witness.Note
	for _, d := range documents {
		page, err := witness.Read(witness.Page{ID: d.ID, Data: d.Data})
		if err != nil {
			return nil, err
		}
		notes = append(notes, page...)
	}
	return notes, nil
}
