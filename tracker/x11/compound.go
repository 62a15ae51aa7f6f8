package x11

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

const (
	esc = 0x1b
	csi = 0x9b
)

// compound is a text in the encoding COMPOUND_TEXT as it is read: Latin-1,
// until escape sequences name other sets for the lower or the upper half of the
// bytes. Xlib writes a title so when there is more than Latin-1 in it
// (Compound Text Encoding, version 1.1, in the documentation of libX11).
type compound struct {
	out   strings.Builder
	ascii bool   // the lower half is; else nothing is known of it
	upper []rune // from 0xa0 on; empty: nothing is known of it
	lost  bool   // the last character written stands for what was unknown
}

// compoundText is b as UTF-8. Each run of characters that is in an unknown set
// is one U+FFFD.
func compoundText(b []byte) string {
	t := compound{ascii: true, upper: charset('A')}
	for len(b) > 0 {
		b = t.read(b)
	}
	return t.out.String()
}

// read takes the first character or sequence of b and returns what follows.
func (t *compound) read(b []byte) []byte {
	switch c := b[0]; {
	case c == esc:
		return t.escape(b[1:])
	case c == csi: // which way the text runs: the characters know it themselves
		return afterDirection(b[1:])
	case c >= 0xa0 && len(t.upper) > 0:
		t.write(string(t.upper[c-0xa0]))
	case c <= ' ', c < 0x7f && t.ascii:
		t.write(string(rune(c)))
	case c < 0x7f, c >= 0xa0:
		t.lose()
	}
	return b[1:]
}

// escape reads a sequence after its ESC.
func (t *compound) escape(b []byte) []byte {
	n := 0
	for n < len(b) && b[n] >= 0x20 && b[n] < 0x30 {
		n++
	}
	if n == len(b) || b[n] < 0x30 || b[n] > 0x7e {
		return b[n:] // cut short
	}
	kind, last, rest := string(b[:n]), b[n], b[n+1:]
	switch kind {
	case "(":
		t.ascii = last == 'B'
	case "$", "$(":
		t.ascii = false // a set of two bytes
	case "-":
		t.upper = charset(last)
	case ")", "$)":
		t.upper = nil
	case "%":
		if last == 'G' {
			b, rest, _ = bytes.Cut(rest, []byte("\x1b%@"))
			t.write(strings.ToValidUTF8(string(b), ""))
		}
	case "%/":
		t.lose()
		return afterSegment(rest)
	}
	return rest
}

func (t *compound) write(s string) {
	t.out.WriteString(s)
	t.lost = false
}

func (t *compound) lose() {
	if !t.lost {
		t.out.WriteRune(utf8.RuneError)
	}
	t.lost = true
}

// afterSegment skips a segment in an encoding that it names itself: its length
// in two digits of seven bits comes first.
func afterSegment(b []byte) []byte {
	if len(b) < 2 {
		return nil
	}
	n := int(b[0]&0x7f)<<7 | int(b[1]&0x7f)
	return b[min(2+n, len(b)):]
}

// afterDirection skips the rest of a sequence that began with CSI.
func afterDirection(b []byte) []byte {
	end := bytes.IndexByte(b, ']')
	if end < 0 || end > 1 {
		return b
	}
	return b[end+1:]
}
