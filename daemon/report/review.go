package report

import (
	"time"

	"focusd/timer"
	"focusd/tracker"
)

// Review is days in figures: one, or a week. It has no name of anything.
type Review struct {
	First tracker.Day `json:"first"`
	Last  tracker.Day `json:"last"`
	Days  int         `json:"days"`
	Known int         `json:"known"` // days with any activity

	Coverage Coverage      `json:"coverage"`
	Classes  Classes       `json:"classes"`
	Focus    time.Duration `json:"focus"`
	Capacity time.Duration `json:"capacity"`

	Blocks Outcomes `json:"blocks"`
	Purity Purity   `json:"purity"` // of all blocks together
	Breaks Breaks   `json:"breaks"`

	FirstThings FirstThings   `json:"first_things"`
	Switches    float64       `json:"switches"` // an hour, median of days; 0: not known
	Questions   int           `json:"questions"`
	Overhead    time.Duration `json:"overhead"`
}

// Outcomes is how many blocks became what.
type Outcomes struct {
	Completed int `json:"completed"`
	Partial   int `json:"partial"`
	Abandoned int `json:"abandoned"`
}

// All is all that ended and count.
func (o Outcomes) All() int { return o.Completed + o.Partial + o.Abandoned }

func (o *Outcomes) count(b Block) {
	switch {
	case b.End.IsZero():
	case b.Outcome == timer.Completed:
		o.Completed++
	case b.Outcome == timer.Partial:
		o.Partial++
	case b.Outcome == timer.Abandoned:
		o.Abandoned++
	}
}

// ReviewOf is the figures of days, which are in order.
func ReviewOf(days []Day) Review {
	r := Review{Days: len(days)}
	if len(days) > 0 {
		r.First, r.Last = days[0].Date, days[len(days)-1].Date
	}
	var rates []float64
	for _, d := range days {
		if !d.First.IsZero() {
			r.Known++
		}
		r.Coverage.add(d.Coverage)
		r.Classes.add(d.Classes)
		r.Focus += d.Focus
		r.Capacity += d.Capacity
		r.Breaks.add(d.Breaks)
		r.Questions += d.Questions
		r.Overhead += d.Overhead
		for _, b := range d.Blocks {
			r.Blocks.count(b)
			r.Purity.add(b.Purity)
		}
		if rate, ok := d.SwitchRate(); ok {
			rates = append(rates, rate)
		}
	}
	r.FirstThings, _ = FirstThingsOf(days)
	r.Switches, _ = medianNumber(rates)
	return r
}
