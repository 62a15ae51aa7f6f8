package category

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
)

// Rule puts what it matches into a category. All it asks for must hold.
type Rule struct {
	ID       string  `json:"id,omitzero"`    // unique in a set; "": the condition
	Order    int     `json:"order,omitzero"` // rules of a higher one go first
	App      Pattern `json:"app,omitzero"`   // in any case
	Title    Pattern `json:"title,omitzero"`
	Host     Pattern `json:"host,omitzero"` // in any case
	Hours    Hours   `json:"hours,omitzero"`
	Case     bool    `json:"case,omitzero"` // the case of the title matters
	All      bool    `json:"all,omitzero"`  // asks for nothing, on purpose
	Category string  `json:"category"`
}

// TimeDependent tells whether what the rule says of a window changes with the
// time of day.
func (r Rule) TimeDependent() bool { return r.Hours != Hours{} }

// asks tells whether there is anything that the rule asks for.
func (r Rule) asks() bool {
	return r.App.Kind != Absent || r.Title.Kind != Absent || r.Host.Kind != Absent || r.TimeDependent()
}

// ofApp tells whether the rule asks for an app, by itself, and for nothing
// else: such rules say where an app belongs, title aside.
func (r Rule) ofApp() bool {
	return r.App.Kind > Of && r.Title.Kind == Absent && r.Host.Kind == Absent && !r.TimeDependent()
}

// String is the rule as ParseRule reads it, without its id.
func (r Rule) String() string { return r.Condition() + " -> " + quote(r.Category) }

// Condition is what stands before the arrow.
func (r Rule) Condition() string { return string(r.appendCondition(nil)) }

func (r Rule) appendCondition(b []byte) []byte {
	from := len(b)
	word := func(s string) {
		if len(b) > from {
			b = append(b, ' ')
		}
		b = append(b, s...)
	}
	if r.All {
		word("*")
	}
	for _, field := range [...]struct {
		name    string
		pattern Pattern
	}{{"app", r.App}, {"title", r.Title}, {"host", r.Host}} {
		if field.pattern.Kind != Absent {
			word(field.name)
			b = field.pattern.append(b)
		}
	}
	if r.TimeDependent() {
		word("hours=")
		b = appendQuoted(b, r.Hours.String())
	}
	if r.Case {
		word("case")
	}
	if r.Order != 0 {
		word("order=")
		b = strconv.AppendInt(b, int64(r.Order), 10)
	}
	return b
}

// String is the operator and the text, as in a rule.
func (p Pattern) String() string { return string(p.append(nil)) }

func (p Pattern) append(b []byte) []byte {
	b = append(b, p.Kind.sign()...)
	switch p.Kind {
	case Absent:
		return b
	case Regex:
		return append(appendSlashed(b, p.Text), '/')
	}
	return appendQuoted(b, p.Text)
}

// appendSlashed writes every slash as \/, those that have been so already too.
func appendSlashed(b []byte, regex string) []byte {
	escaped := false
	for i := range len(regex) {
		c := regex[i]
		if c == '/' && !escaped {
			b = append(b, '\\')
		}
		b = append(b, c)
		escaped = c == '\\' && !escaped
	}
	return b
}

// quote is s as it stands in a rule: in quotes unless it is a plain word.
func quote(s string) string { return string(appendQuoted(nil, s)) }

func appendQuoted(b []byte, s string) []byte {
	if s != "" && !strings.ContainsFunc(s, needsQuotes) {
		return append(b, s...)
	}
	b = append(b, '"')
	for i := range len(s) {
		if s[i] == '"' || s[i] == '\\' {
			b = append(b, '\\')
		}
		b = append(b, s[i])
	}
	return append(b, '"')
}

func needsQuotes(r rune) bool {
	return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("._-/+:@&,", r)
}

// compile makes the rule ready to match, if nothing is wrong with it.
func (r Rule) compile() (compiled, Problems) {
	c := compiled{Rule: r, beside: &nothing}
	var all Problems
	ready := func(field string, p Pattern, anyCase bool) matcher {
		m, problem := p.compile(field, anyCase)
		if problem != nil {
			all = append(all, *problem)
		}
		return m
	}
	c.app = ready("app", r.App, true)
	if r.Title != (Pattern{}) || r.Host != (Pattern{}) {
		title, host := ready("title", r.Title, !r.Case), ready("host", r.Host, true)
		c.beside = &beside{title, host, title.grams()}
	}
	if all = append(all, r.faults()...); len(all) == 0 {
		c.weight = c.weigh()
	}
	for i := range all {
		all[i].Rule = r.name()
	}
	return c, all
}

// problems is what is wrong with the rule by itself.
func (r Rule) problems() Problems {
	_, problems := r.compile()
	if what, do := nameFault(r.Category); what != "" {
		problems = append(problems, Problem{Part: "category", What: what, Do: do})
	}
	return problems
}

// faults is what is wrong with the rule beside its patterns.
func (r Rule) faults() Problems {
	var all Problems
	if err := r.Hours.check(); err != nil {
		all = append(all, Problem{Part: "hours", What: err.Error(), Do: `write them as in "mon-fri 09:00-17:00"`})
	}
	switch {
	case r.All && r.asks():
		all = append(all, Problem{What: "it asks for everything and for something", Do: "leave out the *, or all the rest"})
	case !r.All && !r.asks():
		all = append(all, Problem{What: "it asks for nothing", Do: "say what to match, or write * for a rule that matches everything"})
	}
	if r.Case && r.Title.Kind == Absent {
		all = append(all, Problem{Part: "case", What: "there is no title whose case could matter", Do: "leave it out, or add a title"})
	}
	return all
}

// name is how messages call the rule.
func (r Rule) name() string {
	if r.ID != "" {
		return fmt.Sprintf("rule %q", r.ID)
	}
	return fmt.Sprintf("rule %q", r.Condition())
}
