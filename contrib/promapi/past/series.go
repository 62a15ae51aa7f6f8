package past

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Series is one of what is shown. It does not change.
type Series struct {
	Labels map[string]string // with the metric as __name__
	value  func(at int64) float64
	lately []sample // of what only the running daemon knows; nil: value says it

	planned []hold // of what was wanted; nil: value says it
}

// Metric is the name of the metric.
func (s Series) Metric() string { return s.Labels["__name__"] }

// keyOf is different for different series.
func keyOf(metric string, labels map[string]string) string {
	var b strings.Builder
	b.WriteString(metric)
	for _, name := range slices.Sorted(maps.Keys(labels)) {
		b.WriteByte(',')
		b.WriteString(name)
		b.WriteString(strconv.Quote(labels[name]))
	}
	return b.String()
}

// Begin and End are the first and the last instant at which there are values;
// both are zero when the log has nothing.
func (p *Past) Begin() time.Time { return instant(p.begin) }

// End is the last instant that has values.
func (p *Past) End() time.Time { return instant(p.end) }

func instant(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms).UTC()
}

// Series are all there are, in the order of their labels.
func (p *Past) Series() []Series { return p.series }

// Meanings say what metrics are, by their names.
func (p *Past) Meanings() map[string]Meaning { return p.meanings }

const (
	presenceMetric = "focusd_presence_seconds_total"
	activeMetric   = "focusd_active_seconds_total"
	blockMetric    = "focusd_block_seconds_total"
	timerMetric    = "focusd_timer_state"
)

// derive makes the series of the counters and of what follows from them. Target
// is what all of them have, as Prometheus adds job and instance.
func (p *Past) derive(target map[string]string) {
	if p.begin == 0 {
		return
	}
	var states []uint32
	categories := make(map[string][]uint32)
	var blocks []uint32
	unseen, observed := uint32(0), false
	for i, n := range p.names {
		id := uint32(i)
		switch n.metric {
		case timerMetric:
			states = append(states, id)
			continue
		case activeMetric:
			categories[n.labels["category"]] = append(categories[n.labels["category"]], id)
		case blockMetric:
			blocks = append(blocks, id)
		case presenceMetric:
			if n.labels["state"] == "unobserved" {
				unseen, observed = id, true
			}
		}
		value := func(at int64) float64 { return p.count(id, at) }
		p.show(target, n.metric, n.labels, value)
		if of, ok := strings.CutSuffix(n.metric, "_count"); ok { // the bucket of all is not counted by itself
			all := map[string]string{"le": "+Inf"}
			maps.Copy(all, n.labels)
			p.show(target, of+"_bucket", all, value)
		}
	}
	p.deriveTimer(target, states)
	p.deriveDay(target, blocks, categories)
	p.show(target, "focusd_tracking_start_timestamp_seconds", nil, constant(seconds(p.begin)))
	accounted := p.begin
	for id, n := range p.names {
		if n.metric == presenceMetric {
			accounted += int64(p.sums[len(p.days)][id])
		}
	}
	p.show(target, "focusd_accounted_until_timestamp_seconds", nil, func(at int64) float64 { return seconds(min(at, accounted)) })
	p.show(target, "up", nil, func(at int64) float64 {
		if !observed {
			return 1
		}
		_, unobserved := p.grows(unseen, at)
		return oneIf(!unobserved)
	})
	slices.SortFunc(p.series, func(a, b Series) int { return compare(a.Labels, b.Labels) })
}

// deriveTimer says in which state the timer was, of states that blocks and breaks
// tell. A break that was over, and waited, is not among them.
func (p *Past) deriveTimer(target map[string]string, states []uint32) {
	in := func(at int64) (since int64, ok bool) {
		for _, id := range states {
			if since, ok = p.grows(id, at); ok {
				return since, ok
			}
		}
		return 0, false
	}
	for _, id := range states {
		p.show(target, timerMetric, p.names[id].labels, func(at int64) float64 {
			_, ok := p.grows(id, at)
			return oneIf(ok)
		})
	}
	p.show(target, timerMetric, map[string]string{"state": "idle"}, func(at int64) float64 {
		_, ok := in(at)
		return oneIf(!ok)
	})
	p.show(target, timerMetric, map[string]string{"state": "break_over"}, constant(0))
	p.show(target, "focusd_timer_phase_start_timestamp_seconds", nil, func(at int64) float64 {
		since, _ := in(at)
		return seconds(since)
	})
}

// deriveDay says what the logical day of an instant had come to by then.
func (p *Past) deriveDay(target map[string]string, blocks []uint32, categories map[string][]uint32) {
	today := func(ids []uint32) func(int64) float64 {
		return func(at int64) (sum float64) {
			from, _ := p.dayOf(at)
			for _, id := range ids {
				sum += p.count(id, at) - p.count(id, from)
			}
			return sum
		}
	}
	p.show(target, "focusd_day_focus_seconds", nil, today(blocks))
	for _, category := range slices.Sorted(maps.Keys(categories)) {
		p.show(target, "focusd_day_active_seconds", map[string]string{"category": category}, today(categories[category]))
	}
	p.show(target, "focusd_day_start_timestamp_seconds", nil, func(at int64) float64 { from, _ := p.dayOf(at); return seconds(from) })
	p.show(target, "focusd_day_end_timestamp_seconds", nil, func(at int64) float64 { _, to := p.dayOf(at); return seconds(to) })
	p.show(target, "focusd_time_zone_offset_seconds", nil, func(at int64) float64 { return seconds(p.east(at)) })
}

// show adds a series. An empty label is none.
func (p *Past) show(target map[string]string, metric string, labels map[string]string, value func(int64) float64) {
	p.series = append(p.series, Series{Labels: labelled(target, metric, labels), value: value})
}

func labelled(target map[string]string, metric string, labels map[string]string) map[string]string {
	all := maps.Clone(target)
	for name, value := range labels {
		if value != "" {
			all[name] = value
		}
	}
	all["__name__"] = metric
	return all
}

// compare orders labels as package labels of Prometheus does.
func compare(a, b map[string]string) int {
	return slices.Compare(flat(a), flat(b))
}

func flat(m map[string]string) (all []string) {
	for _, name := range slices.Sorted(maps.Keys(m)) {
		all = append(all, name, m[name])
	}
	return all
}

func constant(v float64) func(int64) float64 { return func(int64) float64 { return v } }

func seconds(ms int64) float64 { return float64(ms) / 1000 }

func oneIf(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

// At is the value at the first instant from at on that has one, up to End.
func (p *Past) At(s Series, at int64) (when int64, value float64, ok bool) {
	if s.lately != nil {
		return lately(s.lately, at, p.end)
	}
	if s.planned != nil {
		return standing(s.planned, at, p.end)
	}
	if at = max(at, p.begin); at > p.end || p.begin == 0 {
		return 0, 0, false
	}
	return at, s.value(at), true
}

// Samples are what was noted of a series of which only the running daemon knows;
// ok is false for a series that has a value at every instant.
func (s Series) Samples() (at []int64, ok bool) {
	for _, noted := range s.lately {
		at = append(at, noted.at)
	}
	return at, s.lately != nil
}
