package category

import (
	"fmt"
	"strings"
	"time"
)

// Weekdays is a set of them; bit 0 is Sunday, as in time.Weekday. The zero
// Weekdays is all of them.
type Weekdays uint8

const everyDay Weekdays = 1<<7 - 1

// Has tells whether the day is one of them.
func (w Weekdays) Has(day time.Weekday) bool {
	return w == 0 || w&(1<<(day%7)) != 0
}

// count is how many there are, in a week.
func (w Weekdays) count() int {
	n := 0
	for day := range time.Weekday(7) {
		if w.Has(day) {
			n++
		}
	}
	return n
}

// String begins on Monday and takes three or more together: "mon-fri,sun".
func (w Weekdays) String() string {
	if w == 0 {
		return ""
	}
	var parts []string
	for from := 1; from <= 7; from++ {
		to := from
		for to <= 7 && w.Has(time.Weekday(to)) {
			to++
		}
		switch to - from {
		case 0:
			continue
		case 1:
			parts = append(parts, dayName(from))
		case 2:
			parts = append(parts, dayName(from), dayName(from+1))
		default:
			parts = append(parts, dayName(from)+"-"+dayName(to-1))
		}
		from = to
	}
	return strings.Join(parts, ",")
}

func dayName(day int) string {
	return strings.ToLower(time.Weekday(day % 7).String()[:3])
}

// parseWeekdays reads what String writes, and full names, and a range over the
// end of a week: "fri-mon".
func parseWeekdays(s string) (Weekdays, error) {
	var w Weekdays
	for part := range strings.SplitSeq(s, ",") {
		first, last, isRange := strings.Cut(part, "-")
		from, err := parseDay(first)
		if err != nil {
			return 0, err
		}
		to := from
		if isRange {
			if to, err = parseDay(last); err != nil {
				return 0, err
			}
		}
		for day := from; ; day = (day + 1) % 7 {
			w |= 1 << day
			if day == to {
				break
			}
		}
	}
	if w == everyDay {
		w = 0
	}
	return w, nil
}

func parseDay(s string) (time.Weekday, error) {
	for day := range time.Weekday(7) {
		name := strings.ToLower(day.String())
		if s == name || s == name[:3] {
			return day, nil
		}
	}
	return 0, fmt.Errorf("%q is not a weekday", s)
}
