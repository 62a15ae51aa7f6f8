package agenda

import (
	"strconv"
	"strings"
	"time"

	"focusd/timer/agenda/recur"
	"focusd/tracker"
)

// firstYear keeps a slip of the pen from being a day.
const firstYear = 1970

const dayAdvice = "write today, tomorrow, fri, 2026-12-01, 12-01, +3d, +2w, +1m, eow, eom or eoy"

// ParseDay reads a day as a person says it: one of dayAdvice. A weekday is the
// next one, never today, and 12-01 the next first of December, which may be.
func (w When) ParseDay(s string) (day tracker.Day, ok bool) {
	today := w.Today()
	switch s := strings.ToLower(s); s {
	case "today":
		return today, true
	case "tomorrow", "tom":
		return today.Add(1), true
	case "eow":
		return today.Add((7 - int(today.Weekday())) % 7), true
	case "eom":
		return lastOfMonth(today), true
	case "eoy":
		return tracker.Day{Year: today.Year, Month: time.December, Day: 31}, true
	default:
		if number, ok := strings.CutPrefix(s, "+"); ok {
			return ahead(today, number)
		}
		if weekday, ok := weekdayOf(s); ok {
			return today.Add((int(weekday)-int(today.Weekday())+6)%7 + 1), true
		}
	}
	if strings.Count(s, "-") == 1 {
		return nextDate(today, s)
	}
	day, err := tracker.ParseDay(s)
	return day, err == nil && day.Year >= firstYear
}

// weekdayOf reads the name of a weekday, whole or its first three letters.
func weekdayOf(s string) (time.Weekday, bool) {
	for d := time.Sunday; d <= time.Saturday; d++ {
		if full := strings.ToLower(d.String()); s == full || s == full[:3] {
			return d, true
		}
	}
	return 0, false
}

// ahead reads 3d, 2w and 1m. A month later is the same day of it, or its last.
func ahead(from tracker.Day, s string) (tracker.Day, bool) {
	number, unit := s[:max(len(s)-1, 0)], s[max(len(s)-1, 0):]
	n, err := strconv.Atoi(number)
	if err != nil || n < 0 || n > 1000 {
		return tracker.Day{}, false
	}
	switch unit {
	case "d":
		return from.Add(n), true
	case "w":
		return from.Add(7 * n), true
	case "m":
		first := tracker.Day{Year: from.Year, Month: from.Month, Day: 1}
		for range n {
			first = lastOfMonth(first).Add(1)
		}
		return first.Add(min(from.Day, lastOfMonth(first).Day) - 1), true
	}
	return tracker.Day{}, false
}

func lastOfMonth(d tracker.Day) tracker.Day {
	for ; d.Add(1).Month == d.Month; d = d.Add(1) {
	}
	return d
}

// nextDate reads 12-01: the first date of that name from today on. The 29th of
// February may be eight years away.
func nextDate(today tracker.Day, s string) (tracker.Day, bool) {
	for year := today.Year; year <= today.Year+8; year++ {
		day, err := tracker.ParseDay(year4(year) + "-" + s)
		if err == nil && !day.Before(today) {
			return day, true
		}
	}
	return tracker.Day{}, false
}

func year4(year int) string {
	s := strconv.Itoa(year)
	return strings.Repeat("0", max(4-len(s), 0)) + s
}

// parseDue reads a day, a time of day, or both with a dash between. A time is
// within the logical day: due:today-02:00, said on Friday evening, is on
// Saturday by the civil date. A time alone is the next one.
func (w When) parseDue(s string) (day tracker.Day, at time.Time, ok bool) {
	days, clock, timed := cutClock(s)
	if !timed {
		day, ok = w.ParseDay(s)
		return day, time.Time{}, ok
	}
	if days != "" {
		day, ok = w.ParseDay(days)
		return day, w.at(day, clock), ok
	}
	day = w.Today()
	if !w.at(day, clock).After(w.Now) {
		day = day.Add(1)
	}
	return day, w.at(day, clock), true
}

// cutClock takes 14:00 from the end of s.
func cutClock(s string) (days string, clock time.Duration, ok bool) {
	i := strings.LastIndex(s, "-")
	hour, minute, ok := strings.Cut(s[i+1:], ":")
	if !ok || len(minute) != 2 || len(hour) < 1 || len(hour) > 2 {
		return s, 0, false
	}
	h, err1 := strconv.ParseUint(hour, 10, 8)
	m, err2 := strconv.ParseUint(minute, 10, 8)
	if err1 != nil || err2 != nil || h > 23 || m > 59 {
		return s, 0, false
	}
	return s[:max(i, 0)], time.Duration(h)*time.Hour + time.Duration(m)*time.Minute, i != 0
}

// at is the instant at which clocks show clock on the logical day.
func (w When) at(day tracker.Day, clock time.Duration) time.Time {
	if clock < w.Calendar.Start {
		day = day.Add(1)
	}
	return recur.At(day, clock, w.Calendar.Location)
}

// dueText is what parseDue reads as t's due day and time, whenever it does.
func (w When) dueText(t Task) string {
	if t.DueAt.IsZero() {
		return t.Due.String()
	}
	return t.Due.String() + "-" + t.DueAt.In(w.location()).Format("15:04")
}

// Deadline is the instant at which t is late, and whether there is one.
func (w When) Deadline(t Task) (at time.Time, ok bool) {
	at = w.deadlines()(t)
	return at, !at.IsZero()
}

// deadlines is Deadline for many tasks, zero for none: it works out the end of
// each day once.
func (w When) deadlines() func(Task) time.Time {
	ends := make(map[tracker.Day]time.Time)
	return func(t Task) time.Time {
		if t.Due == (tracker.Day{}) || !t.DueAt.IsZero() {
			return t.DueAt
		}
		end, known := ends[t.Due]
		if !known {
			_, end = w.Calendar.Bounds(t.Due)
			ends[t.Due] = end
		}
		return end
	}
}
