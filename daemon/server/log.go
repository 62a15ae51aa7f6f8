package server

import (
	"cmp"
	"context"
	"maps"
	"net/http"
	"slices"
	"time"

	"focusd/daemon/api"
	"focusd/timer"
	"focusd/tracker"
)

// maxHours is the longest range that a summary has hours for: a week, its
// borders not where the clock's are, and the hour of a change of clocks.
const maxHours = 8 * 24 * time.Hour

// summary adds up a range.
func (d *door) summary(w http.ResponseWriter, r *http.Request) error {
	sp, err := d.spanOf(r, "categories", "coverage")
	if err != nil {
		return err
	}
	categories, err := isSet(r.URL.Query().Get("categories"), "categories")
	if err != nil {
		return err
	}
	coverage, err := isSet(r.URL.Query().Get("coverage"), "coverage")
	if err != nil {
		return err
	}
	sum, err := d.summarize(r.Context(), sp)
	if err == nil && categories {
		err = d.byCategory(&sum, sp)
	}
	if err == nil && coverage {
		sum.Coverage, err = d.coverage(sp)
	}
	if err != nil {
		return err
	}
	return answer(w, sum)
}

func (s *Server) summarize(ctx context.Context, sp span) (api.Summary, error) {
	if err := s.engine.SettleTo(ctx, sp.to); err != nil {
		return api.Summary{}, err
	}
	snap := s.engine.Snapshot()
	var hours *time.Location
	if sp.to.Sub(sp.from) <= maxHours {
		hours = cmp.Or(s.config.Load().Calendar.Location, time.UTC)
	}
	sum, err := s.store.Totals(sp.from, sp.to, hours)
	if err != nil {
		return api.Summary{}, err
	}
	w := api.Summary{
		From:      sp.from,
		To:        sp.to,
		Presences: byPresence(sum.Presences, time.Duration.Milliseconds),
		Apps:      appsOf(sum),
		Hours:     hoursOf(sum),
	}
	if err := s.addEntries(&w, sum, sp); err != nil {
		return api.Summary{}, err
	}
	if w.Breaks, err = s.breaks(sp, snap.Timer); err != nil {
		return api.Summary{}, err
	}
	focus, err := s.blocks(&w, sp, snap.Timer)
	w.Focus = focus.Milliseconds()
	return w, err
}

// longestBlock is how far back a block is looked for that reaches into a range.
const longestBlock = 24 * time.Hour

// blocks puts those that started in sp into w, the running one last, and adds
// up the focus within sp. A block belongs to the day it started in, its minutes
// to the day they were in: one that began before sp counts for its part.
func (s *Server) blocks(w *api.Summary, sp span, now timer.State) (focus time.Duration, err error) {
	at := time.Now()
	w.Blocks = []api.Block{}
	for b, err := range s.store.Blocks(sp.from.Add(-longestBlock), sp.to) {
		if err != nil {
			return 0, err
		}
		focus += b.Focus(sp.to) - b.Focus(sp.from)
		if sp.has(b.Started) {
			w.Blocks = append(w.Blocks, api.FromBlock(b, at))
		}
	}
	switch now.Phase {
	case timer.Work, timer.Paused, timer.Overtime:
		if sp.has(now.Block.Started) {
			w.Blocks = append(w.Blocks, api.FromBlock(now.Block, at))
		}
		focus += runningFocus(sp, now, at)
	}
	return focus, nil
}

// runningFocus is the focus of the running block within sp, up to a pause.
func runningFocus(sp span, now timer.State, until time.Time) time.Duration {
	if now.Phase == timer.Paused {
		until = now.Since
	}
	if sp.to.Before(until) {
		until = sp.to
	}
	return max(now.Block.Focus(until)-now.Block.Focus(sp.from), 0)
}

// appsOf are the apps with any time, active and passive, the most first.
func appsOf(sum tracker.Summary) []api.AppTotal {
	apps := make([]api.AppTotal, 0, len(sum.Apps))
	for app, total := range maps.All(sum.Apps) {
		apps = append(apps, api.AppTotal{App: app, Millis: total.Time.Milliseconds(), Passive: total.Passive.Milliseconds(), Spans: total.Spans})
	}
	slices.SortFunc(apps, func(a, b api.AppTotal) int {
		return cmp.Or(cmp.Compare(b.Millis+b.Passive, a.Millis+a.Passive), cmp.Compare(a.App, b.App))
	})
	return apps
}

func hoursOf(sum tracker.Summary) []api.HourTotal {
	hours := make([]api.HourTotal, 0, len(sum.Hours))
	for _, h := range sum.Hours {
		hours = append(hours, api.HourTotal{Start: h.Start.UTC(), Active: h.Presences[tracker.Active].Milliseconds()})
	}
	return hours
}

// breaks are those that started in sp, the present one last.
func (s *Server) breaks(sp span, now timer.State) ([]api.Break, error) {
	breaks := []api.Break{}
	for b, err := range s.store.Breaks(sp.from, sp.to) {
		if err != nil {
			return nil, err
		}
		if b.Seq != now.Break.Seq {
			breaks = append(breaks, api.FromBreak(b))
		}
	}
	if now.Break.Seq != 0 && sp.has(now.Break.Started) {
		breaks = append(breaks, api.FromBreak(now.Break))
	}
	return breaks, nil
}

func (sp span) has(at time.Time) bool { return !at.Before(sp.from) && at.Before(sp.to) }
