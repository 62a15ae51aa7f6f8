package server

import (
	"cmp"
	"iter"
	"net/http"
	"slices"
	"strconv"
	"time"

	"focusd/daemon/api"
	"focusd/daemon/report"
	"focusd/daemon/rules"
	"focusd/timer"
	"focusd/tracker"
	"focusd/tracker/category"
	"focusd/tracker/witness"
)

// timeline is all there is to draw of a range.
func (d *door) timeline(w http.ResponseWriter, r *http.Request) error {
	sp, err := d.spanOf(r, "least")
	if err != nil {
		return err
	}
	if sp.to.Sub(sp.from) > maxHours {
		return badRequest("a timeline is drawn of 8 days at most", "ask for a shorter range")
	}
	least := 0
	if text := r.URL.Query().Get("least"); text != "" {
		if least, err = strconv.Atoi(text); err != nil || least < 0 || least > 3600 {
			return badRequest("\"least\" is no number of seconds up to an hour: "+clip(text), "write least=60")
		}
	}
	if err := d.engine.SettleTo(r.Context(), sp.to); err != nil {
		return err
	}
	t := api.Timeline{From: sp.from, To: sp.to, Breaks: []api.Break{}, Entries: []api.Entry{}}
	if t.Stretches, err = d.stretches(sp, time.Duration(least)*time.Second); err != nil {
		return err
	}
	if err := d.runs(&t, sp); err != nil {
		return err
	}
	said, err := d.entries.Between(sp.from, sp.to)
	if err != nil {
		return d.entryError(err)
	}
	t.Entries = api.FromEntries(said)
	return answer(w, t)
}

// runs adds the blocks and breaks with a part in sp.
func (d *door) runs(t *api.Timeline, sp span) error {
	wide := span{sp.from.Add(-longestBlock), sp.to}
	now := d.engine.Snapshot().Timer
	var all api.Summary
	if _, err := d.blocks(&all, wide, now); err != nil {
		return err
	}
	judged, err := d.judged(sp, t)
	if err != nil {
		return err
	}
	t.Blocks = []api.TimelineBlock{}
	for _, b := range all.Blocks {
		if b.Outcome == timer.Discarded.String() || b.Ended != nil && !b.Ended.After(sp.from) {
			continue
		}
		shown := api.TimelineBlock{Block: b}
		if sum, ok := judged[b.Started.UnixMilli()]; ok {
			shown.Text = sum.Sentence()
			if on, ok := sum.Purity.Share(); ok {
				shown.OnTask = &on
			}
		}
		t.Blocks = append(t.Blocks, shown)
	}
	breaks, err := d.breaks(wide, now)
	for _, b := range breaks {
		if b.Ended == nil || b.Ended.After(sp.from) {
			t.Breaks = append(t.Breaks, b)
		}
	}
	return err
}

// judged are the blocks of the days of sp by when they began. The days in figures
// go into t.
func (d *door) judged(sp span, t *api.Timeline) (map[int64]report.Block, error) {
	if d.Credit == nil {
		return nil, nil
	}
	cal, w := d.Calendar(), d.now()
	first, last := cal.Day(sp.from.Add(-longestBlock)), cal.Day(sp.to.Add(-time.Millisecond))
	days, err := d.Credit.Days(first, last, w)
	if err != nil {
		return nil, err
	}
	f := figures(report.ReviewOf(between(days, cal.Day(sp.from), last)))
	t.Figures = &f
	blocks := make(map[int64]report.Block)
	for _, day := range days {
		for _, b := range day.Blocks {
			blocks[b.Start.UnixMilli()] = b
		}
	}
	return blocks, nil
}

// stretches are the rows of the log of sp with their categories, those shorter
// than least joined, and the causes of those in which nobody was active.
func (s *Server) stretches(sp span, least time.Duration) ([]api.Stretch, error) {
	var e *rules.Edition
	if s.Rules != nil {
		var err error
		if e, err = s.Rules.Now(); err != nil {
			return nil, err
		}
	}
	drawing := newDrawing(e, least)
	if err := drawing.read(s.store.Spans(sp.from, sp.to), sp, s.engine.Snapshot().Store.LastCommit); err != nil {
		return nil, err
	}
	return drawing.all, s.explained(drawing.all, sp)
}

// explained puts the causes in.
func (s *Server) explained(all []api.Stretch, sp span) error {
	if !slices.ContainsFunc(all, func(st api.Stretch) bool { return st.Presence != tracker.Active.String() }) {
		return nil
	}
	notes, err := s.notes(sp.from.Add(-notedBefore), sp.to.Add(notedAfter))
	if err != nil {
		return err
	}
	for i := range all {
		p, err := tracker.ParsePresence(all[i].Presence)
		if err != nil {
			return err
		}
		if p != tracker.Active {
			cause, by := witness.CauseAt(notes, p, all[i].Start)
			all[i].Cause, all[i].By = string(cause), by
		}
	}
	return nil
}

