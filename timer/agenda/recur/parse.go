package recur

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"focusd/tracker"
)

// Parse reads a rule as RFC 5545 writes it, or in words. An error is an
// ErrRule and says what to write instead.
//
//	FREQ=DAILY|WEEKLY|MONTHLY  INTERVAL=2  BYDAY=MO,2TU,-1FR  BYMONTHDAY=1,-1
//	UNTIL=20261231  COUNT=10  WKST=MO  X-FROM=COMPLETION
//
//	daily                  every 3 days             every 3 days from completion
//	weekly                 mon-fri                  mon,wed,fri until 2026-12-31
//	every 2 weeks on tue   monthly on 1,15          monthly on 2nd tue,last fri
//	last day of month      every 12 months on 24    mon-fri 10 times
func Parse(s string) (Rule, error) {
	read := parseWords
	if strings.Contains(s, "=") {
		read = parseParts
	}
	r, err := read(s)
	if err != nil {
		return Rule{}, err
	}
	if err := r.Validate(); err != nil {
		return Rule{}, err
	}
	return r.normal(), nil
}

// parseParts reads NAME=value;NAME=value.
func parseParts(s string) (Rule, error) {
	var r Rule
	text := strings.TrimPrefix(strings.ToUpper(strings.TrimSpace(s)), "RRULE:")
	seen := make(map[string]bool)
	for part := range strings.SplitSeq(strings.TrimSuffix(text, ";"), ";") {
		name, value, ok := strings.Cut(part, "=")
		if !ok {
			return r, fmt.Errorf("%w: %q; each part is NAME=value, with ; between them", ErrRule, part)
		}
		if seen[name] {
			return r, fmt.Errorf("%w: %s is there twice; leave one out", ErrRule, name)
		}
		seen[name] = true
		if err := r.setPart(name, value); err != nil {
			return r, err
		}
	}
	if !seen["FREQ"] {
		return r, fmt.Errorf("%w: %q has no FREQ; add FREQ=DAILY, WEEKLY or MONTHLY", ErrRule, s)
	}
	return r, nil
}

func (r *Rule) setPart(name, value string) (err error) {
	switch name {
	case "FREQ":
		r.Freq, err = parseFreq(value)
	case "INTERVAL":
		r.Interval, err = parseAmount(name, value)
	case "COUNT":
		r.Count, err = parseAmount(name, value)
	case "BYDAY":
		r.Weekdays, err = parseList(value, parseWeekdayCode)
	case "BYMONTHDAY":
		r.MonthDays, err = parseList(value, parseMonthDay)
	case "UNTIL":
		r.Until, err = parseUntil(value)
	case "WKST":
		if value != "MO" {
			err = fmt.Errorf("%w: WKST=%s; weeks begin on Monday here, leave it out", ErrRule, value)
		}
	case "X-FROM":
		if r.FromCompletion = value == "COMPLETION"; !r.FromCompletion {
			err = fmt.Errorf("%w: X-FROM=%s; the only value is COMPLETION", ErrRule, value)
		}
	default:
		err = fmt.Errorf("%w: part %q is not supported; use FREQ, INTERVAL, BYDAY, BYMONTHDAY, UNTIL and COUNT", ErrRule, name)
	}
	return err
}

func parseFreq(s string) (Freq, error) {
	if s == "YEARLY" {
		return 0, fmt.Errorf("%w: FREQ=YEARLY is not supported; write FREQ=MONTHLY;INTERVAL=12", ErrRule)
	}
	i := slices.Index(freqNames(), s)
	if i < 0 {
		return 0, fmt.Errorf("%w: FREQ=%s; use DAILY, WEEKLY or MONTHLY", ErrRule, s)
	}
	return Freq(i), nil
}

// parseAmount reads a whole number that is at least one.
func parseAmount(what, s string) (int, error) {
	n, err := strconv.Atoi(s)
	if err != nil || n < 1 {
		return 0, fmt.Errorf("%w: %s %q; use a whole number from 1 on", ErrRule, strings.ToLower(what), s)
	}
	return n, nil
}

func parseList[T any](s string, parse func(string) (T, error)) ([]T, error) {
	var list []T
	for item := range strings.SplitSeq(s, ",") {
		v, err := parse(item)
		if err != nil {
			return nil, err
		}
		list = append(list, v)
	}
	return list, nil
}

// parseWeekdayCode reads MO, 2TU and -1FR.
func parseWeekdayCode(s string) (Weekday, error) {
	number, code := s[:max(len(s)-2, 0)], s[max(len(s)-2, 0):]
	day := slices.Index(dayCodes(), code)
	nth, err := 0, error(nil)
	if number != "" {
		nth, err = strconv.Atoi(number)
	}
	if day < 0 || err != nil || number != "" && nth == 0 {
		return Weekday{}, fmt.Errorf("%w: BYDAY has %q; use MO, TU, WE, TH, FR, SA, SU, and of a month 2TU or -1FR", ErrRule, s)
	}
	return Weekday{time.Weekday(day), nth}, nil
}

func parseMonthDay(s string) (int, error) {
	n, err := strconv.Atoi(s)
	if err != nil || n == 0 {
		return 0, fmt.Errorf("%w: day %q of the month; use 1 to %d, or -1 for the last", ErrRule, s, maxMonthDay)
	}
	return n, nil
}

// parseUntil reads a date without dashes. An instant is refused, because which
// date it is depends on where one is.
func parseUntil(s string) (tracker.Day, error) {
	if date, _, instant := strings.Cut(s, "T"); instant {
		return tracker.Day{}, fmt.Errorf("%w: UNTIL=%s is an instant; write the last date alone, such as UNTIL=%s", ErrRule, s, date)
	}
	t, err := time.Parse("20060102", s)
	if err != nil {
		return tracker.Day{}, fmt.Errorf("%w: UNTIL=%s; write a date that exists, such as 20261231", ErrRule, s)
	}
	year, month, day := t.Date()
	return tracker.Day{Year: year, Month: month, Day: day}, nil
}
