package tray

import (
	"strings"
	"unicode"
)

// isolated is what a person wrote, fit to stand inside a sentence: letters that
// run from right to left turn nothing round but themselves. Marks of direction
// are left out, since one that is not closed would reach further.
func isolated(text string) string {
	text = strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Bidi_Control, r) {
			return -1
		}
		return r
	}, text)
	if !strings.ContainsFunc(text, leftward) {
		return text
	}
	// LEFT-TO-RIGHT MARK, FIRST STRONG ISOLATE, POP DIRECTIONAL ISOLATE. The
	// mark is for a line that begins with text: Pango takes the direction of
	// the line from the first letter, be it in an isolate or not.
	const mark, first, pop = "\u200e", "\u2068", "\u2069"
	return mark + first + text + pop
}

// leftward tells by the blocks that Unicode keeps for such letters:
// DerivedBidiClass.txt.
func leftward(r rune) bool {
	switch {
	case r < 0x590:
		return false
	case r <= 0x8ff, 0xfb1d <= r && r <= 0xfdff, 0xfe70 <= r && r <= 0xfefe:
		return true
	}
	return 0x10800 <= r && r <= 0x10fff || 0x1e800 <= r && r <= 0x1efff
}
