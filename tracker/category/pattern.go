package category

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxText is how long the text of a pattern may be, in bytes: a title is not
// longer.
const maxText = 512

// Kind is how a pattern compares. A greater kind says more of a text.
type Kind uint8

// The zero Kind is that of a pattern that is not there.
const (
	Absent    Kind = iota
	Of             // an app that, title aside, belongs to a category or one below it
	Regex          // a regular expression, as Go has them: it takes linear time
	Substring      // is somewhere in it
	Glob           // * ? [a-z] [!a-z]
	Prefix         // is its beginning
	Part           // is all of what stands between two separators of a title
	Exact          // is all of it
)

func (k Kind) String() string {
	switch k {
	case Absent:
		return "absent"
	case Of:
		return "of"
	case Regex:
		return "regex"
	case Substring:
		return "substring"
	case Glob:
		return "glob"
	case Prefix:
		return "prefix"
	case Part:
		return "part"
	case Exact:
		return "exact"
	}
	return fmt.Sprintf("Kind(%d)", uint8(k))
}

// sign is the operator that stands for the kind in a rule.
func (k Kind) sign() string {
	switch k {
	case Of:
		return "@"
	case Regex:
		return "/"
	case Substring:
		return "~"
	case Glob:
		return "*="
	case Prefix:
		return "^="
	case Part:
		return "|="
	case Exact:
		return "="
	}
	return ""
}

// MarshalText fails for a kind that does not exist.
func (k Kind) MarshalText() ([]byte, error) {
	if k > Exact {
		return nil, fmt.Errorf("no such kind of pattern: %v", k)
	}
	return []byte(k.String()), nil
}

// UnmarshalText is the reverse of MarshalText.
func (k *Kind) UnmarshalText(text []byte) error {
	var names []string
	for known := Absent; known <= Exact; known++ {
		if known.String() == string(text) {
			*k = known
			return nil
		}
		names = append(names, known.String())
	}
	return fmt.Errorf("kind of pattern %q is not known; write one of %s", text, strings.Join(names, ", "))
}

// Pattern is a text and how it compares. The zero Pattern is not there: it
// asks for nothing.
type Pattern struct {
	Kind Kind   `json:"kind"`
	Text string `json:"text"`
}

// compile checks the pattern of one field of a rule.
func (p Pattern) compile(field string, anyCase bool) (matcher, *Problem) {
	if what, do := p.fault(field); what != "" {
		return matcher{}, &Problem{Part: field, What: what, Do: do}
	}
	m := matcher{kind: p.Kind, anyCase: anyCase}
	switch p.Kind {
	case Of:
		m.text = p.Text
	case Glob:
		g, err := parseGlob(p.Text)
		if err != nil {
			return matcher{}, &Problem{Part: field, What: fmt.Sprintf("bad glob %q: %v", p.Text, err), Do: `write \[ or \\ for the character itself`}
		}
		if len(g) == 1 && g[0].star {
			return matcher{}, &Problem{Part: field, What: fmt.Sprintf("%q matches everything", p.Text), Do: "leave it out"}
		}
		m.program, m.shortest = g, int32(g.shortest())
	case Regex:
		re, err := parseRegex(p.Text, anyCase)
		if err != nil {
			return matcher{}, &Problem{
				Part: field, What: "bad regular expression: " + strings.TrimPrefix(err.Error(), "error parsing regexp: "),
				Do: `write \( or \[ or the like for the character itself`,
			}
		}
		m.program, m.shortest = re, int32(re.shortest)
	default:
		m.text, m.shortest = p.Text, int32(utf8.RuneCountInString(p.Text))
		if anyCase {
			m.text = fold(p.Text)
		}
	}
	return m, nil
}

// fault is what is wrong with the pattern, but for the syntax of its text.
func (p Pattern) fault(field string) (what, do string) {
	switch {
	case p.Kind == Absent && p.Text != "":
		return "a text without an operator", `give the pattern a kind, "substring" for one`
	case p.Kind > Exact:
		return fmt.Sprintf("%v does not exist", p.Kind), "use a kind that does"
	case p.Kind == Of && field != "app":
		return "only an app belongs to a category", "write app@category"
	case p.Text == "" && p.Kind != Exact && p.Kind != Absent:
		return "an empty text matches everything", "leave it out, or give it a text"
	case len(p.Text) > maxText:
		return fmt.Sprintf("the text has %d bytes", len(p.Text)), fmt.Sprintf("write at most %d", maxText)
	case !utf8.ValidString(p.Text):
		return "the text is not UTF-8", "write it in UTF-8"
	case strings.ContainsFunc(p.Text, neverShown):
		return fmt.Sprintf("the text %q has an invisible character", p.Text), "take it out: titles come without them"
	}
	return "", ""
}

// neverShown are the runes that tracker.NormalizeTitle leaves in no title: a
// pattern with one of them could match nothing, and a line cannot hold all.
func neverShown(r rune) bool {
	const joiner, nonJoiner = '\u200d', '\u200c'
	if r < utf8.RuneSelf {
		return r < ' ' || r == 0x7f
	}
	return unicode.IsSpace(r) || unicode.In(r, unicode.Cc, unicode.Cf) && r != joiner && r != nonJoiner
}

// matcher is a pattern, compiled. The zero matcher matches everything.
type matcher struct {
	kind     Kind
	anyCase  bool
	shortest int32   // length of the shortest text that matches, in runes
	text     string  // folded if anyCase
	program  program // of Glob and Regex
}

// program is what a pattern is compiled to that is more than a text.
type program interface {
	match(raw, folded string, anyCase bool) bool
	grams() grams
}

// match compares a text, given as it is and folded.
func (m *matcher) match(raw, folded string) bool {
	s := raw
	if m.anyCase {
		s = folded
	}
	switch m.kind {
	case Absent:
		return true
	case Exact:
		return s == m.text
	case Part:
		return hasPart(s, m.text)
	case Prefix:
		return strings.HasPrefix(s, m.text)
	case Substring:
		return strings.Contains(s, m.text)
	case Glob, Regex:
		return m.program.match(raw, folded, m.anyCase)
	}
	return false // Of is not a matter of the text
}

// hasPart tells whether part is all of s, or all of it between two separators,
// or before the first or after the last one.
func hasPart(s, part string) bool {
	for from := 0; ; {
		i := strings.Index(s[from:], part)
		if i < 0 {
			return false
		}
		i += from
		if beginsPart(s, i) && endsPart(s, i+len(part)) {
			return true
		}
		from = i + 1
	}
}

func beginsPart(s string, i int) bool {
	if i == 0 {
		return true
	}
	if s[i-1] != ' ' {
		return false
	}
	before := s[:i-1]
	return isSeparator(before[strings.LastIndexByte(before, ' ')+1:])
}

func endsPart(s string, i int) bool {
	if i == len(s) {
		return true
	}
	if s[i] != ' ' {
		return false
	}
	after, _, _ := strings.Cut(s[i+1:], " ")
	return isSeparator(after)
}

// isSeparator tells whether a word of a title stands between two parts of it.
func isSeparator(word string) bool {
	switch word {
	case "-", "–", "—", "|", "·", "•", ":", "::", "/", "‹", "›", "«", "»":
		return true
	}
	return false
}
