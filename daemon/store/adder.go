package store

import (
	"time"

	"focusd/tracker"
)

// adder adds up what spans have between two instants, as tracker.Summary.Add
// does, but many at once and without their titles. Within a day it counts from
// the day's begin: arithmetic with instants would be most of the work.
type adder struct {
	from, to time.Time
	tally    tracker.Tally
	hours    *tracker.Summary // that gets the civil hours; nil: nobody wants them

	day       utcDay        // that spans are added of
	low, high time.Duration // from and to as seen from its begin; of any sign
	stretch   stretch       // not yet in hours

	byApp []tracker.AppTotal // room for addColumns
	parts sumParts           // room for addSum
}

// stretch is time of one presence without a hole, within a day.
type stretch struct {
	presence     tracker.Presence
	since, until time.Duration
}

// wholeDays are the days from first to before next that are all inside of from
// and to, with something before them: what a span Continues is then inside too,
// and the sum of the days is what they have.
func wholeDays(from, to time.Time) (first, next utcDay) {
	if ms := from.UnixMilli(); ms >= 0 {
		first = dayOf(ms) + 1
	}
	return first, dayOf(min(max(to.UnixMilli(), 0), (lastDay + 1).start()))
}

// enter is called before spans of a day are added, and leave after.
func (a *adder) enter(day utcDay) {
	begin := fromMillis(day.start())
	a.day, a.low, a.high = day, a.from.Sub(begin), a.to.Sub(begin)
}

func (a *adder) leave() {
	if a.hours != nil {
		begin := fromMillis(a.day.start())
		a.hours.AddHours(a.stretch.presence, begin.Add(a.stretch.since), begin.Add(a.stretch.until))
	}
	a.stretch = stretch{}
}

// extend counts to the civil hours. Hours are few and spans are many, so it
// waits for the end of a stretch.
func (a *adder) extend(s stretch) {
	if a.hours == nil || s.since == s.until {
		return
	}
	if a.stretch.presence != s.presence || a.stretch.until != s.since {
		a.leave()
		a.stretch = s
	}
	a.stretch.until = s.until
}

// addColumns adds the spans of a day.
func (a *adder) addColumns(day utcDay, c *columns) {
	a.byApp = room(a.byApp, len(c.apps))
	clear(a.byApp)
	a.enter(day)
	first := 0
	for _, run := range c.shapes {
		a.addRun(c, first, run)
		first += run.spans
	}
	a.leave()
	for i, total := range a.byApp {
		a.tally.AddApp(c.apps[i], total)
	}
}

// addRun adds the spans of one shape from the first on.
func (a *adder) addRun(c *columns, first int, run run[shape]) {
	active, passive := run.value.presence == tracker.Active, run.value.presence == tracker.Passive
	begins := run.value.flags&tracker.Continues == 0
	var sum time.Duration
	open := stretch{presence: run.value.presence}
	for i := first; i < first+run.spans; i++ {
		start := time.Duration(c.starts[i]) * time.Millisecond
		since, until := max(start, a.low), min(time.Duration(c.ends[i])*time.Millisecond, a.high)
		if since >= until {
			continue
		}
		sum += until - since
		if active {
			total := &a.byApp[c.byApp[c.subject[i]]]
			total.Time += until - since
			if begins || start <= a.low {
				total.Spans++
			}
		} else if passive {
			a.byApp[c.byApp[c.subject[i]]].Passive += until - since
		}
		if since != open.until {
			a.extend(open)
			open = stretch{run.value.presence, since, until}
		}
		open.until = until
	}
	a.extend(open)
	a.tally.Presences[run.value.presence] += sum
}

// addRow adds a row of the tail.
func (a *adder) addRow(r *rowParts) {
	if day := dayOf(r.start); day != a.day {
		a.leave()
		a.enter(day)
	}
	begin := a.day.start()
	start := time.Duration(r.start-begin) * time.Millisecond
	since, until := max(start, a.low), min(time.Duration(r.end-begin)*time.Millisecond, a.high)
	if since >= until {
		return
	}
	a.tally.Presences[r.presence] += until - since
	a.extend(stretch{r.presence, since, until})
	if r.presence == tracker.Passive {
		a.tally.AddApp(r.app, tracker.AppTotal{Passive: until - since})
	}
	if r.presence != tracker.Active {
		return
	}
	total := tracker.AppTotal{Time: until - since}
	if r.flags&tracker.Continues == 0 || start <= a.low {
		total.Spans = 1
	}
	a.tally.AddApp(r.app, total)
}

// addSum adds a sum as it is stored so many times: once, or minus once to take
// it away. Of one that is damaged or was not made of the given, nothing is.
func (a *adder) addSum(s storedSum, of uint32, times int) (ok bool) {
	if was, ok := madeOf(s.value); !ok || was != of {
		return false
	}
	rest, err := unsealed(s.key, s.value)
	if err != nil || a.parts.read(rest) != nil {
		return false
	}
	a.parts.addTo(&a.tally, times)
	return true
}
