package server

import (
	"net/http"
	"time"

	"focusd/daemon/api"
	"focusd/tracker"
)

// day says when a logical day began and ended for the person, wherever they
// were.
func (d *door) day(w http.ResponseWriter, r *http.Request) error {
	q := r.URL.Query()
	if err := onlyParams(q, "date"); err != nil {
		return err
	}
	date := d.engine.Snapshot().Day.Day
	if date == (tracker.Day{}) { // the engine has not begun yet
		date = d.config.Load().Calendar.Day(time.Now())
	}
	if text := q.Get("date"); text != "" {
		named, err := tracker.ParseDay(text)
		if err != nil || named.Year < 1970 || named.Year >= 2200 {
			return badRequest("\"date\" is not a date: "+clip(text), "write 2026-11-22")
		}
		date = named
	}
	from, to, err := d.lived(date)
	if err != nil {
		return err
	}
	return answer(w, api.Day{Date: date.String(), From: from, To: to})
}

// lived are the bounds of a day as the log says where the person was then.
func (s *Server) lived(day tracker.Day) (from, to time.Time, err error) {
	cal := s.config.Load().Calendar
	begin, end := cal.Bounds(day)
	const around = 2 * 24 * time.Hour // farther apart no two clocks are
	return cal.Lived(day, s.store.Spans(begin.Add(-around), end.Add(around)))
}
