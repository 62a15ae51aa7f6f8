package main

import (
	"strings"
	"time"

	"focusd/daemon/api"
	"focusd/tracker"
)

// wholeDay is hours with those in which there was nothing, and those that are
// still to come: a day of the same length all day long. Where the day begins
// within an hour, the part of that hour before the next day begins counts to
// its first part: each hour of the clock is there once.
func wholeDay(hours []api.HourTotal, cal tracker.Calendar, day tracker.Day) []api.HourTotal {
	if len(hours) == 0 {
		return nil
	}
	from, to := cal.Bounds(day)
	within := time.Duration(from.In(cal.Location).Minute()) * time.Minute
	next := from.Add(-within)
	var whole []api.HourTotal
	emptyUntil := func(t time.Time) {
		for ; next.Before(t); next = next.Add(time.Hour) {
			whole = append(whole, api.HourTotal{Start: next})
		}
	}
	for _, h := range hours {
		emptyUntil(h.Start)
		whole = append(whole, h)
		next = h.Start.Add(time.Hour)
	}
	emptyUntil(to)
	if last := len(whole) - 1; within > 0 && last > 0 {
		whole[0].Active += whole[last].Active
		whole = whole[:last]
	}
	return whole
}

// hours is a strip with one field for each hour of the clock, as high as the
// hour was active, over a line of hours.
func (p page) hours(hours []api.HourTotal) string {
	if len(hours) == 0 {
		return ""
	}
	field := max(1, min(3, (p.cells-4)/len(hours)))
	every := []int{1: 4, 2: 2, 3: 1}[field]
	var strip, scale strings.Builder
	for i, h := range hours {
		hue := cyan
		if h.Active <= 0 {
			hue = faint
		}
		strip.WriteString(p.paint(hue, strings.Repeat(level(millis(h.Active), time.Hour), max(1, field-1))))
		if field > 1 && i < len(hours)-1 {
			strip.WriteString(" ")
		}
		if i%every == 0 {
			scale.WriteString(pad(h.Start.In(p.zone).Format("15"), field*every))
		}
	}
	return "  " + strip.String() + "\n" +
		"  " + p.paint(faint, strings.TrimRight(scale.String(), " ")) + "\n"
}

// level is an eighth of a cell for each eighth of whole that part fills.
func level(part, whole time.Duration) string {
	eighths := []rune("·▁▂▃▄▅▆▇█")
	if part <= 0 {
		return string(eighths[0])
	}
	return string(eighths[1+min(7, int(8*part/whole))])
}
