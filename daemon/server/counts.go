package server

import (
	"bufio"
	"encoding/json"
	"io"
	"iter"
	"maps"
	"net/http"
	"time"

	"focusd/daemon/api"
	"focusd/daemon/engine"
	"focusd/daemon/openmetrics"
	"focusd/daemon/rules"
	"focusd/timer"
	"focusd/tracker"
	"focusd/tracker/category"
)

const (
	// countedBefore is how far before a range counting begins: what runs, and what
	// was in front, is known after it.
	countedBefore = 24 * time.Hour
	// countedAfter is how far behind a range the log is read: whether something was
	// a distraction, or ended a run, is known that much later.
	countedAfter = 5 * time.Minute
)

// counts counts a range anew, with what the person has corrected, by the rules
// of now, and sends it as it goes: a range of years costs no memory.
func (d *door) counts(w http.ResponseWriter, r *http.Request) error {
	sp, err := d.spanOf(r)
	if err != nil {
		return err
	}
	e, err := d.edition()
	if err != nil {
		return err
	}
	if err := d.engine.SettleTo(r.Context(), sp.to); err != nil {
		return err
	}
	if now := whole(time.Now()); sp.to.After(now) {
		sp.to = now
	}
	conn := http.NewResponseController(w)
	defer untilDone(r.Context(), conn)()
	w.Header().Set("Content-Type", api.Rows)
	buffered := bufio.NewWriterSize(w, 64<<10)
	if err := d.recount(&countWriter{w: buffered, sp: sp}, e); err != nil {
		return err
	}
	return buffered.Flush()
}

// recount has w written what there was in its range.
func (d *door) recount(w *countWriter, e *rules.Edition) error {
	snap := d.engine.Snapshot()
	from, to := w.sp.from.Add(-countedBefore), w.sp.to.Add(countedAfter)
	all, err := d.entries.Between(from, to)
	if err != nil {
		return err
	}
	c := engine.NewChronicle(snap.Ledger, d.config.Load().AppLimit, w.name, w.grow)
	if err := c.Zero(); err != nil {
		return err
	}
	if err := d.recountTimer(c, snap.Timer, from, to); err != nil {
		return err
	}
	judge := judgeOf(e)
	for part, err := range openmetrics.Corrected(d.store.Spans(from, to), all) {
		if err != nil {
			return err
		}
		w.local(part.Span)
		if err := c.Count(part.Span, judge(part)); err != nil {
			return err
		}
	}
	return c.Close()
}

func (d *door) recountTimer(c *engine.Chronicle, s timer.State, from, to time.Time) error {
	blocks, err := collect(d.store.Blocks(from.Add(-longestBlock), to))
	if err != nil {
		return err
	}
	breaks, err := collect(d.store.Breaks(from.Add(-longestBlock), to))
	if err != nil {
		return err
	}
	return c.Timer(blocks, breaks, s, whole(time.Now()))
}

func collect[T any](seq iter.Seq2[T, error]) (all []T, err error) {
	for v, err := range seq {
		if err != nil {
			return nil, err
		}
		all = append(all, v)
	}
	return all, nil
}

// judgeOf says what spans are worth by the rules, where somebody was there.
func judgeOf(e *rules.Edition) func(engine.Part) engine.Judgement {
	windows := category.NewClassifier(e.Set, e.Host)
	classes := make(map[string]category.Class)
	return func(s engine.Part) engine.Judgement {
		if s.Presence != tracker.Active && s.Presence != tracker.Passive {
			return engine.Judgement{}
		}
		name := windows.Classify(s.Window.App, s.Window.Title, s.Clock()).Category
		class, known := classes[name]
		if !known {
			class = e.Set.Category(name).Class
			classes[name] = class
		}
		return engine.Judgement{Category: name, Class: class}
	}
}

// countWriter writes what lies in a range.
type countWriter struct {
	w      io.Writer
	sp     span
	line   []byte
	offset *int // of local time, as it was written
	err    error
}

// name writes the name of a series.
func (w *countWriter) name(id int, of engine.Counter) error {
	s := api.CountSeries{Series: id, Metric: of.Metric, Labels: maps.Collect(of.Pairs())}
	data, err := json.Marshal(s)
	if err != nil {
		return err
	}
	_, err = w.w.Write(append(data, '\n'))
	return err
}

// local writes how far local time was from UTC, when that is another than before.
func (w *countWriter) local(s tracker.Span) {
	at := s.Start
	if at.Before(w.sp.from) {
		at = w.sp.from
	}
	if w.err != nil || !s.End.After(w.sp.from) || !at.Before(w.sp.to) || w.offset != nil && *w.offset == s.Offset {
		return
	}
	w.offset = &s.Offset
	data, err := json.Marshal(api.OffsetChange{At: at.UnixMilli(), Minutes: s.Offset})
	if err == nil {
		_, err = w.w.Write(append(data, '\n'))
	}
	w.err = err
}

// grow writes a growth, as far as it lies in the range.
func (w *countWriter) grow(g engine.Growth) error {
	if w.err != nil {
		return w.err
	}
	row := api.Growth{Of: g.Of}
	if g.From.Equal(g.To) {
		if g.From.Before(w.sp.from) || !g.From.Before(w.sp.to) {
			return nil
		}
		for _, n := range g.By {
			row.By = append(row.By, int64(n))
		}
	} else {
		if g.From.Before(w.sp.from) {
			g.From = w.sp.from
		}
		if g.To.After(w.sp.to) {
			g.To = w.sp.to
		}
		row.Length = g.To.Sub(g.From).Milliseconds()
		if row.Length <= 0 {
			return nil
		}
	}
	row.Start = g.From.UnixMilli()
	w.line = append(api.AppendGrowth(w.line[:0], row), '\n')
	_, w.err = w.w.Write(w.line)
	return w.err
}
