package recur

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"focusd/tracker"
)

const (
	fromCompletion = "from completion"
	lastDayOfMonth = "last day of month"
)

// Words is r as a person would write it, and as Parse reads it. For what only
// the other spelling can say, such as Friday the 13th, it is String.
func (r Rule) Words() string {
	r = r.normal()
	head, ok := r.head()
	if !ok {
		return r.String()
	}
	switch {
	case r.Until != tracker.Day{}:
		head += " until " + r.Until.String()
	case r.Count == 1:
		head += " 1 time"
	case r.Count > 0:
		head += fmt.Sprintf(" %d times", r.Count)
	}
	if r.FromCompletion {
		head += " " + fromCompletion
	}
	return head
}

// head is the words without the end; ok is false where there are none.
func (r Rule) head() (words string, ok bool) {
	switch {
	case r.Freq == Weekly && r.Interval == 1 && len(r.Weekdays) > 0:
		return weekdayWords(r.Weekdays), true
	case r.Freq == Monthly && r.Interval == 1 && len(r.Weekdays) == 0 && slices.Equal(r.MonthDays, []int{-1}):
		return lastDayOfMonth, true
	}
	words = r.everyWords()
	switch days, weekdays := len(r.MonthDays) > 0, len(r.Weekdays) > 0; {
	case !days && !weekdays:
		return words, true
	case days && weekdays || r.Freq == Daily:
		return "", false
	case r.Freq == Weekly:
		return words + " on " + weekdayWords(r.Weekdays), true
	case days:
		return words + " on " + joined(r.MonthDays, monthDayWord), true
	}
	if slices.ContainsFunc(r.Weekdays, func(w Weekday) bool { return w.Nth == 0 }) {
		return "", false
	}
	return words + " on " + joined(r.Weekdays, func(w Weekday) string { return ordinal(w.Nth) + " " + dayWord(w.Day) }), true
}

func (r Rule) everyWords() string {
	if r.Interval == 1 {
		return []string{"daily", "weekly", "monthly"}[r.Freq]
	}
	return fmt.Sprintf("every %d %ss", r.Interval, freqUnits()[r.Freq])
}

func freqUnits() []string { return []string{"day", "week", "month"} }

// dayWord is the word that a list of weekdays has for d.
func dayWord(d time.Weekday) string { return strings.ToLower(d.String()[:3]) }

// weekdayWords has three and more in a row as a range.
func weekdayWords(list []Weekday) string {
	var words []string
	for i := 0; i < len(list); {
		end := i
		for end+1 < len(list) && fromMonday(list[end+1].Day) == fromMonday(list[end].Day)+1 {
			end++
		}
		if end < i+2 {
			end = i
			words = append(words, dayWord(list[i].Day))
		} else {
			words = append(words, dayWord(list[i].Day)+"-"+dayWord(list[end].Day))
		}
		i = end + 1
	}
	return strings.Join(words, ",")
}

func monthDayWord(d int) string {
	if d > 0 {
		return strconv.Itoa(d)
	}
	return ordinal(d) + " day"
}

// ordinal is 1st, 2nd, last, 2nd last.
func ordinal(n int) string {
	if n == -1 {
		return "last"
	}
	if n < 0 {
		return ordinal(-n) + " last"
	}
	suffix := "th"
	if n/10%10 != 1 && n%10 <= 3 {
		suffix = []string{"th", "st", "nd", "rd"}[n%10]
	}
	return strconv.Itoa(n) + suffix
}

// parseWords reads what Words writes, and a little more.
func parseWords(s string) (Rule, error) {
	text := strings.NewReplacer(" and ", ",", ", ", ",", " ,", ",").Replace(strings.ToLower(s))
	words, r, err := parseEnd(strings.Fields(text))
	if err != nil {
		return r, err
	}
	if head, ok := strings.CutSuffix(strings.Join(words, " "), " of month"); ok {
		r.Freq = Monthly
		return r, r.setMonthItems(head)
	}
	words, known, err := r.setEvery(words)
	if err != nil || known && len(words) == 0 {
		return r, err
	}
	if len(words) > 0 && words[0] == "on" {
		words = words[1:]
	} else if known {
		words = nil
	}
	switch items := strings.Join(words, " "); {
	case items == "" || known && r.Freq == Daily:
		return r, notWords(s)
	case known && r.Freq == Monthly:
		return r, r.setMonthItems(items)
	default:
		r.Freq = Weekly
		r.Weekdays, err = parseWeekdayWords(items)
		if err != nil && !known {
			return r, notWords(s)
		}
		return r, err
	}
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
		var err error
		switch first, second := words[n], words[n+1]; {
		case first+" "+second == fromCompletion:
			r.FromCompletion = true
		case first == "until":
			if r.Until, err = tracker.ParseDay(second); err != nil {
				return words, r, fmt.Errorf("%w: until %w", ErrRule, err)
			}
		case second == "times" || second == "time":
			if r.Count, err = parseAmount("times", first); err != nil {
				return words, r, err
			}
		default:
			return words, r, nil
		}
		words = words[:n]
	}
	return words, r, nil
}

