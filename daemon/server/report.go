package server

import (
	"net/http"

	"focusd/daemon/api"
	"focusd/daemon/report"
	"focusd/timer/agenda"
)

// mostBack is how many days a report is of.
const mostBack = 366

// sheet is what a person may show to another of some days: the last seven that
// are over, if the request says none.
func (d *door) sheet(w http.ResponseWriter, r *http.Request) error {
	q := r.URL.Query()
	if err := onlyParams(q, "first", "last", "names"); err != nil {
		return err
	}
	names, err := isSet(q.Get("names"), "names")
	if err != nil {
		return err
	}
	last := d.now().Today().Add(-1)
	if q.Has("last") {
		if last, err = d.dayParam(q.Get("last")); err != nil {
			return err
		}
	}
	first := last.Add(-6)
	if q.Has("first") {
		if first, err = d.dayParam(q.Get("first")); err != nil {
			return err
		}
	}
	if last.Before(first) || first.Add(mostBack).Before(last) {
		return badRequest("from "+first.String()+" to "+last.String()+" is no range of days", "ask for 1 to 366 days, the first one first")
	}
	days, err := d.days(first, last)
	if err != nil {
		return err
	}
	var done []report.Done
	for _, day := range days {
		if err := d.lookOn(day.Date, func(a *agenda.Agenda, t agenda.Today, when agenda.When) {
			done = append(done, doneOn(a, t, when))
		}); err != nil {
			return err
		}
	}
	sheet := report.SheetOf(days, done)
	if names {
		sheet = sheet.WithNames(days)
	}
	shown := api.Report{Figures: figures(sheet.Review), Text: sheet.Text()}
	for _, area := range sheet.Areas {
		shown.Areas = append(shown.Areas, api.AreaTime{Area: area.Area, Seconds: wholeSeconds(area.Time)})
	}
	for _, p := range sheet.Promises {
		shown.Kept = append(shown.Kept, api.Kept{Kind: p.Kind, Done: p.Done, Planned: p.Planned})
	}
	return answer(w, shown)
}
