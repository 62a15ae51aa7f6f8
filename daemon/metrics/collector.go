package metrics

import (
	"runtime"
	"strings"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/common/version"

	"focusd/daemon/engine"
	"focusd/timer"
)

// collector makes the metrics of a snapshot, one part after the other.
type collector struct {
	src      Source
	families map[string]Family
	descs    map[string]*prometheus.Desc
	day      dayCache

	mu    sync.Mutex // guards shown: two scrapes may be at it
	shown map[engine.Counter]shown
}

// shown is a counter of the ledger as it was last shown. Of a hundred, three
// have moved since.
type shown struct {
	value  uint64 // of a histogram the count
	sum    uint64 // of a histogram
	metric prometheus.Metric
}

func newCollector(src Source) *collector {
	c := &collector{
		src:      src,
		families: make(map[string]Family),
		descs:    make(map[string]*prometheus.Desc),
		shown:    make(map[engine.Counter]shown),
	}
	for _, f := range Catalogue() {
		if !instrument(f) {
			c.families[f.Name], c.descs[f.Name] = f, f.desc()
		}
	}
	return c
}

// instrument says that a metric keeps its own value: see Metrics.
func instrument(f Family) bool {
	switch f.Name {
	case httpRequests, httpDuration, storeDuration, storeErrors, buildName:
		return true
	}
	return false
}

// Describe implements prometheus.Collector.
func (c *collector) Describe(ch chan<- *prometheus.Desc) {
	for _, d := range c.descs {
		ch <- d
	}
}

// emit makes one sample of a metric, with its labels in the order of the table.
type emit func(name string, v float64, labels ...string)

// Collect implements prometheus.Collector. Every part is timed and marked
// here, so that none can forget to.
func (c *collector) Collect(ch chan<- prometheus.Metric) {
	snap := c.src.Snapshot()
	out := func(name string, v float64, labels ...string) {
		kind := prometheus.GaugeValue
		if c.families[name].Type == Counter {
			kind = prometheus.CounterValue
		}
		ch <- prometheus.MustNewConstMetric(c.descs[name], kind, v, labels...)
	}
	for _, part := range []struct {
		name    string
		collect func() error
	}{
		{"ledger", func() error { c.collectLedger(snap.Ledger, out, ch); return nil }},
		{"timer", func() error { collectTimer(snap, time.Now(), out); return nil }},
		{"day", func() error { return c.collectDay(snap, out) }},
		{"agenda", func() error { return c.collectPlans(snap, out) }},
		{"sampler", func() error { collectSampler(snap, out); return nil }},
		{"store", func() error { return c.collectStore(snap, out) }},
		{"config", func() error { c.collectConfig(snap, out); return nil }},
	} {
		began := time.Now()
		ok := 1.0
		if err := part.collect(); err != nil {
			ok = 0
		}
		out("focusd_collector_success", ok, part.name)
		out("focusd_collector_duration_seconds", time.Since(began).Seconds(), part.name)
	}
}

// collectLedger shows the committed counters. Those it does not know are the
// ledger's own affair.
func (c *collector) collectLedger(l engine.Ledger, out emit, ch chan<- prometheus.Metric) {
	out("focusd_tracking_start_timestamp_seconds", unix(l.Created))
	out("focusd_accounted_until_timestamp_seconds", unix(l.Until))
	for k, v := range l.Values {
		if f, ok := c.families[k.Metric]; ok {
			ch <- c.counter(f, k, v)
		} else if name, ok := strings.CutSuffix(k.Metric, "_count"); ok && c.families[name].Type == Histogram {
			ch <- c.histogram(c.families[name], l, k)
		}
	}
}

// counter is a counter of the ledger with its value.
func (c *collector) counter(f Family, k engine.Counter, v uint64) prometheus.Metric {
	return c.again(k, v, 0, func() prometheus.Metric {
		return prometheus.MustNewConstMetric(c.descs[f.Name], prometheus.CounterValue, inUnit(k.Metric, v), values(f, k)...)
	})
}

// again is the metric of a counter as it was shown last, or is made anew if that
// has moved.
func (c *collector) again(k engine.Counter, v, sum uint64, anew func() prometheus.Metric) prometheus.Metric {
	c.mu.Lock()
	defer c.mu.Unlock()
	if s, ok := c.shown[k]; ok && s.value == v && s.sum == sum {
		return s.metric
	}
	m := anew()
	c.shown[k] = shown{v, sum, m}
	return m
}