// drawing makes stretches of rows.
type drawing struct {
	edition    *rules.Edition // nil: there are no rules
	classifier *category.Classifier
	least      time.Duration
	all        []api.Stretch
	short      crowd // not in all yet
	at         time.Time
}

func newDrawing(e *rules.Edition, least time.Duration) *drawing {
	d := &drawing{edition: e, least: least, all: []api.Stretch{}}
	if e != nil {
		d.classifier = category.NewClassifier(e.Set, e.Host)
	}
	return d
}

// hole is how long nothing may be in the log before it is a stretch of its own.
const hole = time.Second

// read takes the rows of sp in. Up to now, where none is nobody observed.
func (d *drawing) read(rows iter.Seq2[tracker.Span, error], sp span, now time.Time) error {
	d.at = sp.from
	runs := newRun(d)
	for row, err := range rows {
		if err != nil {
			return err
		}
		part, ok := row.Clip(d.at, sp.to)
		if !ok {
			continue
		}
		if part.Start.Sub(d.at) >= hole {
			runs.add(tracker.Span{Start: d.at, End: part.Start, Presence: tracker.Unobserved})
		}
		runs.add(part)
		d.at = part.End
	}
	if now = earliest(now, sp.to); now.Sub(d.at) >= hole {
		runs.add(tracker.Span{Start: d.at, End: now, Presence: tracker.Unobserved})
	}
	runs.end()
	d.short.flush(d)
	return nil
}

func earliest(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}

// run joins rows that follow each other in one app and category: titles change
// by the second.
type run struct {
	*drawing
	open   api.Stretch
	titles map[string]time.Duration
	any    bool // there is one
}

func newRun(d *drawing) *run { return &run{drawing: d, titles: make(map[string]time.Duration)} }

func (r *run) add(row tracker.Span) {
	next := r.classified(row)
	o := r.open
	if r.any && (o.Presence != next.Presence || o.App != next.App || o.Category != next.Category || next.Start.Sub(o.End) >= hole) {
		r.end()
	}
	if !r.any {
		r.open, r.any = next, true
		clear(r.titles)
	}
	r.open.End = next.End
	r.titles[next.Title] += row.Duration()
}

func (r *run) end() {
	if !r.any {
		return
	}
	most := time.Duration(-1)
	for title, length := range r.titles {
		if length > most || length == most && title < r.open.Title {
			r.open.Title, most = title, length
		}
	}
	r.any = false
	if r.open.End.Sub(r.open.Start) >= r.least {
		r.short.flush(r.drawing)
		r.all = append(r.all, r.open)
		return
	}
	r.short.add(r.open)
	if r.short.length() >= r.least {
		r.short.flush(r.drawing)
	}
}

// classified is a row with its category, as the rules are now.
func (d *drawing) classified(row tracker.Span) api.Stretch {
	st := api.Stretch{
		Start: row.Start, End: row.End, Presence: row.Presence.String(), App: row.Window.App, Title: row.Window.Title,
	}
	if d.classifier == nil || row.Presence != tracker.Active && row.Presence != tracker.Passive {
		return st
	}
	began := row.Start.In(time.FixedZone("", row.Offset*60))
	c := d.edition.Set.Category(d.classifier.Classify(st.App, st.Title, began).Category)
	st.Category, st.Class, st.Hue = c.Name, c.Class.String(), c.Hue
	return st
}

// crowd is stretches too short to be drawn each by itself.
type crowd []api.Stretch

func (c *crowd) add(st api.Stretch) { *c = append(*c, st) }

func (c crowd) length() time.Duration {
	if len(c) == 0 {
		return 0
	}
	return c[len(c)-1].End.Sub(c[0].Start)
}

// flush has the drawing take the crowd as one: what most of it was.
func (c *crowd) flush(d *drawing) {
	all := *c
	*c = (*c)[:0]
	if len(all) == 0 {
		return
	}
	type kind struct{ presence, app, category string }
	kindOf := func(st api.Stretch) kind { return kind{st.Presence, st.App, st.Category} }
	lengths := make(map[kind]time.Duration)
	for _, st := range all {
		lengths[kindOf(st)] += st.End.Sub(st.Start)
	}
	most := slices.MaxFunc(all, func(a, b api.Stretch) int {
		return cmp.Or(cmp.Compare(lengths[kindOf(a)], lengths[kindOf(b)]), cmp.Compare(a.End.Sub(a.Start), b.End.Sub(b.Start)))
	})
	most.Start, most.End = all[0].Start, all[len(all)-1].End
	if len(all) > 1 {
		most.Joined = len(all)
	}
	d.all = append(d.all, most)
}
