package server

import (
	"net/http"
	"net/url"
	"time"

	"focusd/daemon/api"
	"focusd/daemon/report"
	"focusd/tracker"
)

// mostBack is how many days a report is of.
const mostBack = 366

// sheet is what a person may show to another of some days.
func (d *door) sheet(w http.ResponseWriter, r *http.Request) error {
	q := r.URL.Query()
	if err := onlyParams(q, "first", "last", "names", "by"); err != nil {
		return err
	}
	names, err := isSet(q.Get("names"), "names")
	if err != nil {
		return err
	}
	begin, err := partsBy(q.Get("by"))
	if err != nil {
		return err
	}
	first, last, err := d.dayRange(q)
	if err != nil {
		return err
	}
	days, err := d.days(first, last)
	if err != nil {
		return err
	}
	done, err := d.done(days)
	if err != nil {
		return err
	}
	sheet := report.SheetOf(days, done)
	if names {
		sheet = sheet.WithNames(days)
	}
	shown := api.Report{Figures: figures(sheet.Review), Text: sheet.Text(), Parts: reportParts(days, begin)}
	for _, area := range sheet.Areas {
		shown.Areas = append(shown.Areas, api.AreaTime{Area: area.Area, Seconds: wholeSeconds(area.Time)})
	}
	for _, p := range sheet.Promises {
		shown.Kept = append(shown.Kept, api.Kept{Kind: p.Kind, Done: p.Done, Planned: p.Planned})
	}
	return answer(w, shown)
}

// dayRange is what a request says of first and last: unasked, the last seven days
// that are over.
func (d *door) dayRange(q url.Values) (first, last tracker.Day, err error) {
	last = d.now().Today().Add(-1)
	if q.Has("last") {
		if last, err = d.dayParam(q.Get("last")); err != nil {
			return first, last, err
		}
	}
	first = last.Add(-6)
	if q.Has("first") {
		if first, err = d.dayParam(q.Get("first")); err != nil {
			return first, last, err
		}
	}
	if last.Before(first) || first.Add(mostBack).Before(last) {
		return first, last, badRequest("from "+first.String()+" to "+last.String()+" is no range of days", "ask for 1 to 366 days, the first one first")
	}
	return first, last, nil
}

// partsBy says of a day with which one the part of a report begins that it is in;
// nil: there are no parts.
func partsBy(by string) (func(tracker.Day) tracker.Day, error) {
	switch by {
	case "":
		return nil, nil
	case "day":
		return func(day tracker.Day) tracker.Day { return day }, nil
	case "week":
		return mondayOf, nil
	case "month":
		return func(day tracker.Day) tracker.Day { return day.Add(1 - day.Day) }, nil
	}
	return nil, badRequest("\"by\" cannot be "+clip(by), "use day, week or month")
}

func mondayOf(day tracker.Day) tracker.Day { return day.Add(-(int(day.Weekday()) + 6) % 7) }

// reportParts are days, which are in order, in parts.
func reportParts(days []report.Day, begin func(tracker.Day) tracker.Day) (parts []api.ReportPart) {
	for begin != nil && len(days) > 0 {
		n := 1
		for n < len(days) && begin(days[n].Date) == begin(days[0].Date) {
			n++
		}
		parts = append(parts, api.ReportPart{Figures: figures(report.ReviewOf(days[:n])), Hours: reportHours(days[:n])})
		days = days[n:]
	}
	return parts
}

// reportHours are those of the civil clock, over days.
func reportHours(days []report.Day) (hours api.ReportHours) {
	var seen, good [24]time.Duration
	for _, day := range days {
		for i, h := range day.Hours {
			seen[i] += h.Seen
			good[i] += h.Good
		}
	}
	for i := range seen {
		hours.Seen[i], hours.Good[i] = wholeSeconds(seen[i]), wholeSeconds(good[i])
	}
	return hours
}
