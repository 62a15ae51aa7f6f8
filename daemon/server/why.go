package server

import (
	"context"
	"net/http"
	"time"

	"focusd/daemon/api"
	"focusd/tracker"
	"focusd/tracker/witness"
)

// why says what the log has of an instant, and by what it was found.
func (d *door) why(w http.ResponseWriter, r *http.Request) error {
	at, err := d.instantOf(r)
	if err != nil {
		return err
	}
	if err := d.engine.SettleTo(r.Context(), time.Now()); err != nil { // what was so then may last
		return err
	}
	answered, err := d.explain(r.Context(), at)
	if err != nil {
		return err
	}
	return answer(w, answered)
}

// instantOf is the instant that a request asks about.
func (s *Server) instantOf(r *http.Request) (time.Time, error) {
	q := r.URL.Query()
	if err := onlyParams(q, "at"); err != nil {
		return time.Time{}, err
	}
	text := q.Get("at")
	at, err := time.Parse(time.RFC3339, text)
	switch {
	case err != nil:
		return time.Time{}, badRequest("\"at\" is not a time: "+clip(text), "write 2026-11-22T14:32:00Z")
	case !sane(at):
		return time.Time{}, badRequest("\"at\" is out of range: "+clip(text), "use a year from 1970 to 2199")
	case at.After(time.Now()):
		return time.Time{}, badRequest("\"at\" is still to come: "+clip(text), "ask about an instant that has passed")
	}
	return whole(at), nil
}

func (s *Server) explain(ctx context.Context, at time.Time) (api.Why, error) {
	st, err := s.stretchAt(ctx, at)
	if err != nil {
		return api.Why{}, err
	}
	chain, err := s.chainAt(at, st.to)
	if err != nil {
		return api.Why{}, err
	}
	c := witness.Case{At: at, Presence: st.row.Presence, From: st.from, To: st.to, Chain: chain, Zone: s.config.Load().Calendar.Location}
	answered := api.Why{
		At: at, Presence: st.row.Presence.String(), From: st.from, To: st.to,
		Because: c.Because(), Journal: len(chain) > 0, Witnesses: witnessesOf(c),
	}
	if st.found {
		row := api.FromSpan(st.row)
		answered.Span = &row
	}
	if answered.Rules, err = s.rulesFor(st); err != nil {
		return api.Why{}, err
	}
	answered.Entry, err = s.entryAt(at)
	return answered, err
}

// rulesFor are the rules that match what was in front, the one that decides
// first: as of now, since no category is ever stored.
func (s *Server) rulesFor(st stretch) (matching []api.Rule, err error) {
	if s.Rules == nil || !st.found || st.row.Presence != tracker.Active && st.row.Presence != tracker.Passive {
		return nil, nil
	}
	e, err := s.Rules.Now()
	if err != nil {
		return nil, err
	}
	began := st.row.Start.In(time.FixedZone("", st.row.Offset*60))
	for _, rule := range e.Set.Matches(st.row.Window.App, st.row.Window.Title, began, e.Host) {
		matching = append(matching, wireRule(e, rule))
	}
	return matching, nil
}

// entryAt is what the person says of an instant; nil if nothing.
func (s *Server) entryAt(at time.Time) (*api.Entry, error) {
	all, err := s.entries.Between(at, at.Add(time.Millisecond))
	if err != nil || len(all) == 0 {
		return nil, err
	}
	e := api.FromEntry(all[0])
	return &e, nil
}

func witnessesOf(c witness.Case) []api.Witness {
	all := make([]api.Witness, 0, len(c.Chain))
	for _, n := range c.Chain {
		w := api.Witness{Kind: n.Kind.String(), Since: n.Since(), By: n.By, Text: c.Words(n)}
		if n.At.After(w.Since) {
			w.Noted = instant(n.At)
		}
		all = append(all, w)
	}
	return all
}

// stretch is the row of the log at an instant, and for how long its presence
// lasted. Without a row the log has nothing there.
type stretch struct {
	row      tracker.Span
	found    bool
	from, to time.Time
}

// stretchAt looks around an instant, further where the presence lasts longer:
// of an absence of more than two months the ends are not looked for.
func (s *Server) stretchAt(ctx context.Context, at time.Time) (stretch, error) {
	const day = 24 * time.Hour
	for around := day; ; around *= 8 {
		sp := span{at.Add(-around), at.Add(around)}
		st, err := s.stretchWithin(ctx, at, sp)
		if err != nil || around > 60*day || st.from.After(sp.from) && st.to.Before(sp.to) {
			return st, err
		}
	}
}

// stretchWithin is stretchAt by what the log has of sp.
func (s *Server) stretchWithin(ctx context.Context, at time.Time, sp span) (stretch, error) {
	var st stretch
	for row, err := range s.store.Spans(sp.from, sp.to) {
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return st, err
		}
		if st.row.Presence != row.Presence || !st.to.Equal(row.Start) {
			if st.found {
				return st, nil
			}
			st.from = row.Start
		}
		if !st.found {
			st.row, st.found = row, !row.Start.After(at) && row.End.After(at)
		}
		st.to = row.End
	}
	// The last row may be the one that grows, and not have grown this far.
	if now := s.engine.Snapshot(); !st.found && !st.to.After(at) && st.row.Presence == now.Presence && !now.PresenceSince.After(st.to) {
		st.found, st.to = !st.to.IsZero(), at
	}
	if !st.found {
		st = stretch{row: tracker.Span{Presence: tracker.Unobserved}, from: at, to: at}
	}
	return st, nil
}

// lookBack is how many days before an instant the journal is looked for what
// was in force then: a page of the day itself has it nearly always.
func lookBack() []int { return []int{0, 8, 91} }

// chainAt is what was in force at an instant. What was so then may have been
// noted as late as until.
func (s *Server) chainAt(at, until time.Time) (witness.Chain, error) {
	for _, days := range lookBack() {
		notes, err := s.notes(at.AddDate(0, 0, -days), until)
		if err != nil {
			return nil, err
		}
		if chain := witness.At(notes, at); len(chain) > 0 {
			return chain, nil
		}
	}
	return nil, nil
}