// setEvery reads daily, weekly, monthly, every day, every 3 weeks from the
// start of words and returns the rest. known is false if there is no unit.
func (r *Rule) setEvery(words []string) (rest []string, known bool, err error) {
	if len(words) == 0 {
		return nil, false, nil
	}
	if i := slices.Index([]string{"daily", "weekly", "monthly"}, words[0]); i >= 0 {
		r.Freq = Freq(i)
		return words[1:], true, nil
	}
	if words[0] != "every" || len(words) == 1 {
		return words, false, nil
	}
	words = words[1:]
	if words[0][0] >= '0' && words[0][0] <= '9' {
		if r.Interval, err = parseAmount("every", words[0]); err != nil || len(words) == 1 {
			return words, false, err
		}
		words = words[1:]
	}
	i := slices.Index(freqUnits(), strings.TrimSuffix(words[0], "s"))
	if i < 0 && r.Interval > 0 {
		return words, false, fmt.Errorf("%w: every %d %s; use days, weeks or months", ErrRule, r.Interval, words[0])
	}
	if i < 0 {
		return words, false, nil
	}
	r.Freq = Freq(i)
	return words[1:], true, nil
}

// parseWeekdayWords reads mon,wed and mon-fri, and the names written out.
func parseWeekdayWords(s string) ([]Weekday, error) {
	var list []Weekday
	for item := range strings.SplitSeq(s, ",") {
		first, last, ranged := strings.Cut(item, "-")
		from, ok := parseDayWord(first)
		to := from
		if ok && ranged {
			to, ok = parseDayWord(last)
		}
		if !ok {
			return nil, fmt.Errorf("%w: weekday %q; use mon, tue, wed, thu, fri, sat, sun, or a range such as mon-fri", ErrRule, item)
		}
		for d := from; ; d = (d + 1) % 7 {
			list = append(list, Weekday{Day: d})
			if d == to {
				break
			}
		}
	}
	return list, nil
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
	words := strings.Fields(item)
	if len(words) == 0 {
		words = []string{""}
	}
	last := words[len(words)-1]
	nth, numbered := parseOrdinal(words[:len(words)-1])
	weekday, isWeekday := parseDayWord(last)
	switch {
	case numbered && last == "day":
		r.MonthDays = append(r.MonthDays, nth)
		return nil
	case numbered && isWeekday:
		r.Weekdays = append(r.Weekdays, Weekday{weekday, nth})
		return nil
	case isWeekday && len(words) == 1:
		return fmt.Errorf("%w: which %s of the month? write 1st %s or last %s", ErrRule, last, last, last)
	}
	day, ok := parseOrdinal(words)
	if !ok || last == "last" {
		return fmt.Errorf("%w: %q is no day of a month; use 1 to %d, last day, 2nd tue or last fri", ErrRule, item, maxMonthDay)
	}
	r.MonthDays = append(r.MonthDays, day)
	return nil
}

// parseOrdinal reads 2nd, 2, last, 2nd last and -2.
func parseOrdinal(words []string) (int, bool) {
	fromEnd := len(words) > 0 && words[len(words)-1] == "last"
	if fromEnd && len(words) == 1 {
		return -1, true
	}
	if fromEnd {
		words = words[:len(words)-1]
	}
	if len(words) != 1 {
		return 0, false
	}
	digits := strings.TrimRight(words[0], "stndrh")
	n, err := strconv.Atoi(digits)
	if err != nil || n == 0 || digits != words[0] && ordinal(n) != words[0] {
		return 0, false
	}
	if fromEnd {
		return -n, n > 0
	}
	return n, true
}
