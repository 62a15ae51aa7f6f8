package page

import (
	"time"

	"focusd/daemon/api"
)

// daysOf is what the parts of the time are like, days, or months of a year.
type daysOf struct {
	Slots []slot
	Lead  []slot // the days before, for the mean
}

// slot is a day, or a week or a month of a year.
type slot struct {
	First, Last time.Time
	api.ReportPart
}

// days is how many days it has, of those that have begun.
func (s slot) days() int64 { return max(int64(s.Last.Sub(s.First)/(24*time.Hour))+1, 1) }

// days are the parts of the time.
func (l look) days() (d daysOf, err error) {
	now, err := l.report()
	if err != nil {
		return d, err
	}
	d.Slots = slotsOf(now.Parts)
	if l.Period == "day" || l.Period == "year" {
		return d, nil
	}
	before, err := l.before()
	d.Lead = slotsOf(before.Parts)
	return d, err
}

// weeks are those of the time.
func (l look) weeks() ([]slot, error) {
	r, err := l.weekly()
	return slotsOf(r.Parts), err
}

func slotsOf(parts []api.ReportPart) (all []slot) {
	for _, p := range parts {
		s := slot{ReportPart: p}
		s.First, _ = time.Parse(time.DateOnly, p.Figures.First) // the daemon says days
		s.Last, _ = time.Parse(time.DateOnly, p.Figures.Last)
		all = append(all, s)
	}
	return all
}
