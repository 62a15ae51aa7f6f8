package metrics

import (
	"errors"
	"runtime"
	"strconv"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/common/version"

	"focusd/daemon/engine"
	"focusd/timer"
)

// collector makes the metrics of a snapshot, one part after the other.
type collector struct {
	src    Source
	descs  map[string]*prometheus.Desc
	ledger map[string]family

	mu    sync.Mutex // guards shown: two scrapes may be at it
	shown map[engine.Counter]shown
}

// shown is a counter of the ledger as it was last shown. Of a hundred, three
// have moved since.
type shown struct {
	value  uint64
	metric prometheus.Metric
}

func newCollector(src Source) *collector {
	c := &collector{
		src:    src,
		descs:  make(map[string]*prometheus.Desc),
		ledger: make(map[string]family),
		shown:  make(map[engine.Counter]shown),
	}
	for _, f := range ledgerFamilies {
		c.ledger[f.name] = f
	}
	for _, f := range allFamilies() {
		c.descs[f.name] = f.desc()
	}
	return c
}

func allFamilies() []family {
	return append([]family{
		blockDuration, accountedUntil, trackingStart, timerState, timerPlanned, timerRemaining, timerPhaseStart,
		samplerSamples, samplerErrors, samplerLast, storeSize, storeLastCommit, labelValues, labelLimit,
		reloadOK, reloadAt, collectorSuccess, collectorDuration,
	}, ledgerFamilies...)
}

// Describe implements prometheus.Collector.
func (c *collector) Describe(ch chan<- *prometheus.Desc) {
	for _, d := range c.descs {
		ch <- d
	}
}

// emit makes one sample of a family.
type emit func(f family, v float64, labels ...string)

// Collect implements prometheus.Collector. Every part is timed and marked
// here, so that none can forget to.
func (c *collector) Collect(ch chan<- prometheus.Metric) {
	snap := c.src.Snapshot()
	out := func(f family, v float64, labels ...string) {
		ch <- prometheus.MustNewConstMetric(c.descs[f.name], f.kind, v, labels...)
	}
	for _, part := range []struct {
		name    string
		collect func() error
	}{
		{"ledger", func() error { return c.collectLedger(snap.Ledger, out, ch) }},
		{"timer", func() error { collectTimer(snap, time.Now(), out); return nil }},
		{"sampler", func() error { collectSampler(snap, out); return nil }},
		{"store", func() error { return c.collectStore(snap, out) }},
		{"config", func() error { c.collectConfig(snap, out); return nil }},
	} {
		began := time.Now()
		ok := 1.0
		if err := part.collect(); err != nil {
			ok = 0
		}
		out(collectorSuccess, ok, part.name)
		out(collectorDuration, time.Since(began).Seconds(), part.name)
	}
}

// collectLedger shows the committed counters. Those it does not know are the
// ledger's own affair.
func (c *collector) collectLedger(l engine.Ledger, out emit, ch chan<- prometheus.Metric) error {
	out(trackingStart, unix(l.Created))
	out(accountedUntil, unix(l.Until))
	for k, v := range l.Values {
		if f, ok := c.ledger[k.Metric]; ok {
			ch <- c.counter(f, k, v)
		}
	}
	return c.collectDurations(l, ch)
}

// counter is a counter of the ledger with its value.
func (c *collector) counter(f family, k engine.Counter, v uint64) prometheus.Metric {
	c.mu.Lock()
	defer c.mu.Unlock()
	if s, ok := c.shown[k]; ok && s.value == v {
		return s.metric
	}
	labels := make([]string, len(f.labels))
	for i, name := range f.labels {
		labels[i] = k.Label(name)
	}
	m := prometheus.MustNewConstMetric(c.descs[f.name], f.kind, inUnit(k.Metric, v), labels...)
	c.shown[k] = shown{v, m}
	return m
}

// collectDurations puts the histogram of block lengths together again.
func (c *collector) collectDurations(l engine.Ledger, ch chan<- prometheus.Metric) error {
	var errs []error
	for k := timer.Pomodoro; k <= timer.Burst; k++ {
		kind := k.String()
		value := func(part, labels string) uint64 {
			return l.Values[engine.Counter{Metric: blockDuration.name + part, Labels: labels}]
		}
		buckets := make(map[float64]uint64)
		for _, le := range engine.BlockDurationBuckets() {
			labels := "kind=" + strconv.Quote(kind) + ",le=" + strconv.Quote(strconv.Itoa(le))
			buckets[float64(le)] = value("_bucket", labels)
		}
		only := "kind=" + strconv.Quote(kind)
		m, err := prometheus.NewConstHistogram(c.descs[blockDuration.name],
			value("_count", only), seconds(value("_sum", only)), buckets, kind)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		ch <- m
	}
	return errors.Join(errs...)
}

func collectTimer(s *engine.Snapshot, now time.Time, out emit) {
	t := s.Timer
	for p := timer.Idle; p <= timer.BreakOver; p++ {
		out(timerState, oneIf(p == t.Phase), p.String())
	}
	planned := time.Duration(0)
	switch t.Phase {
	case timer.Work, timer.Paused, timer.Overtime:
		planned = t.Block.Planned + t.Block.Extended
	case timer.ShortBreak, timer.LongBreak, timer.BreakOver:
		planned = t.Break.Planned
	}
	out(timerPlanned, planned.Seconds())
	out(timerRemaining, t.Left(now.UTC().Round(0)).Seconds())
	start := 0.0
	if t.Phase != timer.Idle {
		start = unix(t.Since)
	}
	out(timerPhaseStart, start)
}

func collectSampler(s *engine.Snapshot, out emit) {
	if s.Source.Name == "" {
		return
	}
	out(samplerSamples, float64(s.Source.Samples), s.Source.Name)
	out(samplerErrors, float64(s.Source.Errors), s.Source.Name, "lost")
	last := s.Source.Since
	if s.Source.Watching {
		last = s.At
	}
	out(samplerLast, unix(last), s.Source.Name)
}

func (c *collector) collectStore(s *engine.Snapshot, out emit) error {
	out(storeLastCommit, unix(s.Store.LastCommit))
	size, err := c.src.StoreSize()
	if err != nil {
		return err
	}
	out(storeSize, float64(size), "db")
	return nil
}

func (c *collector) collectConfig(s *engine.Snapshot, out emit) {
	apps := 0
	for k := range s.Ledger.Values {
		if k.Metric == "focusd_active_seconds_total" {
			apps++
		}
	}
	out(labelValues, float64(apps), "app")
	out(labelLimit, float64(max(c.src.AppLimit, 0)), "app")
	ok, at := c.src.Reloaded()
	out(reloadOK, oneIf(ok))
	out(reloadAt, unix(at))
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
		Name: "focusd_build_info",
		Help: "A metric with a constant 1 that tells version, revision, branch, Go version, system and tags of the build.",
		ConstLabels: prometheus.Labels{
			"version": v, "revision": version.GetRevision(), "branch": version.Branch, "tags": version.GetTags(),
			"goversion": version.GoVersion, "goos": runtime.GOOS, "goarch": runtime.GOARCH,
		},
	}, func() float64 { return 1 })
}
