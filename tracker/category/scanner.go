package category

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// scanner reads one line.
type scanner struct {
	text string
	at   int // in bytes
	line int
}

// skip goes to the next word.
func (s *scanner) skip() {
	s.at = len(s.text) - len(strings.TrimLeftFunc(s.text[s.at:], unicode.IsSpace))
}

// done tells whether nothing follows but a comment.
func (s *scanner) done() bool {
	s.skip()
	return s.at == len(s.text) || s.text[s.at] == '#'
}

// accept goes over prefix if it is next.
func (s *scanner) accept(prefix string) bool {
	if !strings.HasPrefix(s.text[s.at:], prefix) {
		return false
	}
	s.at += len(prefix)
	return true
}

// acceptWord goes over word if it is next and ends there.
func (s *scanner) acceptWord(word string) bool {
	s.skip()
	rest, ok := strings.CutPrefix(s.text[s.at:], word)
	next, _ := utf8.DecodeRuneInString(rest)
	if !ok || rest != "" && !unicode.IsSpace(next) {
		return false
	}
	s.at += len(word)
	return true
}

// letters reads the name of a field.
func (s *scanner) letters() string {
	rest := s.text[s.at:]
	n := strings.IndexFunc(rest, func(r rune) bool { return !unicode.IsLetter(r) })
	if n < 0 {
		n = len(rest)
	}
	s.at += n
	return rest[:n]
}

// fail says what is wrong at a place in the line.
func (s *scanner) fail(at int, part, what, do string) *Problem {
	return &Problem{Line: s.line, Column: utf8.RuneCountInString(s.text[:at]) + 1, Part: part, What: what, Do: do}
}

// value reads a plain word, or what is in quotes.
func (s *scanner) value(part string) (string, *Problem) {
	from := s.at
	if s.accept(`"`) {
		return s.quoted(part, from)
	}
	rest := s.text[from:]
	n := strings.IndexFunc(rest, unicode.IsSpace)
	if n < 0 {
		n = len(rest)
	}
	word := rest[:n]
	switch i := strings.IndexByte(word, '"'); {
	case n == 0:
		return "", s.fail(from, part, "there is no text", `write it right behind the operator; "" for an empty one`)
	case i >= 0:
		return "", s.fail(from+i, part, "there is a quote inside of a word", `put the whole text in quotes, and a \ before a quote in it`)
	}
	s.at += n
	return word, nil
}

// quoted is after the opening quote, which is at from.
func (s *scanner) quoted(part string, from int) (string, *Problem) {
	if n := strings.IndexAny(s.text[s.at:], `"\`); n >= 0 && s.text[s.at+n] == '"' {
		s.at += n + 1
		return s.text[from+1 : s.at-1], s.separate(part)
	}
	var b strings.Builder
	for s.at < len(s.text) {
		c := s.text[s.at]
		s.at++
		switch {
		case c == '"':
			return b.String(), s.separate(part)
		case c == '\\':
			if !s.accept(`"`) && !s.accept(`\`) {
				return "", s.fail(s.at-1, part, `a \ stands before neither a quote nor another \`, `write \\ for one \`)
			}
			c = s.text[s.at-1]
		}
		b.WriteByte(c)
	}
	return "", s.fail(from, part, "the quotes are not closed", `put a " behind the text`)
}

// regex is after the opening slash.
func (s *scanner) regex(part string) (string, *Problem) {
	from := s.at - 1
	var b strings.Builder
	for s.at < len(s.text) {
		c := s.text[s.at]
		s.at++
		switch {
		case c == '/':
			return b.String(), s.separate(part)
		case c == '\\' && s.accept("/"):
			c = '/'
		case c == '\\' && s.accept(`\`):
			b.WriteByte('\\')
		}
		b.WriteByte(c)
	}
	return "", s.fail(from, part, "the regular expression is not closed", `put a / behind it, and write \/ for a slash in it`)
}

// separate finds that a word does not end where its text does.
func (s *scanner) separate(part string) *Problem {
	next, _ := utf8.DecodeRuneInString(s.text[s.at:])
	if s.at == len(s.text) || unicode.IsSpace(next) {
		return nil
	}
	return s.fail(s.at, part, "something is glued to the end of the text", "put a space between")
}
