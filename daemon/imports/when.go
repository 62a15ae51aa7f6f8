package imports

import (
	"strconv"
	"strings"
	"time"

	"focusd/tracker"
)

// clock is a time of day, since midnight. 24 h is the end of the day.
type clock time.Duration

// parseClock reads 14:10, 9:05, 14:10:30, 2:10pm.
func parseClock(s string) (clock, bool) {
	s = strings.ToLower(s)
	half := strings.TrimPrefix(s, strings.TrimRight(s, "apm"))
	parts := strings.Split(strings.TrimSuffix(s, half), ":")
	if len(parts) < 2 || len(parts) > 3 {
		return 0, false
	}
	var n [3]int
	for i, part := range parts {
		v, err := strconv.ParseUint(part, 10, 8)
		if err != nil || len(part) > 2 || i > 0 && (len(part) != 2 || v > 59) {
			return 0, false
		}
		n[i] = int(v)
	}
	switch {
	case half == "" && n[0] <= 24:
	case (half == "am" || half == "pm") && n[0] >= 1 && n[0] <= 12:
		n[0] %= 12
		if half == "pm" {
			n[0] += 12
		}
	default:
		return 0, false
	}
	c := clock(time.Duration(n[0])*time.Hour + time.Duration(n[1])*time.Minute + time.Duration(n[2])*time.Second)
	return c, c <= clock(24*time.Hour)
}

// parseRange reads 14:10-15:00, 14:10–15:00 and 14:10..15:00.
func parseRange(s string) (from, to clock, ok bool) {
	for _, between := range []string{"..", "-", "–"} {
		first, second, found := strings.Cut(s, between)
		if !found {
			continue
		}
		from, isFrom := parseClock(first)
		to, isTo := parseClock(second)
		return from, to, isFrom && isTo
	}
	return 0, 0, false
}

// parseLength reads 35m, 35min, 1h30, 1h30m, 1.5h, 90s, 90 (minutes).
func parseLength(s string) (d time.Duration, ok bool) {
	s = strings.ToLower(s)
	for limit := 24 * time.Hour; s != ""; {
		number := s[:len(s)-len(strings.TrimLeft(s, "0123456789."))]
		s = s[len(number):]
		letters := s[:len(s)-len(strings.TrimLeft(s, "hmins"))]
		s = s[len(letters):]
		unit := unitOf(letters)
		n, err := strconv.ParseFloat(number, 64)
		if err != nil || unit == 0 || unit >= limit || n > 1e6 {
			return 0, false
		}
		d += time.Duration(n * float64(unit))
		limit, ok = unit, true
	}
	return d, ok && d > 0
}

func unitOf(letters string) time.Duration {
	switch letters {
	case "h":
		return time.Hour
	case "m", "min", "":
		return time.Minute
	case "s":
		return time.Second
	}
	return 0
}

// parseDay reads 2026-11-20 and 2026/11/20.
func parseDay(s string) (tracker.Day, bool) {
	if len(s) != len("2026-11-20") {
		return tracker.Day{}, false
	}
	d, err := tracker.ParseDay(strings.ReplaceAll(s, "/", "-"))
	return d, err == nil
}

// on is the instant at which the clock of a zone shows c on a day, the first
// time if it does twice; ok is false where it never does.
func (c clock) on(d tracker.Day, zone *time.Location) (t time.Time, ok bool) {
	if c == clock(24*time.Hour) {
		return clock(0).on(d.Add(1), zone)
	}
	since := time.Duration(c)
	hour, minute, second := int(since.Hours()), int(since.Minutes())%60, int(since.Seconds())%60
	t = time.Date(d.Year, d.Month, d.Day, hour, minute, second, 0, zone)
	h, m, s := t.Clock()
	return first(t), h == hour && m == minute && s == second && t.Day() == d.Day
}

// first is the instant at which the clock showed for the first time what it
// shows at t: package time may choose the second.
func first(t time.Time) time.Time {
	since, _ := t.ZoneBounds()
	if since.IsZero() {
		return t
	}
	_, now := t.Zone()
	_, before := since.Add(-time.Nanosecond).Zone()
	if earlier := t.Add(time.Duration(now-before) * time.Second); before > now && earlier.Before(since) {
		return earlier
	}
	return t
}

// stretch is [from, to) of a day. What ends before it begins ends on the next.
func (r *reader) stretch(at spot, d tracker.Day, from, to clock) (begin, end time.Time, err error) {
	next := d
	if to <= from {
		next = d.Add(1)
	}
	if begin, err = r.instant(at, d, from); err != nil {
		return begin, end, err
	}
	end, err = r.instant(at, next, to)
	return begin, end, err
}

func (r *reader) instant(at spot, d tracker.Day, c clock) (time.Time, error) {
	t, ok := c.on(d, r.Zone)
	if !ok {
		return t, at.wrong("on "+d.String()+" no clock of "+r.Zone.String()+" shows that time: it was set forward over it", "write the time that it was, or name another zone")
	}
	return t, nil
}
