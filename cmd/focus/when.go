package main

import (
	"errors"
	"strings"
	"time"

	"focusd/tracker"
)

// The grammar of lengths and times, for every command:
//
//	length   25m · 1h30 · 1h30m · 1.5h · 90s · 90 (minutes)
//	clock    14:10
//	day      today · yesterday · monday · mon · 2026-11-20
//	point    day · clock · day clock (or dayTclock)
//	range    point · point..point · point..
//
// A weekday is the last one, today included. A clock alone is the last time it
// was that late, or the next where only the future makes sense. Days are the
// logical ones of the daemon: yesterday 01:30 is after yesterday 23:00.

const (
	lengthHint = "write a length as 25m, 1h30, 90s or 90 (minutes)"
	agoHint    = lengthHint + ", or a time as 14:10"
	rangeHint  = "write a day as yesterday, monday or 2026-11-20, a time as 14:10 or \"yesterday 14:10\", a range as monday..today"
)

// moment is what words such as yesterday and 14:10 are measured from. Its now
// is in the zone of the calendar.
type moment struct {
	now time.Time
	cal tracker.Calendar

	// lived are the bounds of a day by the clocks of where the person was; nil:
	// those of cal.
	lived func(tracker.Day) (from, to time.Time)
}

func (m moment) bounds(d tracker.Day) (from, to time.Time) {
	if m.lived == nil {
		return m.cal.Bounds(d)
	}
	return m.lived(d)
}

// ago reads a length, or a clock as the length since then.
func (m moment) ago(s string) (time.Duration, error) {
	if c, ok := parseClock(s); ok {
		return m.now.Sub(c.last(m.now)), nil
	}
	return lengthOr(s, agoHint)
}

// ahead reads a length, or a clock as the length until then, to the second
// after: rather a moment more than less.
func (m moment) ahead(s string) (time.Duration, error) {
	if c, ok := parseClock(s); ok {
		d := c.next(m.now.Add(time.Second)).Sub(m.now)
		return (d + time.Second - 1).Truncate(time.Second), nil
	}
	return lengthOr(s, agoHint)
}

func lengthOr(s, hint string) (time.Duration, error) {
	d, err := readLength(s)
	if errors.Is(err, errNoLength) {
		return 0, misuse(hint, "%q is neither a length nor a time", s)
	}
	return d, err
}

// since reads where a log that reaches to now begins: so long ago, or a point.
func (m moment) since(s string) (time.Time, error) {
	if d, err := readLength(s); !errors.Is(err, errNoLength) {
		return m.now.Add(-d), err
	}
	p, ok := m.point(s)
	if !ok {
		return time.Time{}, misuse(lengthHint+"; "+rangeHint, "%q is neither a length nor a time", s)
	}
	return p.from, m.past(s, p.from)
}

// span reads a range. A day means the whole of it, a clock the time since.
func (m moment) span(s string) (from, to time.Time, err error) {
	first, rest, isRange := strings.Cut(s, "..")
	a, ok := m.point(first)
	if !ok {
		return from, to, misuse(rangeHint, "%q is not a day or a time", first)
	}
	from, to = a.from, a.to
	if isRange {
		if to, err = m.end(a, rest); err != nil {
			return from, to, err
		}
	}
	if !from.Before(to) {
		return from, to, misuse("the earlier one comes first: "+rest+".."+first, "%q ends before it begins", s)
	}
	return from, to, m.past(s, from)
}

// end is where a range that begins at a ends.
func (m moment) end(a point, s string) (time.Time, error) {
	if s == "" {
		return m.now, nil
	}
	if c, ok := parseClock(s); ok {
		if a.whole {
			return m.now, misuse("say which day: yesterday..\"today "+s+"\"", "%q after a whole day may be today or that day", s)
		}
		return c.next(a.from), nil
	}
	b, ok := m.point(s)
	if !ok {
		return m.now, misuse(rangeHint, "%q is not a day or a time", s)
	}
	if b.whole {
		return b.to, nil
	}
	return b.from, nil
}

// past refuses a beginning that is still to come.
func (m moment) past(s string, from time.Time) error {
	if from.After(m.now) {
		return misuse("the log has what was: try yesterday or monday..today", "%q has not begun yet", s)
	}
	return nil
}

// point is a day, or an instant with all the time since.
type point struct {
	from, to time.Time
	whole    bool // a day
}

func (m moment) point(s string) (point, bool) {
	s = strings.TrimSpace(s)
	if c, ok := parseClock(s); ok {
		return point{from: c.last(m.now), to: m.now}, true
	}
	if d, ok := m.day(s); ok {
		from, to := m.bounds(d)
		return point{from, to, true}, true
	}
	cut := strings.LastIndexAny(s, " tT")
	if cut < 0 {
		return point{}, false
	}
	d, isDay := m.day(strings.TrimSpace(s[:cut]))
	c, isClock := parseClock(s[cut+1:])
	if !isDay || !isClock {
		return point{}, false
	}
	from, _ := m.cal.Bounds(d)
	return point{from: c.next(from.In(m.now.Location())), to: m.now}, true
}

// day reads a day that is not after today, or a date.
func (m moment) day(s string) (tracker.Day, bool) {
	today := m.cal.Day(m.now)
	switch s = strings.ToLower(s); s {
	case "today":
		return today, true
	case "yesterday":
		return today.Add(-1), true
	}
	if d, err := tracker.ParseDay(s); err == nil {
		return d, true
	}
	for back := range 7 {
		d := today.Add(-back)
		name := strings.ToLower(d.Weekday().String())
		if s == name || s == name[:3] {
			return d, true
		}
	}
	return tracker.Day{}, false
}

// noon is an instant of d for its weekday and month, in no particular zone.
func noon(d tracker.Day) time.Time {
	return time.Date(d.Year, d.Month, d.Day, 12, 0, 0, 0, time.UTC)
}

// clock is a time of day.
type clock struct{ hour, minute int }

func parseClock(s string) (clock, bool) {
	t, err := time.Parse("15:04", s)
	return clock{t.Hour(), t.Minute()}, err == nil
}

// next is the first instant from t on at which it is c, by the clock of t's
// zone. Where the clock skips c, it is as much later as was skipped.
func (c clock) next(t time.Time) time.Time {
	for days := 0; ; days++ {
		if at := c.on(t, days); !at.Before(t) {
			return at
		}
	}
}

// last is the last instant up to t at which it was c.
func (c clock) last(t time.Time) time.Time {
	for days := 0; ; days-- {
		if at := c.on(t, days); !at.After(t) {
			return at
		}
	}
}

func (c clock) on(t time.Time, days int) time.Time {
	y, m, d := t.Date()
	return time.Date(y, m, d+days, c.hour, c.minute, 0, 0, t.Location())
}
