package main

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
)

func itoa(n int) string { return strconv.Itoa(n) }

// spent is a length that has passed, rounded down: "0 min", "12 min", "3 h 05".
func spent(d time.Duration) string { return minutes(int(max(d, 0) / time.Minute)) }

// left is a length that is still to come, rounded up: "1 min" until the end.
func left(d time.Duration) string { return minutes(ceilMinutes(d)) }

func ceilMinutes(d time.Duration) int {
	return int((max(d, 0) + time.Minute - 1) / time.Minute)
}

func minutes(m int) string {
	switch {
	case m < 60:
		return itoa(m) + " min"
	case m%60 == 0:
		return itoa(m/60) + " h"
	}
	return fmt.Sprintf("%d h %02d", m/60, m%60)
}

// short is minutes for a bar, where every cell counts: "12m", "1h05".
func short(m int) string {
	if m < 60 {
		return itoa(m) + "m"
	}
	return fmt.Sprintf("%dh%02d", m/60, m%60)
}

// trace is spent for a list of small things, where nothing should look like
// zero that is not: "8 s", "12 min".
func trace(d time.Duration) string {
	if d < time.Minute {
		return itoa(int(max(d, 0)/time.Second)) + " s"
	}
	return spent(d)
}

func seconds(n int64) time.Duration { return time.Duration(n) * time.Second }

func millis(n int64) time.Duration { return time.Duration(n) * time.Millisecond }

// share is part of whole in percent, rounded down; 0 of nothing.
func share(part, whole time.Duration) int {
	if whole <= 0 {
		return 0
	}
	return int(min(max(part, 0), whole) * 100 / whole)
}

// The shortest and the longest length there is: what is outside is a slip of
// the finger, and the daemon refuses it.
const (
	shortest = time.Second
	longest  = 366 * 24 * time.Hour
)

// parseLength reads a length.
func parseLength(s string) (time.Duration, error) {
	d, err := readLength(s)
	if errors.Is(err, errNoLength) {
		return 0, misuse(lengthHint, "%q is not a length", s)
	}
	return d, err
}

// errNoLength is returned for words that are no length at all.
var errNoLength = errors.New("not a length")

// readLength is parseLength for words that may be something else than a length:
// they are errNoLength.
func readLength(s string) (time.Duration, error) {
	bare := strings.ToLower(strings.ReplaceAll(s, " ", ""))
	positive := strings.TrimPrefix(bare, "-")
	d, ok := scanLength(positive)
	switch {
	case !ok:
		return 0, errNoLength
	case positive != bare, d < shortest, d > longest:
		return 0, misuse(fmt.Sprintf("a length is from %s to %s", formatLength(shortest), formatLength(longest)), "%q is out of range", s)
	}
	return d, nil
}

// scanLength adds up the parts of s, of each twice the longest at most. Their
// units must fall: 1h30m, not 30m1h.
func scanLength(s string) (sum time.Duration, ok bool) {
	unit := 24 * time.Hour // larger than any
	for s != "" {
		number := s[:len(s)-len(strings.TrimLeft(s, "0123456789."))]
		s = s[len(number):]
		letters := s[:len(s)-len(strings.TrimLeft(s, "hmins"))]
		s = s[len(letters):]
		next, known := lengthUnit(letters, unit)
		n, err := strconv.ParseFloat(number, 64)
		if !known || err != nil || next >= unit {
			return 0, false
		}
		sum += time.Duration(min(n*float64(next), 2*float64(longest)))
		unit, ok = next, true
	}
	return sum, ok
}

// lengthUnit is the unit written as s behind a number, if the one before it
// was above: a bare number is minutes, alone or after hours.
func lengthUnit(s string, above time.Duration) (unit time.Duration, known bool) {
	switch s {
	case "h":
		return time.Hour, true
	case "m", "min":
		return time.Minute, true
	case "s":
		return time.Second, true
	case "":
		return time.Minute, above >= time.Hour
	}
	return 0, false
}

// formatLength writes d so that parseLength reads it back, to the second.
func formatLength(d time.Duration) string {
	h, m, s := int(d/time.Hour), int(d/time.Minute)%60, int(d/time.Second)%60
	var b strings.Builder
	for _, part := range []struct {
		n    int
		unit string
	}{{h, "h"}, {m, "m"}, {s, "s"}} {
		if part.n > 0 {
			b.WriteString(itoa(part.n) + part.unit)
		}
	}
	return b.String()
}
