package imports

import (
	"strings"
	"time"

	"focusd/tracker"
)

// isKlog tells a day alone, with lines indented below it that are as klog has
// them. A time with a length is in notes only.
func isKlog(file []byte) bool {
	if _, ok := klogDay(firstLine(file)); !ok {
		return false
	}
	deep := false
	for _, l := range lines(file) {
		if l == strings.TrimLeft(l, " \t") {
			continue
		}
		words := strings.Fields(l)
		if len(words) > 1 {
			_, isClock := parseClock(words[0])
			if _, isLength := parseLength(words[1]); isClock && isLength {
				return false
			}
		}
		deep = deep || len(words) > 0
	}
	return deep
}

// klogDay reads the headline of a record: a date, and what the day should come
// to.
func klogDay(l string) (tracker.Day, bool) {
	date, should, _ := strings.Cut(strings.TrimSpace(l), " ")
	d, ok := parseDay(date)
	should = strings.TrimSpace(should)
	return d, ok && (should == "" || strings.HasPrefix(should, "(") && strings.HasSuffix(should, "!)"))
}

// klog reads the records of klog, as its specification 1.4 has them. Durations
// have no time of day: they are skipped.
func (r *reader) klog(file []byte) error {
	var day tracker.Day
	last := -1 // the item that an indented line goes on with
	for n, l := range lines(file) {
		deep := len(l) - len(strings.TrimLeft(l, " \t"))
		switch {
		case strings.TrimSpace(l) == "":
			last = -1
		case deep == 0:
			if d, ok := klogDay(l); ok {
				day = d
			} else if day == (tracker.Day{}) {
				return spot{n, 1}.wrong("a record begins with its day", "write 2026-11-20")
			}
		case day == (tracker.Day{}):
			return spot{n, 1}.wrong("a record begins with its day", "write 2026-11-20")
		case last >= 0 && (deep >= 8 || deep == 2 && l[0] == '\t'):
			e := &r.found.Items[last].Entry
			e.Text = r.fit(e.Text + " " + strings.TrimSpace(l))
		default:
			was := len(r.found.Items)
			if err := r.klogEntry(spot{n, deep + 1}, day, strings.TrimSpace(l)); err != nil {
				return err
			}
			if last = -1; len(r.found.Items) > was {
				last = was
			}
		}
	}
	return nil
}

// klogEntry reads what is indented below a day.
func (r *reader) klogEntry(at spot, day tracker.Day, l string) error {
	span, text, ok := klogRange(l)
	first, _, _ := strings.Cut(l, " ")
	if !ok {
		if _, isLength := parseLength(strings.TrimLeft(first, "+-")); isLength {
			r.skip(at.line, "a length without a time of day")
			return nil
		}
		return at.wrong("there is no time here", "write 9:00 - 10:30 and what was done")
	}
	if strings.Trim(span[1], "?") == "" {
		r.skip(at.line, "it still runs")
		return nil
	}
	from, err := r.klogTime(at, day, span[0])
	if err != nil {
		return err
	}
	to, err := r.klogTime(at, day, span[1])
	if err != nil {
		return err
	}
	text, category := (&note{words: wordsOf(text)}).about()
	if text == "" && category == "" {
		text = "untitled"
	}
	return r.add(at, from, to, text, category)
}

// klogRange cuts "9:00 - 10:30 text", of which the spaces around the dash may
// be missing.
func klogRange(l string) (span [2]string, text string, ok bool) {
	from, rest, ok := strings.Cut(l, "-")
	if !ok {
		return span, "", false
	}
	rest = strings.TrimLeft(rest, " ")
	to, text, _ := strings.Cut(rest, " ")
	span = [2]string{strings.TrimSpace(from), to}
	_, isTime := parseClock(strings.Trim(span[0], "<>"))
	return span, strings.TrimSpace(text), isTime
}

// klogTime reads 23:00, <23:00 of the day before and 0:30> of the day after.
func (r *reader) klogTime(at spot, day tracker.Day, s string) (t time.Time, err error) {
	if before, is := strings.CutPrefix(s, "<"); is {
		s, day = before, day.Add(-1)
	}
	if after, is := strings.CutSuffix(s, ">"); is {
		s, day = after, day.Add(1)
	}
	c, ok := parseClock(s)
	if !ok {
		return t, at.wrong("\""+s+"\" is not a time of day", "write it as 14:10")
	}
	return r.instant(at, day, c)
}
