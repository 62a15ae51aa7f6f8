package page

import (
	"slices"
	"time"

	"focusd/daemon/api"
)

// rowsView is stretches, the latest first.
type rowsView struct {
	*visit
	period
	Days []rowsOfDay
	More string // the address of what is not shown; "" is that all are
	N    int    // that are shown
	Time time.Duration
}

type rowsOfDay struct {
	Day  string
	Rows []api.Stretch
}

const (
	mostRows = 50
	piece    = 7 * 24 * time.Hour // that is asked for at once
)

func loadRows(v *visit) (any, error) {
	p := v.period()
	if p.err != nil {
		return nil, nil
	}
	r := rowsView{visit: v, period: p}
	end := earlier(p.To, v.Status.At)
	if before, err := time.Parse(time.RFC3339, v.query.Get("before")); err == nil {
		end = earlier(end, before)
	}
	for p.From.Before(end) {
		begin := later(p.From, end.Add(-piece))
		line, err := v.client.Timeline(v, begin, end, 0)
		if absent(err) {
			return nil, nil
		}
		if err != nil {
			return nil, err
		}
		for _, s := range slices.Backward(p.during(line)) {
			if !p.wants(s) {
				continue
			}
			if r.N == mostRows {
				r.More = p.Query("before", s.End.UTC().Format(time.RFC3339Nano))
				return r, nil
			}
			r.add(s)
		}
		end = begin
	}
	return r, nil
}

func (r *rowsView) add(s api.Stretch) {
	day := s.Start.In(r.zone).Format(time.DateOnly)
	if n := len(r.Days); n == 0 || r.Days[n-1].Day != day {
		r.Days = append(r.Days, rowsOfDay{Day: day})
	}
	last := &r.Days[len(r.Days)-1]
	last.Rows = append(last.Rows, s)
	r.N++
	r.Time += s.End.Sub(s.Start)
}

// There says whether somebody was, in a stretch.
func (r rowsView) There(s api.Stretch) bool { return there(s) }

// Tint is the colour of a stretch.
func (r rowsView) Tint(s api.Stretch) string { return r.tint(s.Category, s.Hue) }

// Because is why nobody was.
func (r rowsView) Because(s api.Stretch) string { return because(s) }

// Period is that of the page.
func (r rowsView) Period() period { return r.period }
