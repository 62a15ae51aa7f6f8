package server

import (
	"bufio"
	"cmp"
	"net/http"
	"time"

	"focusd/daemon/api"
	"focusd/daemon/replay"
)

// record makes a record of a range to send along with a report of what is
// wrong. Titles do not leave the daemon.
func (d *door) record(w http.ResponseWriter, r *http.Request) error {
	sp, err := d.spanOf(r, "anonymous_apps")
	if err != nil {
		return err
	}
	anonymous, err := isSet(r.URL.Query().Get("anonymous_apps"), "anonymous_apps")
	if err != nil {
		return err
	}
	if now := whole(time.Now()); sp.to.After(now) {
		sp.to = now
	}
	if !sp.from.Before(sp.to) {
		return badRequest("that range has not begun yet", "ask for one that has passed")
	}
	if sp.to.Sub(sp.from) > maxHours {
		return badRequest("a record is of 8 days at most", "ask for a shorter range")
	}
	if err := d.engine.SettleTo(r.Context(), sp.to); err != nil {
		return err
	}
	notes, err := d.notes(sp.from.Add(-notedBefore), sp.to)
	if err != nil {
		return err
	}
	e := replay.Export{
		Zone: cmp.Or(d.location().String(), "UTC"), IdleAfter: d.config.Load().IdleAfter,
		AnonymousApps: anonymous, Notes: notes,
	}
	w.Header().Set("Content-Type", api.Rows)
	buffered := bufio.NewWriter(w)
	if err := e.Write(buffered, d.store.Spans(sp.from, sp.to), sp.from, sp.to); err != nil {
		return err
	}
	return buffered.Flush()
}
