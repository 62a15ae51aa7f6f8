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

// Words is r, which must be valid, as a person would write it, and as Parse
// reads it. For what only the other spelling can say, such as Friday the 13th,
// it is String.
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
		return freqWords()[r.Freq]
	}
	return fmt.Sprintf("every %d %ss", r.Interval, freqUnits()[r.Freq])
}

func freqWords() []string { return []string{"daily", "weekly", "monthly"} }

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
