package api

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"strconv"
	"time"
	"unicode/utf8"
)

// Rows is the media type that a client of GET /v1/log asks for to be sent one
// Span a line, as they are read, and not one document.
const Rows = "application/x-ndjson"

// AppendSpan appends s as json.Marshal writes it, many times faster: an export
// of a year has half a million of them.
func AppendSpan(b []byte, s Span) []byte { return new(Lines).Append(b, s) }

// Lines appends spans as AppendSpan does, quicker where one begins when the one
// before it ended, as nearly all of a log do. The zero Lines is ready.
type Lines struct {
	end  time.Time // of the span before
	text [48]byte  // which is written so; no time takes more
	size int       // bytes of text; 0: it is not known
}

// Append appends the next span.
func (l *Lines) Append(b []byte, s Span) []byte {
	b = append(b, `{"start":"`...)
	if s.Start == l.end && l.size > 0 {
		b = append(b, l.text[:l.size]...)
	} else {
		b = appendTime(b, s.Start)
	}
	b = append(b, `","end":"`...)
	at := len(b)
	b = appendTime(b, s.End)
	l.end, l.size = s.End, copy(l.text[:], b[at:])
	b = append(b, `","presence":`...)
	b = appendText(b, s.Presence)
	if s.App != "" {
		b = append(b, `,"app":`...)
		b = appendText(b, s.App)
	}
	if s.Title != "" {
		b = append(b, `,"title":`...)
		b = appendText(b, s.Title)
	}
	b = append(b, `,"offset_minutes":`...)
	b = strconv.AppendInt(b, int64(s.Offset), 10)
	return append(b, '}')
}

// appendTime appends t in RFC 3339. The log is in UTC and whole milliseconds;
// any other time is left to package time.
func appendTime(b []byte, t time.Time) []byte {
	year, month, day := t.Date()
	ms := t.Nanosecond() / 1e6
	if t.Location() != time.UTC || year < 0 || year > 9999 || t.Nanosecond() != ms*1e6 {
		return t.AppendFormat(b, time.RFC3339Nano)
	}
	hour, minute, second := t.Clock()
	b = appendTwo(appendTwo(b, year/100), year%100)
	b = appendTwo(append(b, '-'), int(month))
	b = appendTwo(append(b, '-'), day)
	b = appendTwo(append(b, 'T'), hour)
	b = appendTwo(append(b, ':'), minute)
	b = appendTwo(append(b, ':'), second)
	if ms > 0 {
		b = appendTwo(append(b, '.'), ms/10)
		if last := ms % 10; last > 0 {
			b = append(b, byte('0'+last))
		} else if ms%100 == 0 {
			b = b[:len(b)-1]
		}
	}
	return append(b, 'Z')
}

// appendTwo appends two digits.
func appendTwo(b []byte, n int) []byte { return append(b, byte('0'+n/10), byte('0'+n%10)) }

// appendText appends s in quotes. What may have to be escaped is left to
// package json.
func appendText(b []byte, s string) []byte {
	begin := len(b)
	b = append(append(b, '"'), s...)
	if isPlain(b[begin+1:]) {
		return append(b, '"')
	}
	quoted, err := json.Marshal(s)
	if err != nil {
		panic(err) // there is no string that cannot be encoded
	}
	return append(b[:begin], quoted...)
}

// isPlain tells whether package json writes each byte of text as it is. It
// looks at eight at a time.
func isPlain(text []byte) bool {
	high := uint64(0)
	rest := text
	for ; len(rest) >= 8; rest = rest[8:] {
		w := binary.LittleEndian.Uint64(rest)
		if !plainWord(w) {
			return false
		}
		high |= w
	}
	last := [8]byte{' ', ' ', ' ', ' ', ' ', ' ', ' ', ' '}
	copy(last[:], rest)
	w := binary.LittleEndian.Uint64(last[:])
	return plainWord(w) && ((high|w)&tops == 0 || isPlainUnicode(text))
}

// isPlainUnicode is isPlain of what has bytes of more than ASCII, for these:
// titles have a dash before the name of the program, to begin with.
func isPlainUnicode(text []byte) bool {
	return utf8.Valid(text) && !bytes.Contains(text, []byte("\u2028")) && !bytes.Contains(text, []byte("\u2029"))
}

