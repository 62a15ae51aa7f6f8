package metrics

import (
	"strings"

	"focusd/daemon/engine"
)

// activeSeconds is the metric whose labels are guarded.
const activeSeconds = "focusd_active_seconds_total"

// rows are the counters of the ledger that are shown, and how: their labels are
// read once.
type rows struct {
	read map[engine.Counter]bool // what was in the ledger, shown or not
	of   map[string][]row        // by collector

	apps, categories int // that have a counter of their own; apps: pairs of app and category
}

// row is a series that the ledger keeps.
type row struct {
	name   string // of the metric
	labels []string
	value  engine.Counter // of a histogram the count

	// Of a histogram.
	sum     engine.Counter
	buckets map[float64]engine.Counter // nil: it is a counter
}

// fit tells whether rows were read from a ledger with the same counters. Others
// come with a day, and some go when an app is forgotten.
func (r rows) fit(l engine.Ledger) bool {
	if r.of == nil || len(r.read) != len(l.Values) {
		return false
	}
	for k := range l.Values {
		if !r.read[k] {
			return false
		}
	}
	return true
}

// ledger shows the committed counters of a collector.
func (c *collector) ledger(l engine.Ledger, collector string) {
	for _, r := range c.rows.of[collector] {
		v := l.Values[r.value]
		if r.buckets == nil {
			c.sheet.put(r.name, inUnit(r.name, v), r.labels...)
			continue
		}
		c.sheet.putHistogram(r.name, v, seconds(l.Values[r.sum]), func() map[float64]uint64 { return r.counts(l) }, r.labels...)
	}
}

// rowsOf sorts a ledger. What it does not know is the ledger's own affair.
func (c *collector) rowsOf(l engine.Ledger) rows {
	all := rows{read: make(map[engine.Counter]bool, len(l.Values)), of: make(map[string][]row), apps: l.Apps()}
	categories := make(map[string]bool)
	for k := range l.Values {
		all.read[k] = true
		if k.Metric == activeSeconds {
			categories[k.Label("category")] = true
		}
		if f, ok := c.sheet.at[k.Metric]; ok {
			all.of[f.Collector] = append(all.of[f.Collector], row{name: f.Name, labels: values(f.Family, k), value: k})
			continue
		}
		name, ok := strings.CutSuffix(k.Metric, "_count")
		if f := c.sheet.at[name]; ok && f != nil && f.Type == Histogram {
			all.of[f.Collector] = append(all.of[f.Collector], histogramRow(f.Family, k))
		}
	}
	all.categories = len(categories)
	return all
}

func histogramRow(f Family, count engine.Counter) row {
	r := row{
		name: f.Name, labels: values(f, count), value: count,
		sum: engine.Sum(f.Name, count.Labels), buckets: make(map[float64]engine.Counter),
	}
	for _, bound := range engine.Bounds(f.Name) {
		r.buckets[bound] = engine.Bucket(f.Name, count.Labels, bound)
	}
	return r
}

// counts are those of the buckets of a histogram.
func (r row) counts(l engine.Ledger) map[float64]uint64 {
	counts := make(map[float64]uint64, len(r.buckets))
	for bound, counter := range r.buckets {
		counts[bound] = l.Values[counter]
	}
	return counts
}

// values are those of the labels of f.
func values(f Family, k engine.Counter) []string {
	all := make([]string, len(f.Labels))
	for i, l := range f.Labels {
		all[i] = k.Label(l.Name)
	}
	return all
}

// inUnit brings a value of the ledger into the unit of its name.
func inUnit(metric string, v uint64) float64 {
	if strings.HasSuffix(metric, "_seconds_total") {
		return seconds(v)
	}
	return float64(v)
}

func seconds(ms uint64) float64 { return float64(ms) / 1000 }
