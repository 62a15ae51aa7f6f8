package page

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"focusd/daemon/api"
)

const (
	dayGrain   = 90 * time.Second  // stretches shorter than that are joined where the whole day is drawn
	rough      = 150 * time.Second // likewise, of a day with more than
	many       = 400               // stretches: the page has to stay light
	grains     = 600               // stretches that fit beside each other elsewhere
	shortest   = time.Minute       // that can be looked at
	usual      = 8 * time.Hour     // that is shown of a day at least
	aheadOfNow = 25 * time.Minute  // that is shown of what is to come
	listed     = 3 * time.Minute   // stretches of that length are in the table
)

// timelineView is a drawing of a range of a day. Coordinates are percent of its
// width.
type timelineView struct {
	*visit
	Path     string    // of the page that it is on
	Keep     string    // of its query, what is not the range: "&day=2026-11-22"
	Begin    time.Time // of the day
	End      time.Time
	From, To time.Time // what is drawn of it
	Line     api.Timeline
}

// loadTimeline draws today.
func loadTimeline(v *visit) (any, error) {
	day := v.Status.Today
	line, err := v.timeline()
	if absent(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return v.drawing("/", "", day.From, day.To, line)
}

// dayLine is a whole day to be drawn.
func (v *visit) dayLine(from, to time.Time) (api.Timeline, error) {
	line, err := v.client.Timeline(v, from, to, dayGrain)
	if err != nil || len(line.Stretches) <= many {
		return line, err
	}
	return v.client.Timeline(v, from, to, rough)
}

// drawing draws a day of which line is the whole.
func (v *visit) drawing(path, keep string, begin, end time.Time, line api.Timeline) (any, error) {
	t := timelineView{visit: v, Path: path, Keep: keep, Begin: begin, End: end, Line: line}
	t.From, t.To = lively(line, begin, end, v.Status.At)
	from, err1 := time.Parse(time.RFC3339, v.query.Get("from"))
	to, err2 := time.Parse(time.RFC3339, v.query.Get("to"))
	if err1 != nil || err2 != nil || to.Sub(from) < shortest || !from.Before(end) || !to.After(begin) {
		return t, nil
	}
	t.From, t.To = later(from, begin), earlier(to, end)
	if t.To.Sub(t.From) >= end.Sub(begin)/2 {
		return t, nil
	}
	var err error
	t.Line, err = v.client.Timeline(v, t.From, t.To, t.To.Sub(t.From)/grains)
	return t, err
}

// lively is the part of a day in which anybody was there, in whole hours, and
// some hours at least.
func lively(line api.Timeline, begin, end, now time.Time) (from, to time.Time) {
	from, to = begin.Add(3*time.Hour), begin
	if now.After(begin) && now.Before(end) {
		from = now
	}
	if i := slices.IndexFunc(line.Stretches, there); i >= 0 {
		from = line.Stretches[i].Start
	}
	for _, s := range slices.Backward(line.Stretches) {
		if there(s) {
			to = s.End
			break
		}
	}
	for _, e := range line.Entries {
		from, to = earlier(from, e.Start), later(to, e.End)
	}
	if now.Before(end) {
		to = later(to, now.Add(aheadOfNow))
	}
	from, to = from.Truncate(time.Hour), to.Add(time.Hour).Truncate(time.Hour)
	return later(from, begin), earlier(later(to, from.Add(usual)), end)
}

func earlier(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// Legend are the categories that are drawn, those with the most time first.
func (t timelineView) Legend() []share {
	lengths := make(map[share]int64)
	for _, s := range t.Line.Stretches {
		if from, to := later(s.Start, t.From), earlier(s.End, t.To); s.Class != "" && from.Before(to) {
			lengths[share{Name: s.Category, Class: s.Class, Tint: t.tint(s.Category, s.Hue)}] += to.Sub(from).Milliseconds()
		}
	}
	var all []share
	for s, ms := range lengths {
		s.Millis = ms
		all = append(all, s)
	}
	slices.SortFunc(all, func(a, b share) int {
		return cmp.Or(cmp.Compare(b.Millis, a.Millis), strings.Compare(a.Name, b.Name))
	})
	return longest(all)
}

// Listed are the stretches of some length, for the table.
func (t timelineView) Listed() (all []api.Stretch) {
	for _, s := range t.Line.Stretches {
		if s.End.Sub(s.Start) >= min(listed, t.To.Sub(t.From)/100) && s.End.After(t.From) && s.Start.Before(t.To) {
			all = append(all, s)
		}
	}
	return all
}
