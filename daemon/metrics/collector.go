package metrics

import (
	"runtime"
	"slices"
	"sync"
	"time"

	dto "github.com/prometheus/client_model/go"
	"github.com/prometheus/common/version"

	"focusd/daemon/engine"
	"focusd/timer"
)

// collector makes the metrics of a snapshot, one part after the other.
type collector struct {
	src      Source
	parts    []part
	requests requests
	commits  commits

	mu      sync.Mutex // guards what follows: one scrape is made at a time
	sheet   *sheet
	rows    rows
	slugs   slugs
	day     dayCache
	runtime *goRuntime
	process process
}

// part is what a collector puts on the sheet.
type part struct {
	name    string
	collect func(*engine.Snapshot) error
}

func newCollector(src Source) *collector {
	c := &collector{src: src, slugs: make(slugs), runtime: newGoRuntime(), process: process{time.Now()}}
	var families []Family
	for _, f := range Catalogue() {
		if !slices.Contains(src.Off, f.Collector) {
			families = append(families, f)
		}
	}
	if !src.Bare {
		families = append(families, slices.Concat(runtimeFamilies(), processFamilies())...)
	}
	c.sheet = newSheet(families)
	for _, p := range []part{
		{"time", c.collectTime},
		{"apps", c.collectApps},
		{"focus", c.collectFocus},
		{"timer", c.collectTimer},
		{"day", c.collectDay},
		{"goals", c.collectGoals},
		{"tasks", c.collectTasks},
		{"sampler", c.collectSampler},
		{"store", c.collectStore},
		{"http", c.collectRequests},
		{Exporter, c.collectExporter},
	} {
		if !slices.Contains(src.Off, p.name) {
			c.parts = append(c.parts, p)
		}
	}
	return c
}

// Gather implements prometheus.Gatherer. Every part is timed and marked here, so
// that none can forget to. What it returns is never modified: an answer that is
// slow to be sent holds up nobody.
func (c *collector) Gather() ([]*dto.MetricFamily, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	snap := c.src.Snapshot()
	if !c.rows.fit(snap.Ledger) {
		c.rows = c.rowsOf(snap.Ledger)
	}
	c.sheet.begin(snap.Ledger.Created)
	for _, p := range c.parts {
		began := time.Now()
		err := p.collect(snap)
		c.sheet.put("focusd_collector_success", oneIf(err == nil), p.name)
		c.sheet.put("focusd_collector_duration_seconds", time.Since(began).Seconds(), p.name)
	}
	return c.sheet.end(), c.sheet.failure()
}

func (c *collector) collectApps(s *engine.Snapshot) error {
	c.ledger(s.Ledger, "apps")
	return nil
}

func (c *collector) collectTime(s *engine.Snapshot) error {
	c.sheet.put("focusd_tracking_start_timestamp_seconds", unix(s.Ledger.Created))
	c.sheet.put("focusd_accounted_until_timestamp_seconds", unix(s.Ledger.Until))
	c.ledger(s.Ledger, "time")
	return nil
}

func (c *collector) collectFocus(s *engine.Snapshot) error {
	if c.src.Unrested != nil {
		c.sheet.put("focusd_active_since_break_seconds", c.src.Unrested(s.At).Seconds())
	}
	c.ledger(s.Ledger, "focus")
	return nil
}

func (c *collector) collectTimer(s *engine.Snapshot) error {
	t, out := s.Timer, c.sheet.put
	for p := timer.Idle; p <= timer.BreakOver; p++ {
		out("focusd_timer_state", oneIf(p == t.Phase), p.String())
	}
	planned := time.Duration(0)
	switch t.Phase {
	case timer.Work, timer.Paused, timer.Overtime:
		planned = t.Block.Planned + t.Block.Extended
	case timer.ShortBreak, timer.LongBreak, timer.BreakOver:
		planned = t.Break.Planned
	}
	out("focusd_timer_planned_seconds", planned.Seconds())
	out("focusd_timer_remaining_seconds", t.Left(time.Now().UTC().Round(0)).Seconds())
	start := 0.0
	if t.Phase != timer.Idle {
		start = unix(t.Since)
	}
	out("focusd_timer_phase_start_timestamp_seconds", start)
	return nil
}

func (c *collector) collectGoals(*engine.Snapshot) error {
	if c.src.Agenda == nil {
		return nil
	}
	a, err := c.src.Agenda()
	if err == nil {
		c.showGoals(a)
	}
	return err
}

func (c *collector) collectTasks(s *engine.Snapshot) error {
	c.ledger(s.Ledger, "tasks")
	if c.src.Agenda == nil {
		return nil
	}
	a, err := c.src.Agenda()
	if err == nil {
		c.sheet.put("focusd_tasks_open", float64(a.OpenMicro), "micro")
		c.sheet.put("focusd_tasks_open", float64(a.Open), "normal")
	}
	return err
}

func (c *collector) collectSampler(s *engine.Snapshot) error {
	if s.Source.Name == "" {
		return nil
	}
	out := c.sheet.put
	out("focusd_sampler_samples_total", float64(s.Source.Samples), s.Source.Name)
	out("focusd_sampler_errors_total", float64(s.Source.Errors), s.Source.Name, "lost")
	last := s.Source.Since
	if s.Source.Watching {
		last = s.At
	}
	out("focusd_sampler_last_success_timestamp_seconds", unix(last), s.Source.Name)
	return nil
}

func (c *collector) collectStore(s *engine.Snapshot) error {
	out := c.sheet.put
	out("focusd_store_last_commit_timestamp_seconds", unix(s.Store.LastCommit))
	c.commits.show(c.sheet)
	size, err := c.src.Store()
	if err != nil {
		return err
	}
	out("focusd_store_size_bytes", float64(size.Bytes), "db")
	out("focusd_store_size_bytes", float64(size.Free), "free")
	for part, n := range size.Records {
		out("focusd_store_events", float64(n), part)
	}
	return nil
}

// collectExporter shows how full the guards of labels are, and how the
// configuration was read.
func (c *collector) collectExporter(s *engine.Snapshot) error {
	c.ledger(s.Ledger, Exporter)
	ok, at := c.src.Reloaded()
	c.sheet.put("focusd_config_last_reload_successful", oneIf(ok))
	c.sheet.put("focusd_config_last_reload_success_timestamp_seconds", unix(at))
	c.guard("app", c.rows.apps, max(c.src.AppLimit, 0))
	c.guard("category", c.rows.categories, mostCategories)
	c.guard("handler", c.requests.routes(), mostHandlers)
	c.sheet.put("focusd_build_info", 1, version.Branch, runtime.GOARCH, runtime.GOOS, version.GoVersion,
		version.GetRevision(), version.GetTags(), c.src.Version)
	c.runtime.show(c.sheet)
	c.process.show(c.sheet)
	return nil
}

// guard shows how many values of a label were admitted, of how many.
func (c *collector) guard(label string, values, most int) {
	c.sheet.put("focusd_label_values", float64(values), label)
	c.sheet.put("focusd_label_values_limit", float64(most), label)
}

func unix(t time.Time) float64 {
	if t.IsZero() {
		return 0
	}
	return float64(t.UnixMilli()) / 1000
}

func oneIf(b bool) float64 {
	if b {
		return 1
	}
	return 0
}
