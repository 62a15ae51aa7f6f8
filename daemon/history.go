package daemon

import (
	"context"
	"io"
	"runtime/debug"
	"time"

	"focusd/daemon/engine"
	"focusd/daemon/metrics"
	"focusd/daemon/openmetrics"
	"focusd/daemon/rules"
	"focusd/daemon/server"
	"focusd/tracker"
	"focusd/tracker/category"
)

// history writes samples of the past: what the log says now, with what the
// person says of it, by the rules of now.
func (d *daemon) history(ctx context.Context, to io.Writer, wanted server.Samples) error {
	edition, err := d.rules.Now()
	if err != nil {
		return err
	}
	begin, end := time.UnixMilli(0), wanted.To
	said, err := d.entries.Between(begin, end)
	if err != nil {
		return err
	}
	snap := d.engine.Snapshot()
	e := openmetrics.Export{
		Past: engine.Past{
			Spans:  openmetrics.Corrected(d.store.Spans(begin, end), said),
			Blocks: d.store.Blocks(begin, end), Breaks: d.store.Breaks(begin, end),
			Timer: snap.Timer, Judge: judgeBy(edition), Ledger: snap.Ledger, AppLimit: d.cfg.Engine.AppLimit,
		},
		Families: told(), From: wanted.From, To: wanted.To, Step: wanted.Step, Job: wanted.Job, Instance: wanted.Instance,
	}
	if wanted.VictoriaMetrics {
		e.Form = openmetrics.VictoriaMetrics
	}
	defer debug.FreeOSMemory() // it took more than the daemon needs in a month
	return e.Write(ctx, to)
}

// judgeBy is what time is worth by rules. It remembers what it was asked, and is
// for one at a time.
func judgeBy(e *rules.Edition) engine.Judge {
	windows := category.NewClassifier(e.Set, e.Host)
	return func(w tracker.Window, start time.Time) (engine.Judgement, bool) {
		name := windows.Classify(w.App, w.Title, start).Category
		return engine.Judgement{Category: name, Class: e.Set.Category(name).Class}, true
	}
}

// told are the metrics of which samples may be written.
func told() (all []openmetrics.Family) {
	for _, f := range metrics.Catalogue() {
		if !f.Past() {
			continue
		}
		all = append(all, openmetrics.Family{Name: f.Name, Type: openmetrics.Type(f.Type), Unit: f.Unit(), Help: f.Help})
	}
	return all
}
