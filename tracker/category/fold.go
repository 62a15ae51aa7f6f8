package category

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// fold is s such that two texts that differ only in case fold to the same. It
// goes by the simple folding of Unicode, rune by rune, as (?i) does in a
// regular expression: what a pattern finds does not depend on its operator.
func fold(s string) string {
	for i := range len(s) {
		if c := s[i]; c >= utf8.RuneSelf || c >= 'A' && c <= 'Z' {
			return strings.Map(foldRune, s)
		}
	}
	return s
}

// foldRune is the least rune of those that differ from r in case only, but in
// lower case if that is an ASCII letter. The first cases are only to be fast.
func foldRune(r rune) rune {
	switch {
	case r < utf8.RuneSelf:
		return lowerASCII(r)
	case r >= 0x0410 && r <= 0x042f: // capital Cyrillic
		return r
	case r >= 0x0430 && r <= 0x044f: // small Cyrillic
		return r - 0x20
	case r >= 0x2000 && r < 0x2100, r >= 0x3000 && r < 0xa000: // punctuation, Han, kana
		return r
	}
	least := r
	for other := unicode.SimpleFold(r); other != r; other = unicode.SimpleFold(other) {
		least = min(least, other)
	}
	return lowerASCII(least)
}

func lowerASCII(r rune) rune {
	if r >= 'A' && r <= 'Z' {
		return r + ('a' - 'A')
	}
	return r
}
