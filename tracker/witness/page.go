package witness

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Page is a piece of the journal as it is kept.
type Page struct {
	ID   string // "2026-11-22.00": its UTC day, and which of that day it is
	Data []byte // nil: the page is removed
}

// version begins every page.
const version = "1\n"

// letters are the kinds on a page, in their order.
const letters = "dwielspTczj"

// longestText is how much of a reason is kept, in bytes.
const longestText = 160

// mostPages is how many pages a day has at most: what changes more often than
// that tells nobody anything.
const mostPages = 32

func pageID(day time.Time, number int) string {
	return fmt.Sprintf("%s.%02d", day.Format(time.DateOnly), number)
}

// Day is the UTC day that t is in, as its first instant.
func Day(t time.Time) time.Time {
	year, month, day := t.UTC().Date()
	return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
}

// Between are the bounds of the names of all pages of the UTC days from that of
// from to that of to.
func Between(from, to time.Time) (first, after string) {
	return Day(from).Format(time.DateOnly), Day(to).AddDate(0, 0, 1).Format(time.DateOnly)
}

// line is a note on the page of a day: milliseconds of the day, what, how long
// before it began to be so, for how long, by whom, and the text.
func (n Note) line(day time.Time) string {
	sign := "-"
	if n.On {
		sign = "+"
	}
	fields := []string{millis(n.At.Sub(day)), letters[n.Kind:][:1] + sign, "", "", plain(n.By), plain(n.Text)}
	if !n.From.IsZero() {
		fields[2] = millis(n.At.Sub(n.From))
	}
	if n.For != 0 {
		fields[3] = millis(n.For)
	}
	return strings.TrimRight(strings.Join(fields, "\t"), "\t") + "\n"
}

func millis(d time.Duration) string { return strconv.FormatInt(d.Milliseconds(), 10) }

// plain makes one line of a text, and bounds it.
func plain(s string) string {
	if len(s) <= longestText && strings.IndexFunc(s, func(r rune) bool { return r < ' ' || r >= 0x7f }) < 0 {
		return s // nearly always, and for every sample
	}
	s = strings.Join(strings.FieldsFunc(strings.ToValidUTF8(s, "?"), func(r rune) bool { return r < ' ' || r == 0x7f }), " ")
	if len(s) > longestText {
		s = strings.ToValidUTF8(s[:longestText], "") + "…"
	}
	return s
}

// Redact is the data of a page on which text has changed what sources said: why
// they do not tell what is in front. All else are words of our own.
func Redact(page []byte, text func(string) string) []byte {
	lines := strings.SplitAfter(string(page), "\n")
	for i, line := range lines {
		fields := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(fields) == 6 && fields[1] == letters[Window:][:1]+"-" {
			fields[5] = plain(text(fields[5]))
			lines[i] = strings.Join(fields, "\t") + "\n"
		}
	}
	return []byte(strings.Join(lines, ""))
}

// Read is what is on a page, in the order it was noted.
func Read(p Page) ([]Note, error) {
	date, _, _ := strings.Cut(p.ID, ".")
	day, err := time.Parse(time.DateOnly, date)
	if err != nil {
		return nil, fmt.Errorf("page %q of the journal has the name of no day", p.ID)
	}
	text, ok := strings.CutPrefix(string(p.Data), version)
	if !ok {
		return nil, fmt.Errorf("page %s of the journal has a form that this focusd does not know", p.ID)
	}
	var notes []Note
	for line := range strings.Lines(text) {
		n, err := readLine(strings.TrimSuffix(line, "\n"), day)
		if err != nil {
			return nil, fmt.Errorf("page %s of the journal: line %d: %w", p.ID, len(notes)+2, err)
		}
		notes = append(notes, n)
	}
	return notes, nil
}

var (
	errFields = errors.New("not a note")
	errKind   = errors.New("a note of no known kind")
	errNumber = errors.New("not a length in milliseconds")
)

func readLine(line string, day time.Time) (Note, error) {
	fields := strings.Split(line, "\t")
	if len(fields) < 2 || len(fields) > 6 {
		return Note{}, errFields
	}
	fields = append(fields, "", "", "", "")
	what := fields[1]
	if len(what) != 2 || what[1] != '+' && what[1] != '-' {
		return Note{}, errFields
	}
	kind := strings.IndexByte(letters, what[0])
	if kind < 0 {
		return Note{}, errKind
	}
	at, err1 := length(fields[0])
	from, err2 := length(fields[2])
	lasts, err3 := length(fields[3])
	if err := errors.Join(err1, err2, err3); err != nil || fields[0] == "" {
		return Note{}, errNumber
	}
	n := Note{At: day.Add(at), Kind: Kind(kind), On: what[1] == '+', For: lasts, By: fields[4], Text: fields[5]}
	if fields[2] != "" {
		n.From = n.At.Add(-from)
	}
	return n, nil
}

// length reads milliseconds; nothing is none.
func length(s string) (time.Duration, error) {
	if s == "" {
		return 0, nil
	}
	const most = int64(200 * 365 * 24 * time.Hour / time.Millisecond)
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil || n > most || n < -most {
		return 0, errNumber
	}
	return time.Duration(n) * time.Millisecond, nil
}
