package imports

import (
	"strings"
	"time"

	"focusd/tracker"
)

const stampLength = len("2026-11-20 14:10:")

// isStamp tells a line of GTimeLog: a day, a time and a colon.
func isStamp(l string) bool {
	_, _, ok := stampOf(l)
	return ok
}

func stampOf(l string) (d tracker.Day, c clock, ok bool) {
	if len(l) < stampLength || l[stampLength-1] != ':' || l[10] != ' ' {
		return d, c, false
	}
	d, isDay := parseDay(l[:10])
	c, isClock := parseClock(l[11 : stampLength-1])
	return d, c, isDay && isClock
}

// gtimelog reads lines that say what had been done by then, since the line
// above. The first of a day says that it began.
func (r *reader) gtimelog(file []byte) error {
	var last time.Time // of the line above; zero: it was another day
	for n, l := range lines(file) {
		if strings.TrimSpace(l) == "" {
			last = time.Time{}
			continue
		}
		d, c, ok := stampOf(l)
		if !ok {
			continue // anything else is a comment
		}
		at, err := r.instant(spot{n, 1}, d, c)
		if err != nil {
			return err
		}
		switch {
		case last.IsZero() || last.Day() != at.Day() && at.Sub(last) > 12*time.Hour:
		case at.Before(last):
			return spot{n, 1}.wrong("it is before the line above", "put the lines in order")
		case at.After(last):
			if err := r.add(spot{n, 1}, last, at, l[stampLength:], ""); err != nil {
				return err
			}
		}
		last = at
	}
	return nil
}
