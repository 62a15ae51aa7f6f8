package server

import (
	"net/http"
	"strconv"
	"time"

	"focusd/daemon/api"
	"focusd/tracker"
	"focusd/tracker/entry"
)

// leastGap is how long nobody must have been there to be asked about it.
const leastGap = 5 * time.Minute

// entryList is what the person says of a range.
func (d *door) entryList(w http.ResponseWriter, r *http.Request) error {
	sp, err := d.spanOf(r)
	if err != nil {
		return err
	}
	all, err := d.entries.Between(sp.from, sp.to)
	if err != nil {
		return err
	}
	return answer(w, api.Entries{From: sp.from, To: sp.to, Entries: api.FromEntries(all)})
}

// entryGaps are the stretches of a range of which nobody knows anything.
func (d *door) entryGaps(w http.ResponseWriter, r *http.Request) error {
	sp, err := d.spanOf(r)
	if err != nil {
		return err
	}
	if sp.to.Sub(sp.from) > maxHours {
		return badRequest("gaps are told for 8 days at most", "ask for a shorter range")
	}
	gaps, err := d.entries.Gaps(r.Context(), sp.from, sp.to, leastGap)
	if err != nil {
		return err
	}
	list := make([]api.Gap, 0, len(gaps))
	for _, g := range gaps {
		list = append(list, api.Gap{Start: g.Start, End: g.End, Presence: g.Presence.String()})
	}
	return answer(w, api.Gaps{From: sp.from, To: sp.to, Gaps: list})
}

// entryHistory are the last corrections.
func (d *door) entryHistory(w http.ResponseWriter, r *http.Request) error {
	q := r.URL.Query()
	if err := onlyParams(q, "last"); err != nil {
		return err
	}
	last := 50
	if text := q.Get("last"); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil || n < 1 || n > 1000 {
			return badRequest("\"last\" is no number from 1 to 1000: "+clip(text), "write last=50")
		}
		last = n
	}
	edits, err := d.entries.History(last)
	if err != nil {
		return err
	}
	list := make([]api.EntryEdit, 0, len(edits))
	for _, ed := range edits {
		list = append(list, api.FromEdit(ed))
	}
	return answer(w, api.EntryHistory{Edits: list})
}

// addEntries puts what the person says of sp into w, and takes the time out of
// the apps.
func (s *Server) addEntries(w *api.Summary, sum tracker.Summary, sp span) error {
	all, err := s.entries.Between(sp.from, sp.to)
	if err != nil || len(all) == 0 {
		return err
	}
	if err := s.entries.Take(sum.Apps, all, sp.from, sp.to); err != nil {
		return err
	}
	totals, hidden := entry.Sum(all, sp.from, sp.to)
	w.Apps, w.Hidden = appsOf(sum), hidden.Milliseconds()
	for _, t := range totals {
		w.Entries = append(w.Entries, api.EntryTotal{Text: t.Text, Category: t.Category, Millis: t.Time.Milliseconds()})
	}
	return nil
}