const (
	ones = 0x0101010101010101
	tops = ones << 7
)

// plainWord is isPlain of eight bytes, but for those above ASCII. A byte of v is
// 0 if one of (v-ones)&^v has its highest bit:
// https://graphics.stanford.edu/~seander/bithacks.html
func plainWord(w uint64) bool {
	control := (w - ones*' ') &^ w
	quote := w&^(ones*('"'^'&')) ^ ones*('"'&'&') // " and & differ in one bit
	angle := w&^(ones*('<'^'>')) ^ ones*('<'&'>') // so do < and >
	slash := w ^ ones*'\\'
	bad := control | (quote-ones)&^quote | (angle-ones)&^angle | (slash-ones)&^slash
	return bad&tops == 0
}

// readRows yields the spans of an answer in Rows.
func readRows(r io.Reader) iter.Seq2[Span, error] {
	return func(yield func(Span, error) bool) {
		lines := bufio.NewReaderSize(r, 64<<10)
		known := make(words)
		for {
			if _, err := lines.Peek(1); err == io.EOF {
				return
			}
			s, err := known.next(lines)
			if err != nil {
				yield(Span{}, fmt.Errorf("read log: %w", err))
				return
			}
			if !yield(s, nil) {
				return
			}
		}
	}
}

// words are texts that have come before: a log has few, again and again.
type words map[string]string

const (
	mostWords = 4096    // that are remembered before it begins anew
	maxRow    = 1 << 20 // bytes of a row that a reader puts up with
)

// next reads the next line.
func (w words) next(lines *bufio.Reader) (Span, error) {
	line, err := readLine(lines, maxRow)
	if err != nil {
		return Span{}, err
	}
	return w.span(line)
}

// span reads a line as AppendSpan writes it; any other is left to package json.
func (w words) span(line []byte) (s Span, err error) {
	l := rowLine{rest: line, ok: true}
	l.skip(`{"start":"`)
	s.Start = l.time()
	l.skip(`,"end":"`)
	s.End = l.time()
	l.skip(`,"presence":"`)
	s.Presence = w.word(l.text())
	if l.has(`,"app":"`) {
		s.App = w.word(l.text())
	}
	if l.has(`,"title":"`) {
		s.Title = w.word(l.text())
	}
	l.skip(`,"offset_minutes":`)
	s.Offset = l.number()
	if l.ok && string(l.rest) == "}" {
		return s, nil
	}
	s = Span{}
	err = json.Unmarshal(line, &s)
	return s, err
}

func (w words) word(b []byte) string {
	s, ok := w[string(b)]
	if !ok {
		if len(w) == mostWords {
			clear(w)
		}
		s = string(b)
		w[s] = s
	}
	return s
}

// rowLine is what is left to read of a line; ok is false when it is not what
// AppendSpan writes.
type rowLine struct {
	rest []byte
	ok   bool
}

// has skips text if the line goes on with it.
func (l *rowLine) has(text string) bool {
	if len(l.rest) < len(text) || string(l.rest[:len(text)]) != text {
		return false
	}
	l.rest = l.rest[len(text):]
	return true
}

func (l *rowLine) skip(text string) { l.ok = l.has(text) && l.ok }

// text reads up to the closing quote. A text that has to be decoded is not ok.
func (l *rowLine) text() []byte {
	end := bytes.IndexByte(l.rest, '"')
	if end < 0 {
		l.ok = false
		return nil
	}
	text := l.rest[:end]
	l.rest = l.rest[end+1:]
	l.ok = l.ok && isItself(text)
	return text
}

// isItself tells whether a text stands in JSON as it is.
func isItself(text []byte) bool {
	if isPlain(text) {
		return true
	}
	for _, c := range text {
		if c < ' ' || c == '\\' {
			return false
		}
	}
	return utf8.Valid(text)
}

func (l *rowLine) time() (t time.Time) {
	if err := t.UnmarshalText(l.text()); err != nil {
		l.ok = false
	}
	return t
}

func (l *rowLine) number() int {
	end := bytes.IndexByte(l.rest, '}')
	if end < 0 {
		l.ok = false
		return 0
	}
	text := string(l.rest[:end])
	n, err := strconv.Atoi(text)
	l.rest, l.ok = l.rest[end:], l.ok && err == nil && strconv.Itoa(n) == text
	return n
}