// values are those of the labels of f.
func values(f Family, k engine.Counter) []string {
	all := make([]string, len(f.Labels))
	for i, l := range f.Labels {
		all[i] = k.Label(l.Name)
	}
	return all
}

// histogram puts a histogram of the ledger together again.
func (c *collector) histogram(f Family, l engine.Ledger, count engine.Counter) prometheus.Metric {
	n, sum := l.Values[count], l.Values[engine.Sum(f.Name, count.Labels)]
	return c.again(count, n, sum, func() prometheus.Metric {
		buckets := make(map[float64]uint64)
		for _, bound := range engine.Bounds(f.Name) {
			buckets[bound] = l.Values[engine.Bucket(f.Name, count.Labels, bound)]
		}
		return prometheus.MustNewConstHistogram(c.descs[f.Name], n, seconds(sum), buckets, values(f, count)...)
	})
}

func collectTimer(s *engine.Snapshot, now time.Time, out emit) {
	t := s.Timer
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
	out("focusd_timer_remaining_seconds", t.Left(now.UTC().Round(0)).Seconds())
	start := 0.0
	if t.Phase != timer.Idle {
		start = unix(t.Since)
	}
	out("focusd_timer_phase_start_timestamp_seconds", start)
}

// collectPlans shows the agenda and how long nobody has rested, where there is
// somebody to ask.
func (c *collector) collectPlans(s *engine.Snapshot, out emit) error {
	if c.src.Unrested != nil {
		out("focusd_active_since_break_seconds", c.src.Unrested(s.At).Seconds())
	}
	if c.src.Agenda == nil {
		return nil
	}
	a, err := c.src.Agenda()
	if err != nil {
		return err
	}
	c.collectAgenda(a, out)
	return nil
}

func collectSampler(s *engine.Snapshot, out emit) {
	if s.Source.Name == "" {
		return
	}
	out("focusd_sampler_samples_total", float64(s.Source.Samples), s.Source.Name)
	out("focusd_sampler_errors_total", float64(s.Source.Errors), s.Source.Name, "lost")
	last := s.Source.Since
	if s.Source.Watching {
		last = s.At
	}
	out("focusd_sampler_last_success_timestamp_seconds", unix(last), s.Source.Name)
}

func (c *collector) collectStore(s *engine.Snapshot, out emit) error {
	out("focusd_store_last_commit_timestamp_seconds", unix(s.Store.LastCommit))
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

func (c *collector) collectConfig(s *engine.Snapshot, out emit) {
	categories := make(map[string]bool)
	for k := range s.Ledger.Values {
		if k.Metric == "focusd_active_seconds_total" {
			categories[k.Label("category")] = true
		}
	}
	out("focusd_label_values", float64(s.Ledger.Apps()), "app")
	out("focusd_label_values_limit", float64(max(c.src.AppLimit, 0)), "app")
	out("focusd_label_values", float64(len(categories)), "category")
	out("focusd_label_values_limit", mostCategories, "category")
	ok, at := c.src.Reloaded()
	out("focusd_config_last_reload_successful", oneIf(ok))
	out("focusd_config_last_reload_success_timestamp_seconds", unix(at))
}

// inUnit brings a value of the ledger into the unit of its name.
func inUnit(metric string, v uint64) float64 {
	const suffix = "_seconds_total"
	if len(metric) > len(suffix) && metric[len(metric)-len(suffix):] == suffix {
		return seconds(v)
	}
	return float64(v)
}

func seconds(ms uint64) float64 { return float64(ms) / 1000 }

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

// buildInfo is the usual gauge about the build, always 1.
func buildInfo(v string) prometheus.Collector {
	return prometheus.NewGaugeFunc(prometheus.GaugeOpts{
		Name: buildName,
		Help: help(buildName),
		ConstLabels: prometheus.Labels{
			"version": v, "revision": version.GetRevision(), "branch": version.Branch, "tags": version.GetTags(),
			"goversion": version.GoVersion, "goos": runtime.GOOS, "goarch": runtime.GOARCH,
		},
	}, func() float64 { return 1 })
}
