package page

import (
	"time"
)

// lookHours is how active each hour of each day was.
type lookHours struct {
	look
	Rows []hourRow
}

type hourRow struct {
	Name  string
	Hours [24]int // minutes
}

// Shade is one of four, or none.
func (lookHours) Shade(minutes int) int { return (minutes + 14) / 15 }

func loadLookHours(v *visit) (any, error) {
	l := v.look()
	if l.Period == "year" {
		return nil, nil
	}
	h := lookHours{look: l}
	byDay := make(map[string]*hourRow)
	for at := l.First; !at.After(l.end()); at = at.AddDate(0, 0, 7) {
		last := at.AddDate(0, 0, 7)
		if last.After(l.end()) {
			last = l.end().AddDate(0, 0, 1)
		}
		sum, err := v.client.Summary(v, v.midnight(at), v.midnight(last))
		if err != nil {
			return nil, err
		}
		for _, hour := range sum.Hours {
			local := hour.Start.In(v.zone)
			day := local.Format(time.DateOnly)
			if byDay[day] == nil {
				byDay[day] = new(hourRow)
			}
			byDay[day].Hours[local.Hour()] += int(hour.Active / 60_000)
		}
	}
	for at := l.First; !at.After(l.end()); at = at.AddDate(0, 0, 1) {
		row := hourRow{Name: at.Format("Mon 2")}
		if got := byDay[at.Format(time.DateOnly)]; got != nil {
			row.Hours = got.Hours
		}
		h.Rows = append(h.Rows, row)
	}
	return h, nil
}

// midnight is where a day begins on the wall: hours are those of the clock.
func (v *visit) midnight(day time.Time) time.Time {
	y, m, d := day.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, v.zone)
}
