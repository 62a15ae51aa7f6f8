package main

import (
	"strings"
	"time"
)

const stretchHint = "write it as 14:10-15:00, \"yesterday 14:10-15:00\" or 35m"

// stretch reads the beginning of words as a stretch of time, such as
// 14:10-15:00 or yesterday 14:10-15:00; rest is what follows. A stretch without
// a day is the last one.
func (m moment) stretch(words []string) (from, to time.Time, rest []string, ok bool) {
	if len(words) == 0 {
		return from, to, nil, false
	}
	begin, end, isRange := cutClocks(words[0])
	if isRange {
		from = begin.last(m.now)
		return from, end.next(from.Add(time.Second)), words[1:], true
	}
	day, isDay := m.day(words[0])
	if !isDay || len(words) < 2 {
		return from, to, nil, false
	}
	if begin, end, isRange = cutClocks(words[1]); !isRange {
		return from, to, nil, false
	}
	first, _ := m.cal.Bounds(day)
	from = begin.next(first.In(m.now.Location()))
	return from, end.next(from.Add(time.Second)), words[2:], true
}

// cutClocks reads 14:10-15:00 and 14:10..15:00.
func cutClocks(s string) (begin, end clock, ok bool) {
	for _, between := range []string{"..", "-", "–"} {
		first, second, found := strings.Cut(s, between)
		if !found {
			continue
		}
		begin, isBegin := parseClock(first)
		end, isEnd := parseClock(second)
		return begin, end, isBegin && isEnd
	}
	return begin, end, false
}

// near is the instant at which it is c that is nearest to t.
func (c clock) near(t time.Time) time.Time {
	before, after := c.last(t), c.next(t)
	if t.Sub(before) <= after.Sub(t) {
		return before
	}
	return after
}

// entryWords reads what an entry is about: a text, and a category behind an @.
func entryWords(words []string) (text, category string, err error) {
	var plain []string
	for _, w := range words {
		name, is := strings.CutPrefix(w, "@")
		switch {
		case !is:
			plain = append(plain, w)
		case name == "":
			return "", "", misuse("write the category behind it: @health", "there is nothing behind the @")
		case category != "":
			return "", "", misuse("leave one of them out", "@%s and @%s are two categories", category, name)
		default:
			category = name
		}
	}
	return strings.Join(plain, " "), category, nil
}

// fieldsOf are the words of args, of which a shell may have made one.
func fieldsOf(args []string) []string { return strings.Fields(strings.Join(args, " ")) }

// isID tells whether s is the ID of an entry or a correction: a ULID.
func isID(s string) bool {
	return len(s) == 26 && strings.Trim(s, "0123456789ABCDEFGHJKMNPQRSTVWXYZ") == ""
}
