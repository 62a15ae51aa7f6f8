package category

import (
	"regexp"
	"regexp/syntax"
	"strings"
	"unicode/utf8"
)

// maxNeedles is how many texts are looked for before a regular expression is
// tried. With more of them the looking costs as much as the trying.
const maxNeedles = 8

// regex is a regular expression, and texts of which a match must hold at least
// one. To look for these is some fifty times faster than to try the expression.
type regex struct {
	*regexp.Regexp
	needles  []string // folded; empty: none is known
	shortest int      // length of the shortest match, in runes
}

func parseRegex(text string, anyCase bool) (*regex, error) {
	tree, err := syntax.Parse(text, syntax.Perl)
	if err != nil {
		return nil, err
	}
	if anyCase {
		text = "(?i)" + text
	}
	re, err := regexp.Compile(text)
	if err != nil {
		return nil, err
	}
	return &regex{re, needles(tree), shortest(tree)}, nil
}

func (re *regex) match(raw, folded string, _ bool) bool {
	for _, needle := range re.needles {
		if strings.Contains(folded, needle) {
			return re.MatchString(raw)
		}
	}
	return len(re.needles) == 0 && re.MatchString(raw)
}

// needles are texts one of which is, folded, in every match. Empty: not known.
func needles(re *syntax.Regexp) []string {
	switch re.Op {
	case syntax.OpLiteral:
		return []string{fold(string(re.Rune))}
	case syntax.OpCapture, syntax.OpPlus:
		return needles(re.Sub[0])
	case syntax.OpRepeat:
		if re.Min > 0 {
			return needles(re.Sub[0])
		}
	case syntax.OpConcat:
		var best []string
		for _, sub := range re.Sub {
			if found := needles(sub); leastLen(found) > leastLen(best) {
				best = found
			}
		}
		return best
	case syntax.OpAlternate:
		return allNeedles(re.Sub)
	}
	return nil
}

// allNeedles are those of each alternative, if each has some.
func allNeedles(alternatives []*syntax.Regexp) []string {
	var all []string
	for _, sub := range alternatives {
		found := needles(sub)
		if all = append(all, found...); len(found) == 0 || len(all) > maxNeedles {
			return nil
		}
	}
	return all
}

// leastLen is the length of the shortest text: the one that is found most often
// for nothing.
func leastLen(texts []string) int {
	least := 0
	for i, text := range texts {
		if n := utf8.RuneCountInString(text); i == 0 || n < least {
			least = n
		}
	}
	return least
}

// shortest is the length of the shortest match, in runes.
func shortest(re *syntax.Regexp) int {
	n := 0
	switch re.Op {
	case syntax.OpLiteral:
		n = len(re.Rune)
	case syntax.OpCharClass, syntax.OpAnyChar, syntax.OpAnyCharNotNL:
		n = 1
	case syntax.OpCapture, syntax.OpPlus:
		n = shortest(re.Sub[0])
	case syntax.OpRepeat:
		n = re.Min * shortest(re.Sub[0])
	case syntax.OpConcat:
		for _, sub := range re.Sub {
			n += shortest(sub)
		}
	case syntax.OpAlternate:
		n = shortest(re.Sub[0])
		for _, sub := range re.Sub[1:] {
			n = min(n, shortest(sub))
		}
	}
	return n
}
