package agenda

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// stepMark stands between a task and its steps.
const stepMark = ">"

// word is a word of a line.
type word struct {
	at     int    // in characters from 1
	text   string // without the quotes of its value
	quoted bool   // its value was in quotes: there none is a word like any other
}

func (w word) wrong(problem, advice string) error {
	return &TextError{At: w.at, Word: w.text, Problem: problem, Advice: advice}
}

// split parts a line into words.
func split(line string) ([]word, error) {
	if err := legible(line, maxLine); err != nil {
		return nil, err
	}
	var words []word
	for runes, i := []rune(line), 0; i < len(runes); {
		if unicode.IsSpace(runes[i]) {
			i++
			continue
		}
		w, end, err := scan(runes, i)
		if err != nil {
			return nil, err
		}
		words = append(words, w)
		i = end
	}
	return words, nil
}

// scan reads the word that begins at from.
func scan(line []rune, from int) (w word, end int, err error) {
	end = from
	for end < len(line) && !unicode.IsSpace(line[end]) {
		if line[end] == '"' && slices.Contains(keys(), string(line[from:end])) {
			return scanQuoted(line, from, end+1)
		}
		end++
	}
	return word{at: from + 1, text: string(line[from:end])}, end, nil
}

// scanQuoted reads the word that begins at from and whose value begins at open,
// after the quote.
func scanQuoted(line []rune, from, open int) (w word, end int, err error) {
	w = word{at: from + 1, quoted: true}
	text := slices.Clone(line[from : open-1])
	for i := open; i < len(line); i++ {
		switch {
		case line[i] == '\\' && i+1 < len(line):
			i++
		case line[i] == '"' && i+1 < len(line) && !unicode.IsSpace(line[i+1]):
			w.text = string(line[from : i+2])
			return w, 0, w.wrong("goes on after its closing quote", "write a space there, or \\\" for a quote")
		case line[i] == '"':
			w.text = string(text)
			return w, i + 1, nil
		}
		text = append(text, line[i])
	}
	w.text = string(line[from:])
	return w, 0, w.wrong("has no closing quote", "write one at the end of the value")
}

// keys are the marks that are words.
func keys() []string {
	return []string{"due:", "later:", "every:", "every!:", "goal:", "wait:", "match:"}
}

// mark is what kind of mark the word is, and what it says; "" for a word of the
// title. Whether what it says makes sense is not asked.
func (w word) mark() (mark, value string) {
	first, size := utf8.DecodeRuneInString(w.text)
	second, _ := utf8.DecodeRuneInString(w.text[size:])
	digit := second >= '0' && second <= '9'
	switch {
	case (first == '~' || first == '!') && digit,
		(first == '@' || first == '+') && unicode.IsLetter(second),
		w.text == "%low", w.text == "%high":
		return w.text[:size], w.text[size:]
	}
	if colon := strings.Index(w.text, ":") + 1; slices.Contains(keys(), w.text[:colon]) {
		return w.text[:colon], w.text[colon:]
	}
	return "", ""
}

// escaped is a word of a title as a line has it.
func escaped(text string) string {
	mark, _ := word{text: text}.mark()
	if mark != "" || text == stepMark || strings.HasPrefix(text, `\`) {
		return `\` + text
	}
	return text
}

// literal undoes escaped.
func (w word) literal() (text string, ok bool) {
	return w.text[1:], len(w.text) > 1 && w.text[0] == '\\'
}
