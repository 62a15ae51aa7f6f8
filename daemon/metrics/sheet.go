package metrics

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	dto "github.com/prometheus/client_model/go"
)

// sheet is what a scrape shows, kept from one to the next: of three hundred
// series a dozen have moved since. What it has handed out is never modified.
type sheet struct {
	families []*shownFamily // by name
	at       map[string]*shownFamily
	began    time.Time // when this process did
	created  time.Time // when the ledger began; zero: nobody knows
	round    uint64    // of the scrape that is being made
	wrong    []error   // of this round
}

// shownFamily is a metric with its series.
type shownFamily struct {
	Family
	desc  *prometheus.Desc
	lines []*line // by the values of their labels
	at    map[labelValues]*line
	stale bool // ready is not what the lines say
	ready *dto.MetricFamily
}

// labelValues are those of a series, in the order of the names of the labels.
type labelValues [mostLabels]string

// mostLabels is how many labels a metric has at most.
const mostLabels = 7

// line is a series.
type line struct {
	labels labelValues
	value  float64 // of a histogram the count
	sum    float64 // of a histogram
	metric *dto.Metric
	round  uint64 // in which it was put last
}

// newSheet is an empty sheet for these metrics of a process that has just begun.
func newSheet(families []Family) *sheet {
	s := &sheet{began: time.Now(), at: make(map[string]*shownFamily)}
	for _, f := range families {
		shown := &shownFamily{Family: f, desc: f.desc(), at: make(map[labelValues]*line)}
		s.families, s.at[f.Name] = append(s.families, shown), shown
	}
	slices.SortFunc(s.families, func(a, b *shownFamily) int { return cmp.Compare(a.Name, b.Name) })
	return s
}

// begin begins a scrape, on a sheet on which nothing is put yet.
func (s *sheet) begin(created time.Time) {
	s.round++
	s.wrong = nil
	s.created = created
}

// put puts a sample of a counter or a gauge on the sheet, with its labels in the
// order of the table. A metric that is not on the sheet is one that is switched
// off.
func (s *sheet) put(name string, v float64, labels ...string) {
	f, ok := s.at[name]
	if !ok {
		return
	}
	l := f.line(labels)
	l.round = s.round
	if l.metric != nil && l.value == v {
		return
	}
	l.value, f.stale = v, true
	if l.metric == nil {
		l.metric = s.written(f.first(v, s.since(f), labels))
		return
	}
	// The labels are those of the series for ever.
	next := &dto.Metric{Label: l.metric.Label}
	if c := l.metric.Counter; c != nil {
		next.Counter = &dto.Counter{Value: &v, CreatedTimestamp: c.CreatedTimestamp}
	} else {
		next.Gauge = &dto.Gauge{Value: &v}
	}
	l.metric = next
}

// putHistogram puts a histogram on the sheet, which is asked for its buckets only
// when there is one more in it.
func (s *sheet) putHistogram(name string, count uint64, sum float64, buckets func() map[float64]uint64, labels ...string) {
	f, ok := s.at[name]
	if !ok {
		return
	}
	l := f.line(labels)
	l.round = s.round
	if l.metric != nil && l.value == float64(count) && l.sum == sum {
		return
	}
	l.value, l.sum, f.stale = float64(count), sum, true
	l.metric = s.written(prometheus.NewConstHistogramWithCreatedTimestamp(f.desc, count, sum, buckets(), s.since(f), labels...))
}

// putSummary puts a summary without labels on the sheet.
func (s *sheet) putSummary(name string, count uint64, sum float64, quantiles map[float64]float64) {
	f, ok := s.at[name]
	if !ok {
		return
	}
	l := f.line(nil)
	l.round = s.round
	if l.metric != nil && l.value == float64(count) && l.sum == sum {
		return
	}
	l.value, l.sum, f.stale = float64(count), sum, true
	l.metric = s.written(prometheus.NewConstSummary(f.desc, count, sum, quantiles))
}

// since is when a counter began. Prometheus can be told to take that for a sample
// of nothing.
func (s *sheet) since(f *shownFamily) time.Time {
	switch f.From {
	case Ledger:
		return s.created
	case Process:
		return s.began
	}
	return time.Time{}
}

// first is a series that was not there before.
func (f *shownFamily) first(v float64, created time.Time, labels []string) (prometheus.Metric, error) {
	switch {
	case f.Type == Gauge:
		return prometheus.NewConstMetric(f.desc, prometheus.GaugeValue, v, labels...)
	case !created.IsZero():
		return prometheus.NewConstMetricWithCreatedTimestamp(f.desc, prometheus.CounterValue, v, created, labels...)
	}
	return prometheus.NewConstMetric(f.desc, prometheus.CounterValue, v, labels...)
}

// written is a metric in the form in which it is sent; nil: it can't be.
func (s *sheet) written(m prometheus.Metric, err error) *dto.Metric {
	to := new(dto.Metric)
	if err == nil {
		err = m.Write(to)
	}
	if err != nil {
		s.wrong = append(s.wrong, err)
		return nil
	}
	return to
}

// line is the series with these labels, in its place.
func (f *shownFamily) line(labels []string) *line {
	var values labelValues
	copy(values[:], labels)
	if l, ok := f.at[values]; ok {
		return l
	}
	l := &line{labels: values}
	i, _ := slices.BinarySearchFunc(f.lines, values, func(l *line, values labelValues) int {
		return slices.Compare(l.labels[:], values[:])
	})
	f.lines = slices.Insert(f.lines, i, l)
	f.at[values] = l
	return l
}

// end ends a scrape: what is on the sheet, by name. A series that was not put
// this time is gone.
func (s *sheet) end() []*dto.MetricFamily {
	all := make([]*dto.MetricFamily, 0, len(s.families))
	for _, f := range s.families {
		f.drop(s.round)
		if f.stale {
			f.ready, f.stale = f.page(), false
		}
		if f.ready != nil {
			all = append(all, f.ready)
		}
	}
	return all
}

// drop removes the series that were not put in the round.
func (f *shownFamily) drop(round uint64) {
	f.lines = slices.DeleteFunc(f.lines, func(l *line) bool {
		gone := l.round != round || l.metric == nil
		if gone {
			delete(f.at, l.labels)
			f.stale = true
		}
		return gone
	})
}

// page is the metric as it is sent; nil: it has no series.
func (f *shownFamily) page() *dto.MetricFamily {
	if len(f.lines) == 0 {
		return nil
	}
	kind := dto.MetricType_GAUGE
	switch f.Type {
	case Counter:
		kind = dto.MetricType_COUNTER
	case Histogram:
		kind = dto.MetricType_HISTOGRAM
	case summary:
		kind = dto.MetricType_SUMMARY
	}
	page := &dto.MetricFamily{Name: &f.Name, Help: &f.Help, Type: &kind, Metric: make([]*dto.Metric, len(f.lines))}
	for i, l := range f.lines {
		page.Metric[i] = l.metric
	}
	return page
}

// failure is what could not be put on the sheet in this round.
func (s *sheet) failure() error {
	if len(s.wrong) == 0 {
		return nil
	}
	return fmt.Errorf("%d series cannot be shown: %w", len(s.wrong), s.wrong[0])
}
