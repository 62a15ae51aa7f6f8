package daemon

import (
	"focusd/daemon/metrics"
	"focusd/daemon/report"
	"focusd/timer/agenda"
	"focusd/tracker"
)

// regularDays is how many days back it is looked at whether they are alike.
const regularDays = 28

// regular is which of the days before today asked for focus.
type regular struct {
	first, last tracker.Day
	planned     map[tracker.Day]bool // a time block was
	when        agenda.When
}

func regularOf(a *agenda.Agenda, w agenda.When) regular {
	r := regular{first: w.Today().Add(-regularDays), last: w.Today().Add(-1), planned: make(map[tracker.Day]bool), when: w}
	for day := r.first; !r.last.Before(day); day = day.Add(1) {
		for _, b := range a.TimeBlocks {
			lived := !day.Before(b.Made) && (b.Ended == tracker.Day{} || day.Before(b.Ended))
			if lived && b.Days.Has(day.Weekday()) {
				r.planned[day] = true
			}
		}
	}
	return r
}

// due tells whether a day asked for focus. Where no time block was planned at all,
// it is each on which somebody was there.
func (r regular) due(d report.Day) bool {
	switch {
	case d.Off:
		return false
	case len(r.planned) == 0:
		return d.WasThere()
	}
	return r.planned[d.Date]
}

// measure puts into figures how much alike the days were.
func (r regular) measure(to *metrics.Agenda, past pastDays) error {
	days, err := past(r.first, r.last, r.when)
	if err != nil {
		return err
	}
	got := report.RegularityOf(days, r.due)
	if got.Evenness > 0 {
		to.Evenness = &got.Evenness
	}
	if got.Starts >= report.RegularDays {
		to.StartSpread = &got.Spread
	}
	return nil
}
