package imports

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"focusd/tracker"
	"focusd/tracker/entry"
)

// Options are what a file does not say by itself.
type Options struct {
	Format string         // one of Formats; "" is found out
	Zone   *time.Location // of times without one; nil: UTC
	Day    tracker.Day    // of text that names none; zero: then it is refused
	Now    time.Time      // nothing can be said of what comes after
}

// Item is one thing that was written down.
type Item struct {
	Line  int         // of the file, from 1; 0 where the file has none worth naming
	Entry entry.Entry // without an ID
}

// Skipped is something that has no stretch of time.
type Skipped struct {
	Line int
	Why  string
}

// Found is what a file has, oldest first.
type Found struct {
	Format  string
	Items   []Item
	Skipped []Skipped
	Cut     int // texts that were longer than an entry's, and were cut
}

// Error is what is wrong with a file, and where. Columns count characters; 0 is
// the whole of the line.
type Error struct {
	Line, Column int
	What, Do     string
}

func (e *Error) Error() string {
	switch {
	case e.Line == 0:
		return e.What
	case e.Column == 0:
		return fmt.Sprintf("%d: %s", e.Line, e.What)
	}
	return fmt.Sprintf("%d:%d: %s", e.Line, e.Column, e.What)
}

// Read understands a file. What is wrong with it is an *Error.
func Read(file []byte, o Options) (Found, error) {
	if o.Zone == nil {
		o.Zone = time.UTC
	}
	file = bytes.TrimPrefix(file, []byte("\ufeff"))
	if !utf8.Valid(file) {
		return Found{}, notText(file)
	}
	r := &reader{Options: o, found: Found{Format: o.Format}}
	if o.Format == "" {
		r.found.Format = formatOf(file)
	}
	read, known := readers()[r.found.Format]
	if !known {
		return Found{}, &Error{What: fmt.Sprintf("there is no format %q", o.Format), Do: "one of " + strings.Join(Formats(), ", ")}
	}
	if err := read(r, file); err != nil {
		return Found{}, err
	}
	slices.SortStableFunc(r.found.Items, func(a, b Item) int { return a.Entry.Start.Compare(b.Entry.Start) })
	return r.found, nil
}

func notText(file []byte) error {
	good := 0
	for good < len(file) {
		c, size := utf8.DecodeRune(file[good:])
		if c == utf8.RuneError && size == 1 {
			break
		}
		good += size
	}
	line, column := position(file, good)
	return &Error{line, column, "the file is not text in UTF-8", "convert it: iconv -t UTF-8"}
}

// position is the line and column of a byte.
func position(file []byte, at int) (line, column int) {
	before := file[:min(max(at, 0), len(file))]
	begin := bytes.LastIndexByte(before, '\n') + 1
	return 1 + bytes.Count(before, []byte("\n")), 1 + utf8.RuneCount(before[begin:])
}

// reader is a file that is being read.
type reader struct {
	Options
	found Found
}

// spot is where something stands in the file.
type spot struct{ line, column int }

func (s spot) wrong(what, do string) error { return &Error{s.line, s.column, what, do} }

// add takes up what was written at a spot.
func (r *reader) add(at spot, from, to time.Time, text, category string) error {
	_, seconds := from.In(r.Zone).Zone()
	e := entry.Entry{
		Start: from.UTC().Truncate(time.Millisecond), End: to.UTC().Truncate(time.Millisecond), Offset: seconds / 60,
		Text: r.fit(text), Category: line(category), Origin: entry.Import,
	}
	if e.Text == "" && e.Category == "" {
		return at.wrong("it does not say what was done", "write a text behind the times")
	}
	if err := e.Check(r.Now); err != nil {
		var outside *entry.RangeError
		if errors.As(err, &outside) {
			return at.wrong(outside.What, outside.Hint)
		}
		return at.wrong(err.Error(), "")
	}
	r.found.Items = append(r.found.Items, Item{at.line, e})
	return nil
}

func (r *reader) skip(line int, why string) {
	r.found.Skipped = append(r.found.Skipped, Skipped{line, why})
}

// fit makes a text one that an entry can have.
func (r *reader) fit(s string) string {
	s = line(s)
	if utf8.RuneCountInString(s) <= entry.LongText {
		return s
	}
	r.found.Cut++
	return strings.TrimRight(string([]rune(s)[:entry.LongText-1]), " ") + "…"
}

// line is s in one line, without what cannot be shown.
func line(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(c rune) bool { return unicode.IsSpace(c) || unicode.IsControl(c) }), " ")
}
