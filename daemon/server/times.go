package server

import (
	"net/http"
	"net/url"
	"slices"
	"time"

	"focusd/daemon/api"
	"focusd/tracker"
)

// span is the range of time that a request asks for: [from, to).
type span struct{ from, to time.Time }

// spanOf reads the range of a request. Without from it begins with today,
// without to it ends now.
func (s *Server) spanOf(r *http.Request, others ...string) (span, error) {
	return s.rangeOf(r, s.engine.Snapshot().Day.From, others...)
}

// rangeOf is spanOf for what begins at begin unless the request has from. The
// request may have other parameters, for somebody else to read.
func (s *Server) rangeOf(r *http.Request, begin time.Time, others ...string) (span, error) {
	q := r.URL.Query()
	if err := onlyParams(q, append(others, "from", "to")...); err != nil {
		return span{}, err
	}
	from, err := s.bound(q, "from", begin)
	if err != nil {
		return span{}, err
	}
	to, err := s.bound(q, "to", time.Now())
	if err != nil {
		return span{}, err
	}
	if !from.Before(to) {
		return span{}, badRequest("\"from\" is not before \"to\"", "from "+from.Format(time.RFC3339)+" to "+to.Format(time.RFC3339)+" is nothing")
	}
	return span{from, to}, nil
}

// bound is one end of a range: an instant, or a date, which stands for the
// beginning of that logical day. Absent, it is otherwise.
func (s *Server) bound(q url.Values, name string, otherwise time.Time) (time.Time, error) {
	text := q.Get(name)
	if text == "" {
		return whole(otherwise), nil
	}
	if date, err := time.Parse(time.DateOnly, text); err == nil && sane(date) {
		year, month, day := date.Date()
		from, _ := s.config.Load().Calendar.Bounds(tracker.Day{Year: year, Month: month, Day: day})
		return whole(from), nil
	}
	at, err := time.Parse(time.RFC3339, text)
	if err != nil {
		return time.Time{}, badRequest("\""+name+"\" is neither a time nor a date: "+clip(text),
			"write 2026-11-22T09:00:00Z or 2026-11-22")
	}
	if !sane(at) {
		return time.Time{}, badRequest("\""+name+"\" is out of range: "+clip(text), "use a year from 1970 to 2199")
	}
	return whole(at), nil
}

// sane says whether at can be in a log. Outside of it are slips of the pen,
// and instants that have no count of milliseconds to sort by.
func sane(at time.Time) bool { return at.Year() >= 1970 && at.Year() < 2200 }

// whole is at as the log has its times: UTC, whole milliseconds.
func whole(at time.Time) time.Time { return at.UTC().Round(0).Truncate(time.Millisecond) }

// onlyParams refuses a query with a parameter that nobody reads: an answer for
// another range than was meant looks like any other.
func onlyParams(q url.Values, known ...string) *api.Error {
	for name := range q {
		if !slices.Contains(known, name) {
			return badRequest("there is no parameter \""+clip(name)+"\"", "see whether it is spelled right")
		}
	}
	return nil
}

// location is where the person is.
func (s *Server) location() *time.Location {
	if loc := s.config.Load().Calendar.Location; loc != nil {
		return loc
	}
	return time.UTC
}
