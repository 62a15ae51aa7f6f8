package report

import (
	"slices"
	"time"

	"focusd/tracker"
)

// RegularDays is how many days there must be behind a word on regularity.
const RegularDays = 5

// Regularity is how much alike days of work were.
type Regularity struct {
	Days     int     // that were due
	Evenness float64 // of focus over them: 1 is the same on each, 1/Days all on one; 0: not known

	Starts int           // of the days, those with a block
	Spread time.Duration // between the quarters of the first blocks, by the civil clock; 0 also where it is not known
}

// RegularityOf is that of the days that were due.
func RegularityOf(days []Day, due func(Day) bool) (r Regularity) {
	var sum, squares float64
	var starts []time.Duration
	for _, d := range days {
		if !due(d) {
			continue
		}
		r.Days++
		focus := d.Focus.Seconds()
		sum, squares = sum+focus, squares+focus*focus
		if len(d.Blocks) > 0 {
			starts = append(starts, d.firstBlock())
		}
	}
	if r.Days >= RegularDays && squares > 0 {
		r.Evenness = sum * sum / (float64(r.Days) * squares)
	}
	if r.Starts = len(starts); r.Starts >= RegularDays {
		slices.Sort(starts)
		r.Spread = quantile(starts, 0.75) - quantile(starts, 0.25)
	}
	return r
}

// firstBlock is when the first block of a day began, as the civil clock had it:
// since the midnight of its date. One after the next midnight is past 24 h.
func (d Day) firstBlock() time.Duration {
	first := d.Blocks[0].Start
	for _, b := range d.Blocks {
		first = earlier(first, b.Start)
	}
	civil := first.UTC().Add(time.Duration(d.Offset) * time.Minute)
	return civil.Sub(time.Date(d.Date.Year, d.Date.Month, d.Date.Day, 0, 0, 0, 0, time.UTC))
}

// quantile is that of lengths in order, with a straight line between two.
func quantile(sorted []time.Duration, q float64) time.Duration {
	at := q * float64(len(sorted)-1)
	i := int(at)
	if i+1 == len(sorted) {
		return sorted[i]
	}
	return sorted[i] + time.Duration((at-float64(i))*float64(sorted[i+1]-sorted[i]))
}

// WasThere tells whether somebody was seen on the day.
func (d Day) WasThere() bool {
	return d.Presences[tracker.Active]+d.Presences[tracker.Passive] > 0
}
