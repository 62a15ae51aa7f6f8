package past

import (
	"sort"
	"strings"
)

// Past is the history as it was known at one moment. It does not change.
type Past struct {
	begin    int64 // of the log, as all instants here a Unix time in milliseconds; 0: it has nothing
	end      int64 // values are known up to here
	dayStart int64 // of a logical day, since midnight

	names   []name
	first   int64      // where the first day begins
	days    []*day     // one after the other; nil: nothing grew
	sums    [][]uint64 // of each series, before each day
	offsets []offset   // of local time, in order

	series   []Series // in the order of their labels
	meanings map[string]Meaning
}

// offset is what local time was from then on.
type offset struct{ at, east int64 }

// names are the counters that there are. They are added to, and never changed.
type names struct {
	ids  map[string]uint32
	list []name
}

type name struct {
	metric string
	labels map[string]string
	atOnce bool    // it grows at instants
	unit   float64 // what 1 is, in the unit of the metric
}

func newNames() *names { return &names{ids: make(map[string]uint32)} }

// id is the number of a counter.
func (n *names) id(metric string, labels map[string]string) uint32 {
	key := keyOf(metric, labels)
	id, known := n.ids[key]
	if !known {
		id = uint32(len(n.list))
		n.ids[key] = id
		n.list = append(n.list, name{metric: metric, labels: labels, unit: unitOf(metric)})
	}
	return id
}

// unitOf is what the daemon counts a metric in: time, and the sums of histograms,
// in thousandths.
func unitOf(metric string) float64 {
	if strings.HasSuffix(metric, "_seconds_total") || strings.HasSuffix(metric, "_sum") {
		return 1e-3
	}
	return 1
}

// count is what a counter had come to at an instant.
func (p *Past) count(id uint32, at int64) float64 {
	n := p.names[id]
	day := (at - p.first) / dayLength
	switch {
	case at < p.first || len(p.days) == 0:
		return 0
	case day >= int64(len(p.days)):
		return float64(p.sums[len(p.days)][id]) * n.unit
	}
	grown := p.days[day].grown(id, uint32((at-p.first)%dayLength), n.atOnce)
	return float64(p.sums[day][id]+uint64(grown)) * n.unit
}

// grows says whether a counter of time grows at an instant, and since when.
func (p *Past) grows(id uint32, at int64) (since int64, ok bool) {
	if at < p.first {
		return 0, false
	}
	for day := (at - p.first) / dayLength; day >= 0 && day < int64(len(p.days)); day-- {
		begin := p.first + day*dayLength
		d := p.days[day]
		i, known := d.find(id)
		if !known {
			return since, ok
		}
		n, began := d.last(i, uint32(at-begin))
		if !began || at-begin >= int64(d.at[n])+int64(d.by(i, n)) {
			return since, ok
		}
		since, ok = begin+int64(d.at[n]), true
		if d.at[n] > 0 {
			return since, true
		}
		at = begin - 1 // it may have begun on the day before
	}
	return since, ok
}

// east is how far local time was from UTC.
func (p *Past) east(at int64) int64 {
	i := sort.Search(len(p.offsets), func(i int) bool { return p.offsets[i].at > at })
	if len(p.offsets) == 0 {
		return 0
	}
	return p.offsets[max(i-1, 0)].east
}

// dayOf are the bounds of the logical day that an instant is in, by the local
// time of then.
func (p *Past) dayOf(at int64) (from, to int64) {
	shift := p.east(at) - p.dayStart
	local := at + shift
	from = local - ((local%dayLength)+dayLength)%dayLength - shift
	if shift := p.east(from) - p.dayStart; from+shift != local-((local%dayLength)+dayLength)%dayLength {
		from = local - ((local%dayLength)+dayLength)%dayLength - shift // the clock was changed since
	}
	return from, from + dayLength
}

// sum adds up each counter before each day, and after the last.
func (p *Past) sum() {
	p.sums = make([][]uint64, len(p.days)+1)
	so := make([]uint64, len(p.names))
	p.sums[0] = append([]uint64(nil), so...)
	for i, d := range p.days {
		if d != nil {
			for k, id := range d.series {
				so[id] += uint64(d.total[k])
			}
		}
		p.sums[i+1] = append([]uint64(nil), so...)
	}
}
