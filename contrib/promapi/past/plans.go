package past

import (
	"context"
	"sort"
	"time"

	"focusd/daemon/api"
)

const (
	// plansAtOnce is how many days of plans are asked for in one request.
	plansAtOnce = 300
	// plansBack is how many days back plans are read again when they have changed,
	// and plansWhole how often all of them are: what is changed is mostly of now.
	plansBack  = 8 * dayLength
	plansWhole = time.Hour
)

// plans are goals and habits as they stood on logical days.
type plans struct {
	edition uint64
	whole   time.Time // when all of them were read
	of      uint64    // edition of then
	until   int64     // end of the last day
	series  map[string]*planned
}

// planned is a series that has a value for each day.
type planned struct {
	metric string
	labels map[string]string
	days   []hold // in order
}

// hold is a value from one instant to another.
type hold struct {
	from, to int64
	value    float64
}

// read reads what may be other than it was.
func (l *plans) read(ctx context.Context, d Daemon, e api.CountsEdition, now time.Time) error {
	from, whole := now.UnixMilli()-plansBack, false
	switch {
	case e.Begin.IsZero():
		return nil
	case l.series == nil || e.Plans != l.of && now.Sub(l.whole) >= plansWhole:
		from, whole = e.Begin.UnixMilli()-dayLength, true
	case e.Plans == l.edition && now.UnixMilli() < l.until:
		return nil
	}
	all := make(map[string]*planned)
	begin, until := from, int64(0)
	for end := now.UnixMilli() + 1; from < end; {
		to := min(from+plansAtOnce*dayLength, end)
		told, err := d.PlanDays(ctx, time.UnixMilli(from), time.UnixMilli(to))
		if err != nil {
			return err
		}
		for _, day := range told.Days {
			add(all, day)
			until = day.To.UnixMilli()
		}
		from = to
	}
	l.replace(all, begin)
	l.edition, l.until = e.Plans, until
	if whole {
		l.whole, l.of = now, e.Plans
	}
	return nil
}

func add(all map[string]*planned, day api.PlanDay) {
	for _, s := range day.Samples {
		key := keyOf(s.Metric, s.Labels)
		if all[key] == nil {
			all[key] = &planned{metric: s.Metric, labels: s.Labels}
		}
		all[key].days = append(all[key].days, hold{day.From.UnixMilli(), day.To.UnixMilli(), s.Value})
	}
}

// replace puts what was read, of the days that begin no earlier, in the place of
// what there was of them. What readers have is not written to.
func (l *plans) replace(all map[string]*planned, begin int64) {
	for key, old := range l.series {
		n := sort.Search(len(old.days), func(i int) bool { return old.days[i].from >= begin })
		if n == 0 {
			continue
		}
		if all[key] == nil {
			all[key] = &planned{metric: old.metric, labels: old.labels}
		}
		all[key].days = append(old.days[:n:n], all[key].days...)
	}
	l.series = all
}

// show adds them to the series of a past.
func (l *plans) show(p *Past, target map[string]string) {
	for _, s := range l.series {
		p.series = append(p.series, Series{Labels: labelled(target, s.metric, s.labels), planned: s.days})
	}
}

// standing is the value at the first instant from at on that has one.
func standing(all []hold, at, end int64) (when int64, value float64, ok bool) {
	i := sort.Search(len(all), func(i int) bool { return all[i].to > at })
	if i == len(all) || max(at, all[i].from) > end {
		return 0, 0, false
	}
	return max(at, all[i].from), all[i].value, true
}
