package report

import (
	"cmp"
	"slices"
	"time"
)

// Profile is how good each hour of the civil clock is.
type Profile [24]Cell

// Cell is one hour of the clock, over days.
type Cell struct {
	Days     int           `json:"days"`     // behind it: on which it was observed for half an hour or more
	Observed time.Duration `json:"observed"` // on those
	Good     time.Duration `json:"good"`     // of that in earns, or inside a block
	Wasted   time.Duration `json:"wasted"`
}

// Share is the part of the hour that was good, from 0 to 1; ok is false where
// fewer than ProfileDays are behind it.
func (c Cell) Share() (share float64, ok bool) {
	if c.Days < ProfileDays {
		return 0, false
	}
	return float64(c.Good) / float64(c.Observed), true
}

// ProfileOf is the profile of days.
func ProfileOf(days []Day) (p Profile) {
	for _, d := range days {
		for hour, h := range d.Hours {
			if h.Observed < 30*time.Minute {
				continue
			}
			c := &p[hour]
			c.Days++
			c.Observed += h.Observed
			c.Good += h.Good
			c.Wasted += h.Wasted
		}
	}
	return p
}

// Best is the hours in which deep work goes best.
type Best struct {
	Hours    []int `json:"hours"`    // of the civil clock, in its order; none: nothing is known
	Measured bool  `json:"measured"` // false: the first two hours after first activity
	Days     int   `json:"days"`     // behind the hour with the fewest, or behind first activity
	Percent  int   `json:"percent"`  // of these hours that was good; 0 where not measured
}

// bestHours is how many hours are proposed.
const bestHours = 2

// BestOf is the two best hours of days, or where the profile cannot say, the
// first two after the middle of the first activities.
func BestOf(days []Day) Best {
	p := ProfileOf(days)
	var hours []int
	for hour, c := range p {
		if share, ok := c.Share(); ok && share > 0 {
			hours = append(hours, hour)
		}
	}
	if len(hours) < bestHours {
		return firstHours(days)
	}
	slices.SortStableFunc(hours, func(a, b int) int {
		shareA, _ := p[a].Share()
		shareB, _ := p[b].Share()
		return cmp.Compare(shareB, shareA)
	})
	best := Best{Hours: hours[:bestHours], Measured: true, Days: len(days)}
	slices.Sort(best.Hours)
	var good, observed time.Duration
	for _, hour := range best.Hours {
		good, observed = good+p[hour].Good, observed+p[hour].Observed
		best.Days = min(best.Days, p[hour].Days)
	}
	best.Percent = percent(good, observed)
	return best
}

func firstHours(days []Day) Best {
	var minutes []time.Duration
	for _, d := range days {
		if !d.First.IsZero() {
			minutes = append(minutes, d.sinceStart())
		}
	}
	first, ok := medianTime(minutes)
	if !ok {
		return Best{}
	}
	hour := int(first / time.Hour)
	best := Best{Days: len(minutes)}
	for i := range bestHours {
		best.Hours = append(best.Hours, (hour+i)%24)
	}
	return best
}

// sinceStart is when first activity was, by the civil clock of then since the
// midnight that began the date: after midnight, of the next one, it is over 24 h.
func (d Day) sinceStart() time.Duration {
	local := d.First.UTC().Add(time.Duration(d.Offset) * time.Minute)
	return local.Sub(time.Date(d.Date.Year, d.Date.Month, d.Date.Day, 0, 0, 0, 0, time.UTC))
}
