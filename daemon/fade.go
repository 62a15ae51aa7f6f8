package daemon

import (
	"context"
	"fmt"
	"time"

	"focusd/daemon/api"
	"focusd/daemon/engine"
	"focusd/daemon/store"
)

// keptTitles is for how many days titles are kept; 0: for ever.
func (d *daemon) keptTitles() int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.keepTitles
}

// fadeTitles lets the titles go that were kept for long enough, out of the store
// first and then out of its copies. What fails is tried again the next day.
func (d *daemon) fadeTitles(ctx context.Context, now time.Time) {
	days := d.keptTitles()
	if days == 0 {
		return
	}
	gone, copies, err := d.fade(ctx, now.AddDate(0, 0, -days))
	if err != nil {
		d.log.Error("old titles are still there", "err", err)
		return
	}
	for _, l := range copies.Left {
		d.log.Error("old titles are still in a copy of the store", "path", l.Path, "err", l.Err)
	}
	if gone.Spans > 0 || len(copies.Rewritten) > 0 || len(copies.Removed) > 0 {
		d.log.Info("old titles are gone", "rows", gone.Spans, "copies", len(copies.Rewritten), "removed", len(copies.Removed))
	}
}

func (d *daemon) fade(ctx context.Context, before time.Time) (gone store.Gone, copies store.Copies, err error) {
	e, err := d.rules.Now()
	if err != nil {
		return gone, copies, fmt.Errorf("the category of what loses its title must be known: %w", err)
	}
	var what engine.Fading
	err = d.engine.Fade(ctx, engine.Fading{Before: before, Window: e.Fade()}, func(f engine.Fading) (err error) {
		what = f
		gone, err = d.store.Fade(f)
		return err
	})
	if err != nil {
		return gone, copies, err
	}
	copies, err = d.store.FadeCopies(what)
	return gone, copies, err
}

// checkTitles tells what is kept of windows, and whether titles go when they
// should.
func (d *daemon) checkTitles(now time.Time) api.Check {
	c := api.Check{Name: "privacy", State: checkOK, Text: d.whatIsKept()}
	days := d.keptTitles()
	if days == 0 {
		return c
	}
	limit := now.AddDate(0, 0, -days)
	from, err := d.store.TitlesFrom()
	if err != nil {
		return api.Check{Name: "privacy", State: checkFailed, Text: err.Error(), Hint: "focusd db verify, with focusd stopped"}
	}
	upTo := limit
	if !from.IsZero() && !from.After(limit) {
		upTo = from.AddDate(0, 0, -1) // the beginning of that day
	}
	c.Text += fmt.Sprintf(", titles for %s, gone up to %s", inDays(days), upTo.UTC().Format(time.DateOnly))
	if limit.Sub(upTo) > lateTitles {
		c.State, c.Hint = checkWarning, "older ones go once a day, when nobody is there; the log of focusd says why they have not"
	}
	return c
}

// lateTitles is how long titles may stay beyond their time before it is worth a
// warning: the rest of a day, and a day on which the machine was off.
const lateTitles = 3 * 24 * time.Hour

// whatIsKept says what a new window leaves in the log.
func (d *daemon) whatIsKept() string {
	d.redacting.Lock()
	defer d.redacting.Unlock()
	switch p := d.privacy; {
	case p.NoApps:
		return "categories are kept, no apps and no titles"
	case p.NoTitles:
		return "apps are kept, no titles"
	}
	return "apps and titles are kept"
}

func inDays(n int) string {
	if n == 1 {
		return "1 day"
	}
	return fmt.Sprintf("%d days", n)
}
