package category

import (
	"errors"
	"unicode"
	"unicode/utf8"
)

// glob is a compiled glob: it matches a whole text.
type glob []globStep

// globStep matches one rune, or any number of them when it is a star.
type globStep struct {
	star, any bool
	not       bool
	ranges    []runeRange
}

type runeRange struct{ low, high rune }

var (
	errGlobEscape = errors.New(`a \ at the end stands before nothing`)
	errGlobOpen   = errors.New("a [ is not closed")
	errGlobEmpty  = errors.New("[] holds no character")
	errGlobRange  = errors.New("a range in [] goes backward")
)

func parseGlob(text string) (glob, error) {
	var g glob
	for runes := []rune(text); len(runes) > 0; {
		var step globStep
		var err error
		if step, runes, err = parseStep(runes); err != nil {
			return nil, err
		}
		if step.star && len(g) > 0 && g[len(g)-1].star {
			continue
		}
		g = append(g, step)
	}
	return g, nil
}

func parseStep(runes []rune) (step globStep, rest []rune, err error) {
	switch runes[0] {
	case '*':
		return globStep{star: true}, runes[1:], nil
	case '?':
		return globStep{any: true}, runes[1:], nil
	case '[':
		return parseRanges(runes[1:])
	}
	r, rest, err := parseGlobRune(runes)
	return globStep{ranges: []runeRange{{r, r}}}, rest, err
}

// parseRanges is after the bracket.
func parseRanges(runes []rune) (step globStep, rest []rune, err error) {
	if len(runes) > 0 && runes[0] == '!' {
		step.not, runes = true, runes[1:]
	}
	for {
		switch {
		case len(runes) == 0:
			return step, nil, errGlobOpen
		case runes[0] == ']' && step.ranges == nil:
			return step, nil, errGlobEmpty
		case runes[0] == ']':
			return step, runes[1:], nil
		}
		var span runeRange
		if span, runes, err = parseRange(runes); err != nil {
			return step, nil, err
		}
		step.ranges = append(step.ranges, span)
	}
}

// parseRange reads one character of a class, or two with a dash between them.
// A dash at either end of the class is itself.
func parseRange(runes []rune) (span runeRange, rest []rune, err error) {
	if span.low, rest, err = parseGlobRune(runes); err != nil {
		return span, nil, err
	}
	span.high = span.low
	if len(rest) < 2 || rest[0] != '-' || rest[1] == ']' {
		return span, rest, nil
	}
	if span.high, rest, err = parseGlobRune(rest[1:]); err != nil {
		return span, nil, err
	}
	if span.high < span.low {
		return span, nil, errGlobRange
	}
	return span, rest, nil
}

// parseGlobRune reads a character that stands for itself.
func parseGlobRune(runes []rune) (r rune, rest []rune, err error) {
	if runes[0] != '\\' {
		return runes[0], runes[1:], nil
	}
	if len(runes) == 1 {
		return 0, nil, errGlobEscape
	}
	return runes[1], runes[2:], nil
}

// match goes back only to the last star, which is enough: what an earlier one
// has taken could only have been taken by the last one too.
func (g glob) match(s, _ string, anyCase bool) bool {
	step, back, resume := 0, -1, 0
	for at := 0; at < len(s); {
		r, size := utf8.DecodeRuneInString(s[at:])
		switch {
		case step < len(g) && g[step].star:
			back, resume = step, at
			step++
		case step < len(g) && g[step].matches(r, anyCase):
			step++
			at += size
		case back >= 0:
			_, skip := utf8.DecodeRuneInString(s[resume:])
			resume += skip
			step, at = back+1, resume
		default:
			return false
		}
	}
	for step < len(g) && g[step].star {
		step++
	}
	return step == len(g)
}

func (st globStep) matches(r rune, anyCase bool) bool {
	if st.any {
		return true
	}
	found := st.holds(r)
	for other := unicode.SimpleFold(r); anyCase && !found && other != r; other = unicode.SimpleFold(other) {
		found = st.holds(other)
	}
	return found != st.not
}

// literal tells whether it matches one character only, in any case of it.
func (st globStep) literal() bool {
	return len(st.ranges) == 1 && st.ranges[0].low == st.ranges[0].high && !st.not
}

func (st globStep) holds(r rune) bool {
	for _, span := range st.ranges {
		if r >= span.low && r <= span.high {
			return true
		}
	}
	return false
}

// shortest is the length of the shortest text that matches, in runes.
func (g glob) shortest() int {
	n := 0
	for _, step := range g {
		if !step.star {
			n++
		}
	}
	return n
}
