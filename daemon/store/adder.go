package store

import (
	"time"

	"focusd/tracker"
)

// adder adds up what spans have between two instants, as tracker.Summary.Add
// does, but many at once and without their titles.
type adder struct {
	from, to time.Time
	tally    tracker.Tally
	hours    *tracker.Summary // that gets the civil hours; nil: nobody wants them

	byApp []tracker.AppTotal // room for addColumns
	parts sumParts           // room for addSum
}

// wholly tells whether all of the days from first to before next is inside,
// and something before them: what a span Continues is then inside too, and the
// sum of the days is what they have.
func (a *adder) wholly(first, next utcDay) bool {
	return a.from.Before(fromMillis(first.start())) && !a.to.Before(fromMillis(next.start()))
}

// addColumns adds the spans of a day.
func (a *adder) addColumns(day utcDay, c *columns) {
	begin := fromMillis(day.start())
	from, to := a.from.Sub(begin), a.to.Sub(begin) // of any sign, and at worst the longest Duration
	a.byApp = room(a.byApp, len(c.apps))
	clear(a.byApp)
	first := 0
	for _, run := range c.shapes {
		a.addRun(c, first, run, begin, from, to)
		first += run.spans
	}
	for i, total := range a.byApp {
		a.tally.AddApp(c.apps[i], total)
	}
}

// addRun adds the spans of one shape from the first on. The range is given as
// seen from the begin of the day.
func (a *adder) addRun(c *columns, first int, run run[shape], begin time.Time, from, to time.Duration) {
	active := run.value.presence == tracker.Active
	begins := run.value.flags&tracker.Continues == 0
	var sum, since, until time.Duration // the last two are a stretch without holes
	for i := first; i < first+run.spans; i++ {
		start, end := time.Duration(c.starts[i])*time.Millisecond, time.Duration(c.ends[i])*time.Millisecond
		low, high := max(start, from), min(end, to)
		if low >= high {
			continue
		}
		sum += high - low
		if active {
			total := &a.byApp[c.byApp[c.subject[i]]]
			total.Time += high - low
			if begins || start <= from {
				total.Spans++
			}
		}
		if low != until {
			a.addHours(run.value.presence, begin, since, until)
			since = low
		}
		until = high
	}
	a.addHours(run.value.presence, begin, since, until)
	a.tally.Presences[run.value.presence] += sum
}

func (a *adder) addHours(p tracker.Presence, begin time.Time, since, until time.Duration) {
	if a.hours != nil {
		a.hours.AddHours(p, begin.Add(since), begin.Add(until))
	}
}

// addRow adds a row of the tail.
func (a *adder) addRow(r *rowParts) {
	low, high := r.start, r.end
	if low.Before(a.from) {
		low = a.from
	}
	if high.After(a.to) {
		high = a.to
	}
	if !low.Before(high) {
		return
	}
	a.tally.Presences[r.presence] += high.Sub(low)
	if a.hours != nil {
		a.hours.AddHours(r.presence, low, high)
	}
	if r.presence != tracker.Active {
		return
	}
	total := tracker.AppTotal{Time: high.Sub(low)}
	if r.flags&tracker.Continues == 0 || !r.start.After(a.from) {
		total.Spans = 1
	}
	a.tally.AddApp(r.app, total)
}

// addSum adds a sum, the checksum of its value already gone. Of one that
// cannot be read, nothing is added.
func (a *adder) addSum(rest []byte) error {
	if err := a.parts.read(rest); err != nil {
		return err
	}
	a.parts.addTo(&a.tally)
	return nil
}
