package page

import (
	"net/url"
	"strings"
	"time"

	"focusd/daemon/api"
	"focusd/tracker"
)

// period is the days that a request is about, and what of them it asks for.
type period struct {
	First, Last tracker.Day
	From, To    time.Time
	err         error

	App, Category, Class, Label, Words string
}

const mostDays = 366 // that are looked at at once

// spend is what a period adds up to.
func (v *visit) spend(p period) (api.Summary, error) {
	if p.err != nil {
		return api.Summary{}, p.err
	}
	return v.client.SummaryByCategory(v, p.From, earlier(p.To, later(v.Status.At, p.From.Add(time.Second))))
}

// readPeriod is the days of the query: day, or first and last, today unasked. A
// page without a period is about today.
func (v *visit) readPeriod() (p period) {
	q := v.query
	if v.path != "/log" {
		q = nil
	}
	today, _ := tracker.ParseDay(v.Status.Today.Day)
	p = period{First: today, Last: today, App: q.Get("app"), Category: q.Get("category"), Class: q.Get("class"), Label: q.Get("label"), Words: strings.TrimSpace(q.Get("q"))}
	v.readDays(&p, q)
	switch {
	case p.err != nil:
		p.First, p.Last = today, today
	case p.Last.Before(p.First):
		p.First, p.Last = p.Last, p.First
	}
	if p.First.Before(p.Last.Add(1 - mostDays)) {
		p.First = p.Last.Add(1 - mostDays)
	}
	if err := v.bound(&p); err != nil {
		p.err = err
	}
	return p
}

// readDays sets the days that a query names.
func (v *visit) readDays(p *period, q url.Values) {
	named := func(name string, d *tracker.Day) {
		text := q.Get(name)
		if text == "" || p.err != nil {
			return
		}
		if *d, p.err = tracker.ParseDay(text); p.err != nil {
			p.err = &api.Error{Message: "that is no day: " + text, Hint: "write it as 2026-11-22"}
		}
	}
	switch {
	case q.Has("day"):
		named("day", &p.First)
		p.Last = p.First
	case q.Has("first") || q.Has("last"):
		named("first", &p.First)
		named("last", &p.Last)
	case q.Has("at"):
		if at, _, err := v.at(); err == nil && !at.IsZero() { // the part about it says what is wrong
			p.First = v.dayOf(at)
			p.Last = p.First
		}
	}
}

// bound sets when the days began and ended.
func (v *visit) bound(p *period) error {
	first, err := v.client.Day(v, p.First)
	if err != nil {
		return err
	}
	p.From, p.To = first.From, first.To
	if p.One() {
		return nil
	}
	last, err := v.client.Day(v, p.Last)
	if err == nil {
		p.To = last.To
	}
	return err
}

// dayOf is the logical day of an instant.
func (v *visit) dayOf(at time.Time) tracker.Day {
	begins := v.Status.Today.From.In(v.zone)
	at = at.In(v.zone).Add(-time.Duration(begins.Hour())*time.Hour - time.Duration(begins.Minute())*time.Minute)
	return tracker.Day{Year: at.Year(), Month: at.Month(), Day: at.Day()}
}

// One says whether it is a single day.
func (p period) One() bool { return p.First == p.Last }

// Days is how many days it is.
func (p period) Days() int {
	n := 1
	for d := p.First; d.Before(p.Last); d = d.Add(1) {
		n++
	}
	return n
}

// Title is the period in words.
func (p period) Title(v *visit) string {
	if p.One() {
		return v.Date(p.First.String())
	}
	first, last := dated(p.First), dated(p.Last)
	if first.Year() == last.Year() {
		return first.Format("2 January") + " to " + last.Format("2 January 2006")
	}
	return first.Format("2 January 2006") + " to " + last.Format("2 January 2006")
}

func dated(d tracker.Day) time.Time { return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC) }

// Query is the address of the period with some of its filters changed: names and
// values by turns; "" takes one away.
func (p period) Query(changes ...string) string {
	q := url.Values{}
	if p.One() {
		q.Set("day", p.First.String())
	} else {
		q.Set("first", p.First.String())
		q.Set("last", p.Last.String())
	}
	for name, value := range map[string]string{"app": p.App, "category": p.Category, "class": p.Class, "label": p.Label, "q": p.Words} {
		if value != "" {
			q.Set(name, value)
		}
	}
	for i := 0; i+1 < len(changes); i += 2 {
		q.Del(changes[i])
		if changes[i+1] != "" {
			q.Set(changes[i], changes[i+1])
		}
	}
	return "/log?" + q.Encode()
}

// Bare is the address of the period without filters.
func (p period) Bare() string {
	p.App, p.Category, p.Class, p.Label, p.Words = "", "", "", "", ""
	return p.Query()
}

// Wider is the address of the month that the period ends in, with its filters.
func (p period) Wider() string {
	p.First = tracker.Day{Year: p.Last.Year, Month: p.Last.Month, Day: 1}
	p.Last = p.First.Add(31)
	p.Last = p.Last.Add(-p.Last.Day)
	return p.Query()
}

// Filtered says whether less is asked for than all of the period.
func (p period) Filtered() bool { return p.App+p.Category+p.Class+p.Label+p.Words != "" }

// wants tells whether a stretch is asked for.
func (p period) wants(s api.Stretch) bool {
	switch {
	case p.App != "" && s.App != p.App,
		p.Category != "" && s.Category != p.Category && !strings.HasPrefix(s.Category, p.Category+"/") && (p.Category != "none" || s.Category != "" || !there(s)),
		p.Class != "" && s.Class != p.Class:
		return false
	}
	text := strings.ToLower(s.App + " " + s.Title + " " + s.Category)
	for word := range strings.FieldsSeq(strings.ToLower(p.Words)) {
		if !strings.Contains(text, word) {
			return false
		}
	}
	return true
}

// during are the stretches of a timeline while a block was on the label that is
// asked for, cut to it; all of them if none is.
func (p period) during(line api.Timeline) (all []api.Stretch) {
	if p.Label == "" {
		return line.Stretches
	}
	for _, s := range line.Stretches {
		for _, b := range line.Blocks {
			for _, on := range b.Segments {
				if on.Label != p.Label {
					continue
				}
				part := s
				part.Start, part.End = later(s.Start, on.Start), earlier(s.End, segmentEnd(b.Block, on, line.To))
				if part.Start.Before(part.End) {
					all = append(all, part)
				}
			}
		}
	}
	return all
}

// segmentEnd is when something else was begun, or the block ended; until, if it
// goes on.
func segmentEnd(b api.Block, s api.Segment, until time.Time) time.Time {
	for _, other := range b.Segments {
		if s.Start.Before(other.Start) {
			return other.Start
		}
	}
	if b.Ended != nil {
		return *b.Ended
	}
	return until
}
