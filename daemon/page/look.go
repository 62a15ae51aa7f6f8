package page

import (
	"net/url"
	"strings"
	"sync"
	"time"

	"focusd/daemon/api"
)

// lookPage is where the days of a week, a month or a year went.
func lookPage() page {
	return page{
		path: "/look", name: "Look back",
		styles: []string{"look"},
		title:  func(v *visit) string { return v.look().Title() },
		parts: []part{
			{id: "look-choose", title: "Days", load: func(v *visit) (any, error) { return v.look(), nil }},
			{id: "look-figures", title: "In figures", when: "record timer", load: loadLookFigures},
			{id: "look-worth", title: "What the time was worth", when: "record", load: loadLookWorth},
			{id: "look-focus", title: "Focus", when: "timer", load: loadLookFocus},
			{id: "look-hours", title: "Best hours", when: "record timer", load: loadLookHours},
			{id: "look-review", title: "Review", when: "agenda record timer", load: loadLookReview},
			{id: "look-attention", title: "Attention", when: "record timer", load: loadLookAttention},
			{id: "look-guess", title: "Estimated and taken", when: "agenda", load: loadLookGuess},
			{id: "look-exercise", title: "Three days of seeing where it goes", when: "agenda", load: loadLookExercise},
			{id: "look-sheet", title: "To show to others", when: "record timer", load: loadLookSheet},
		},
	}
}

// look is the days that are looked at: a day, a week, a month or a year.
type look struct {
	*visit
	Period      string
	Day         time.Time // that was asked for
	First, Last time.Time // included
	today       time.Time
	report      func() (api.Report, error) // of all of them, with parts
	before      func() (api.Report, error) // of as many before them, likewise; not of a year
	weekly      func() (api.Report, error) // of all of them, by week
	review      func() (api.Review, error)
}

// readLook reads the address. What is no day is today.
func (v *visit) readLook() look {
	today, err := time.Parse(time.DateOnly, v.Status.Today.Day)
	if err != nil {
		today = time.Now().UTC().Truncate(24 * time.Hour)
	}
	l := look{visit: v, Period: v.query.Get("period"), today: today, Day: today}
	if day, err := time.Parse(time.DateOnly, v.query.Get("day")); err == nil && day.Year() >= 1970 && !day.After(today) {
		l.Day = day
	}
	y, m, _ := l.Day.Date()
	switch l.Period {
	case "day":
		l.First, l.Last = l.Day, l.Day
	case "month":
		l.First = time.Date(y, m, 1, 0, 0, 0, 0, time.UTC)
		l.Last = l.First.AddDate(0, 1, -1)
	case "year":
		l.First = time.Date(y, 1, 1, 0, 0, 0, 0, time.UTC)
		l.Last = l.First.AddDate(1, 0, -1)
	default:
		l.Period = "week"
		l.First = l.Day.AddDate(0, 0, -(int(l.Day.Weekday())+6)%7)
		l.Last = l.First.AddDate(0, 0, 6)
	}
	by := "day"
	if l.Period == "year" {
		by = "month"
	}
	ask := func(first, last time.Time, by string) func() (api.Report, error) {
		return sync.OnceValues(func() (api.Report, error) {
			return v.client.Report(v, api.ReportQuery{First: first.Format(time.DateOnly), Last: last.Format(time.DateOnly), By: by})
		})
	}
	l.review = sync.OnceValues(func() (api.Review, error) { return v.client.Review(v, l.Period, l.end().Format(time.DateOnly)) })
	l.report, l.before = ask(l.First, l.end(), by), ask(l.beforeFirst(), l.First.AddDate(0, 0, -1), by)
	l.weekly = ask(l.First, l.end(), "week")
	return l
}

// beforeFirst is the first of the days before, that are beside these.
func (l look) beforeFirst() time.Time {
	switch l.Period {
	case "week":
		return l.First.AddDate(0, 0, -7)
	case "month":
		return l.First.AddDate(0, -1, 0)
	}
	return l.First.AddDate(0, 0, -1)
}

// Title is the days in words.
func (l look) Title() string {
	switch l.Period {
	case "day":
		return l.First.Format("Monday, 2 January 2006")
	case "month":
		return l.First.Format("January 2006")
	case "year":
		return l.First.Format("2006")
	}
	switch {
	case l.First.Year() != l.Last.Year():
		return l.First.Format("2 January 2006 to ") + l.Last.Format("2 January 2006")
	case l.First.Month() == l.Last.Month():
		return l.First.Format("2 to ") + l.Last.Format("2 January 2006")
	}
	return l.First.Format("2 January to ") + l.Last.Format("2 January 2006")
}

// to is the address of other days.
func (l look) to(period string, day time.Time) string {
	return "/look?" + url.Values{"period": {period}, "day": {day.Format(time.DateOnly)}}.Encode()
}

// Periods are the lengths to choose from.
func (l look) Periods() (all []link) {
	for _, p := range []string{"day", "week", "month", "year"} {
		all = append(all, link{l.to(p, l.Day), capital(p)})
	}
	return all
}

// IsPeriod says whether a choice is the one that is shown.
func (l look) IsPeriod(name string) bool { return strings.EqualFold(name, l.Period) }

// Earlier are the days before, Later those after; "" where nothing is there yet.
func (l look) Earlier() string { return l.to(l.Period, l.First.AddDate(0, 0, -1)) }

func (l look) Later() string {
	if next := l.Last.AddDate(0, 0, 1); !next.After(l.today) {
		return l.to(l.Period, next)
	}
	return ""
}

// Today is the same length of time with today in it; "" where that is shown.
func (l look) Today() string {
	if !l.Last.Before(l.today) {
		return ""
	}
	return l.to(l.Period, l.today)
}

// Now is how a link says that.
func (l look) Now() string {
	if l.Period == "day" {
		return "Today"
	}
	return "This " + l.Period
}

// Log is the address of what was recorded on the days.
func (l look) Log() string {
	q := url.Values{"first": {l.First.Format(time.DateOnly)}, "last": {l.end().Format(time.DateOnly)}}
	if l.Period == "day" {
		q = url.Values{"day": {l.Date()}}
	}
	return "/log?" + q.Encode()
}

// Date is the day that was asked for, as fields have it.
func (l look) Date() string { return l.Day.Format(time.DateOnly) }

// end is the last of the days that has begun.
func (l look) end() time.Time {
	if l.Last.After(l.today) {
		return l.today
	}
	return l.Last
}
