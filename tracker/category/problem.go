package category

import (
	"fmt"
	"strings"
)

// Problem is something wrong in what a person wrote: where, what, and what to
// do about it. It quotes rules, and rules quote titles: it is for the person to
// see, not for a log.
type Problem struct {
	Line   int    `json:"line,omitzero"`   // of the text, from 1; 0: it was not text
	Column int    `json:"column,omitzero"` // in characters, from 1
	Rule   string `json:"rule,omitzero"`   // id or condition of the rule, or name of the category
	Part   string `json:"part,omitzero"`   // app, title, hours, category…
	What   string `json:"what"`
	Do     string `json:"do"`
}

func (p Problem) Error() string {
	var where []string
	if p.Line > 0 {
		where = append(where, fmt.Sprintf("line %d, column %d", p.Line, p.Column))
	}
	for _, name := range []string{p.Rule, p.Part} {
		if name != "" {
			where = append(where, name)
		}
	}
	return strings.Join(append(where, p.What), ": ") + "; " + p.Do
}

// Problems is all that is wrong, not only what was met first.
type Problems []Problem

func (ps Problems) Error() string {
	lines := make([]string, len(ps))
	for i, p := range ps {
		lines[i] = p.Error()
	}
	return strings.Join(lines, "\n")
}

// err is nil when there are none: an empty Problems in an error would not be.
func (ps Problems) err() error {
	if len(ps) == 0 {
		return nil
	}
	return ps
}
