package agenda

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// How long things may be, in characters. Longer is a text that got here by
// mistake.
const (
	maxLine = 1000 // a line with its marks
	maxName = 200  // a title, a name, a reason
)

// clean is s with single spaces between its words and nothing invisible around
// it, if it is legible.
func clean(s string, most int) (string, error) {
	if err := legible(s, most); err != nil {
		return "", err
	}
	return strings.Join(strings.Fields(strings.TrimFunc(s, invisible)), " "), nil
}

// legible refuses what would mislead on a screen: control characters, ends of
// lines, and those that turn the direction of what follows. Writing from right
// to left needs none of them.
func legible(s string, most int) error {
	if !utf8.ValidString(s) {
		return &TextError{Problem: "the text is not UTF-8", Advice: "write it again"}
	}
	if n := utf8.RuneCountInString(s); n > most {
		return &TextError{At: most + 1, Problem: "the text is too long", Advice: "leave some of it out, or make it several tasks"}
	}
	at := 0
	for _, r := range s {
		if at++; misleads(r) {
			return &TextError{At: at, Word: string(r), Problem: "is a character that cannot be seen", Advice: "leave it out"}
		}
	}
	return nil
}

// name is clean for something that has to be called something.
func name(s string) (string, error) {
	s, err := clean(s, maxName)
	if err == nil && s == "" {
		err = &TextError{Problem: "there is no text", Advice: "say what it is called"}
	}
	return s, err
}

// misleads tells whether r has no place in a line: a control character that is
// not a tab, a separator of lines, or an embedding, override or isolate of
// direction.
func misleads(r rune) bool {
	switch {
	case r == '\t':
		return false
	case unicode.IsControl(r), r == '\u2028', r == '\u2029':
		return true
	}
	return r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069'
}

// invisible is what is trimmed: spaces, and characters that only say something
// about their neighbours.
func invisible(r rune) bool {
	return unicode.IsSpace(r) || unicode.Is(unicode.Cf, r)
}
