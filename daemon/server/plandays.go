package server

import (
	"net/http"

	"focusd/daemon/api"
)

// planDays is how what the person wants stood on the days of a range.
func (d *door) planDays(w http.ResponseWriter, r *http.Request) error {
	sp, err := d.spanOf(r)
	if err != nil {
		return err
	}
	cal := d.config.Load().Calendar
	first, last := cal.Day(sp.from), cal.Day(sp.to.Add(-1))
	if begin, _ := cal.Bounds(first); begin.Before(sp.from) {
		first = first.Add(1)
	}
	if first.Add(mostBack).Before(last) {
		return badRequest("plans are told for a year at most", "ask for a shorter range")
	}
	told := api.PlanDays{Days: []api.PlanDay{}}
	if d.Plans != nil && !last.Before(first) {
		days, err := d.Plans(first, last)
		if err != nil {
			return err
		}
		told.Days = append(told.Days, days...)
	}
	return answer(w, told)
}
