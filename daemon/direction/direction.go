package direction

import (
	"strings"
	"unicode"
)

// The marks that Isolate puts around a text: https://www.unicode.org/reports/tr9/#Explicit_Directional_Isolates
const (
	First = "\u2068" // FIRST STRONG ISOLATE: what follows has the direction of its first letter
	Pop   = "\u2069" // POP DIRECTIONAL ISOLATE
)

// Isolate is a text fit to stand inside a sentence: letters that run from right
// to left turn nothing round but themselves. Marks of direction are left out,
// since one that is not closed would reach further. A text without such letters
// gets no marks.
func Isolate(text string) string {
	text = strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Bidi_Control, r) {
			return -1
		}
		return r
	}, text)
	if !strings.ContainsFunc(text, leftward) {
		return text
	}
	return First + text + Pop
}

// leftward tells by the blocks that Unicode keeps for such letters: the
// defaults R and AL of DerivedBidiClass.txt.
func leftward(r rune) bool {
	switch {
	case r < 0x590:
		return false
	case r <= 0x8ff, // Hebrew, Arabic, Syriac, Thaana, N'Ko
		0xfb1d <= r && r <= 0xfdff,   // Hebrew and Arabic forms
		0xfe70 <= r && r <= 0xfefe,   // Arabic forms
		0x10800 <= r && r <= 0x10fff, // ancient scripts
		0x1e800 <= r && r <= 0x1efff: // Adlam and others
		return true
	}
	return false
}
