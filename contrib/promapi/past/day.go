package past

import (
	"cmp"
	"slices"
	"sort"
)

// dayLength is that of a UTC day, in milliseconds.
const dayLength = 24 * 60 * 60 * 1000

// day is by how much counters grew on a UTC day. It does not change.
type day struct {
	series []uint32 // that grew, in order
	first  []uint32 // where the growths of each begin; one more than series
	at     []uint32 // when a growth begins, in milliseconds since the day did
	before []uint32 // what had grown on that day before it
	total  []uint32 // what each series grew on the day
}

// find is where the growths of a series are.
func (d *day) find(series uint32) (i int, ok bool) {
	if d == nil {
		return 0, false
	}
	return slices.BinarySearch(d.series, series)
}

// grown is by how much a series has grown up to an instant of the day. At once
// says that it grows at instants, not over stretches.
func (d *day) grown(series, at uint32, atOnce bool) uint32 {
	i, ok := d.find(series)
	if !ok {
		return 0
	}
	n, ok := d.last(i, at)
	if !ok {
		return 0
	}
	by := d.by(i, n)
	if !atOnce {
		by = min(by, at-d.at[n])
	}
	return d.before[n] + by
}

// last is the last growth of the series at i that has begun by then.
func (d *day) last(i int, at uint32) (n int, ok bool) {
	from, to := int(d.first[i]), int(d.first[i+1])
	n = from + sort.Search(to-from, func(k int) bool { return d.at[from+k] > at }) - 1
	return n, n >= from
}

// by is how much the growth n of the series at i is.
func (d *day) by(i, n int) uint32 {
	if n+1 < int(d.first[i+1]) {
		return d.before[n+1] - d.before[n]
	}
	return d.total[i] - d.before[n]
}

// growth is one of a series.
type growth struct{ at, by uint32 }

// builder collects the growths of a day, by series.
type builder struct{ of [][]growth }

func (b *builder) add(series, at, by uint32, atOnce bool) {
	for int(series) >= len(b.of) {
		b.of = append(b.of, nil)
	}
	all := b.of[series]
	if n := len(all); n > 0 && !atOnce && all[n-1].at+all[n-1].by == at {
		all[n-1].by += by
		return
	}
	b.of[series] = append(all, growth{at, by})
}

// build makes a day of what was collected. Without a builder nothing was.
func (b *builder) build(atOnce func(series uint32) bool) *day {
	if b == nil {
		return nil
	}
	d := new(day)
	n := 0
	for series, all := range b.of {
		if len(all) > 0 {
			d.series = append(d.series, uint32(series))
			n += len(all)
		}
	}
	d.at, d.before = make([]uint32, 0, n), make([]uint32, 0, n)
	for _, series := range d.series {
		all := b.of[series]
		byTime := func(a, b growth) int { return cmp.Compare(a.at, b.at) }
		if !slices.IsSortedFunc(all, byTime) {
			slices.SortStableFunc(all, byTime)
		}
		d.first = append(d.first, uint32(len(d.at)))
		d.put(all, atOnce(series))
	}
	d.first = append(d.first, uint32(len(d.at)))
	d.series, d.first, d.total = slices.Clip(d.series), slices.Clip(d.first), slices.Clip(d.total)
	return d
}

// put adds the growths of a series, those that touch as one.
func (d *day) put(all []growth, atOnce bool) {
	sum, last := uint32(0), -1
	for i, g := range all {
		touches := last >= 0 && (atOnce && all[last].at == g.at || !atOnce && i > 0 && all[i-1].at+all[i-1].by == g.at)
		if !touches {
			d.at, d.before = append(d.at, g.at), append(d.before, sum)
			last = i
		}
		sum += g.by
	}
	d.total = append(d.total, sum)
}
