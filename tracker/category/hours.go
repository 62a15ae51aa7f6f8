package category

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// dayMinutes is how many minutes a civil day has, where the clock is not set.
const dayMinutes = 24 * 60

// Hours are when a rule holds, by the civil clock: from one minute of the day
// up to another, not included. If To is before From they go over midnight, and
// belong to the weekday on which they begin: "fri 22:00-02:00" ends on
// Saturday. If both are 0 they are the whole day. The zero Hours are always.
type Hours struct {
	Days     Weekdays
	From, To int // minutes since midnight; To is at most 24 hours
}

// Contain tells whether they hold at the civil time of t, where t is.
func (h Hours) Contain(t time.Time) bool {
	day, minute := t.Weekday(), t.Hour()*60+t.Minute()
	switch {
	case h.From == h.To:
		return h.Days.Has(day)
	case h.From < h.To:
		return minute >= h.From && minute < h.To && h.Days.Has(day)
	case minute >= h.From:
		return h.Days.Has(day)
	default:
		return minute < h.To && h.Days.Has((day+6)%7)
	}
}

// weekMinutes is how long they are in a week.
func (h Hours) weekMinutes() int {
	length := (h.To - h.From + dayMinutes) % dayMinutes
	if length == 0 {
		length = dayMinutes
	}
	return length * h.Days.count()
}

// String is "mon-fri 09:00-17:00", or one half of that. The zero Hours are "".
func (h Hours) String() string {
	days := h.Days.String()
	if h.From == 0 && h.To == 0 {
		return days
	}
	return strings.TrimSpace(days + " " + clock(h.From) + "-" + clock(h.To))
}

func clock(minute int) string { return fmt.Sprintf("%02d:%02d", minute/60, minute%60) }

var (
	errNoHours  = errors.New("there are no hours")
	errAlways   = errors.New("these hours are always; leave them out")
	errNoLength = errors.New("the hours end when they begin; for whole days write only the weekdays")
)

// ParseHours reads what String writes.
func ParseHours(s string) (Hours, error) {
	fields := strings.Fields(strings.ToLower(s))
	var h Hours
	var err error
	if len(fields) > 0 && !strings.Contains(fields[0], ":") {
		if h.Days, err = parseWeekdays(fields[0]); err != nil {
			return Hours{}, err
		}
		fields = fields[1:]
	} else if len(fields) == 0 {
		return Hours{}, errNoHours
	}
	if len(fields) > 1 {
		return Hours{}, fmt.Errorf("%q is too much", fields[1])
	}
	if len(fields) == 1 {
		if h.From, h.To, err = parseRangeOfDay(fields[0]); err != nil {
			return Hours{}, err
		}
	}
	if h == (Hours{}) {
		return h, errAlways
	}
	return h, nil
}

// parseRangeOfDay reads 09:00-17:00. A whole day is 0, 0.
func parseRangeOfDay(s string) (from, to int, err error) {
	first, last, ok := strings.Cut(s, "-")
	if !ok {
		return 0, 0, fmt.Errorf("%q has no end", s)
	}
	if from, err = parseClock(first); err != nil {
		return 0, 0, err
	}
	if to, err = parseClock(last); err != nil {
		return 0, 0, err
	}
	switch {
	case from == dayMinutes:
		return 0, 0, errors.New("a day has no 24:00 to begin at; write 00:00")
	case from == to:
		return 0, 0, errNoLength
	case to == 0:
		to = dayMinutes
	}
	if to-from == dayMinutes {
		return 0, 0, nil
	}
	return from, to, nil
}

func parseClock(s string) (minute int, err error) {
	hour, minutes, ok := strings.Cut(s, ":")
	h, errHour := strconv.ParseUint(hour, 10, 8)
	m, errMinute := strconv.ParseUint(minutes, 10, 8)
	if !ok || errHour != nil || errMinute != nil || len(hour) > 2 || len(minutes) != 2 || m > 59 || h*60+m > dayMinutes {
		return 0, fmt.Errorf("%q is not a time of day", s)
	}
	return int(h*60 + m), nil
}

// check finds what ParseHours would not have made.
func (h Hours) check() error {
	switch {
	case h == Hours{}:
		return nil
	case h.Days >= everyDay || h.From < 0 || h.From >= dayMinutes || h.To < 0 || h.To > dayMinutes:
		return errors.New("the hours are out of range")
	case h.From == h.To && h.From != 0:
		return errNoLength
	case h.To == 0 && h.From != 0, h.To-h.From == dayMinutes:
		return errors.New("the hours are not as ParseHours writes them")
	}
	return nil
}

// MarshalText is String.
func (h Hours) MarshalText() ([]byte, error) { return []byte(h.String()), nil }

// UnmarshalText is ParseHours, but that nothing is the zero Hours.
func (h *Hours) UnmarshalText(text []byte) (err error) {
	if len(text) == 0 {
		*h = Hours{}
		return nil
	}
	*h, err = ParseHours(string(text))
	return err
}
