package main

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"focusd/daemon/direction"
)

// clean makes text from outside safe to print: no control characters, no
// direction overrides, one line, valid UTF-8. A window title is written by
// whoever wrote the page, and a terminal obeys what it reads.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= ' ' && r < 0x7f: // nearly all there is: an export has millions
			return r
		case r == '\n', r == '\t', r == '\r', unicode.In(r, unicode.Zl, unicode.Zp):
			return ' '
		case r == '\u200c', r == '\u200d': // joiners: scripts and emoji need them
			return r
		case unicode.IsControl(r), unicode.Is(unicode.Cf, r):
			return -1
		}
		return r // an invalid byte arrives as U+FFFD
	}, s)
}

// say is text from outside for people: clean, and isolated where it would
// reorder what stands beside it.
func say(s string) string { return direction.Isolate(clean(s)) }

// quoteControls writes as \u0085 what clean would drop from JSON: it means the
// same to a program and nothing to a terminal. encoding/json leaves the
// controls above ASCII as they are, and U+009B opens an escape sequence.
func quoteControls(json string) string {
	var b strings.Builder
	for _, r := range json {
		if r < 0x7f || r == '\u200c' || r == '\u200d' || !unicode.IsControl(r) && !unicode.Is(unicode.Cf, r) {
			b.WriteRune(r)
			continue
		}
		for _, unit := range utf16.Encode([]rune{r}) {
			fmt.Fprintf(&b, "\\u%04x", unit)
		}
	}
	return b.String()
}

// cells is the width of s on a terminal.
func cells(s string) (n int) {
	for _, r := range s {
		n += runeCells(r)
	}
	return n
}

func runeCells(r rune) int {
	switch {
	case r < 0x300:
		return 1
	case r == '\u200c', r == '\u200d', r == '\u2068', r == '\u2069', unicode.In(r, unicode.Mn, unicode.Me):
		return 0
	case wide(r):
		return 2
	}
	return 1
}

// wide says whether r takes two cells: the W and F of Unicode's East Asian
// widths, as blocks. https://www.unicode.org/reports/tr11/
func wide(r rune) bool {
	switch {
	case r < 0x1100:
		return false
	case r <= 0x115f, // Hangul
		r >= 0x2e80 && r <= 0xa4cf && r != 0x303f, // CJK, kana, Yi
		r >= 0xa960 && r <= 0xa97c,                // Hangul
		r >= 0xac00 && r <= 0xd7a3,                // Hangul
		r >= 0xf900 && r <= 0xfaff,                // CJK
		r >= 0xfe30 && r <= 0xfe6f,                // CJK punctuation
		r >= 0xff00 && r <= 0xff60,                // full width
		r >= 0xffe0 && r <= 0xffe6,                // full width signs
		r >= 0x1f300 && r <= 0x1f64f,              // pictographs
		r >= 0x1f680 && r <= 0x1f6ff,              // transport
		r >= 0x1f900 && r <= 0x1faff,              // pictographs
		r >= 0x20000 && r <= 0x3fffd:              // CJK
		return true
	}
	return false
}

// fit is s in at most n cells, its end replaced by an ellipsis if need be. What
// it cuts out of an isolate is still isolated.
func fit(s string, n int) string {
	if cells(s) <= n {
		return s
	}
	if n <= 0 {
		return ""
	}
	room, end := n-1, 0
	for i, r := range s {
		if room -= runeCells(r); room < 0 {
			break
		}
		end = i + utf8.RuneLen(r)
	}
	kept := strings.TrimRight(s[:end], " ") + "…"
	open := strings.Count(kept, direction.First) - strings.Count(kept, direction.Pop)
	return kept + strings.Repeat(direction.Pop, max(0, open))
}

// wrap is s in lines of at most n cells, or of at most twenty where there are
// fewer: then the terminal breaks them. A longer word has a line of its own.
func wrap(s string, n int) (lines []string) {
	line := ""
	for _, word := range strings.Fields(s) {
		if line != "" && cells(line)+1+cells(word) > max(n, 20) {
			lines, line = append(lines, line), ""
		}
		if line != "" {
			line += " "
		}
		line += word
	}
	return append(lines, line)
}

// pad is s in exactly n cells.
func pad(s string, n int) string {
	s = fit(s, n)
	return s + strings.Repeat(" ", n-cells(s))
}

// padLeft is pad for a column of numbers.
func padLeft(s string, n int) string {
	s = fit(s, n)
	return strings.Repeat(" ", n-cells(s)) + s
}

// plural is "1 block", "4 blocks".
func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return itoa(n) + " " + noun + "s"
}

// shellWord is s as one word of a shell.
func shellWord(s string) string {
	plain := func(r rune) bool {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("._-/@%+,:", r)
	}
	if s != "" && !strings.ContainsFunc(s, func(r rune) bool { return !plain(r) }) {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}
