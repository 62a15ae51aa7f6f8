package page

import (
	"fmt"
	"slices"

	"focusd/daemon/api"
)

// lookHours is what became of each hour of the clock, a row for each day, or for
// each month of a year as its days were on average.
type lookHours struct {
	look
	Rows []hourRow
	Best api.Finding
	Some bool // there is anything at all

	from, to int // the hours that are shown
}

type hourRow struct {
	Name, Long, Href string
	Hours            [24]hourCell
}

// hourCell is an hour in minutes.
type hourCell struct{ Seen, Good int64 }

// Shade is one of four for time in blocks or at what earns; shade-0 is that somebody
// was there.
func (c hourCell) Shade() string { return fmt.Sprintf("shade-%d", min((c.Good+14)/15, 4)) }

func loadLookHours(v *visit) (any, error) {
	l := v.look()
	days, err := l.days()
	if absent(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	h := lookHours{look: l, from: 8, to: 18}
	for _, s := range days.Slots {
		row := hourRow{Name: s.First.Format("Mon 2"), Long: s.First.Format("Monday, 2 January"), Href: l.to("day", s.First)}
		if l.Period == "year" {
			row.Name, row.Long, row.Href = s.First.Format("Jan"), s.First.Format("January"), l.to("month", s.First)
		}
		row.Hours = hoursOf(s.ReportPart)
		for i, c := range row.Hours {
			if c.Seen > 0 {
				h.Some, h.from, h.to = true, min(h.from, i), max(h.to, i+1)
			}
		}
		h.Rows = append(h.Rows, row)
	}
	r, err := l.review()
	h.Best = finding(r, "best_hours")
	return h, err
}

// hoursOf are the hours of a part, of a day of it on which somebody was there.
func hoursOf(p api.ReportPart) (hours [24]hourCell) {
	days := int64(max(p.Known, 1))
	for i := range hours {
		hours[i] = hourCell{(p.Hours.Seen[i]/days + 30) / 60, (p.Hours.Good[i]/days + 30) / 60}
	}
	return hours
}

// Clock are the hours that are shown: nobody needs columns of sleep.
func (h lookHours) Clock() (all []int) {
	for hour := h.from; hour < h.to; hour++ {
		all = append(all, hour)
	}
	return all
}

// Shown are those of a row.
func (h lookHours) Shown(r hourRow) []hourCell { return r.Hours[h.from:h.to] }

// IsBest says whether an hour is among the best.
func (h lookHours) IsBest(hour int) bool { return slices.Contains(h.Best.Hours, hour) }
