package page

import (
	"cmp"
	"context"
	"errors"
	"net/http"
	"net/url"
	"sync"
	"time"

	"focusd/daemon/api"
)

// visit is one request for a page, and what was asked of the daemon for it.
// What several parts need is asked for by the first of them.
type visit struct {
	context.Context
	client *api.Client
	path   string
	query  url.Values
	zone   *time.Location

	Status api.Status

	agenda     func() (api.Agenda, error)
	timeBlocks func() (api.TimeBlocks, error)
	goals      func() (api.Goals, error)

	categories func() (api.Categories, error)
	period     func() period               // of the page
	spent      func() (api.Summary, error) // of the period
	tints      func() map[string]string    // of the categories of the period

	timeline func() (api.Timeline, error) // of the day

	look func() look // back

	rules    func() (api.Rules, error) // with their time; see allRules
	settings func() (api.Settings, error)
	doctor   func() (api.Doctor, error)
}

// visit begins one.
func (s *Site) visit(r *http.Request) (*visit, error) {
	status, err := s.client.Status(r.Context())
	if err != nil {
		return nil, err
	}
	v := &visit{Context: r.Context(), client: s.client, path: r.URL.Path, query: r.URL.Query(), Status: status, zone: zoneOf(status.Zone)}
	v.agenda = sync.OnceValues(func() (api.Agenda, error) { return v.client.Agenda(v) })
	v.timeBlocks = sync.OnceValues(func() (api.TimeBlocks, error) { return v.client.TimeBlocks(v) })
	v.goals = sync.OnceValues(func() (api.Goals, error) { return v.client.Goals(v) })
	v.categories = sync.OnceValues(func() (api.Categories, error) { return v.client.Categories(v) })
	v.period = sync.OnceValue(v.readPeriod)
	v.spent = sync.OnceValues(func() (api.Summary, error) { return v.spend(v.period()) })
	v.tints = sync.OnceValue(func() map[string]string {
		sum, _ := v.spent() // who shows it says what is wrong
		return tints(sum.Categories)
	})
	v.timeline = sync.OnceValues(func() (api.Timeline, error) { return v.dayLine(time.Time{}, time.Time{}) })
	v.look = sync.OnceValue(v.readLook)
	v.rules = sync.OnceValues(func() (api.Rules, error) { return v.client.RulesWithTime(v, v.allRules()) })
	v.settings = sync.OnceValues(func() (api.Settings, error) { return v.client.Settings(v) })
	v.doctor = sync.OnceValues(func() (api.Doctor, error) { return v.client.Doctor(v) })
	return v, nil
}

// zoneOf is the zone that the daemon counts in; the machine's, where its name is
// not known here.
func zoneOf(name string) *time.Location {
	zone, err := time.LoadLocation(name)
	if err != nil || name == "" {
		return time.Local
	}
	return zone
}

// absent tells whether the daemon was built without what was asked for: a part
// about it is then left out.
func absent(err error) bool {
	var e *api.Error
	return errors.As(err, &e) && e.Code == api.CodeAbsent
}

// asError is err as a person is told it.
func asError(err error) api.Error {
	var e *api.Error
	if errors.As(err, &e) {
		return *e
	}
	return api.Error{Message: err.Error()}
}

// Clock is t on the clock of the wall.
func (v *visit) Clock(t time.Time) string { return t.In(v.zone).Format("15:04") }

// Seconds is Clock with seconds.
func (v *visit) Seconds(t time.Time) string { return t.In(v.zone).Format("15:04:05") }

// Date is a logical day in words.
func (v *visit) Date(day string) string {
	d, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return day
	}
	return d.Format("Monday, 2 January 2006")
}

// Zone is where the times of the page are from.
func (v *visit) Zone() string { return cmp.Or(v.Status.Zone, v.zone.String()) }

// DayName is a logical day as it is called from today.
func (v *visit) DayName(day string) string {
	d, err := time.Parse(time.DateOnly, day)
	today, err2 := time.Parse(time.DateOnly, v.Status.Today.Day)
	if err != nil || err2 != nil {
		return day
	}
	switch away := int(d.Sub(today).Hours() / 24); {
	case away == 0:
		return "today"
	case away == 1:
		return "tomorrow"
	case away == -1:
		return "yesterday"
	case away > 1 && away < 7:
		return d.Weekday().String()
	}
	return d.Format("2 January")
}

// Moment is a time of any day.
func (v *visit) Moment(t time.Time) string {
	t = t.In(v.zone)
	if t.Format(time.DateOnly) == v.Status.At.In(v.zone).Format(time.DateOnly) {
		return t.Format("15:04")
	}
	return t.Format("2 Jan 15:04")
}
