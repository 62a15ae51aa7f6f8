package agenda

import (
	"fmt"
	"strings"
	"time"
)

// Weekdays is a set of days of the week, one bit each from Sunday (1<<0) as in
// package time. 0 means every day.
type Weekdays uint8

const everyDay Weekdays = 1<<7 - 1

// On is the set of some days of the week.
func On(days ...time.Weekday) (set Weekdays) {
	for _, d := range days {
		set |= 1 << d
	}
	return set
}

// Has tells whether d is one of them.
func (s Weekdays) Has(d time.Weekday) bool { return s.all()&(1<<d) != 0 }

// all has a bit for each day also where every day is meant.
func (s Weekdays) all() Weekdays {
	if s == 0 {
		return everyDay
	}
	return s
}

// tidy is 0 where every day is named: a set is written in one way.
func (s Weekdays) tidy() Weekdays {
	if s.all() == everyDay {
		return 0
	}
	return s
}

// count is how many days of a week they are.
func (s Weekdays) count() (n int) {
	for d := time.Sunday; d <= time.Saturday; d++ {
		if s.Has(d) {
			n++
		}
	}
	return n
}

// String is the days from Monday on, as in mon,wed,fri; "daily" for all.
func (s Weekdays) String() string {
	if s.all() == everyDay {
		return "daily"
	}
	var days []string
	for i := range 7 {
		if d := time.Weekday((i + 1) % 7); s.Has(d) {
			days = append(days, strings.ToLower(d.String()[:3]))
		}
	}
	return strings.Join(days, ",")
}

// ParseWeekdays reads daily, mon,wed,fri, and mon-fri.
func ParseWeekdays(text string) (set Weekdays, err error) {
	text = strings.ToLower(strings.TrimSpace(text))
	if text == "daily" {
		return 0, nil
	}
	for part := range strings.SplitSeq(text, ",") {
		first, last, isRange := strings.Cut(strings.TrimSpace(part), "-")
		from, ok := weekdayOf(first)
		to, okTo := from, true
		if isRange {
			to, okTo = weekdayOf(last)
		}
		if !ok || !okTo {
			return 0, fmt.Errorf("%w: %q is no day of the week: write daily, mon,wed,fri or mon-fri", ErrValue, short(part))
		}
		for d := from; ; d = (d + 1) % 7 {
			set |= On(d)
			if d == to {
				break
			}
		}
	}
	return set.tidy(), nil
}

// MarshalText is String.
func (s Weekdays) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText is ParseWeekdays.
func (s *Weekdays) UnmarshalText(text []byte) (err error) {
	*s, err = ParseWeekdays(string(text))
	return err
}
