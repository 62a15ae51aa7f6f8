package imports

import (
	"strings"
	"time"
	"unicode/utf8"

	"focusd/tracker"
)

// word is one of a line, with its column.
type word struct {
	text   string
	column int
}

// wordsOf are the words of a line.
func wordsOf(l string) (all []word) {
	column, begin := 1, 0
	for i, c := range l + " " {
		if c == ' ' || c == '\t' {
			if i > begin {
				all = append(all, word{l[begin:i], column - utf8.RuneCountInString(l[begin:i])})
			}
			begin = i + utf8.RuneLen(c)
		}
		column++
	}
	return all
}

// note is a line of text that is being read.
type note struct {
	*reader
	line  int
	words []word // that are still to be read
	day   tracker.Day
	task  bool // of the form of todo.txt
}

const textHint = "write 2026-11-20 14:10-15:00 errand, or a day alone and 14:10 35m nap below it"

// text reads notes. A line that is a day alone is the day of those below it.
func (r *reader) text(file []byte) error {
	day := r.Day
	for n, l := range lines(file) {
		k := note{reader: r, line: n, words: wordsOf(l), day: day}
		if len(k.words) == 0 || strings.HasPrefix(k.words[0].text, "#") {
			continue
		}
		k.begin()
		if named, ok := k.takeDay(); ok {
			k.day = named
			if len(k.words) == 0 {
				day = named
				continue
			}
			if _, ok := k.takeDay(); ok && !k.task { // of a task, it is when it was thought of
				return k.here().wrong("there are two days", textHint)
			}
		}
		if err := k.read(); err != nil {
			return err
		}
	}
	return nil
}

// begin skips what a list has before its items: a dash, the marks of todo.txt.
func (k *note) begin() {
	for len(k.words) > 0 {
		switch w := k.words[0].text; {
		case w == "x", len(w) == 3 && w[0] == '(' && w[2] == ')':
			k.task = true
		case w == "-", w == "*", w == "+":
		default:
			return
		}
		k.words = k.words[1:]
	}
}

// here is the place of the next word.
func (k *note) here() spot {
	if len(k.words) == 0 {
		return spot{k.line, 0}
	}
	return spot{k.line, k.words[0].column}
}

func (k *note) takeDay() (tracker.Day, bool) {
	if len(k.words) == 0 {
		return tracker.Day{}, false
	}
	d, ok := parseDay(strings.TrimSuffix(k.words[0].text, ":"))
	if ok {
		k.words = k.words[1:]
	}
	return d, ok
}

// read reads the times of a line, and what they were spent on.
func (k *note) read() error {
	at := k.here()
	from, to, length, ok := k.times()
	if !ok {
		from, to, length, ok = k.tags()
	}
	switch {
	case !ok:
		return at.wrong("there is no time here", textHint)
	case k.day == (tracker.Day{}):
		return at.wrong("of which day?", "write the day before it, or name one: --day 2026-11-20")
	}
	begin, end, err := k.stretch(at, k.day, from, to)
	if length > 0 {
		begin, err = k.instant(at, k.day, from)
		end = begin.Add(length)
	}
	if err != nil {
		return err
	}
	text, category := k.about()
	return k.add(at, begin, end, text, category)
}

// times reads a range, or a time and a length, at the beginning.
func (k *note) times() (from, to clock, length time.Duration, ok bool) {
	if len(k.words) == 0 {
		return from, to, 0, false
	}
	if from, to, ok = parseRange(k.words[0].text); ok {
		k.words = k.words[1:]
		return from, to, 0, true
	}
	if from, ok = parseClock(k.words[0].text); !ok || len(k.words) < 2 {
		return from, to, 0, false
	}
	if length, ok = parseLength(k.words[1].text); ok {
		k.words = k.words[2:]
		return from, to, length, true
	}
	if len(k.words) < 3 || strings.Trim(k.words[1].text, "-–") != "" {
		return from, to, 0, false
	}
	if to, ok = parseClock(k.words[2].text); ok {
		k.words = k.words[3:]
	}
	return from, to, 0, ok
}

// tags reads start:14:10 with end:15:00 or took:50m, anywhere, or a range
// anywhere in a task.
func (k *note) tags() (from, to clock, length time.Duration, ok bool) {
	var rest []word
	var began, ended bool
	for _, w := range k.words {
		key, value, _ := strings.Cut(w.text, ":")
		c, isClock := parseClock(value)
		d, isLength := parseLength(value)
		a, b, isRange := parseRange(w.text)
		switch {
		case isRange && k.task && !began:
			from, to, began, ended = a, b, true, true
		case isClock && key == "start":
			from, began = c, true
		case isClock && key == "end":
			to, ended = c, true
		case isLength && (key == "took" || key == "dur" || key == "duration" || key == "spent"):
			length = d
		default:
			rest = append(rest, w)
		}
	}
	if ok = began && ended != (length > 0); ok {
		k.words = rest
	}
	return from, to, length, ok
}

// about is the text of what is left, and the category: the first word behind
// an @. Further ones are words like any other.
func (k *note) about() (text, category string) {
	var plain []string
	for _, w := range k.words {
		if name, is := strings.CutPrefix(w.text, "@"); is && name != "" && category == "" {
			category = name
			continue
		}
		plain = append(plain, w.text)
	}
	return strings.Join(plain, " "), category
}
