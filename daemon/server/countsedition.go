package server

import (
	"fmt"
	"hash/fnv"
	"maps"
	"net/http"
	"slices"
	"sync"
	"time"

	"focusd/daemon/api"
	"focusd/daemon/engine"
	"focusd/daemon/rules"
	"focusd/tracker/entry"
)

// countsEdition names what counts are made of, as long as it is the same.
type countsEdition struct {
	mu    sync.Mutex
	rules *rules.Edition
	names uint64
	n     int
	boot  int64
}

// of is the edition while these rules are in force and these names are shown.
func (c *countsEdition) of(e *rules.Edition, names uint64) string {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.n == 0 {
		c.boot = time.Now().UnixNano()
	}
	if c.n == 0 || c.rules != e || c.names != names {
		c.rules, c.names = e, names
		c.n++
	}
	return fmt.Sprintf("%x-%d", c.boot, c.n)
}

// renew makes the next edition another one: something is gone from the log.
func (c *countsEdition) renew() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.rules = nil
}

// countsEditionNow says which counts there are.
func (d *door) countsEditionNow(w http.ResponseWriter, r *http.Request) error {
	if err := onlyParams(r.URL.Query()); err != nil {
		return err
	}
	e, err := d.edition()
	if err != nil {
		return err
	}
	now := whole(time.Now())
	if err := d.engine.SettleTo(r.Context(), now); err != nil {
		return err
	}
	snap, cfg := d.engine.Snapshot(), d.config.Load()
	all, err := d.entries.Between(time.UnixMilli(0), now.Add(entry.Longest))
	if err != nil {
		return err
	}
	told := api.CountsEdition{
		Edition: d.counted.of(e, namesOf(snap.Ledger, cfg.AppLimit)), Until: snap.Ledger.Until.UTC(),
		DayStart: int(cfg.Calendar.Start / time.Minute), Said: saidByDay(all),
	}
	if d.Agenda != nil {
		told.Plans = d.Agenda.Edition()
	}
	for first, err := range d.store.Spans(time.UnixMilli(0), now) {
		if err != nil {
			return err
		}
		told.Begin = first.Start
		break
	}
	return answer(w, told)
}

// namesOf is a sum over the names that may be shown.
func namesOf(l engine.Ledger, limit int) uint64 {
	h := fnv.New64a()
	fmt.Fprint(h, limit)
	named := make(map[string]bool)
	for c := range l.Values {
		if c.Metric == "focusd_active_seconds_total" {
			named[c.Label("app")] = true
		}
	}
	for _, name := range slices.Sorted(maps.Keys(named)) {
		fmt.Fprintf(h, "%q", name)
	}
	return h.Sum64()
}

// saidByDay is a sum over the entries of each UTC day that has any.
func saidByDay(all []entry.Entry) map[string]string {
	sums := make(map[string]uint64)
	for _, e := range all {
		h := fnv.New64a()
		fmt.Fprint(h, e.Start.UnixMilli(), e.End.UnixMilli(), e.Kind, e.Category)
		for day := e.Start.UTC().Truncate(24 * time.Hour); day.Before(e.End); day = day.Add(24 * time.Hour) {
			name := day.Format(time.DateOnly)
			sums[name] = 31*sums[name] + h.Sum64()
		}
	}
	said := make(map[string]string, len(sums))
	for day, sum := range sums {
		said[day] = fmt.Sprintf("%x", sum)
	}
	return said
}
