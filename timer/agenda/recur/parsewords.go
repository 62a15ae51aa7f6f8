package recur

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"focusd/tracker"
)

// parseWords reads what Words writes, and a little more.
func parseWords(s string) (Rule, error) {
	words, r, err := parseEnd(plainWords(s))
	if err != nil {
		return r, err
	}
	if items, ok := cutOfMonth(strings.Join(words, " ")); ok {
		r.Freq = Monthly
		return r, r.setMonthItems(items)
	}
	words, known, err := r.setEvery(words)
	if err != nil || known && len(words) == 0 {
		return r, err
	}
	if known && (words[0] != "on" || r.Freq == Daily) {
		return r, notWords(s)
	}
	if len(words) > 0 && words[0] == "on" {
		words = words[1:]
	}
	items := strings.Join(words, " ")
	if r.Freq == Monthly {
		return r, r.setMonthItems(items)
	}
	r.Freq = Weekly
	if r.Weekdays, err = parseWeekdayWords(items); err != nil && !known {
		return r, notWords(s) // no word of it was a word
	}
	return r, err
}

// plainWords are those of s in small letters, without articles, and with
// commas for and.
func plainWords(s string) []string {
	text := strings.NewReplacer(" and ", ",", ", ", ",", " ,", ",").Replace(strings.ToLower(s))
	return slices.DeleteFunc(strings.Fields(text), func(w string) bool { return w == "the" })
}

func cutOfMonth(s string) (items string, ok bool) {
	for _, end := range []string{" of month", " of each month", " of every month"} {
		if items, ok = strings.CutSuffix(s, end); ok {
			return items, true
		}
	}
	return s, false
}

func notWords(s string) error {
	return fmt.Errorf("%w: %q; write daily, every 3 days, weekly, mon-fri, every 2 weeks on tue, monthly on 1, monthly on 2nd tue or %s",
		ErrRule, strings.TrimSpace(s), lastDayOfMonth)
}

// parseEnd takes until, times and from completion off the end of words.
func parseEnd(words []string) ([]string, Rule, error) {
	var r Rule
	for len(words) > 2 {
		n := len(words) - 2
		if known, err := r.setEnd(words[n], words[n+1]); !known || err != nil {
			return words, r, err
		}
		words = words[:n]
	}
	return words, r, nil
}

func (r *Rule) setEnd(first, second string) (known bool, err error) {
	twice := false
	switch {
	case first+" "+second == fromCompletion:
		twice, r.FromCompletion = r.FromCompletion, true
	case first == "until":
		twice = r.Until != tracker.Day{}
		if r.Until, err = tracker.ParseDay(second); err != nil {
			err = fmt.Errorf("%w: until %w", ErrRule, err)
		}
	case second == "times" || second == "time":
		twice = r.Count > 0
		r.Count, err = parseAmount("times", first)
	default:
		return false, nil
	}
	if twice {
		err = fmt.Errorf("%w: %s %s is the second of its kind; leave one out", ErrRule, first, second)
	}
	return true, err
}

// setEvery reads daily, weekly, monthly, every day, every 3 weeks from the
// start of words and returns the rest. known is false if there is no unit.
func (r *Rule) setEvery(words []string) (rest []string, known bool, err error) {
	if len(words) == 0 {
		return nil, false, nil
	}
	if i := slices.Index(freqWords(), words[0]); i >= 0 {
		r.Freq = Freq(i)
		return words[1:], true, nil
	}
	if words[0] != "every" || len(words) == 1 {
		return words, false, nil
	}
	words = words[1:]
	counted := words[0][0] >= '0' && words[0][0] <= '9' && len(words) > 1
	if counted {
		if r.Interval, err = parseAmount("every", words[0]); err != nil {
			return words, false, err
		}
		words = words[1:]
	}
	i := slices.Index(freqUnits(), strings.TrimSuffix(words[0], "s"))
	switch {
	case i < 0 && counted:
		return words, false, fmt.Errorf("%w: every %d %s; use days, weeks or months", ErrRule, r.Interval, words[0])
	case i < 0:
		return words, false, nil
	}
	r.Freq = Freq(i)
	return words[1:], true, nil
}

// parseWeekdayWords reads mon,wed and mon-fri, and the names written out.
func parseWeekdayWords(s string) ([]Weekday, error) {
	var list []Weekday
	for item := range strings.SplitSeq(s, ",") {
		from, to, ok := parseDayRange(item)
		if !ok {
			return nil, fmt.Errorf("%w: weekday %q; use mon, tue, wed, thu, fri, sat, sun, or a range such as mon-fri", ErrRule, item)
		}
		list = append(list, Weekday{Day: from})
		for d := from; d != to; {
			d = (d + 1) % 7
			list = append(list, Weekday{Day: d})
		}
	}
	return list, nil
}

// parseDayRange reads a range, or a day as the range from it to itself.
func parseDayRange(s string) (from, to time.Weekday, ok bool) {
	switch s {
	case "weekday", "weekdays":
		return time.Monday, time.Friday, true
	case "weekend", "weekends":
		return time.Saturday, time.Sunday, true
	}
	first, last, ranged := strings.Cut(s, "-")
	if !ranged {
		last = first
	}
	from, isDay := parseDayWord(first)
	to, isToo := parseDayWord(last)
	return from, to, isDay && isToo
}

func parseDayWord(s string) (time.Weekday, bool) {
	for d := time.Sunday; d <= time.Saturday; d++ {
		if s == dayWord(d) || s == strings.ToLower(d.String()) {
			return d, true
		}
	}
	return 0, false
}

// setMonthItems reads 1,15 and last day and 2nd tue,last fri.
func (r *Rule) setMonthItems(s string) error {
	for item := range strings.SplitSeq(s, ",") {
		if err := r.setMonthItem(item); err != nil {
			return err
		}
	}
	if len(r.Weekdays) > 0 && len(r.MonthDays) > 0 {
		return fmt.Errorf("%w: %q has dates and weekdays; write two rules, or BYDAY and BYMONTHDAY for days that are both", ErrRule, s)
	}
	return nil
}

func (r *Rule) setMonthItem(item string) error {
	space := strings.LastIndexByte(item, ' ')
	before, last := item[:max(space, 0)], item[space+1:]
	nth, numbered := parseOrdinal(before)
	weekday, isWeekday := parseDayWord(last)
	switch {
	case numbered && last == "day":
		r.MonthDays = append(r.MonthDays, nth)
		return nil
	case numbered && isWeekday:
		r.Weekdays = append(r.Weekdays, Weekday{weekday, nth})
		return nil
	case isWeekday && before == "":
		return fmt.Errorf("%w: which %s of the month? write 1st %s or last %s", ErrRule, last, last, last)
	}
	day, ok := parseOrdinal(item)
	if !ok || last == "last" {
		return fmt.Errorf("%w: %q is no day of a month; use 1 to %d, last day, 2nd tue or last fri", ErrRule, item, maxMonthDay)
	}
	r.MonthDays = append(r.MonthDays, day)
	return nil
}

// parseOrdinal reads 2nd, 2, -2, last and 2nd last.
func parseOrdinal(s string) (n int, ok bool) {
	if s == "last" {
		return -1, true
	}
	s, fromEnd := strings.CutSuffix(s, " last")
	digits := strings.TrimRight(s, "stndrh")
	n, err := strconv.Atoi(digits)
	switch {
	case err != nil || n == 0 || digits != s && ordinal(n) != s:
		return 0, false
	case fromEnd:
		return -n, n > 0
	}
	return n, true
}
