package recur

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"focusd/tracker"
)

// ErrRule is a text or a Rule that is no recurrence, or not one of the subset.
var ErrRule = errors.New("not a recurrence")

// Freq is the unit of a rule's interval.
type Freq uint8

const (
	Daily Freq = iota
	Weekly
	Monthly
)

// What a rule may ask for. RFC 5545 has no bounds; these keep a search for the
// next date short.
const (
	maxInterval = 1000
	maxCount    = 10000
	maxMonthDay = 31
	maxNth      = 5 // of a weekday in a month
)

// Rule says how something comes again. The zero Rule is every day.
//
// A weekly rule without weekdays takes that of the start, and weeks begin on
// Monday. A monthly rule without weekdays and days of the month takes the day
// of the start; months that have no such day are left out, as RFC 5545 has it,
// so that who wants the last day writes -1. Where both are given, both must
// hold: Friday the 13th.
type Rule struct {
	Freq      Freq
	Interval  int // zero: 1
	Weekdays  []Weekday
	MonthDays []int // 1 to 31, and from the end -1 to -31; not for Weekly

	// At most one of them. The zero values set no end.
	Until tracker.Day // the last date that may be one
	Count int         // how many dates there are

	// FromCompletion makes the next date the day it was last done plus the
	// interval. Such a rule has no weekdays, days of the month and count.
	FromCompletion bool
}

// Weekday is a day of the week, or one of those of a month.
type Weekday struct {
	Day time.Weekday
	Nth int // zero: every; 1 is the first of the month and -1 its last; only for Monthly
}

// Validate says what keeps r from being a rule, as an ErrRule.
func (r Rule) Validate() error {
	switch {
	case r.Freq > Monthly:
		return fmt.Errorf("%w: a rule is daily, weekly or monthly", ErrRule)
	case r.Interval < 0 || r.Interval > maxInterval:
		return fmt.Errorf("%w: interval %d; use 1 to %d", ErrRule, r.Interval, maxInterval)
	case r.Count < 0 || r.Count > maxCount:
		return fmt.Errorf("%w: count %d; use 1 to %d, or none for no end", ErrRule, r.Count, maxCount)
	case r.Count > 0 && r.Until != tracker.Day{}:
		return fmt.Errorf("%w: it ends both by count and by date; leave one out", ErrRule)
	case r.FromCompletion && (len(r.Weekdays) > 0 || len(r.MonthDays) > 0 || r.Count > 0):
		return fmt.Errorf("%w: from completion takes an interval and a last date only; leave days and count out", ErrRule)
	}
	return cmp.Or(r.validWeekdays(), r.validMonthDays())
}

func (r Rule) validWeekdays() error {
	for _, w := range r.Weekdays {
		switch {
		case w.Day < time.Sunday || w.Day > time.Saturday:
			return fmt.Errorf("%w: weekday %d; use Sunday to Saturday", ErrRule, w.Day)
		case w.Nth != 0 && r.Freq != Monthly:
			return fmt.Errorf("%w: the %s %s is of a month; make the rule monthly", ErrRule, ordinal(w.Nth), dayWord(w.Day))
		case w.Nth < -maxNth || w.Nth > maxNth:
			return fmt.Errorf("%w: no month has a %s %s; use 1 to %d, or -1 to -%d from the end",
				ErrRule, ordinal(w.Nth), dayWord(w.Day), maxNth, maxNth)
		}
	}
	return nil
}

func (r Rule) validMonthDays() error {
	for _, d := range r.MonthDays {
		switch {
		case r.Freq == Weekly:
			return fmt.Errorf("%w: a weekly rule has no days of the month; make it monthly", ErrRule)
		case d == 0 || d < -maxMonthDay || d > maxMonthDay:
			return fmt.Errorf("%w: day %d of the month; use 1 to %d, or -1 to -%d from the end", ErrRule, d, maxMonthDay, maxMonthDay)
		}
	}
	return nil
}

// interval is at least one.
func (r Rule) interval() int { return max(r.Interval, 1) }

// normal is r as Parse returns it: an interval of 1 spelled out, lists sorted
// without doubles.
func (r Rule) normal() Rule {
	r.Interval = r.interval()
	r.Weekdays = distinct(r.Weekdays, byWeek)
	r.MonthDays = distinct(r.MonthDays, byMonth)
	return r
}

func distinct[T comparable](list []T, order func(a, b T) int) []T {
	if len(list) == 0 {
		return nil
	}
	list = slices.Clone(list)
	slices.SortFunc(list, order)
	return slices.Compact(list)
}

// byWeek has Monday first, and the last of a month after its first.
func byWeek(a, b Weekday) int {
	return cmp.Or(byMonth(a.Nth, b.Nth), cmp.Compare(fromMonday(a.Day), fromMonday(b.Day)))
}

// byMonth has days counted from the end after those counted from the start.
func byMonth(a, b int) int {
	return cmp.Or(cmp.Compare(sign(b), sign(a)), cmp.Compare(a, b))
}

func sign(n int) int {
	if n < 0 {
		return -1
	}
	return 1
}

// fromMonday is 0 for Monday and 6 for Sunday.
func fromMonday(d time.Weekday) int { return (int(d) + 6) % 7 }

// String is r, which must be valid, as RFC 5545 writes it, in the order of its
// own examples. The one part that is not from there is X-FROM=COMPLETION.
func (r Rule) String() string {
	r = r.normal()
	parts := []string{"FREQ=" + freqNames()[r.Freq]}
	if r.Interval > 1 {
		parts = append(parts, "INTERVAL="+strconv.Itoa(r.Interval))
	}
	if len(r.Weekdays) > 0 {
		parts = append(parts, "BYDAY="+joined(r.Weekdays, weekdayCode))
	}
	if len(r.MonthDays) > 0 {
		parts = append(parts, "BYMONTHDAY="+joined(r.MonthDays, strconv.Itoa))
	}
	if r.Until != (tracker.Day{}) {
		parts = append(parts, "UNTIL="+strings.ReplaceAll(r.Until.String(), "-", ""))
	}
	if r.Count > 0 {
		parts = append(parts, "COUNT="+strconv.Itoa(r.Count))
	}
	if r.FromCompletion {
		parts = append(parts, "X-FROM=COMPLETION")
	}
	return strings.Join(parts, ";")
}

// MarshalText is String.
func (r Rule) MarshalText() ([]byte, error) { return []byte(r.String()), nil }

// UnmarshalText is Parse.
func (r *Rule) UnmarshalText(text []byte) (err error) {
	*r, err = Parse(string(text))
	return err
}

func freqNames() []string { return []string{"DAILY", "WEEKLY", "MONTHLY"} }

// dayCodes are in the order of time.Weekday.
func dayCodes() []string { return []string{"SU", "MO", "TU", "WE", "TH", "FR", "SA"} }

func weekdayCode(w Weekday) string {
	if w.Nth == 0 {
		return dayCodes()[w.Day]
	}
	return strconv.Itoa(w.Nth) + dayCodes()[w.Day]
}

func joined[T any](list []T, text func(T) string) string {
	words := make([]string, len(list))
	for i, v := range list {
		words[i] = text(v)
	}
	return strings.Join(words, ",")
}
