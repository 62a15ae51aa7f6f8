package openmetrics

import (
	"context"
	"slices"
	"strings"
	"time"

	"focusd/daemon/engine"
	"focusd/tracker"
)

// pass is the log being read, for some families.
type pass struct {
	Export
	families []Family // those that there is room for; the first is always among them
	steps    steps
	metrics  map[string]map[string]*current // by the name of the family and the labels
	places   map[engine.Counter]place
	moved    []*current // since the last step that has samples
	kept     int        // bytes of points
}

// place is where the value of a counter belongs. None: nowhere in this pass.
type place struct {
	of *current
	i  int
}

// current is a metric with its values of now, which may not have been noted.
type current struct {
	metric
	now   []int64
	moved bool
}

func (e Export) newPass(families []Family) *pass {
	p := &pass{
		Export: e, families: families, steps: steps{length: e.Step},
		metrics: make(map[string]map[string]*current), places: make(map[engine.Counter]place),
	}
	if p.most == 0 {
		p.most = mostKept
	}
	return p
}

// read counts the log, and notes what has changed at each step that has samples.
func (p *pass) read(ctx context.Context) error {
	r, err := p.Past.Recount()
	if err != nil {
		return err
	}
	defer r.Close()
	begin := r.Begin()
	step := p.steps.from(begin)
	if p.From.After(begin) {
		step = p.steps.from(p.From)
	}
	for ; !begin.IsZero() && !p.steps.at(step).After(p.To); step++ {
		if err := ctx.Err(); err != nil {
			return err
		}
		added, err := r.To(p.steps.at(step))
		if err != nil {
			return err
		}
		p.count(added)
		now, ok := r.Now()
		switch {
		case !ok:
			return nil // the log ends here
		case now.Presence == tracker.Asleep || now.Presence == tracker.Unobserved:
			step = p.steps.from(now.End) - 1
			continue
		}
		p.gauge(trackingStart, begin.UnixMilli())
		p.gauge(accountedUntil, p.steps.at(step).UnixMilli())
		p.gauge(zoneOffset, (time.Duration(now.Offset) * time.Minute).Milliseconds())
		p.note(step)
	}
	return nil
}

// count adds to the counters.
func (p *pass) count(added map[engine.Counter]uint64) {
	for c, n := range added {
		at, known := p.places[c]
		if !known {
			at = p.placeOf(c)
			p.places[c] = at
		}
		if at.of != nil {
			p.set(at, at.of.now[at.i]+int64(n))
		}
	}
}

func (p *pass) gauge(name string, value int64) {
	c := engine.Counter{Metric: name}
	p.count(map[engine.Counter]uint64{c: 0})
	if at := p.places[c]; at.of != nil {
		p.set(at, value)
	}
}

// set gives a value to a place. A metric that is new has moved, whatever it is.
func (p *pass) set(at place, value int64) {
	m := at.of
	if !m.moved && (!m.known || m.now[at.i] != value) {
		m.moved = true
		p.moved = append(p.moved, m)
	}
	m.now[at.i] = value
}

// note has a step have samples.
func (p *pass) note(step int64) {
	p.steps.add(step)
	for _, m := range p.moved {
		m.moved = false
		p.kept += m.note(step, m.now)
	}
	p.moved = p.moved[:0]
	for p.kept > p.most && len(p.families) > 1 {
		p.leave(p.families[len(p.families)-1].Name)
		p.families = p.families[:len(p.families)-1]
	}
}

// leave leaves a family to the next pass.
func (p *pass) leave(family string) {
	gone := make(map[*current]bool)
	for _, m := range p.metrics[family] {
		gone[m] = true
		p.kept -= len(m.points)
	}
	delete(p.metrics, family)
	for c, at := range p.places {
		if gone[at.of] {
			p.places[c] = place{}
		}
	}
}

// placeOf finds the metric that a counter is a value of, or makes it.
func (p *pass) placeOf(c engine.Counter) place {
	name, i, bound := p.valueOf(c)
	at := slices.IndexFunc(p.families, func(f Family) bool { return f.Name == name })
	if at < 0 {
		return place{}
	}
	labels := label(label("", "job", p.Job), "instance", p.Instance)
	for name, value := range c.Pairs() {
		if name != "le" || !bound {
			labels = label(labels, name, value)
		}
	}
	family := p.metrics[name]
	if family == nil {
		family = make(map[string]*current)
		p.metrics[name] = family
	}
	m := family[labels]
	if m == nil {
		m = &current{metric: metric{labels: labels}, now: make([]int64, max(1, len(engine.Bounds(name))+2))}
		if p.families[at].Type != Histogram {
			m.now = m.now[:1]
		}
		family[labels] = m
	}
	return place{m, i}
}

// valueOf says of which family a counter is a value, and which: of a histogram
// the buckets come first, then the sum, then the count.
func (p *pass) valueOf(c engine.Counter) (family string, i int, bound bool) {
	for _, suffix := range []string{"_bucket", "_sum", "_count"} {
		name, ok := strings.CutSuffix(c.Metric, suffix)
		bounds := engine.Bounds(name)
		if !ok || bounds == nil {
			continue
		}
		switch suffix {
		case "_sum":
			return name, len(bounds), false
		case "_count":
			return name, len(bounds) + 1, false
		}
		for i, b := range bounds {
			if c.Label("le") == canonical(b, VictoriaMetrics) {
				return name, i, true
			}
		}
	}
	return c.Metric, 0, false
}
